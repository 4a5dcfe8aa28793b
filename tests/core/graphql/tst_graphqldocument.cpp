// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqldocument.h"

#include <QStringList>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestGraphQlDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void reads()
    {
        const QString text
            = u"query Find($text: String! = \"a\", $ids: [ID!]!) @cached(seconds: 5) {\n"
              "  # a comment with {\n"
              "  hits: search(text: $text, filter: {tag: \"x\", under: {amount: 1.5}}) {\n"
              "    ... on Book { author }\n"
              "    ...Parts @include(if: true)\n"
              "    ... @skip(if: false) { id }\n"
              "  }\n"
              "}\n"
              "fragment Parts on Item { id, name }\n"_s;
        const GraphQlDocument document = graphQlDocument(text);
        QVERIFY(!document.fault);
        QCOMPARE(document.operations.size(), 1);
        const GraphQlOperation &find = document.operations.first();
        QCOMPARE(find.name.in(text), u"Find");
        QCOMPARE(find.variables.size(), 2);
        QCOMPARE(find.variables[0].type.in(text), u"String!");
        QCOMPARE(find.variables[0].defaultValue->span.in(text), u"\"a\"");
        QCOMPARE(find.variables[1].type.in(text), u"[ID!]!");
        QCOMPARE(find.variables[1].namedType.in(text), u"ID");
        const GraphQlSelection &hits = find.selections.first();
        QCOMPARE(hits.alias.in(text), u"hits");
        QCOMPARE(hits.name.in(text), u"search");
        QCOMPARE(hits.arguments[1].value.fields[1].value.fields[0].value.kind,
                 GraphQlValue::Kind::Float);
        QCOMPARE(hits.selections.size(), 3);
        QCOMPARE(hits.selections[0].kind, GraphQlSelection::Kind::Inline);
        QCOMPARE(hits.selections[1].kind, GraphQlSelection::Kind::Spread);
        QVERIFY(hits.selections[2].name.isEmpty());
        QCOMPARE(document.fragments.first().type.in(text), u"Item");
    }

    void accepts_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &text) { QTest::newRow(name) << text; };
        row("the shortest", u"{a}"_s);
        row("keywords as names", u"query query { fragment: on type { query on: null } }"_s);
        row("a field called on within a spread's neighbour", u"{ ...a on }"_s);
        row("commas anywhere", u"{,,a,,b,}"_s);
        row("a byte-order mark", u"\uFEFF{ a }"_s);
        row("numbers", u"{ a(b: -0, c: 0.5, d: 1e10, e: -1.5E-3) }"_s);
        row("strings", u"{ a(b: \"\\\"\\u00e9\", c: \"\"\"x \\\"\"\" \"y\" \"\"\", d: \"\") }"_s);
        row("lists and objects", u"{ a(b: [1, [2], {}], c: {d: [$e]}) }"_s);
        row("placeholders of ours", u"{ a(b: {{value}}, c: \"{{x}}\") { {{field}} } }"_s);
        row("a subscription", u"subscription S { a }"_s);
        row("directives everywhere",
            u"query ($a: Int @b) @c { d @e(f: 1) ...g @h ... @i { j } }"_s);
    }
    void accepts()
    {
        QFETCH(QString, text);
        const GraphQlDocument document = graphQlDocument(text);
        QVERIFY2(!document.fault,
                 qPrintable(QString::number(document.fault ? document.fault->span.begin : 0)));
    }

    void refuses_data()
    {
        using enum GraphQlSyntaxFault::Kind;
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qsizetype>("at");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &text, GraphQlSyntaxFault::Kind kind,
                            qsizetype at, const QString &expected) {
            QTest::newRow(name) << text << int(kind) << at << expected;
        };
        row("an empty selection", u"{ }"_s, Unexpected, 2, u"a name"_s);
        row("a brace that is never closed", u"{ a"_s, UnexpectedEnd, 3, u"}"_s);
        row("no value", u"{ a(b: ) }"_s, Unexpected, 7, u"a value"_s);
        row("no parenthesis", u"{ a(b: 1 }"_s, Unexpected, 9, u"a name"_s);
        row("empty parentheses", u"{ a() }"_s, Unexpected, 4, u"a name"_s);
        row("a stray character", u"{ a; }"_s, BadToken, 3, u"a name"_s);
        row("a string that is never closed", u"{ a(b: \"x\n) }"_s, BadToken, 7, u"a value"_s);
        row("a number with a leading zero", u"{ a(b: 01) }"_s, BadToken, 7, u"a value"_s);
        row("a number that runs into a name", u"{ a(b: 1x) }"_s, BadToken, 7, u"a value"_s);
        row("a fragment called on", u"fragment on on A { b }"_s, Unexpected, 9,
            u"the fragment's name"_s);
        row("a type definition", u"type A { b: Int }"_s, NotExecutable, 0,
            u"query, mutation, subscription or fragment"_s);
        row("something else", u"select a"_s, Unexpected, 0,
            u"query, mutation, subscription or fragment"_s);
        row("a second brace", u"{ a } }"_s, Unexpected, 6,
            u"query, mutation, subscription or fragment"_s);
        row("two points", u"{ ..a }"_s, BadToken, 2, u"a name"_s);
    }
    void refuses()
    {
        QFETCH(QString, text);
        const GraphQlDocument document = graphQlDocument(text);
        QVERIFY(document.fault);
        QTEST(int(document.fault->kind), "kind");
        QTEST(document.fault->span.begin, "at");
        QTEST(document.fault->expected, "expected");
    }

    void depthIsBounded()
    {
        const QStringList deep{u"{a"_s.repeated(100'000), u"{a(b:"_s + u"["_s.repeated(100'000),
                               u"{a(b:"_s + u"{c:"_s.repeated(100'000),
                               u"query($a:"_s + u"["_s.repeated(100'000)};
        for (const QString &text : deep)
            QCOMPARE(graphQlDocument(text).fault->kind, GraphQlSyntaxFault::Kind::TooDeep);
    }

    void namesOperations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("two") << u"query A { a }\nmutation B($c: D) { b(c: {d: 1}) }"_s
                             << QStringList{u"A"_s, u"B"_s};
        QTest::newRow("an anonymous one") << u"{ query { mutation } }"_s << QStringList{QString()};
        QTest::newRow("a keyword without a name")
            << u"query ($a: Int) { b }"_s << QStringList{QString()};
        QTest::newRow("fragments are none")
            << u"fragment A on B { c } query D { ...A }"_s << QStringList{u"D"_s};
        QTest::newRow("a broken one in front")
            << u"query A { a(b: ) }\nquery B { c"_s << QStringList{u"A"_s, u"B"_s};
        QTest::newRow("none") << u"# query A { a }"_s << QStringList();
    }
    void namesOperations()
    {
        QFETCH(QString, text);
        QTEST(graphQlOperationNames(text), "names");
    }
};

QTEST_GUILESS_MAIN(TestGraphQlDocument)
#include "tst_graphqldocument.moc"
