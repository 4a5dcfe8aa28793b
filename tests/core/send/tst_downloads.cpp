// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/memorybreakerstore.h"
#include "core/send/downloadfile.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "core/send/sentrequest.h"
#include "tests/faults/badpeer.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Line = BadPeer::Line;

namespace {

QByteArray content(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char((i * 31 + i / 251) & 0xff);
    return bytes;
}

/// A file on a server that breaks off.
struct Served
{
    QByteArray bytes = content(300'000);
    QByteArray headers = "ETag: \"one\"\r\nAccept-Ranges: bytes\r\n";
    QByteArray tag = "\"one\"";
    /// Bytes of the body of each answer before it breaks off; the last one holds on.
    QList<qsizetype> breaks;
    bool knowsRanges = true;
    QByteArrayList requests;

    void answer(Line &line)
    {
        const QByteArray request = line.hear();
        if (request.isEmpty())
            return;
        requests.append(request.toLower());
        const QByteArray asked = valueOf("range: bytes=");
        const bool isPart
            = knowsRanges && !asked.isEmpty() && valueOf("if-range: ") == tag.toLower();
        const qsizetype begin = isPart ? asked.chopped(1).toLongLong() : 0;
        const QByteArray body = bytes.sliced(begin);
        line.say("HTTP/1.1 " + QByteArray(isPart ? "206 Partial Content" : "200 OK") + "\r\n"
                 + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n"
                 + (isPart ? QByteArray("Content-Range: bytes " + QByteArray::number(begin) + '-'
                                        + QByteArray::number(bytes.size() - 1) + '/'
                                        + QByteArray::number(bytes.size()) + "\r\n")
                           : QByteArray())
                 + "\r\n");
        line.say(breaks.isEmpty() ? body : body.first(std::min(body.size(), breaks.takeFirst())));
    }
    QByteArray valueOf(const QByteArray &start) const
    {
        const qsizetype at = requests.last().indexOf(QByteArray("\r\n" + start));
        if (at < 0)
            return {};
        const qsizetype begin = at + 2 + start.size();
        return requests.last().sliced(begin, requests.last().indexOf("\r\n", begin) - begin);
    }
};

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("nothing");
}

} // namespace

class TestDownloads : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    NetworkTransport m_transport;
    MemoryBreakerStore m_breaker{m_clock};
    Sender m_sender{m_transport, m_clock, m_breaker, [] { return 0.5; }};
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    ExchangePtr download(const QUrl &url, int retries = 0)
    {
        RequestSpec spec;
        spec.url = url.toString();
        spec.policy.maxRetries = retries;
        spec.policy.breaker = BreakerSwitch::Off;
        SendOptions options;
        options.download = std::make_shared<DownloadFile>(m_path);
        const auto operation = m_sender.send(spec, {}, options);
        QSignalSpy ended(operation.get(), &SendOperation::finished);
        operation->start();
        return ended.wait(30'000) ? ended.first().first().value<ExchangePtr>() : nullptr;
    }
    bool isTidy() const
    {
        return !QFile::exists(m_path + u".part"_s) && !QFile::exists(m_path + u".part.json"_s);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"file.bin"_s);
    }

    void allAtOnce()
    {
        Served served;
        const BadPeer server([&](Line &line) { served.answer(line); });
        QFile old(m_path);
        QVERIFY(old.open(QFile::WriteOnly) && old.write("old") == 3);
        old.close();
        const ExchangePtr exchange = download(server.url());
        QVERIFY(exchange && exchange->response());
        QCOMPARE(read(m_path), served.bytes);
        QCOMPARE(exchange->response()->body.path, m_path);
        QCOMPARE(exchange->response()->body.size, served.bytes.size());
        QVERIFY(isTidy());
        QVERIFY(served.requests.first().contains("\r\naccept-encoding: identity\r\n"));
        QVERIFY(!served.requests.first().contains("range"));
    }

    void itGoesOnAfterABreak_data()
    {
        QTest::addColumn<int>("retries");
        QTest::newRow("by a retry") << 3;
        QTest::newRow("by later sends, of another run of the program too") << 0;
    }
    void itGoesOnAfterABreak()
    {
        QFETCH(int, retries);
        Served served;
        served.breaks = {100'000, 50'000, 1};
        const BadPeer server([&](Line &line) { served.answer(line); });
        ExchangePtr exchange;
        for (int i = 0; i < 4 && !(exchange && exchange->response()); ++i)
            exchange = download(server.url(), retries);
        QVERIFY(exchange && exchange->response());
        QCOMPARE(read(m_path), served.bytes);
        QCOMPARE(exchange->response()->body.size, served.bytes.size());
        QVERIFY(isTidy());
        QCOMPARE(served.requests.size(), 4);
        // As many bytes as came, but for the last one.
        QVERIFY(served.requests[1].contains("\r\nrange: bytes=99999-\r\nif-range: \"one\"\r\n"));
        QVERIFY(served.requests[2].contains("\r\nrange: bytes=149998-\r\n"));
        // The one byte that came may have been dropped by Qt, which had an error to tell.
        QVERIFY(served.requests[3].contains("\r\nrange: bytes=149998-\r\n")
                || served.requests[3].contains("\r\nrange: bytes=149997-\r\n"));
        const Attempt &last = exchange->attempts.constLast();
        QCOMPARE(sentRequests(*exchange, last).last().head().toLower(), served.requests.last());
    }

    void whatHasChangedIsFetchedAnew()
    {
        Served served;
        served.breaks = {100'000};
        const BadPeer server([&](Line &line) { served.answer(line); });
        ExchangePtr exchange = download(server.url());
        QVERIFY(exchange && !exchange->response());
        served.bytes = content(200'000).replace('a', 'b');
        served.headers.replace("one", "two");
        served.tag = "\"two\"";
        exchange = download(server.url());
        QVERIFY(exchange && exchange->response());
        QCOMPARE(exchange->response()->status, 200);
        QCOMPARE(read(m_path), served.bytes);
        QVERIFY(isTidy());
    }

    void nothingIsGoneOnWithThatMayDiffer_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("second");
        QTest::newRow("a weak validator") << "ETag: W/\"one\"\r\n"_ba << u"/"_s;
        QTest::newRow("no validator") << QByteArray() << u"/"_s;
        QTest::newRow("a date as old as the answer")
            << "Date: Tue, 14 Nov 2023 22:13:20 GMT\r\nLast-Modified: Tue, 14 Nov 2023 22:13:20 GMT\r\n"_ba
            << u"/"_s;
        QTest::newRow("another URL") << "ETag: \"one\"\r\n"_ba << u"/other"_s;
    }
    void nothingIsGoneOnWithThatMayDiffer()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QString, second);
        Served served;
        served.headers = headers;
        served.breaks = {100'000};
        const BadPeer server([&](Line &line) { served.answer(line); });
        QVERIFY(!download(server.url())->response());
        QVERIFY(download(server.url(second))->response());
        QVERIFY(!served.requests.last().contains("range:"));
        QCOMPARE(read(m_path), served.bytes);
    }

    void anotherPartThanAskedForIsAnError()
    {
        Served served;
        served.breaks = {100'000};
        bool lies = false;
        const BadPeer server([&](Line &line) {
            if (!lies) {
                served.answer(line);
                return;
            }
            line.hear();
            line.say("HTTP/1.1 206 Partial Content\r\nETag: \"one\"\r\nContent-Length: 2\r\n"
                     "Content-Range: bytes 5-6/300000\r\n\r\nhi"_ba);
        });
        QVERIFY(!download(server.url())->response());
        const QByteArray part = read(m_path + u".part"_s);
        QCOMPARE(part.size(), 100'000);
        lies = true;
        const ExchangePtr exchange = download(server.url());
        QVERIFY(!exchange->response());
        QCOMPARE(exchange->error->kind, SendError::Kind::BrokenResponse);
        QVERIFY(!QFile::exists(m_path));
        QCOMPARE(read(m_path + u".part"_s), part);
    }

    void partsThatDoNotFit_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("why");
        QTest::newRow("of something larger")
            << "206 P\r\nETag: \"one\"\r\nContent-Range: bytes 99999-100000/999999\r\n"_ba
            << u"is one of 999999 bytes, what there is one of 300000"_s;
        QTest::newRow("with a range that cannot be")
            << "206 P\r\nETag: \"one\"\r\nContent-Range: bytes 99999-99998/300000\r\n"_ba
            << u"its part is \"bytes 99999-99998/300000\""_s;
        QTest::newRow("without a range")
            << "206 P\r\nETag: \"one\"\r\n"_ba << u"its part is \"\""_s;
        QTest::newRow("less than was asked for")
            << "206 P\r\nETag: \"one\"\r\nContent-Range: bytes 99999-100000/300000\r\n"_ba
            << u"ends after 100001 of 300000 bytes"_s;
        QTest::newRow("none to be had")
            << "416 R\r\nContent-Range: bytes */5\r\n"_ba << u"it has no byte 99999 (416)"_s;
    }
    void partsThatDoNotFit()
    {
        QFETCH(const QByteArray, head);
        QFETCH(const QString, why);
        Served served;
        served.breaks = {100'000};
        bool isBad = false;
        const BadPeer server([&](Line &line) {
            if (!std::exchange(isBad, false))
                return served.answer(line);
            line.hear();
            line.say("HTTP/1.1 " + head + "Content-Length: 2\r\n\r\nhi");
        });
        QVERIFY(!download(server.url())->response());
        isBad = true;
        ExchangePtr exchange = download(server.url());
        QVERIFY(!exchange->response());
        QCOMPARE(exchange->error->kind, SendError::Kind::BrokenResponse);
        QVERIFY2(exchange->error->detail.contains(why), qPrintable(exchange->error->detail));
        QVERIFY(!QFile::exists(m_path));
        // The next try ends well, from where it was or anew.
        exchange = download(server.url());
        QVERIFY(exchange->response());
        QCOMPARE(read(m_path).size(), served.bytes.size());
        if (!head.contains("100000/300000"))
            QCOMPARE(read(m_path), served.bytes);
        QVERIFY(isTidy());
    }

    void aPartThatNobodyAskedForIsNotTheFile()
    {
        const BadPeer server([](Line &line) {
            line.hear();
            line.say("HTTP/1.1 206 P\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\nhi");
        });
        const ExchangePtr exchange = download(server.url());
        QVERIFY(!exchange->response());
        QCOMPARE(exchange->error->detail, u"it sends a part (206), asked for was all"_s);
        QVERIFY(!QFile::exists(m_path));
    }

    void anErrorIsNotTheFile()
    {
        const BadPeer server([](Line &line) {
            line.hear();
            line.say("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"_ba);
        });
        const ExchangePtr exchange = download(server.url());
        QCOMPARE(exchange->response()->body.bytes, "gone"_ba);
        QVERIFY(!QFile::exists(m_path));
        QVERIFY(isTidy());
    }

    void aFolderThatCannotBeWrittenIsNamed()
    {
        Served served;
        const BadPeer server([&](Line &line) { served.answer(line); });
        m_path = m_folder->filePath(u"no/such/folder/file"_s);
        const ExchangePtr exchange = download(server.url());
        QVERIFY(!exchange->response());
        QCOMPARE(exchange->error->kind, SendError::Kind::ResponseUnwritable);
        QVERIFY(exchange->error->subject.startsWith(m_path));
    }
};

QTEST_GUILESS_MAIN(TestDownloads)
#include "tst_downloads.moc"
