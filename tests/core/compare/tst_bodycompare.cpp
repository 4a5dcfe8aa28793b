// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/bodycompare.h"
#include "tests/core/compare/comparing.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

BodyComparison compared(const QByteArray &left, const QByteArray &right,
                        const QByteArray &type = {}, const BodyCompareOptions &options = {})
{
    return **compareBodies({HeldBytes(left), type}, {HeldBytes(right), type}, options);
}

} // namespace

class TestBodyCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void theWayFitsTheBodies_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<BodyMethod>("method");
        QTest::addColumn<bool>("isEqual");
        QTest::newRow("JSON by its values")
            << R"({"a":1,"b":2})"_ba << R"({"b":2, "a":1})"_ba
            << "application/json"_ba << BodyMethod::Structure << true;
        QTest::newRow("JSON that nobody declared")
            << R"({"a":1})"_ba << R"({"a":2})"_ba << ""_ba << BodyMethod::Structure << false;
        QTest::newRow("XML laid out") << "<a><b/></a>"_ba << "<a>\n <b/></a>"_ba
                                      << "application/xml"_ba << BodyMethod::LaidOut << true;
        QTest::newRow("text line by line")
            << "a\nb"_ba << "a\nc"_ba << "text/plain"_ba << BodyMethod::Text << false;
        QTest::newRow("anything else byte by byte")
            << "\x00\x01\x02"_ba << "\x00\x01\x03"_ba
            << "application/octet-stream"_ba << BodyMethod::Bytes << false;
        QTest::newRow("broken JSON as laid out text")
            << "{\"a\":1"_ba << "{\"a\":1}"_ba
            << "application/json"_ba << BodyMethod::LaidOut << false;
        QTest::newRow("two empty bodies") << ""_ba << ""_ba << ""_ba << BodyMethod::Text << true;
    }
    void theWayFitsTheBodies()
    {
        QFETCH(const QByteArray, left);
        QFETCH(const QByteArray, right);
        QFETCH(const QByteArray, type);
        QFETCH(const BodyMethod, method);
        QFETCH(const bool, isEqual);
        const BodyComparison comparison = compared(left, right, type);
        QCOMPARE(comparison.method, method);
        QCOMPARE(comparison.isEqual(), isEqual);
        QCOMPARE(comparison.isIdentical, left == right);
    }

    void aFaultIsToldWithItsPlace()
    {
        const BodyComparison comparison
            = compared("{\"a\":1,\n\"b\":}", R"({"a":1})", "application/json");
        QCOMPARE(comparison.noStructure, BodyComparison::NoStructure::Invalid);
        QVERIFY(comparison.left.fault);
        QCOMPARE(comparison.left.fault->place.line, 2);
        QCOMPARE(comparison.left.fault->place.column, 5);
        QVERIFY(!comparison.right.fault);
    }

    void bytesTellTheFirstThatDiffers()
    {
        QByteArray left(100'000, '\0');
        QByteArray right = left;
        right[70'000] = 1;
        right[70'001] = 2;
        right.append("more");
        const BodyComparison comparison = compared(left, right);
        QCOMPARE(comparison.method, BodyMethod::Bytes);
        QCOMPARE(comparison.firstDifference, 70'000);
        QCOMPARE(comparison.differingBytes, 2);
        // 16 bytes a row; 70 000 is the first of its own, the ninth that is shown.
        QCOMPARE(comparison.rows.differences()[0].begin, 8);
        QVERIFY(comparison.rows.left().row(8).startsWith("00011170  00 00"));
        QVERIFY(comparison.rows.right().row(8).startsWith("00011170  01 02"));
    }

    void whatOneHasMoreIsTheDifference()
    {
        const BodyComparison comparison
            = compared("\x01\x02", "\x01\x02\x03", {}, {.method = BodyMethod::Bytes});
        QCOMPARE(comparison.firstDifference, 2);
        QCOMPARE(comparison.differingBytes, 0);
        QVERIFY(!comparison.isEqual());
    }

    void otherEncodingsAreDecoded()
    {
        const BodyComparison comparison = **compareBodies(
            {HeldBytes("gr\xFC\xDF"), "text/plain; charset=iso-8859-1"},
            {HeldBytes("grüß"), "text/plain; charset=utf-8"}, {.method = BodyMethod::Text});
        QVERIFY(comparison.isEqual());
        QVERIFY(!comparison.isIdentical);
        const BodyComparison marked = compared("\xEF\xBB\xBF[1]", "[1]", "application/json");
        QCOMPARE(marked.method, BodyMethod::Structure);
        QVERIFY(marked.isEqual());
        QVERIFY(marked.left.hasByteOrderMark);
        QVERIFY(!marked.right.hasByteOrderMark);
    }

    void aBodyInAFileIsRead()
    {
        auto file = std::make_shared<QTemporaryFile>();
        QVERIFY(file->open());
        file->write("[1,2]");
        file->flush();
        const ResponseBody body{.file = file, .size = 5};
        const auto bytes = bytesOf(body);
        QVERIFY(bytes);
        QCOMPARE(bytes->view(), QByteArrayView("[1,2]"));
        const auto gone = bytesOf(ResponseBody{.path = u"/nonexistent/body"_s, .size = 5});
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, StoreError::Kind::NotFound);
    }

    void aLargeBodyGoesThroughFiles()
    {
        QByteArray left = "[";
        for (int i = 0; left.size() < 9'000'000; ++i)
            left += "{\"id\":" + QByteArray::number(i) + ",\"v\":\"x\"},";
        left.back() = ']';
        QByteArray right = left;
        right.replace("{\"id\":70000,\"v\":\"x\"}", "{\"v\":\"y\",\"id\":70000}");
        const BodyComparison comparison = compared(left, right, "application/json");
        QCOMPARE(comparison.method, BodyMethod::Structure);
        QCOMPARE(comparison.differences.size(), size_t(1));
        QCOMPARE(comparison.differences[0].path, u"$[70000].v"_s);
        // Laid out it is longer than what is kept in memory.
        QVERIFY(comparison.rows.left().bytes().size() > HeldBytesWriter::inMemory);
        QCOMPARE(comparison.rows.differences().size(), size_t(1));
    }

    void whatIsIgnoredIsReadFromAList()
    {
        const auto ignoring = Ignoring::parse(u"$.a, Date X-*,$[\"a, b\"]"_s);
        QVERIFY(ignoring);
        QCOMPARE(ignoring->paths.size(), 2);
        QCOMPARE(ignoring->headers, (QStringList{u"Date"_s, u"X-*"_s}));
        QCOMPARE(Ignoring::parse(u"Date, a:b"_s).error(), u"a:b"_s);
        QCOMPARE(Ignoring::parse(u"$[oops]"_s).error(), u"$[oops]"_s);
    }
};

QTEST_GUILESS_MAIN(TestBodyCompare)
#include "tst_bodycompare.moc"
