// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonquery.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = JsonQueryError::Kind;
using Expected = JsonQueryError::Expected;

class TestJsonQueryErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void saysWhereAndWhatWasExpected_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<Expected>("expected");
        QTest::addColumn<QString>("found");
        const auto row
            = [](const char *query, int at, Expected expected, const QString &found = {}) {
                  QTest::newRow(query) << at << expected << found;
              };
        row("", 0, Expected::Root);
        row("a", 0, Expected::Root, u"a"_s);
        row(" $", 0, Expected::Root, u" "_s);
        row("$ ", 1, Expected::SegmentOrEnd, u" "_s);
        row("$a", 1, Expected::SegmentOrEnd, u"a"_s);
        row("$.", 2, Expected::Name);
        row("$..", 3, Expected::Name);
        row("$. a", 2, Expected::Name, u" "_s);
        row("$.1", 2, Expected::Name, u"1"_s);
        row("$.'a'", 2, Expected::Name, u"'"_s);
        row("$.['a']", 2, Expected::Name, u"["_s);
        row("$.a-b", 3, Expected::SegmentOrEnd, u"-"_s);
        row("$[", 2, Expected::Selector);
        row("$[]", 2, Expected::Selector, u"]"_s);
        row("$[a]", 2, Expected::Selector, u"a"_s);
        row("$[1", 3, Expected::SelectorEnd);
        row("$[1,]", 4, Expected::Selector, u"]"_s);
        row("$[1 2]", 4, Expected::SelectorEnd, u"2"_s);
        row("$['a]", 5, Expected::StringEnd);
        row("$['\t']", 3, Expected::StringCharacter, u"\t"_s);
        row("$['\\x']", 4, Expected::Escape, u"x"_s);
        row("$['\\\"']", 4, Expected::Escape, u"\""_s);
        row("$[\"\\'\"]", 4, Expected::Escape, u"'"_s);
        row("$['\\u12g4']", 7, Expected::HexDigit, u"g"_s);
        row("$['\\ud800']", 9, Expected::LowSurrogate, u"'"_s);
        row("$['\\ud800\\u0041']", 9, Expected::LowSurrogate, u"\\"_s);
        row("$['\\udc00']", 3, Expected::LowSurrogate, u"\\"_s);
        row("$[-0]", 2, Expected::Integer, u"-"_s);
        row("$[01]", 2, Expected::Integer, u"0"_s);
        row("$[-]", 3, Expected::Integer, u"]"_s);
        row("$[1:02]", 4, Expected::Integer, u"0"_s);
        row("$[1:2:3:4]", 7, Expected::SelectorEnd, u":"_s);
        row("$[1.0]", 3, Expected::SelectorEnd, u"."_s);
        row("$[?]", 3, Expected::Expression, u"]"_s);
        row("$[?@.a ==]", 9, Expected::Operand, u"]"_s);
        row("$[?@.a = 1]", 7, Expected::FilterEnd, u"="_s);
        row("$[?@.a & @.b]", 7, Expected::FilterEnd, u"&"_s);
        row("$[?(@.a]", 7, Expected::ClosingParenthesis, u"]"_s);
        row("$[?@.a == True]", 10, Expected::Operand, u"T"_s);
        row("$[?@.a == nul]", 10, Expected::Operand, u"n"_s);
        row("$[?@.a == 1.]", 12, Expected::Digit, u"]"_s);
        row("$[?@.a == 1e]", 12, Expected::Digit, u"]"_s);
        row("$[?@.a == .5]", 10, Expected::Operand, u"."_s);
        row("$[?@.a == 01]", 11, Expected::FilterEnd, u"1"_s);
        row("$[?!@.a == 1]", 8, Expected::FilterEnd, u"="_s);
        row("$[?length (@) == 1]", 3, Expected::Expression, u"l"_s);
        row("$[?length(@ == 1]", 12, Expected::ArgumentEnd, u"="_s);
        row("$[?length(]", 10, Expected::Argument, u"]"_s);
        row("$['😀'x", 5, Expected::SelectorEnd, u"x"_s);
    }
    void saysWhereAndWhatWasExpected()
    {
        const auto query = JsonQuery::compile(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!query);
        QCOMPARE(query.error().kind, Kind::Unexpected);
        QTEST(int(query.error().at), "at");
        QTEST(query.error().expected, "expected");
        QTEST(query.error().found, "found");
    }

    void saysWhatIsForbidden_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char *query, Kind kind, int at, const QString &subject = {}) {
            QTest::newRow(query) << kind << at << subject;
        };
        row("$[9007199254740992]", Kind::NumberTooLarge, 2);
        row("$[-9007199254740992]", Kind::NumberTooLarge, 2);
        row("$[:9007199254740992]", Kind::NumberTooLarge, 3);
        row("$[?@[*] == 1]", Kind::NotSingular, 3);
        row("$[?1 == @..a]", Kind::NotSingular, 8);
        row("$[?@[0:1] == 1]", Kind::NotSingular, 3);
        row("$[?@['a','b'] == 1]", Kind::NotSingular, 3);
        row("$[?1]", Kind::NotATest, 3);
        row("$[?true]", Kind::NotATest, 3);
        row("$[?'a' && @.b]", Kind::NotATest, 3);
        row("$[?length(@.a)]", Kind::NotATest, 3, u"length"_s);
        row("$[?!count(@.*)]", Kind::NotATest, 4, u"count"_s);
        row("$[?value(@.*)]", Kind::NotATest, 3, u"value"_s);
        row("$[?match(@.a, 'b') == true]", Kind::NotComparable, 3, u"match"_s);
        row("$[?count(1) == 1]", Kind::ArgumentIsNoQuery, 9, u"count"_s);
        row("$[?count(length(@)) == 1]", Kind::ArgumentIsNoQuery, 9, u"count"_s);
        row("$[?length(@.*) == 1]", Kind::ArgumentIsNoValue, 10, u"length"_s);
        row("$[?length(match(@, 'a')) == 1]", Kind::ArgumentIsNoValue, 10, u"length"_s);
        row("$[?match(@.*, 'a')]", Kind::ArgumentIsNoValue, 9, u"match"_s);
        row("$[?length() == 1]", Kind::ArgumentCount, 3, u"length"_s);
        row("$[?match(@.a)]", Kind::ArgumentCount, 3, u"match"_s);
        row("$[?length(@, @) == 1]", Kind::ArgumentCount, 3, u"length"_s);
        row("$[?blt(@)]", Kind::UnknownFunction, 3, u"blt"_s);
    }
    void saysWhatIsForbidden()
    {
        const auto query = JsonQuery::compile(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!query);
        QTEST(query.error().kind, "kind");
        QTEST(int(query.error().at), "at");
        QTEST(query.error().subject, "subject");
    }

    void takesWhatTheGrammarAllows_data()
    {
        QTest::addColumn<bool>("isTaken");
        for (const char *query : {"$",
                                  "$.a",
                                  "$..*",
                                  "$..[*]",
                                  "$['a', \"b\", 1, 2:3, ::-1, *, ?@]",
                                  "$._",
                                  "$.é😀1",
                                  "$[0]",
                                  "$[-1]",
                                  "$[9007199254740991]",
                                  "$[::]",
                                  "$[ 1 : 2 : 3 ]",
                                  "$['\\ud83d\\ude00']",
                                  "$['\\u00E9\\b\\f\\n\\r\\t\\/\\\\\\'']",
                                  "$[?@.a == -0]",
                                  "$[?@.a == -1.5e+10]",
                                  "$[?@.a == 0.1E2]",
                                  "$[?@]",
                                  "$[?$]",
                                  "$[?!@.a]",
                                  "$[?!(@.a == 1)]",
                                  "$[?((@.a))]",
                                  "$[?length(value(@..a)) > 3]",
                                  "$[?count(@..*) == length('abc')]",
                                  "$[?match(@.a, 'b') || search(@.a, @.b)]",
                                  "$[?@.a<1&&@.b>=2||@.c!=null]",
                                  "$[?'a' == 'b']",
                                  "$[?@['a'] == @[ 'b' ]]"})
            QTest::newRow(query) << true;
    }
    void takesWhatTheGrammarAllows()
    {
        const auto query = JsonQuery::compile(QString::fromUtf8(QTest::currentDataTag()));
        QFETCH(const bool, isTaken);
        QCOMPARE(query.has_value(), isTaken);
    }

    void whatIsTooMuchIsRefused()
    {
        const auto refused = [](const QString &text) {
            const auto query = JsonQuery::compile(text);
            return !query && query.error().kind == Kind::TooDeep;
        };
        QVERIFY(refused(u"$[?"_s + QString(100'000, u'(')));
        QVERIFY(refused(u"$[?"_s + QString(1'000, u'(')));
        QVERIFY(refused(u"$"_s + u"[?@"_s.repeated(1'000)));
        QVERIFY(refused(u"$[?"_s + u"length("_s.repeated(1'000)));
        QVERIFY(refused(u"$"_s + u".a"_s.repeated(1'000)));
        QVERIFY(JsonQuery::compile(u"$"_s + u".a"_s.repeated(400)).has_value());
    }
};

QTEST_GUILESS_MAIN(TestJsonQueryErrors)
#include "tst_jsonqueryerrors.moc"
