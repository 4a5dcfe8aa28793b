// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlbody.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestGraphQlBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void becomesJson_data()
    {
        QTest::addColumn<GraphQlRequest>("request");
        QTest::addColumn<QString>("json");
        QTest::newRow("a query alone")
            << GraphQlRequest{u"{ a }"_s, {}, {}} << u"{\"query\":\"{ a }\"}"_s;
        QTest::newRow("line breaks, quotes, backslashes and control characters")
            << GraphQlRequest{u"{\n\ta(b: \"\\u00e9\")\x01\r\n}"_s, {}, {}}
            << u"{\"query\":\"{\\n\\ta(b: \\\"\\\\u00e9\\\")\\u0001\\r\\n}\"}"_s;
        QTest::newRow("numbers of the variables stay as they are written")
            << GraphQlRequest{u"q"_s, u" {\"a\": 12345678901234567890.10, \"b\": 1e2}\n"_s, {}}
            << u"{\"query\":\"q\",\"variables\":{\"a\": 12345678901234567890.10, \"b\": 1e2}}"_s;
        QTest::newRow("the operation that is meant")
            << GraphQlRequest{u"q"_s, u"  "_s, u"Find"_s}
            << u"{\"query\":\"q\",\"operationName\":\"Find\"}"_s;
        QTest::newRow("letters beyond the first plane")
            << GraphQlRequest{u"\U0001F600é"_s, {}, {}} << u"{\"query\":\"\U0001F600é\"}"_s;
    }
    void becomesJson()
    {
        QFETCH(GraphQlRequest, request);
        const auto json = graphQlJson(request);
        QVERIFY(json);
        QTEST(*json, "json");
    }

    void namesThePlaceInVariables_data()
    {
        QTest::addColumn<QString>("variables");
        QTest::addColumn<QString>("place");
        QTest::newRow("a missing value") << u"{\n \"a\": }"_s << u"line 2, column "_s;
        QTest::newRow("a list") << u"[1]"_s << u"not an object"_s;
        QTest::newRow("cut off") << u"{"_s << u"line 1, column "_s;
    }
    void namesThePlaceInVariables()
    {
        QFETCH(QString, variables);
        QFETCH(QString, place);
        const auto json = graphQlJson({u"q"_s, variables, {}});
        QVERIFY(!json);
        QVERIFY2(json.error().contains(place), qPrintable(json.error()));
    }

    void readsText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("variables");
        const auto row = [](const char *name, const QString &query, const QString &variables) {
            QTest::newRow(name) << query + u"\n\n"_s + variables << query << variables;
        };
        QTest::newRow("a query alone") << u"{ a }"_s << u"{ a }"_s << QString();
        row("variables behind a blank line", u"query ($a: Int) { b(c: $a) }"_s, u"{\"a\": 1}"_s);
        row("an empty object", u"{ a }"_s, u"{}"_s);
        row("a brace alone on its line", u"{ a }"_s, u"{\n  \"a\": 1\n}"_s);
        row("blank lines within the query", u"query A { a }\n\nquery B {\n\n  b\n}"_s,
            u"{\n\n\"a\": {}}"_s);
        QTest::newRow("a selection behind a blank line is none")
            << u"query A { a }\n\n{\n  b\n}"_s << u"query A { a }\n\n{\n  b\n}"_s << QString();
        QTest::newRow("what stands in a block string")
            << u"{ a(b: \"\"\"\n\n{\"x\": 1}\n\"\"\") }"_s
            << u"{ a(b: \"\"\"\n\n{\"x\": 1}\n\"\"\") }"_s << QString();
        QTest::newRow("a placeholder is no object")
            << u"{ a }\n\n{{fragments}}"_s << u"{ a }\n\n{{fragments}}"_s << QString();
        QTest::newRow("several blank lines between")
            << u"{ a }\n\n\n{\"b\": 2}"_s << u"{ a }"_s << u"{\"b\": 2}"_s;
        QTest::newRow("variables without a query") << u"{\"b\": 2}"_s << u""_s << u"{\"b\": 2}"_s;
    }
    void readsText()
    {
        QFETCH(QString, text);
        const GraphQlRequest request = graphQlRequestFromText(text);
        QTEST(request.query, "query");
        QTEST(request.variables, "variables");
        const GraphQlRequest again = graphQlRequestFromText(textOf(request));
        QCOMPARE(again.query, request.query);
        QCOMPARE(again.variables, request.variables);
    }
};

QTEST_GUILESS_MAIN(TestGraphQlBody)
#include "tst_graphqlbody.moc"
