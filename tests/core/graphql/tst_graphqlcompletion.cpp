// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/graphql/shopschema.h"

#include "core/graphql/graphqlcompletion.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestGraphQlCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    /// A bar in the text is where the cursor stands; the words are in the order of the schema.
    void suggests_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QStringList>("suggestions");
        const auto row = [](const char *name, const QString &text, const QString &word,
                            const QString &suggestions) {
            QTest::newRow(name) << text << word << suggestions.split(u' ', Qt::SkipEmptyParts);
        };
        const QString product = u"id name price related shop __typename"_s;
        row("an empty document", u"|"_s, {}, u"query mutation subscription fragment"_s);
        row("half a keyword", u"mut|"_s, u"mut"_s, u"query mutation subscription fragment"_s);
        row("fields of the queries", u"{ | }"_s, {},
            u"product search items shop count __typename"_s);
        row("in a document that ends there", u"query A {\n  pro|"_s, u"pro"_s,
            u"product search items shop count __typename"_s);
        row("in the middle of a word", u"{ pro|duct { id } }"_s, u"product"_s,
            u"product search items shop count __typename"_s);
        row("fields of the mutations", u"mutation { | }"_s, {}, u"add remove __typename"_s);
        row("fields of a field", u"{ product(id: 1) { | } }"_s, {}, product);
        row("behind another field", u"{ product(id: 1) { id | } }"_s, {}, product);
        row("two levels down, behind an alias", u"{ p: product(id: 1) { r: related { n| } } }"_s,
            u"n"_s, product);
        row("the real name behind an alias", u"{ product(id: 1) { x: | } }"_s, {}, product);
        row("within an inline fragment", u"{ search(text: \"\") { ... on Book { | } } }"_s, {},
            u"id name author published __typename"_s);
        row("within a fragment", u"fragment A on Shop { | }"_s, {}, u"name open __typename"_s);
        row("fields of a union", u"{ search(text: \"\") { | } }"_s, {}, u"__typename"_s);
        row("arguments", u"{ search(|) }"_s, {}, u"text filter order limit"_s);
        row("the second argument", u"{ search(text: \"a\", |) }"_s, {},
            u"text filter order limit"_s);
        row("half an argument", u"{ search(text: \"a\", lim| }"_s, u"lim"_s,
            u"text filter order limit"_s);
        row("values of an enum", u"{ search(order: |) }"_s, {}, u"NAME PRICE AGE null"_s);
        row("variables that fit", u"query ($o: Order, $t: String!) { search(order: |) }"_s, {},
            u"NAME PRICE AGE null $o"_s);
        row("behind a dollar sign", u"query ($o: Order, $t: [String!]!) { search(order: $|) }"_s,
            {}, u"o t"_s);
        row("truth values", u"{ product(id: 1) @include(if: |) }"_s, {}, u"true false"_s);
        row("fields of an input object", u"{ search(filter: {|}) }"_s, {}, u"tag under open"_s);
        row("of one within it", u"{ search(filter: {under: { am| }}) }"_s, u"am"_s,
            u"amount currency"_s);
        row("in a list of values", u"mutation { add(price: {amount: 1, |}) }"_s, {},
            u"amount currency"_s);
        row("behind three points", u"{ items { ...| } } fragment A on Item { id }"_s, {},
            u"on A"_s);
        row("a fragment that fits nothing here", u"{ shop { ...| } } fragment A on Item { id }"_s,
            {}, u"on"_s);
        row("types behind on", u"{ items { ... on | } }"_s, {}, u"Item Product Book Found"_s);
        row("types of variables", u"query ($a: |) { shop { name } }"_s, {},
            u"Order Filter Price Int Float String Boolean ID Date"_s);
        row("types within a list", u"query ($a: [F|]) { shop { name } }"_s, u"F"_s,
            u"Order Filter Price Int Float String Boolean ID Date"_s);
        row("directives", u"{ shop @| }"_s, {}, u"include skip cached"_s);
        row("arguments of a directive", u"query @cached(|) { shop }"_s, {}, u"seconds"_s);
        row("a value of a variable's default", u"query ($o: Order = |) { shop { name } }"_s, {},
            u"NAME PRICE AGE null $o"_s);
        row("within a string: nothing", u"{ search(text: \"a| b\") }"_s, {}, {});
        row("within a comment: nothing", u"{ # a|b\n shop }"_s, {}, {});
        row("a new name: nothing", u"query A| { shop { name } }"_s, u"A"_s, {});
        row("behind a fault: nothing", u"{ search(text: ) { | } }"_s, {}, {});
        row("of a field that is not there: nothing", u"{ unknown { | } }"_s, {}, {});
        row("with something broken behind", u"{ product(id: 1) { | ( } "_s, {}, product);
    }
    void suggests()
    {
        QFETCH(QString, text);
        const qsizetype at = text.indexOf(u'|');
        text.remove(at, 1);
        const GraphQlCompletion completion = graphQlCompletion(shopSchema(), text, at);
        QStringList words;
        for (const GraphQlSuggestion &suggestion : completion.suggestions)
            words.append(suggestion.text);
        QTEST(words, "suggestions");
        QTEST(text.sliced(completion.begin, completion.end - completion.begin), "word");
    }

    void saysWhatIsBehind()
    {
        const QString text = u"{ search(order: ) }"_s;
        const auto enums = graphQlCompletion(shopSchema(), text, 16).suggestions;
        QCOMPARE(enums[0].description, u"By name."_s);
        QVERIFY(enums[2].isDeprecated);
        const auto arguments = graphQlCompletion(shopSchema(), text, 9).suggestions;
        QCOMPARE(arguments[0].type, u"String!"_s);
        QVERIFY(arguments[0].isRequired);
        QVERIFY(!arguments[3].isRequired);
    }

    /// At every place of a document and of all its beginnings: no crash, words within the text.
    void anywhere()
    {
        const GraphQlSchema schema = shopSchema();
        const QString whole
            = u"query A($o: Order = NAME, $x: [ID!]!) @cached(seconds: 1) { # c\n"
              "s: search(text: \"\"\"b\"\"\", filter: {under: {amount: -1.5}}, order: $o) {\n"
              "... on Book @skip(if: true) { author } ...F } } fragment F on Item { id }"_s;
        for (qsizetype size = 0; size <= whole.size(); ++size) {
            const QString text = whole.first(size);
            for (qsizetype at = std::max<qsizetype>(0, size - 3); at <= size; ++at) {
                const auto completion = graphQlCompletion(schema, text, at);
                QVERIFY(completion.begin <= at && at <= completion.end);
                QVERIFY(completion.end <= size);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestGraphQlCompletion)
#include "tst_graphqlcompletion.moc"
