// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/multipart.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = MultipartFault::Kind;

namespace {

MultipartBody readWith(const QByteArray &body,
                       const QString &type = u"multipart/mixed; boundary=b"_s)
{
    return readMultipart(body, parseMediaType(type)).value_or(MultipartBody{});
}

QByteArrayList contents(const QByteArray &body, const MultipartBody &read)
{
    QByteArrayList all;
    for (const MultipartSection &part : read.parts)
        all += body.sliced(part.contentBegin, part.end - part.contentBegin);
    return all;
}

} // namespace

class TestMultipart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("contents");
        const auto row
            = [](const char *name, const QByteArray &body, const QByteArrayList &contents) {
                  QTest::newRow(name) << body << contents;
              };
        row("parts without headers", "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--", {"one", "two"});
        row("bare line feeds", "--b\n\none\n--b\n\ntwo\n--b--\n", {"one", "two"});
        row("a line end of the content", "--b\r\n\r\none\r\n\r\n--b--\r\n", {"one\r\n"});
        row("an empty part", "--b\r\n\r\n\r\n--b--\r\n", {""});
        row("a part without anything", "--b\r\n--b--\r\n", {""});
        row("what stands around", "before\r\n--b\r\n\r\none\r\n--b--\r\nafter", {"one"});
        row("blanks behind the boundary", "--b \t\r\n\r\none\r\n--b-- \r\n", {"one"});
        row("a boundary within a line", "--b\r\n\r\na --b\r\n--bx\r\n--b--", {"a --b\r\n--bx"});
        row("headers", "--b\r\nA: 1\r\nB: 2\r\n\r\none\r\n--b--", {"one"});
        row("bytes", "--b\r\n\r\n" + QByteArray("\0\xff\r\n", 4) + "\r\n--b--",
            {QByteArray("\0\xff\r\n", 4)});
    }
    void reads()
    {
        QFETCH(const QByteArray, body);
        const MultipartBody read = readWith(body);
        QTEST(contents(body, read), "contents");
        QVERIFY(read.faults.empty() || QTest::currentDataTag() == "a part without anything"_ba);
    }

    void headersOfParts()
    {
        const QByteArray body
            = "--b\r\nContent-Disposition: form-data; name=\"a b\"; filename=\"x%22y.txt\"\r\n"
              "Content-Type: text/csv;\r\n charset=utf-8\r\n\r\n1,2\r\n"
              "--b\r\ncontent-disposition: form-data; name=\"é\"; "
              "filename*=UTF-8''caf%C3%A9.txt\r\n"
              "broken\r\n\r\n2\r\n--b--\r\n";
        const MultipartBody read = readWith(body);
        QCOMPARE(read.parts.size(), 2U);
        const MultipartSection &first = read.parts[0];
        QCOMPARE(first.name(), u"a b"_s);
        QCOMPARE(first.fileName(), u"x\"y.txt"_s);
        QCOMPARE(first.headers.size(), 2);
        QCOMPARE(first.type().essence(), u"text/csv"_s);
        QCOMPARE(first.type().parameter(u"charset"), u"utf-8"_s);
        const MultipartSection &second = read.parts[1];
        QCOMPARE(second.name(), u"é"_s);
        QCOMPARE(second.fileName(), u"café.txt"_s);
        QCOMPARE(second.type().essence(), u"text/plain"_s);
        QCOMPARE(read.faults.size(), 1U);
        QCOMPARE(read.faults[0].kind, Kind::BadHeader);
        QCOMPARE(read.faults[0].part, 1);
        QCOMPARE(body.sliced(read.faults[0].at).first(6), "broken"_ba);
    }

    void partsOfParts()
    {
        const QByteArray body = "--b\r\nContent-Type: multipart/mixed; boundary=\"c d\"\r\n\r\n"
                                "--c d\r\n\r\ninner\r\n--c d--\r\n\r\n--b--\r\n";
        const MultipartBody read = readWith(body);
        QCOMPARE(read.parts.size(), 1U);
        const QByteArray content = contents(body, read).first();
        const auto inner = readMultipart(content, read.parts[0].type());
        QCOMPARE(contents(content, *inner), QByteArrayList{"inner"});
        QVERIFY(inner->faults.empty());
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArrayList>("contents");
        const QString usual = u"multipart/mixed; boundary=b"_s;
        const auto row = [](const char *name, const QByteArray &body, const QString &type,
                            Kind kind, int at, const QByteArrayList &contents) {
            QTest::newRow(name) << body << type << int(kind) << at << contents;
        };
        row("no boundary", "--b\r\n\r\n--b--", u"multipart/mixed"_s, Kind::NoBoundary, 0, {});
        row("a boundary that is none", "", u"multipart/mixed; boundary=\"a\u00e4\""_s,
            Kind::NoBoundary, 0, {});
        row("too long a boundary", "", u"multipart/mixed; boundary="_s + QString(71, u'x'),
            Kind::NoBoundary, 0, {});
        row("another boundary", "--c\r\n\r\none\r\n--c--", usual, Kind::NoDelimiter, 0, {});
        row("cut off", "--b\r\n\r\none", usual, Kind::NotClosed, 10, {"one"});
        row("cut off in the headers", "--b\r\nA: 1\r\n", usual, Kind::NoBlankLine, 5, {""});
    }
    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, type);
        const MultipartBody read = readWith(body, type);
        QVERIFY(!read.faults.empty());
        QTEST(int(read.faults.front().kind), "kind");
        QTEST(int(read.faults.front().at), "at");
        QTEST(contents(body, read), "contents");
    }

    void manyPartsInLinearTime()
    {
        QElapsedTimer clock;
        clock.start();
        const QByteArray body = QByteArray("--b\r\n\r\n1\r\n").repeated(120'000) + "--b--";
        const MultipartBody read = readWith(body);
        QCOMPARE(read.parts.size(), MultipartBody::mostParts);
        QCOMPARE(read.faults.back().kind, Kind::TooManyParts);
        const QByteArray near = "--b\r\n\r\n" + QByteArray("--b ").repeated(1'000'000);
        QCOMPARE(readWith(near).parts.size(), 1U);
        QVERIFY2(clock.elapsed() < 20'000, "must not be quadratic");
    }
};

QTEST_GUILESS_MAIN(TestMultipart)
#include "tst_multipart.moc"
