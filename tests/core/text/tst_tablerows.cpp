// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/tablerows.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using Kind = TableFault::Kind;

namespace {

constexpr TableFormat lines{.kind = TableFormat::Kind::JsonLines};

TableIndex indexed(const QByteArray &text, const TableFormat &format, qint64 step)
{
    TableScanner scanner(format);
    TableIndex index(format);
    for (qint64 at = 0; !index.isComplete(); at += step) {
        // As if the text was still growing.
        const auto known = QByteArrayView(text).first(std::min<qint64>(at + step, text.size()));
        index.add(scanner.scan(known, known.size(), known.size() == text.size()));
    }
    return index;
}

QList<QByteArrayList> cells(const QByteArray &text, const TableIndex &index)
{
    QList<QByteArrayList> all;
    for (qint64 i = 0; i < index.rowCount(); ++i) {
        const TableRow row = index.row(text, i);
        const QByteArrayView bytes = QByteArrayView(text).sliced(row.begin, row.end - row.begin);
        QByteArrayList fields;
        if (index.format().kind == TableFormat::Kind::JsonLines)
            fields += bytes.toByteArray();
        else
            for (const QByteArrayView field : csvFields(bytes, index.format().delimiter))
                fields += csvFieldText(field);
        all += fields;
    }
    return all;
}

} // namespace

class TestTableRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<TableFormat>("format");
        QTest::addColumn<QList<QByteArrayList>>("rows");
        const auto row
            = [](const char *name, const QByteArray &text, const QList<QByteArrayList> &rows,
                 const TableFormat &format = {}) { QTest::newRow(name) << text << format << rows; };
        row("lines of any end", "a,b\r\nc,d\ne,f\rg,h",
            {{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}});
        row("a line end at the end is no row", "a\r\n", {{"a"}});
        row("nothing", "", {});
        row("line ends alone", "\r\n\n\r", {});
        row("a byte order mark",
            "\xef\xbb\xbf"
            "a,b",
            {{"a", "b"}});
        row("quotes", "\"a,\"\"b\"\"\",c", {{"a,\"b\"", "c"}});
        row("line ends in quotes", "\"a\r\nb\",c\nd,e", {{"a\r\nb", "c"}, {"d", "e"}});
        row("empty fields", ",\n\"\",", {{"", ""}, {"", ""}});
        row("empty lines are no rows", "a\n\n\nb", {{"a"}, {"b"}});
        row("blanks are part of a field", " a , b ", {{" a ", " b "}});
        row("a quote in a field stays", "a\"b,c", {{"a\"b", "c"}});
        row("what stands behind quotes stays", "\"a\"b,c", {{"ab", "c"}});
        row("a quote that is not closed", "a,\"b\nc,d", {{"a", "b\nc,d"}});
        row("another delimiter", "a;b,c", {{"a", "b,c"}}, {.delimiter = ';'});
        row("tabs", "a\tb\n\tc", {{"a", "b"}, {"", "c"}}, {.delimiter = '\t'});
        row("lines of JSON",
            "{\"a\":1}\r\n\n [2] \n\x1e"
            "3",
            {{"{\"a\":1}"}, {"[2]"}, {"3"}}, lines);
        row("no lines", "\n \n", {}, lines);
    }
    void reads()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const TableFormat, format);
        for (const qint64 step : {1, 2, 3, 100}) {
            const TableIndex index = indexed(text, format, step);
            QTEST(cells(text, index), "rows");
        }
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<TableFormat>("format");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row = [](const char *name, const QByteArray &text, Kind kind, int at, int offset,
                            int line, int column, const TableFormat &format = {}) {
            QTest::newRow(name) << text << format << int(kind) << at << offset << line << column;
        };
        row("a quote in a field", "a,b\né\"b,c", Kind::QuoteInField, 1, 6, 2, 2);
        row("text behind a quote", "\"a\"b,c", Kind::TextAfterQuote, 0, 3, 1, 4);
        row("a quote that is not closed", "a,b\nc,\"d\ne,f\n", Kind::OpenQuote, 1, 6, 2, 3);
        row("too few fields", "a,b\n\"c\nd\"\ne,f", Kind::FieldCount, 1, 4, 2, 1);
        row("too many fields", "a\nb\nc,d", Kind::FieldCount, 2, 4, 3, 1);
        row("a broken line of JSON", "{}\n\n [1,x]\n{}", Kind::Json, 1, 8, 3, 5, lines);
        row("a cut one", "{}\n{\"a\"", Kind::Json, 1, 7, 2, 5, lines);
    }
    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const TableFormat, format);
        for (const qint64 step : {1, 100}) {
            const TableIndex index = indexed(text, format, step);
            QCOMPARE(index.faultCount(), index.faults().size());
            QVERIFY(!index.faults().empty());
            const TableFault fault = index.faults().front();
            QTEST(int(fault.kind), "kind");
            QTEST(int(fault.row), "row");
            QTEST(int(fault.place.offset), "offset");
            QTEST(int(fault.place.line), "line");
            QTEST(int(fault.place.column), "column");
            QCOMPARE(fault.fault.has_value(), fault.kind == Kind::Json);
        }
    }

    void sniffsTheDelimiter_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("delimiter");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &delimiter) {
            QTest::newRow(name) << text << delimiter;
        };
        row("commas", "a,b,c\n1,2,3\n", ",");
        row("semicolons, with commas for points", "a;b;c\n1,5;2,5;3\n4,5;5;6\n", ";");
        row("tabs", "a\tb\n1, 2\t3\n", "\t");
        row("bars", "a|b\n1|2\n", "|");
        row("in quotes they do not count", "\"a;b;c\",d\n\"e;f;g\",h\n", ",");
        row("nothing stands out", "abc\ndef\n", ",");
        row("nothing at all", "", ",");
        row("one row", "a;b;c", ";");
        row("a last row that is cut off", "a;b\nc;d\ne", ";");
    }
    void sniffsTheDelimiter()
    {
        QFETCH(const QByteArray, text);
        QTEST(QByteArray(1, sniffCsv(text).delimiter), "delimiter");
        QCOMPARE(sniffCsv("a").delimiter, ',');
        QCOMPARE(sniffCsv("a", true).delimiter, '\t');
    }

    void anyRowOfMany()
    {
        QByteArray text("id,text\n");
        QRandomGenerator random(3);
        for (int i = 1; i < 50'000; ++i)
            text += QByteArray::number(i) + ",\"a\n" + QByteArray(random.bounded(20), 'x') + "\"\n";
        for (const qint64 step : {7'777, 10'000'000}) {
            const TableIndex index = indexed(text, {}, step);
            QCOMPARE(index.rowCount(), 50'000);
            QCOMPARE(index.faultCount(), 0);
            for (const qint64 number : {1, 2, 777, 25'000, 49'998, 49'999}) {
                const TableRow row = index.row(text, number);
                QCOMPARE(text.sliced(row.begin, text.indexOf(',', row.begin) - row.begin),
                         QByteArray::number(number));
            }
        }
    }

    void faultsAreCountedAndNotAllKept()
    {
        const QByteArray text = "a,b\n" + QByteArray("c\n").repeated(5'000);
        const TableIndex index = indexed(text, {}, 1'000);
        QCOMPARE(index.faultCount(), 5'000);
        QCOMPARE(index.faults().size(), TableScan::mostFaults);
    }

    void hugeRowsAreReadOnce()
    {
        QElapsedTimer clock;
        clock.start();
        const QByteArray text = "\"" + QByteArray(20'000'000, 'x');
        QCOMPARE(indexed(text, {}, 65'536).rowCount(), 1);
        const QByteArray fields = QByteArray(4'000'000, ',');
        const TableIndex index = indexed(fields, {}, 65'536);
        QCOMPARE(index.mostFields(), 4'000'001);
        QCOMPARE(csvFields(fields, ',', 1'000).size(), 1'000U);
        QVERIFY2(clock.elapsed() < 20'000, "must not be quadratic");
    }
};

QTEST_GUILESS_MAIN(TestTableRows)
#include "tst_tablerows.moc"
