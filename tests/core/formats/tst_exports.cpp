// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/harentry.h"
#include "core/formats/postmancollection.h"

#include <QTest>
#include <QTimeZone>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QByteArray memoryBody(const ResponseBody &body)
{
    return body.bytes;
}

Attempt answered(int status)
{
    Attempt attempt;
    Response response;
    response.status = status;
    response.reason = "OK"_ba;
    response.httpVersion = "1.1"_ba;
    response.url = QUrl(u"http://a.example/x?q=1"_s);
    response.headers
        = {{"content-type"_ba, "application/json"_ba}, {"set-cookie"_ba, "a=1; Path=/"_ba}};
    response.body = {.bytes = "{}"_ba, .size = 2};
    response.addedRequestHeaders = {{"Cookie"_ba, "b=2; c=3"_ba}};
    attempt.result = response;
    attempt.timings.connect = microseconds(1500);
    attempt.timings.wait = microseconds(2500);
    return attempt;
}

Exchange sample()
{
    Exchange exchange;
    exchange.startedAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
    exchange.request.method = "POST"_ba;
    exchange.request.url = QUrl(u"http://a.example/x?q=1"_s);
    exchange.request.headers = {{"Content-Type"_ba, "text/plain"_ba}};
    exchange.request.body = {{"hello"_ba, {}, 5}};
    return exchange;
}

QJsonObject itemOf(const RequestSpec &spec)
{
    PostmanCollection collection(u"c"_s);
    collection.add({}, spec);
    return collection.toJson()[u"item"].toArray()[0].toObject();
}

} // namespace

/// HAR 1.2 and Postman v2.1.0: what their formats demand, and where things of ours stand in them.
class TestExports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void anEntryHasAllThatHarDemands()
    {
        Exchange exchange = sample();
        exchange.attempts = {answered(200)};
        const QList<QJsonObject> entries = harEntries(exchange, memoryBody);
        QCOMPARE(entries.size(), 1);
        const QJsonObject &entry = entries.first();
        for (const char16_t *name :
             {u"startedDateTime", u"time", u"request", u"response", u"cache", u"timings"})
            QVERIFY2(entry.contains(QStringView(name)), qPrintable(QString::fromUtf16(name)));
        const QJsonObject request = entry[u"request"].toObject();
        for (const char16_t *name : {u"method", u"url", u"httpVersion", u"cookies", u"headers",
                                     u"queryString", u"headersSize", u"bodySize"})
            QVERIFY2(request.contains(QStringView(name)), qPrintable(QString::fromUtf16(name)));
        const QJsonObject response = entry[u"response"].toObject();
        for (const char16_t *name :
             {u"status", u"statusText", u"httpVersion", u"cookies", u"headers", u"content",
              u"redirectURL", u"headersSize", u"bodySize"})
            QVERIFY2(response.contains(QStringView(name)), qPrintable(QString::fromUtf16(name)));
        QCOMPARE(entry[u"startedDateTime"].toString(), u"2026-03-01T12:00:00.000Z"_s);
        double sum = 0;
        const QJsonObject timings = entry[u"timings"].toObject();
        for (const char16_t *name : {u"dns", u"connect", u"send", u"wait", u"receive"})
            sum += std::max(0.0, timings[QStringView(name)].toDouble());
        QCOMPARE(entry[u"time"].toDouble(), sum);
        QCOMPARE(sum, 4.0);
        QCOMPARE(request[u"queryString"].toArray()[0][u"name"].toString(), u"q"_s);
        QCOMPARE(request[u"postData"][u"text"].toString(), u"hello"_s);
        QCOMPARE(request[u"cookies"].toArray().size(), 2);
        QCOMPARE(response[u"cookies"].toArray()[0][u"name"].toString(), u"a"_s);
        QCOMPARE(response[u"content"][u"text"].toString(), u"{}"_s);
        QCOMPARE(harLog()[u"version"].toString(), u"1.2"_s);
    }

    void everyRequestOnTheWireIsAnEntry()
    {
        Exchange exchange = sample();
        Attempt failed;
        failed.result = std::unexpected(SendError{SendError::Kind::FirstByteTimeout, u"a"_s, {}});
        Attempt redirected = answered(200);
        redirected.number = 2;
        redirected.startedAfter = microseconds(1'000'000);
        redirected.result->redirects
            = {{"POST"_ba, QUrl(u"http://a.example/old"_s), 303, {{"location"_ba, "/x"_ba}}}};
        exchange.attempts = {failed, redirected};
        const QList<QJsonObject> entries = harEntries(exchange, memoryBody);
        QCOMPARE(entries.size(), 3);
        QCOMPARE(entries[0][u"response"][u"status"].toInt(), 0);
        QVERIFY(entries[0][u"comment"].toString().startsWith(
            kindName(SendError::Kind::FirstByteTimeout)));
        QCOMPARE(entries[1][u"response"][u"redirectURL"].toString(), u"/x"_s);
        QCOMPARE(entries[1][u"request"][u"postData"][u"text"].toString(), u"hello"_s);
        QCOMPARE(entries[2][u"request"][u"method"].toString(), u"GET"_s);
        QVERIFY(!entries[2][u"request"].toObject().contains(u"postData"));
        QCOMPARE(entries[2][u"startedDateTime"].toString(), u"2026-03-01T12:00:01.000Z"_s);
    }

    void whatIsNoTextIsBase64()
    {
        Exchange exchange = sample();
        Attempt attempt = answered(200);
        attempt.result->body = {.bytes = "\xff\x00"_ba, .size = 2};
        exchange.attempts = {attempt};
        const QJsonObject content
            = harEntries(exchange, memoryBody).first()[u"response"][u"content"].toObject();
        QCOMPARE(content[u"encoding"].toString(), u"base64"_s);
        QCOMPARE(QByteArray::fromBase64(content[u"text"].toString().toLatin1()),
                 attempt.result->body.bytes);
    }

    void urls_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("port");
        QTest::addColumn<int>("parameters");
        QTest::newRow("http://a.b.example:81/x/y?q=1&r")
            << u"a|b|example"_s << u"x|y"_s << u"81"_s << 2;
        QTest::newRow("{{base}}/x") << u"{{base}}"_s << u"x"_s << u""_s << 0;
        QTest::newRow("https://{{host.name}}/") << u"{{host.name}}"_s << u""_s << u""_s << 0;
        QTest::newRow("http://[::1]/x") << u"[::1]"_s << u"x"_s << u""_s << 0;
    }
    void urls()
    {
        RequestSpec spec;
        spec.url = QString::fromLatin1(QTest::currentDataTag());
        const QJsonObject url = itemOf(spec)[u"request"][u"url"].toObject();
        const auto joined = [&url](QStringView name) {
            QStringList words;
            for (const QJsonArray pieces = url[name].toArray(); const QJsonValue &piece : pieces)
                words.append(piece.toString());
            return words.join(u'|');
        };
        QCOMPARE(url[u"raw"].toString(), spec.url);
        QTEST(joined(u"host"), "host");
        QTEST(joined(u"path"), "path");
        QTEST(url[u"port"].toString(), "port");
        QTEST(int(url[u"query"].toArray().size()), "parameters");
    }

    void bodiesHaveTheirModes_data()
    {
        QTest::addColumn<Body>("body");
        QTest::addColumn<QString>("mode");
        QTest::newRow("none") << Body() << QString();
        QTest::newRow("JSON") << Body{.kind = Body::Kind::Json, .text = u"{}"_s} << u"raw"_s;
        QTest::newRow("a form") << Body{.kind = Body::Kind::Form, .form = {{u"a"_s, u"1"_s}}}
                                << u"urlencoded"_s;
        QTest::newRow("parts") << Body{.kind = Body::Kind::Multipart, .parts = {{.name = u"a"_s}}}
                               << u"formdata"_s;
        QTest::newRow("a file") << Body{.kind = Body::Kind::File, .filePath = u"a.bin"_s}
                                << u"file"_s;
    }
    void bodiesHaveTheirModes()
    {
        QFETCH(Body, body);
        RequestSpec spec;
        spec.body = body;
        const QJsonObject written = itemOf(spec)[u"request"][u"body"].toObject();
        QTEST(written[u"mode"].toString(), "mode");
        QVERIFY(written.isEmpty() || written.contains(written[u"mode"].toString()));
    }

    void foldersLossesAndBehaviour()
    {
        RequestSpec spec;
        spec.name = u"one"_s;
        spec.url = u"http://a/"_s;
        spec.auth = {.kind = Auth::Kind::Bearer, .token = u"{{token}}"_s};
        spec.headers = {{u"X"_s, u"1"_s, false}};
        spec.cookies = CookieUse::NoJar;
        spec.redirects.follow = RedirectPolicy::Follow::No;
        spec.policy.maxRetries = 2;
        PostmanCollection collection(u"shop"_s);
        collection.add({u"a"_s, u"b"_s}, spec);
        collection.add({u"a"_s, u"b"_s}, spec);
        collection.setVariables({{u"base"_s, u"x"_s}});
        const QJsonObject json = collection.toJson();
        QCOMPARE(json[u"info"][u"name"].toString(), u"shop"_s);
        QVERIFY(json[u"info"][u"schema"].toString().endsWith(u"/v2.1.0/collection.json"));
        QCOMPARE(json[u"variable"].toArray()[0][u"key"].toString(), u"base"_s);
        const QJsonObject a = json[u"item"].toArray()[0].toObject();
        const QJsonObject b = a[u"item"].toArray()[0].toObject();
        QCOMPARE(a[u"name"].toString() + b[u"name"].toString(), u"ab"_s);
        QCOMPARE(b[u"item"].toArray().size(), 2);
        const QJsonObject item = b[u"item"].toArray()[0].toObject();
        QCOMPARE(item[u"request"][u"auth"][u"bearer"].toArray()[0][u"value"].toString(),
                 u"{{token}}"_s);
        QCOMPARE(item[u"request"][u"header"].toArray()[0][u"disabled"].toBool(), true);
        QCOMPARE(item[u"protocolProfileBehavior"][u"followRedirects"].toBool(true), false);
        QCOMPARE(item[u"protocolProfileBehavior"][u"disableCookies"].toBool(), true);
        QCOMPARE(collection.losses().value(0), (PostmanLoss{u"one"_s, {u"policy"_s}}));
    }
};

QTEST_GUILESS_MAIN(TestExports)
#include "tst_exports.moc"
