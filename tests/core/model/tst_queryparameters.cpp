// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/queryparameters.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestQueryParameters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void splits_data();
    void splits();
    void disabledRowsKeepTheirPlaces();
    void lastRowGoneTakesTheQuestionMark();
    void typedTextIsEncodedOnlyWhereItMust_data();
    void typedTextIsEncodedOnlyWhereItMust();
};

void TestQueryParameters::splits_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("no query") << u"http://h/p"_s << QStringList{};
    QTest::newRow("one parameter") << u"http://h/p?a=1"_s << QStringList{u"a=1"_s};
    QTest::newRow("a flag without equals") << u"http://h/p?a&b="_s << QStringList{u"a"_s, u"b="_s};
    QTest::newRow("an empty query is one empty row") << u"http://h/p?"_s << QStringList{u""_s};
    QTest::newRow("doubled ampersands are kept")
        << u"http://h/p?a=1&&b=2"_s << QStringList{u"a=1"_s, u""_s, u"b=2"_s};
    QTest::newRow("equals in a value") << u"?a=b=c"_s << QStringList{u"a=b=c"_s};
    QTest::newRow("the fragment is not part of it")
        << u"http://h/?a=1#x?y=2"_s << QStringList{u"a=1"_s};
    QTest::newRow("a question mark behind the hash starts nothing")
        << u"http://h/#x?y=2"_s << QStringList{};
    QTest::newRow("placeholders may hold anything")
        << u"{{base?x&y}}/p?a={{v&w=1}}&b=2"_s << QStringList{u"a={{v&w=1}}"_s, u"b=2"_s};
    QTest::newRow("an open placeholder is text") << u"http://h/{{x?a=1"_s << QStringList{u"a=1"_s};
    QTest::newRow("encoding stays as written") << u"?q=%20+%2B"_s << QStringList{u"q=%20+%2B"_s};
}

void TestQueryParameters::splits()
{
    QFETCH(QString, url);
    QFETCH(QStringList, rows);
    const QList<QueryParameter> parameters = splitQuery(url);
    QStringList texts;
    for (const QueryParameter &parameter : parameters)
        texts.append(parameter.hasEquals ? parameter.name + u'=' + parameter.value
                                         : parameter.name);
    QCOMPARE(texts, rows);
    QCOMPARE(withQuery(url, parameters), url);
}

void TestQueryParameters::disabledRowsKeepTheirPlaces()
{
    RequestSpec spec;
    spec.url = u"http://h/p?a=1&b=2&c=3#f"_s;
    QList<QueryParameter> rows = parameterRows(spec);
    rows[1].enabled = false;
    setParameterRows(spec, rows);
    QCOMPARE(spec.url, u"http://h/p?a=1&c=3#f"_s);
    QCOMPARE(parameterRows(spec), rows);
    rows[1].enabled = true;
    setParameterRows(spec, rows);
    QCOMPARE(spec.url, u"http://h/p?a=1&b=2&c=3#f"_s);
    QVERIFY(spec.disabledParameters.isEmpty());
}

void TestQueryParameters::lastRowGoneTakesTheQuestionMark()
{
    QCOMPARE(withQuery(u"http://h/p?a=1#f"_s, {}), u"http://h/p#f"_s);
}

void TestQueryParameters::typedTextIsEncodedOnlyWhereItMust_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isName");
    QTest::addColumn<QString>("encoded");
    QTest::newRow("letters stay") << u"abc-é"_s << false << u"abc-é"_s;
    QTest::newRow("an ampersand would end it") << u"a&b"_s << false << u"a%26b"_s;
    QTest::newRow("equals is fine in a value") << u"a=b"_s << false << u"a=b"_s;
    QTest::newRow("equals would end a name") << u"a=b"_s << true << u"a%3Db"_s;
    QTest::newRow("blanks and hashes") << u"a b#c"_s << false << u"a%20b%23c"_s;
    QTest::newRow("percent is the user's own") << u"a%20b"_s << false << u"a%20b"_s;
    QTest::newRow("placeholders stay whole") << u"{{a & b}}&"_s << false << u"{{a & b}}%26"_s;
    QTest::newRow("a tab") << u"\t"_s << false << u"%09"_s;
}

void TestQueryParameters::typedTextIsEncodedOnlyWhereItMust()
{
    QFETCH(QString, typed);
    QFETCH(bool, isName);
    QTEST(encodedForQuery(typed, isName), "encoded");
}

QTEST_GUILESS_MAIN(TestQueryParameters)
#include "tst_queryparameters.moc"
