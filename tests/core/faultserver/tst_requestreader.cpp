// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/requestreader.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Progress = RequestReader::Progress;

namespace {

/// The requests in those bytes, given `step` at a time; a refusal is a request with that status.
QList<ReceivedRequest> read(QByteArrayView bytes, qsizetype step)
{
    RequestReader reader;
    QList<ReceivedRequest> requests;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        reader.append(bytes.sliced(at, std::min(step, bytes.size() - at)));
        for (;;) {
            const Progress progress = reader.advance();
            if (progress == Progress::NeedsMore)
                break;
            if (progress == Progress::Complete)
                requests.append(reader.takeRequest());
            if (progress == Progress::Refused) {
                ReceivedRequest refusal;
                refusal.number = reader.refusal().status;
                return requests << refusal;
            }
        }
    }
    return requests;
}

} // namespace

class TestRequestReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void anySplitGivesTheSameRequests()
    {
        const QByteArray bytes = "\r\nGET /a?b HTTP/1.1\r\nHost: t\r\nX: 1\r\nx:2 \r\n\r\n"
                                 "POST /c HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
                                 "PUT /d HTTP/1.1\nTransfer-Encoding: chunked\n\n"
                                 "3;name=value\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
                                 "GET http://t/e HTTP/1.0\r\n\r\n";
        const QList<ReceivedRequest> whole = read(bytes, bytes.size());
        QCOMPARE(whole.size(), 4);
        QCOMPARE(whole.at(0).target, "/a?b"_ba);
        QCOMPARE(pathOf(whole.at(0)).toByteArray(), "/a"_ba);
        QCOMPARE(whole.at(0).headers.size(), 3);
        QCOMPARE(whole.at(0).headers.at(1), std::pair("X"_ba, "1"_ba));
        QCOMPARE(whole.at(0).headers.at(2), std::pair("x"_ba, "2"_ba));
        QVERIFY(whole.at(0).bodySha256.isEmpty());
        QCOMPARE(whole.at(1).body, "hello"_ba);
        QCOMPARE(whole.at(1).bodySha256,
                 "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"_ba);
        QCOMPARE(whole.at(2).body, "abc0123456789"_ba);
        QCOMPARE(whole.at(2).bodySize, 13);
        QCOMPARE(pathOf(whole.at(3)).toByteArray(), "/e"_ba);
        for (qsizetype step = 1; step < 60; ++step)
            QCOMPARE(read(bytes, step), whole);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray start = "POST / HTTP/1.1\r\n";
        QTest::newRow("no request line") << "hello\r\n\r\n"_ba << 400;
        QTest::newRow("a TLS greeting") << QByteArray("\x16\x03\x01\x02\x00\n\r\n", 8) << 400;
        QTest::newRow("a method that is none") << "G(T / HTTP/1.1\r\n\r\n"_ba << 400;
        QTest::newRow("a blank in the target") << "GET /a b HTTP/1.1\r\n\r\n"_ba << 400;
        QTest::newRow("HTTP/2") << "GET / HTTP/2.0\r\n\r\n"_ba << 505;
        QTest::newRow("a header without a colon") << "GET / HTTP/1.1\r\nHost\r\n\r\n"_ba << 400;
        QTest::newRow("a folded header") << "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n"_ba << 400;
        QTest::newRow("a blank before the colon") << "GET / HTTP/1.1\r\nA : b\r\n\r\n"_ba << 400;
        QTest::newRow("a length with a sign")
            << QByteArray(start + "Content-Length: +5\r\n\r\n") << 400;
        QTest::newRow("two lengths")
            << QByteArray(start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n") << 400;
        QTest::newRow("length and chunks")
            << QByteArray(start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n") << 400;
        QTest::newRow("an unknown coding")
            << QByteArray(start + "Transfer-Encoding: gzip\r\n\r\n") << 501;
        QTest::newRow("a chunk size that is none")
            << QByteArray(start + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n") << 400;
        QTest::newRow("a chunk longer than it says")
            << QByteArray(start + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n") << 400;
        QTest::newRow("a head that is too large")
            << QByteArray("GET / HTTP/1.1\r\nA: " + QByteArray(70'000, 'a') + "\r\n\r\n") << 431;
        QTest::newRow("a head that is too large and does not end")
            << QByteArray("GET / HTTP/1.1\r\nA: " + QByteArray(70'000, 'a')) << 431;
        QTest::newRow("a chunk extension without an end")
            << QByteArray(start + "Transfer-Encoding: chunked\r\n\r\n1;" + QByteArray(9000, 'a'))
            << 400;
    }

    void refusals()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        for (const qsizetype step : {bytes.size(), qsizetype(7)}) {
            const auto requests = read(bytes, step);
            QCOMPARE(requests.size(), 1);
            QCOMPARE(requests.constFirst().number, status);
        }
    }

    void aLargeBodyIsCountedAndNotKept()
    {
        const QByteArray body(1'000'000, 'b');
        const QByteArray bytes = "POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + body;
        const auto requests = read(bytes, 10'000);
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.constFirst().bodySize, 1'000'000);
        QCOMPARE(requests.constFirst().body.size(), ReceivedRequest::keptBodySize);
        QCOMPARE(requests.constFirst().bodySha256,
                 QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
    }

    void persistence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("stays");
        QTest::newRow("1.1") << "GET / HTTP/1.1\r\n\r\n"_ba << true;
        QTest::newRow("1.1 that closes")
            << "GET / HTTP/1.1\r\nConnection: x, Close\r\n\r\n"_ba << false;
        QTest::newRow("1.0") << "GET / HTTP/1.0\r\n\r\n"_ba << false;
        QTest::newRow("1.0 that stays")
            << "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"_ba << true;
    }

    void persistence()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, stays);
        RequestReader reader;
        reader.append(bytes);
        QVERIFY(reader.advance() == Progress::Complete);
        QCOMPARE(reader.keepsAlive(), stays);
    }

    void aWaitingClientIsNoticed()
    {
        RequestReader reader;
        reader.append("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QVERIFY(reader.advance() == Progress::Head);
        QVERIFY(reader.expectsContinue());
        QVERIFY(reader.advance() == Progress::NeedsMore);
        reader.append("ab");
        QVERIFY(reader.advance() == Progress::Complete);
        QVERIFY(!reader.expectsContinue());
    }
};

QTEST_GUILESS_MAIN(TestRequestReader)
#include "tst_requestreader.moc"
