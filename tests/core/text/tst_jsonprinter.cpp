// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonprinter.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using Kind = SyntaxFault::Kind;

namespace {

struct Printed
{
    QByteArray text;
    std::optional<SyntaxFault> fault;
    bool operator==(const Printed &) const = default;
};

Printed printed(QByteArrayView json, qsizetype step,
                JsonPrinter::Values values = JsonPrinter::Values::One)
{
    Printed result;
    JsonPrinter printer(values);
    for (qsizetype at = 0; at < json.size(); at += step)
        printer.print(json.sliced(at, std::min(step, json.size() - at)), result.text);
    result.fault = printer.finish();
    return result;
}

} // namespace

class TestJsonPrinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void prints_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const char *json, const char *text) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(text);
        };
        row("an object", "{\"b\":1,\"a\":[true,null]}",
            "{\n    \"b\": 1,\n    \"a\": [\n        true,\n        null\n    ]\n}");
        row("keys stay in order and doubled", "{\"b\":1,\"a\":2,\"b\":3}",
            "{\n    \"b\": 1,\n    \"a\": 2,\n    \"b\": 3\n}");
        row("numbers are untouched", "[1.0, 1E+02,-0, 12345678901234567890.10]",
            "[\n    1.0,\n    1E+02,\n    -0,\n    12345678901234567890.10\n]");
        row("escapes are untouched", "[\"\\u00e9\\/\\n\\\"\", \"é\"]",
            "[\n    \"\\u00e9\\/\\n\\\"\",\n    \"é\"\n]");
        row("empty containers stay on their line", "{\"a\":{ },\"b\":[ ]}",
            "{\n    \"a\": {},\n    \"b\": []\n}");
        row("a number alone", " 17 ", "17");
        row("a string alone", "\"x\"\n", "\"x\"");
        row("a word alone", "null", "null");
        row("empty", "[]", "[]");
    }
    void prints()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, text);
        for (const qsizetype step : {1, 3, 1000}) {
            const Printed result = printed(json, step);
            QVERIFY(!result.fault);
            QCOMPARE(result.text, text);
        }
    }

    void saysWhereItIsBroken_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &json, Kind kind, int offset,
                            int line, int column, const char *text) {
            QTest::newRow(name) << json << int(kind) << offset << line << column
                                << QByteArray(text);
        };
        row("cut off in an object", "{\"a\":1,", Kind::UnexpectedEnd, 7, 1, 8,
            "{\n    \"a\": 1,\n    ");
        row("cut off in a string", "[\"ab", Kind::UnexpectedEnd, 4, 1, 5, "[\n    \"ab");
        row("cut off in a number", "-", Kind::UnexpectedEnd, 1, 1, 2, "-");
        row("nothing at all", "", Kind::UnexpectedEnd, 0, 1, 1, "");
        row("a comma too many", "[1,]", Kind::UnexpectedCharacter, 3, 1, 4, "[\n    1,\n    ]");
        row("single quotes", "{'a':1}", Kind::UnexpectedCharacter, 1, 1, 2, "{'a':1}");
        row("a missing colon", "{\"a\" 1}", Kind::UnexpectedCharacter, 5, 1, 6, "{\n    \"a\"1}");
        row("the wrong bracket", "[1}", Kind::MismatchedBracket, 2, 1, 3, "[\n    1}");
        row("a leading zero", "[01]", Kind::InvalidNumber, 2, 1, 3, "[\n    01]");
        row("no digit after the point", "[1.]", Kind::InvalidNumber, 3, 1, 4, "[\n    1.]");
        row("NaN", "[NaN]", Kind::UnexpectedCharacter, 1, 1, 2, "[NaN]");
        row("a misspelt word", "[nul]", Kind::InvalidWord, 4, 1, 5, "[\n    nul]");
        row("words in capitals", "True", Kind::UnexpectedCharacter, 0, 1, 1, "True");
        row("a line break in a string", "[\"a\nb\"]", Kind::ControlCharacter, 3, 1, 4,
            "[\n    \"a\nb\"]");
        row("an unknown escape", "[\"\\x\"]", Kind::InvalidEscape, 3, 1, 4, "[\n    \"\\x\"]");
        row("a short unicode escape", "[\"\\u12\"]", Kind::InvalidEscape, 6, 1, 7,
            "[\n    \"\\u12\"]");
        row("something after the value", "{} x", Kind::TrailingText, 3, 1, 4, "{}x");
        row("the column counts characters, the offset bytes", "[\n  \"é😀\", x]",
            Kind::UnexpectedCharacter, 14, 2, 9, "[\n    \"é😀\",\n    x]");
        row("lines of Windows count once", "[\r\n1,\r\nx]", Kind::UnexpectedCharacter, 7, 3, 1,
            "[\n    1,\n    x]");
        row("HTML instead of JSON", "<html>", Kind::UnexpectedCharacter, 0, 1, 1, "<html>");
    }
    void saysWhereItIsBroken()
    {
        QFETCH(QByteArray, json);
        for (const qsizetype step : {1, 2, 1000}) {
            const Printed result = printed(json, step);
            QVERIFY(result.fault);
            QTEST(int(result.fault->kind), "kind");
            QTEST(int(result.fault->place.offset), "offset");
            QTEST(int(result.fault->place.line), "line");
            QTEST(int(result.fault->place.column), "column");
            QTEST(result.text, "text");
        }
    }

    void manyValuesComeOnLinesOfTheirOwn()
    {
        const Printed result = printed("{\"a\":1}\n[]\n\x1e"
                                       "3\n",
                                       2, JsonPrinter::Values::Many);
        QVERIFY(!result.fault);
        QCOMPARE(result.text, QByteArray("{\n    \"a\": 1\n}\n[]\n3"));
        QVERIFY(!printed("", 1, JsonPrinter::Values::Many).fault);
        QVERIFY(printed("{}\n{", 1, JsonPrinter::Values::Many).fault);
    }

    void randomSplitsAndRandomDamage()
    {
        QRandomGenerator random(20);
        const QByteArray sound = " {\"k\":[1,-2.5e+3,\"a\\u12ab\\\\é\",{\"x\":null,\"y\":[true,"
                                 "false,{}]}], \"z\":\"\"} ";
        for (int round = 0; round < 3000; ++round) {
            QByteArray json = sound;
            if (round % 3 != 0)
                json[qsizetype(random.bounded(int(json.size())))] = char(random.bounded(256));
            if (round % 5 == 0)
                json.truncate(random.bounded(int(json.size())));
            const Printed whole = printed(json, json.size() + 1);
            QCOMPARE(printed(json, 1 + random.bounded(9)), whole);
            // Nothing but white space may come or go.
            const auto bare = [](QByteArray text) {
                text.removeIf(
                    [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
                return text;
            };
            QCOMPARE(bare(whole.text), bare(json));
            QJsonParseError error;
            QJsonDocument::fromJson(json, &error);
            // Qt is more lenient with what is not UTF-8 text; whatever it takes without complaint
            // here, we take.
            if (error.error == QJsonParseError::NoError && json == sound)
                QVERIFY(!whole.fault);
        }
    }

    void deepNestingStaysLinear()
    {
        const QByteArray json(500'000, '[');
        QElapsedTimer clock;
        clock.start();
        const Printed result = printed(json, 65'536);
        QVERIFY(result.fault);
        QCOMPARE(result.fault->kind, Kind::UnexpectedEnd);
        QVERIFY(result.text.size() < json.size() * 300);
        QVERIFY2(clock.elapsed() < 20'000, "must not be quadratic");
    }
};

QTEST_GUILESS_MAIN(TestJsonPrinter)
#include "tst_jsonprinter.moc"
