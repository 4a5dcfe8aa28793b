// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/datarows.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Row = QHash<QString, QString>;

class TestDataRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void tables_data();
    void tables();
    void whatIsNoTable_data();
    void whatIsNoTable();
};

namespace {

std::expected<DataRows, FormatError> read(const QByteArray &text, bool isJson)
{
    return isJson ? DataRows::fromJson(text) : DataRows::fromCsv(text);
}

} // namespace

void TestDataRows::tables_data()
{
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<Row>>("rows");
    const Row one{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}};
    const Row two{{u"a"_s, u"3"_s}, {u"b"_s, u""_s}};
    QTest::newRow("plain CSV") << false << "a,b\n1,2\n3,\n"_ba << QList<Row>{one, two};
    QTest::newRow("CRLF, no break at the end")
        << false << "a,b\r\n1,2\r\n3,"_ba << QList<Row>{one, two};
    QTest::newRow("semicolons and a byte-order mark") << false
                                                      << "\xEF\xBB\xBF"
                                                         "a;b\n1;2\n"_ba
                                                      << QList<Row>{one};
    QTest::newRow("tabs") << false << "a\tb\n1\t2\n"_ba << QList<Row>{one};
    QTest::newRow("empty lines are passed over")
        << false << "\na,b\n\n1,2\n\n"_ba << QList<Row>{one};
    QTest::newRow("quotes hold separators, quotes and line breaks")
        << false << "a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n"_ba
        << QList<Row>{{{u"a"_s, u"x,\"y\""_s}, {u"b"_s, u"1\n2"_s}}};
    QTest::newRow("an empty text of the only column")
        << false << "a\n\"\"\n"_ba << QList<Row>{{{u"a"_s, u""_s}}};
    QTest::newRow("names have blanks around them taken away")
        << false << "a , b\n1,2\n"_ba << QList<Row>{one};
    QTest::newRow("an array of objects")
        << true << R"([{"a": "1", "b": 2}, {"a": 3, "b": ""}])"_ba << QList<Row>{one, two};
    QTest::newRow("one object") << true << R"({"a": 1, "b": 2})"_ba << QList<Row>{one};
    QTest::newRow("one object a line")
        << true << "{\"a\": 1, \"b\": 2}\n\n{\"a\": 3, \"b\": \"\"}\n"_ba << QList<Row>{one, two};
    QTest::newRow("other values are JSON")
        << true << R"([{"n": 1.5, "t": true, "o": {"x": [1]}, "z": null}])"_ba
        << QList<Row>{{{u"n"_s, u"1.5"_s},
                       {u"t"_s, u"true"_s},
                       {u"o"_s, u"{\"x\":[1]}"_s},
                       {u"z"_s, u"null"_s}}};
}

void TestDataRows::tables()
{
    QFETCH(bool, isJson);
    QFETCH(QByteArray, text);
    QFETCH(QList<Row>, rows);
    const auto table = read(text, isJson);
    QVERIFY(table);
    QList<Row> found;
    for (qsizetype i = 0; i < table->size(); ++i)
        found.append(table->row(i));
    QCOMPARE(found, rows);
}

void TestDataRows::whatIsNoTable_data()
{
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("nothing") << false << ""_ba << 1;
    QTest::newRow("names alone") << false << "a,b\n"_ba << 2;
    QTest::newRow("too many fields") << false << "a,b\n1,2\n1,2,3\n"_ba << 3;
    QTest::newRow("too few") << false << "a,b\n\"1\n2\",2\n1\n"_ba << 4;
    QTest::newRow("a quote that stays open") << false << "a,b\n1,\"2\n3,4\n"_ba << 2;
    QTest::newRow("a name twice") << false << "a,a\n1,2\n"_ba << 1;
    QTest::newRow("a column without a name") << false << "a,\n1,2\n"_ba << 1;
    QTest::newRow("broken JSON") << true << "[\n{\"a\": 1},\n{\"a\" 2}]"_ba << 3;
    QTest::newRow("a broken line") << true << "{\"a\": 1}\n{\"a\"}\n"_ba << 2;
    QTest::newRow("no objects") << true << "[1]"_ba << 1;
    QTest::newRow("an empty array") << true << "[]"_ba << 1;
}

void TestDataRows::whatIsNoTable()
{
    QFETCH(bool, isJson);
    QFETCH(QByteArray, text);
    const auto table = read(text, isJson);
    QVERIFY(!table);
    QTEST(table.error().line, "line");
    QVERIFY(!table.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestDataRows)
#include "tst_datarows.moc"
