// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/jsonpath/querying.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// What RFC 9535 leaves open, and what must not go wrong on the way.
class TestJsonQueryRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void holds_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("values");
        const auto row
            = [](const char *name, const QByteArray &json, const QString &query,
                 const QStringList &values) { QTest::newRow(name) << json << query << values; };
        row("numbers are equal by value", "[1, 1.0, 1e0, 10E-1, 0.1e1, 2]", u"$[?@==1]"_s,
            {u"1"_s, u"1.0"_s, u"1e0"_s, u"10E-1"_s, u"0.1e1"_s});
        row("numbers are never rounded", "[9007199254740993, 9007199254740992, 9007199254740992.5]",
            u"$[?@ > 9007199254740992]"_s, {u"9007199254740993"_s, u"9007199254740992.5"_s});
        row("zero has no sign", "[0, -0, 0.0, -0e5]", u"$[?@ == -0]"_s,
            {u"0"_s, u"-0"_s, u"0.0"_s, u"-0e5"_s});
        row("numbers beyond all floating point", "[1e400, 1e401, -1e400, 1e-400, 0]",
            u"$[?@ > 1e399]"_s, {u"1e400"_s, u"1e401"_s});
        row("small ones too", "[1e-400, 1e-401, -1e-400, 0]", u"$[?@ > 0]"_s,
            {u"1e-400"_s, u"1e-401"_s});
        row("exponents nobody computes with",
            "[1e99999999999999999999, 1e99999999999999999998, -1e99999999999999999999, "
            "1e-99999999999999999999, 5]",
            u"$[?@ > 1e99999999999999999998]"_s, {u"1e99999999999999999999"_s});
        row("such small ones are above zero", "[1e-99999999999999999999, -1e-99999999999999999999]",
            u"$[?@ > 0 && @ < 1e-300]"_s, {u"1e-99999999999999999999"_s});
        row("strings are equal however they are written", R"(["\u00e9", "é", "\u0065"])",
            u"$[?@ == 'é']"_s, {u"\"\\u00e9\""_s, u"\"é\""_s});
        row("strings are ordered by code points", R"(["\uffff", "😀"])", u"$[?@ > '\\uffff']"_s,
            {u"\"😀\""_s});
        row("keys are compared without their escapes", R"({"\u0061": 1})", u"$.a"_s, {u"1"_s});
        row("of two members with one name the last one", R"({"a": 1, "a": 2})", u"$.a"_s, {u"2"_s});
        row("both by a wildcard", R"({"a": 1, "a": 2})", u"$.*"_s, {u"1"_s, u"2"_s});
        row("objects are equal by their last members",
            R"([{"a": 1, "a": 2}, {"b": 0, "a": 2, "b": 1}, {"a": 1}])", u"$[?@ == $[0]]"_s,
            {u"{\"a\": 1, \"a\": 2}"_s});
        row("objects are equal in any order", R"([{"a": [1.0], "b": 2}, {"b": 2.0, "a": [1]}])",
            u"$[?@ == $[1]]"_s, {u"{\"a\": [1.0], \"b\": 2}"_s, u"{\"b\": 2.0, \"a\": [1]}"_s});
        row("arrays only in theirs", "[[1, 2], [2, 1], [1, 2, 3]]", u"$[?@ == $[1]]"_s,
            {u"[2, 1]"_s});
        row("length counts code points", R"(["é😀\u0061", "abcd"])", u"$[?length(@) == 3]"_s,
            {u"\"é😀\\u0061\""_s});
        row("length counts children", R"([[1, 2], {"a": 1, "b": 2}, "ab", 2, null])",
            u"$[?length(@) == 2]"_s, {u"[1, 2]"_s, u"{\"a\": 1, \"b\": 2}"_s, u"\"ab\""_s});
        row("length of what has none is nothing", R"([1, true, null])",
            u"$[?length(@) == $.nothing]"_s, {u"1"_s, u"true"_s, u"null"_s});
        row("count of nodes", R"([{"a": [1, [2]]}, {"a": []}])", u"$[?count(@..*) > 3]"_s,
            {u"{\"a\": [1, [2]]}"_s});
        row("value of several nodes is nothing", R"([[1, 1], [1]])", u"$[?value(@.*) == 1]"_s,
            {u"[1]"_s});
        row("an expression that is none matches nothing", "[\"a\", \"[\"]", u"$[?match(@, '[')]"_s,
            {});
        row("expressions come from the text too",
            R"([{"p": "a.", "t": "ab"}, {"p": "b", "t": "a"}])", u"$[?match(@.t, @.p)].t"_s,
            {u"\"ab\""_s});
        row("not, and parentheses", "[1, 2, 3]", u"$[?!(@ == 1 || @ == 3)]"_s, {u"2"_s});
        row("and binds closer than or", "[1, 2, 3]", u"$[?@ == 1 || @ == 2 && @ == 3]"_s, {u"1"_s});
        row("filters in filters", R"([[{"a": 1}], [{"a": 2}]])", u"$[?@[?@.a == 2]]"_s,
            {u"[{\"a\": 2}]"_s});
        row("filters over members", R"({"x": {"n": 1}, "y": {"n": 2}})", u"$[?@.n > 1].n"_s,
            {u"2"_s});
        row("blanks wherever they may stand", R"({"a": [{"b": 1}]})",
            u"$ .a\t[ ? ( @ . b == 1 ) ]"_s, {});
        row("blanks wherever they may stand, this time rightly", R"({"a": [{"b": 1}]})",
            u"$ .a\t[ ?( @ .b ==\n1 ) ]\r['b']"_s, {u"1"_s});
    }
    void holds()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, query);
        const Queried result = queried(query, outlineOf(json));
        QTEST(result.values, "values");
    }

    void longSlicesGoBackwardsInBlocks()
    {
        QByteArray json("[");
        for (int i = 0; i < 2'000; ++i)
            json += QByteArray::number(i) + (i < 1'999 ? "," : "]");
        const JsonOutline outline = outlineOf(json);
        const QStringList values = queried(u"$[1990:3:-7]"_s, outline).values;
        QCOMPARE(values.size(), 284);
        for (qsizetype i = 0; i < values.size(); ++i)
            QCOMPARE(values[i].toInt(), 1990 - 7 * int(i));
        QCOMPARE(queried(u"$[-1:-3:-1]"_s, outline).values, (QStringList{u"1999"_s, u"1998"_s}));
    }

    void linesOfJsonAreAnArray()
    {
        const JsonOutline outline = outlineOf("{\"a\": 1}\n{\"a\": 2}\n\x1e[3]\n 4 \"five\"\n",
                                              JsonOutline::Values::Many);
        QCOMPARE(queried(u"$[*].a"_s, outline).values, (QStringList{u"1"_s, u"2"_s}));
        QCOMPARE(queried(u"$[-1]"_s, outline).paths, QStringList(u"$[4]"_s));
        QCOMPARE(queried(u"$[2][0]"_s, outline).values, QStringList(u"3"_s));
        QCOMPARE(queried(u"$..*"_s, outline).values.size(), 8);
    }

    void nothingRunsAway()
    {
        // A filter that goes through all for each.
        QByteArray json("[");
        for (int i = 0; i < 20'000; ++i)
            json += "[1],";
        json += "0]";
        const JsonOutline outline = outlineOf(json);
        const auto query = JsonQuery::compile(u"$[?count($[?count($..*) > 1]) == @]"_s);
        const auto slow = JsonQuery::compile(u"$..[?@[0] == 2 || @ == $[20001]]..*"_s);
        const auto take = [](const JsonSpan &, std::span<const JsonStep>) { return true; };
        QVERIFY(query && slow);
        // What does not depend on the element is asked once.
        QCOMPARE(query->evaluate(outline, take), JsonQuery::Ending::Done);
        QCOMPARE(slow->evaluate(outline, take), JsonQuery::Ending::Done);
        const auto quadratic
            = JsonQuery::compile(u"$[?@ == 1 || count($[?@ == 2 || $..x]) == @]"_s);
        QCOMPARE(quadratic->evaluate(outline, take, {.steps = 5'000}), JsonQuery::Ending::TooMuch);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(quadratic->evaluate(outline, take, {}, stop.get_token()),
                 JsonQuery::Ending::Stopped);
    }

    void firstResultsComeFirst()
    {
        const JsonOutline outline = outlineOf("[1, 2, 3]");
        const auto query = JsonQuery::compile(u"$..*"_s);
        int seen = 0;
        const auto ending = query->evaluate(
            outline, [&seen](const JsonSpan &, std::span<const JsonStep>) { return ++seen < 2; });
        QCOMPARE(ending, JsonQuery::Ending::Stopped);
        QCOMPARE(seen, 2);
    }

    void partsOfAQuery()
    {
        const auto query = JsonQuery::compile(u"$.a ['b'] ..c[0]"_s);
        QCOMPARE(query->segmentCount(), 4U);
        QCOMPARE(query->segmentText(0), u".a"_s);
        QCOMPARE(query->segmentText(1), u"['b']"_s);
        QCOMPARE(query->segmentText(2), u"..c"_s);
        const JsonOutline outline = outlineOf(R"({"a": {"b": 7}})");
        qint64 begin = 0;
        query->first(2).evaluate(outline, [&begin](const JsonSpan &value, auto) {
            begin = value.begin;
            return true;
        });
        QCOMPARE(begin, 12);
    }
};

QTEST_GUILESS_MAIN(TestJsonQueryRules)
#include "tst_jsonqueryrules.moc"
