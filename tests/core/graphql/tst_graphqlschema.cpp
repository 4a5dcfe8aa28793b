// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/graphql/shopschema.h"

#include "core/graphql/graphqldocument.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestGraphQlSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void reads()
    {
        const auto schema = GraphQlSchema::fromIntrospection(shopIntrospection());
        QVERIFY2(schema, qPrintable(schema.error_or(QString())));
        const GraphQlType *query = schema->root(GraphQlOperationKind::Query);
        QVERIFY(query);
        QCOMPARE(query->name, u"Query"_s);
        QVERIFY(!schema->root(GraphQlOperationKind::Subscription));
        const GraphQlField *search = query->field(u"search");
        QVERIFY(search);
        QCOMPARE(search->type, u"[Found!]!"_s);
        QCOMPARE(search->arguments.size(), 4);
        QVERIFY(search->arguments[0].isRequired());
        QVERIFY(!search->arguments[3].isRequired());
        QCOMPARE(search->arguments[3].defaultValue, u"20"_s);
        QCOMPARE(query->field(u"count")->deprecation, u"use search"_s);
        QVERIFY(query->field(u"shop")->deprecation.isNull());
        QCOMPARE(schema->type(u"Order")->values.size(), 3);
        QCOMPARE(schema->directive(u"include")->arguments.size(), 1);
        QVERIFY(schema->overlaps(*schema->type(u"Found"), *schema->type(u"Item")));
        QVERIFY(!schema->overlaps(*schema->type(u"Shop"), *schema->type(u"Item")));
    }

    void readsWhatIsInData()
    {
        const QByteArray whole = shopIntrospection();
        const QByteArray inner = whole.sliced(whole.indexOf("{", 1)).chopped(1).trimmed();
        QCOMPARE(GraphQlSchema::fromIntrospection(inner).value(), shopSchema());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("error");
        QTest::newRow("no JSON") << "<html>"_ba << u"offset 1"_s;
        QTest::newRow("another answer") << "{\"data\": {}}"_ba << u"\"__schema\""_s;
        QTest::newRow("the server's own words")
            << "{\"errors\": [{\"message\": \"introspection is disabled\"}]}"_ba
            << u"introspection is disabled"_s;
        QTest::newRow("a type of no kind")
            << "{\"__schema\": {\"types\": [{\"name\": \"A\"}]}}"_ba << u"\"types\"[0]"_s;
        QTest::newRow("no queries")
            << "{\"__schema\": {\"queryType\": {\"name\": \"Q\"}, \"types\": []}}"_ba
            << u"type of queries"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, error);
        const auto schema = GraphQlSchema::fromIntrospection(json);
        QVERIFY(!schema);
        QVERIFY2(schema.error().contains(error), qPrintable(schema.error()));
    }

    void asksWithASoundQuery()
    {
        QVERIFY(!graphQlDocument(GraphQlSchema::introspectionQuery()).fault);
    }

    void isWrittenInItsLanguage()
    {
        const QString text = shopSchema().toText();
        QVERIFY2(text.contains("\"\"\"\nWhat is sold.\n\"\"\"\ninterface Item {\n  id: ID!\n"
                               "  name: String!\n}\n"_L1),
                 qPrintable(text));
        QVERIFY(text.contains("type Book implements Item {\n"_L1));
        QVERIFY(text.contains("union Found = Product | Book\n"_L1));
        QVERIFY(text.contains("  AGE @deprecated(reason: \"nobody knows it\")\n"_L1));
        QVERIFY(text.contains("directive @cached(seconds: Int = 60) on QUERY\n"_L1));
        QVERIFY(
            text.contains("input Price {\n  amount: Float!\n  currency: String = \"EUR\"\n}"_L1));
        QVERIFY(text.contains("  \"\"\"\n  One product by its number.\n  \"\"\"\n"
                              "  product(id: ID!): Product\n"_L1));
        QVERIFY(text.contains("scalar Date\n"_L1));
        QVERIFY(!text.contains("scalar Int\n"_L1));
        QVERIFY(!text.contains("schema {"_L1));
    }
};

QTEST_GUILESS_MAIN(TestGraphQlSchema)
#include "tst_graphqlschema.moc"
