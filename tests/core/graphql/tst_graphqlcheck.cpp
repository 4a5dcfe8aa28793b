// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/graphql/shopschema.h"

#include "core/graphql/graphqlcheck.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

using Kind = GraphQlFault::Kind;

class TestGraphQlCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void accepts_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &text) { QTest::newRow(name) << text; };
        row("a query", u"{ shop { name open __typename } __schema { types { name } } }"_s);
        row("arguments of all kinds",
            u"{ search(text: \"a\", order: PRICE, limit: 3, filter: {under: {amount: 2}}) "
            "{ ... on Item { id } ... on Product { price } } }"_s);
        row("a variable where a default is",
            u"query ($l: Int) { search(text: \"\", limit: $l) { __typename } }"_s);
        row("a required variable, in a list too",
            u"mutation ($i: ID!) { remove(ids: [$i, 3, \"4\"]) }"_s);
        row("a default makes a variable fit",
            u"query ($t: String = \"a\") { search(text: $t) { __typename } }"_s);
        row("one value for a list", u"mutation { remove(ids: 1) }"_s);
        row("variables in fragments",
            u"query ($b: Boolean!) { shop { ...S } } fragment S on Shop { name @include(if: $b) }"_s);
        row("a scalar of the server's own", u"{ items { ... on Book { published } } }"_s);
        row("null where it may be", u"{ search(text: \"\", filter: null) { __typename } }"_s);
        row("placeholders of ours",
            u"{ product(id: {{id}}) { {{field}} } search(text: \"{{a}}\") { __typename } }"_s);
        row("a directive with a default", u"query @cached { shop { name } }"_s);
    }
    void accepts()
    {
        QFETCH(QString, text);
        const GraphQlSchema schema = shopSchema();
        const GraphQlCheck check = checkedGraphQl(text, &schema);
        QVERIFY(!check.syntax);
        if (!check.faults.isEmpty())
            QFAIL(qPrintable(u"%1 %2 %3"_s.arg(int(check.faults[0].kind))
                                 .arg(check.faults[0].subject, check.faults[0].of)));
    }

    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("of");
        QTest::addColumn<QString>("nearest");
        const auto row
            = [](const char *name, const QString &text, Kind kind, const QString &subject,
                 const QString &of = {}, const QString &nearest = {}) {
                  QTest::newRow(name) << text << int(kind) << subject << of << nearest;
              };
        row("a field with a slip", u"{ shop { nmae } }"_s, Kind::UnknownField, u"nmae"_s, u"Shop"_s,
            u"name"_s);
        row("a field of a union", u"{ search(text: \"\") { id } }"_s, Kind::UnknownField, u"id"_s,
            u"Found"_s);
        row("an argument", u"{ product(id: 1, nam: 2) { id } }"_s, Kind::UnknownArgument, u"nam"_s,
            u"product"_s);
        row("a missing argument", u"{ product { id } }"_s, Kind::MissingArgument, u"id"_s,
            u"product"_s);
        row("a field of an input object",
            u"{ search(text: \"\", filter: {tga: \"\"}) { __typename } }"_s,
            Kind::UnknownInputField, u"tga"_s, u"Filter"_s, u"tag"_s);
        row("a missing one", u"mutation { add(name: \"\", price: {}) { id } }"_s,
            Kind::MissingInputField, u"amount"_s, u"Price"_s);
        row("an object without fields", u"{ shop }"_s, Kind::NeedsSelection, u"shop"_s, u"Shop!"_s);
        row("fields of a scalar", u"{ shop { name { x } } }"_s, Kind::HasNoFields, u"name"_s,
            u"String!"_s);
        row("text for a number", u"{ search(text: \"\", limit: \"3\") { __typename } }"_s,
            Kind::WrongValue, u"\"3\""_s, u"Int"_s);
        row("a number out of range", u"{ search(text: \"\", limit: 3000000000) { __typename } }"_s,
            Kind::WrongValue, u"3000000000"_s, u"Int"_s);
        row("no value of the enum", u"{ search(text: \"\", order: PRCE) { __typename } }"_s,
            Kind::WrongValue, u"PRCE"_s, u"Order"_s, u"PRICE"_s);
        row("null where something must be", u"{ product(id: null) { id } }"_s, Kind::WrongValue,
            u"null"_s, u"ID!"_s);
        row("no object", u"{ search(text: \"\", filter: 3) { __typename } }"_s, Kind::WrongValue,
            u"3"_s, u"Filter"_s);
        row("one that is not in the list", u"mutation { remove(ids: [1, true]) }"_s,
            Kind::WrongValue, u"true"_s, u"ID!"_s);
        row("an unknown variable",
            u"query ($idd: ID!) { product(id: $id) { id } a: product(id: $idd) { id } }"_s,
            Kind::UnknownVariable, u"id"_s, {}, u"idd"_s);
        row("one of a fragment", u"{ ...A } fragment A on Query { product(id: $i) { id } }"_s,
            Kind::UnknownVariable, u"i"_s);
        row("a variable that nothing uses", u"query ($a: Int) { shop { name } }"_s,
            Kind::UnusedVariable, u"a"_s);
        row("one of another type", u"query ($a: Int!) { search(text: $a) { __typename } }"_s,
            Kind::WrongVariableType, u"a"_s, u"String!"_s);
        row("one that may be null", u"query ($a: ID) { product(id: $a) { id } }"_s,
            Kind::WrongVariableType, u"a"_s, u"ID!"_s);
        row("a list for one", u"query ($a: [ID!]!) { product(id: $a) { id } }"_s,
            Kind::WrongVariableType, u"a"_s, u"ID!"_s);
        row("an object type for a variable",
            u"query ($a: Shop) { search(text: \"\", filter: $a) { __typename } }"_s,
            Kind::NotInputType, u"Shop"_s);
        row("a type that is not there",
            u"query ($a: Strin) { search(text: \"\", order: $a) { __typename } }"_s,
            Kind::UnknownType, u"Strin"_s, {}, u"String"_s);
        row("a fragment's type", u"{ ... on Bok { id } }"_s, Kind::UnknownType, u"Bok"_s, {},
            u"Book"_s);
        row("an unknown fragment",
            u"{ ...Nmae ...Name } fragment Name on Query { shop { name } }"_s,
            Kind::UnknownFragment, u"Nmae"_s, {}, u"Name"_s);
        row("a fragment nobody uses", u"{ shop { name } } fragment A on Shop { name }"_s,
            Kind::UnusedFragment, u"A"_s);
        row("a fragment within itself", u"{ ...A } fragment A on Query { shop { name } ...A }"_s,
            Kind::FragmentInItself, u"A"_s);
        row("a fragment that never fits", u"{ shop { ... on Book { id } } }"_s,
            Kind::FragmentNeverFits, u"Book"_s, u"Shop"_s);
        row("a directive", u"{ shop @includ(if: true) { name } }"_s, Kind::UnknownDirective,
            u"includ"_s, {}, u"include"_s);
        row("no subscriptions there", u"subscription { a }"_s, Kind::NoSuchOperations,
            u"subscription"_s);
        row("two of one name", u"query A { shop { name } } query A { shop { open } }"_s,
            Kind::DuplicateOperation, u"A"_s);
        row("an anonymous one beside another", u"query A { shop { name } } { shop { open } }"_s,
            Kind::NotAlone, {});
    }
    void finds()
    {
        QFETCH(QString, text);
        const GraphQlSchema schema = shopSchema();
        const GraphQlCheck check = checkedGraphQl(text, &schema);
        QVERIFY(!check.syntax);
        QCOMPARE_GE(check.faults.size(), 1);
        const GraphQlFault &fault = check.faults.first();
        QTEST(int(fault.kind), "kind");
        QTEST(fault.subject, "subject");
        QTEST(fault.of, "of");
        QTEST(fault.nearest, "nearest");
    }

    void twoFragmentsInEachOtherEnd()
    {
        const GraphQlSchema schema = shopSchema();
        const auto check = checkedGraphQl(
            u"{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"_s, &schema);
        QCOMPARE(check.faults.size(), 2);
        QCOMPARE(check.faults[0].kind, Kind::FragmentInItself);
    }

    /// What would take minutes if fragments were followed from each of them.
    void manyFragmentsTakeNoTime()
    {
        const GraphQlSchema schema = shopSchema();
        constexpr int count = 2'000;
        QString chain = u"{ ...F0 }"_s;
        for (int i = 0; i < count; ++i)
            chain += u" fragment F%1 on Query { %2 }"_s.arg(i).arg(
                i + 1 < count ? u"...F%1"_s.arg(i + 1) : u"shop { name }"_s);
        QVERIFY(checkedGraphQl(chain, &schema).faults.isEmpty());
        chain.replace(u"shop { name }"_s, u"...F0"_s);
        const QList<GraphQlFault> faults = checkedGraphQl(chain, &schema).faults;
        QCOMPARE(faults.size(), 50);
        QCOMPARE(faults.first().kind, Kind::FragmentInItself);
    }

    void withoutASchemaOnlySyntax()
    {
        QVERIFY(checkedGraphQl(u"{ whatever }"_s, nullptr).faults.isEmpty());
        QVERIFY(checkedGraphQl(u"{ whatever"_s, nullptr).syntax);
    }
};

QTEST_GUILESS_MAIN(TestGraphQlCheck)
#include "tst_graphqlcheck.moc"
