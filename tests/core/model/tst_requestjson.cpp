// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/requestjson.h"
#include "tests/core/model/samplerequests.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

class TestRequestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void everyFieldComesBack();
    void writesNoDefaults();
    void absentAndEmptyPatternDiffer();
    void readsWhatPeopleWrite();
    void namesTheWrongMember_data();
    void namesTheWrongMember();
};

void TestRequestJson::everyFieldComesBack()
{
    SampleRequests samples(1);
    for (int i = 0; i < 2000; ++i) {
        const RequestSpec spec = samples.request();
        const QByteArray bytes = QJsonDocument(toJson(spec)).toJson(QJsonDocument::Compact);
        const auto read = requestFromJson(QJsonDocument::fromJson(bytes).object());
        QVERIFY2(read, read ? "" : qPrintable(read.error()));
        QVERIFY2(*read == spec, bytes.constData());
    }
}

void TestRequestJson::writesNoDefaults()
{
    QCOMPARE(QJsonDocument(toJson(RequestSpec{})).toJson(QJsonDocument::Compact),
             "{\"method\":\"GET\",\"url\":\"\"}"_ba);
}

void TestRequestJson::absentAndEmptyPatternDiffer()
{
    RequestSpec spec;
    QCOMPARE(requestFromJson(toJson(spec))->policy.keyPattern, std::nullopt);
    spec.policy.keyPattern = QString();
    QCOMPARE(requestFromJson(toJson(spec))->policy.keyPattern, std::optional<QString>(u""_s));
}

void TestRequestJson::readsWhatPeopleWrite()
{
    const QByteArray json
        = R"({"url": "http://a/", "method": null, "headers": {"Accept": "*/*"}, "body": "x",
        "policy": {"keyPattern": ".*", "openFor": 10000}, "colour": {"of": ["a", "newer", "version"]}})";
    const auto spec = requestFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(spec);
    RequestSpec expected;
    expected.url = u"http://a/"_s;
    expected.headers = {{u"Accept"_s, u"*/*"_s}};
    expected.body = {.kind = Body::Kind::Text, .text = u"x"_s};
    expected.policy.keyPattern = u".*"_s;
    expected.policy.openFor = milliseconds(10'000);
    QCOMPARE(*spec, expected);
}

void TestRequestJson::namesTheWrongMember_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error");
    QTest::newRow("a number as URL") << R"({"url": 1})"_ba << u"url: expected a text"_s;
    QTest::newRow("a list of texts as headers")
        << R"({"headers": ["a"]})"_ba << u"headers[0]: expected an object"_s;
    QTest::newRow("a header value that is a number")
        << R"({"headers": [{"name": "a", "value": 1}]})"_ba
        << u"headers[0].value: expected a text"_s;
    QTest::newRow("a body that is a list") << R"({"body": []})"_ba << u"body: expected an object"_s;
    QTest::newRow("an authentication nobody knows")
        << R"({"auth": {"kind": "magic"}})"_ba
        << u"auth.kind: expected \"none\", \"basic\", \"bearer\", \"api-key\", \"digest\", "
           "\"aws\", \"oauth1\", \"inherit\", \"oauth2\""_s;
    QTest::newRow("a fraction as duration")
        << R"({"policy": {"openFor": 1.5}})"_ba << u"policy.openFor: expected a whole number"_s;
    QTest::newRow("hops beyond an int") << R"({"redirects": {"maxHops": 99999999999}})"_ba
                                        << u"redirects.maxHops: expected a smaller number"_s;
}

void TestRequestJson::namesTheWrongMember()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, error);
    const auto spec = requestFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(!spec);
    QCOMPARE(spec.error(), error);
}

QTEST_GUILESS_MAIN(TestRequestJson)
#include "tst_requestjson.moc"
