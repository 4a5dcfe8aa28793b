// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/faultscript.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFaultScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &json, const char *place,
                            const char *message) {
            QTest::newRow(name) << json << QString::fromUtf8(place) << QString::fromUtf8(message);
        };
        const auto step = [](const QByteArray &json) {
            return QByteArray(R"({"routes": [{"path": "/x", "sequence": [{"status": 200}, )" + json
                              + "]}]}");
        };
        row("no JSON", "{\"routes\": [\n  {\"path\": oops}\n]}", "line 2, column 12",
            "this is not JSON");
        row("cut off", "{\"routes\": [", "line 1, column 13", "this is not JSON");
        row("nothing at all", "", "line 1, column 1", "this is not JSON");
        row("a list", "[]", "", "an object is needed here, not a list");
        row("no routes", "{}", "", "\"routes\" is missing");
        row("routes that are none", R"({"routes": 5})", "/routes",
            "a list is needed here, not a number");
        row("a key that is not known", R"({"routes": [], "lag": true})", "/lag",
            "unknown key \"lag\"; one of routes, log");
        row("a slash in a key is escaped", R"({"routes": [], "a/b~c": 1})", "/a~1b~0c",
            "unknown key");
        row("a route without a path", R"({"routes": [{"sequence": [{"status": 200}]}]})",
            "/routes/0", "\"path\" is missing");
        row("a path without a slash", R"({"routes": [{"path": "x", "sequence": [{}]}]})",
            "/routes/0/path", "a path starts with /");
        row("a star in the middle", R"({"routes": [{"path": "/a*b", "sequence": [{}]}]})",
            "/routes/0/path", "a * may stand at the end");
        row("an empty sequence", R"({"routes": [{"path": "/x", "sequence": []}]})",
            "/routes/0/sequence", "at least one answer or fault");
        row("an unknown way to go on",
            R"({"routes": [{"path": "/x", "sequence": [{}], "then": "stop"}]})", "/routes/0/then",
            "unknown way to go on \"stop\"; one of repeat-last, loop");
        row("an unknown fault", step(R"({"fault": "rest"})"), "/routes/0/sequence/1/fault",
            "unknown fault \"rest\"; one of reset, stall, truncate, slow, close, garbage, "
            "bad-length");
        row("an unknown key of a step", step(R"({"stauts": 200})"), "/routes/0/sequence/1/stauts",
            "unknown key \"stauts\"; one of");
        row("a step that is a number", step("5"), "/routes/0/sequence/1",
            "an object is needed here, not a number");
        row("a status out of range", step(R"({"status": 99})"), "/routes/0/sequence/1/status",
            "a whole number from 200 to 999 is needed here, not 99");
        row("a status with a fraction", step(R"({"status": 200.5})"), "/routes/0/sequence/1/status",
            "a whole number from 200 to 999 is needed here, not 200.5");
        row("a status in quotes", step(R"({"status": "200"})"), "/routes/0/sequence/1/status",
            "not a string");
        row("no times at all", step(R"({"times": 0})"), "/routes/0/sequence/1/times",
            "a whole number from 1");
        row("truncate without a place", step(R"({"fault": "truncate"})"), "/routes/0/sequence/1",
            "\"after\" is missing");
        row("slow without a speed", step(R"({"fault": "slow"})"), "/routes/0/sequence/1",
            "\"bytes_per_second\" is missing");
        row("ms without a stall", step(R"({"status": 200, "ms": 5})"), "/routes/0/sequence/1/ms",
            "\"ms\" goes with the fault stall only");
        row("nothing to cut off", step(R"({"fault": "truncate", "after": 9, "body": "short"})"),
            "/routes/0/sequence/1/after", "the body has only 5 bytes");
        row("an answer that closes", step(R"({"fault": "close", "status": 200})"),
            "/routes/0/sequence/1", "sends no answer");
        row("two bodies", step(R"({"body": "a", "body_size": 5})"),
            "/routes/0/sequence/1/body_size", "an answer has one of body, body_size");
        row("no base64", step(R"({"body_base64": "%"})"), "/routes/0/sequence/1/body_base64",
            "this is not base64");
        row("a body where none may be", step(R"({"status": 204, "body": "a"})"),
            "/routes/0/sequence/1/body", "an answer with status 204 has no body");
        row("a header name with a blank", step(R"({"headers": {"A b": "c"}})"),
            "/routes/0/sequence/1/headers/A b", "\"A b\" is not a header name");
        row("a header of two lines", step(R"({"headers": {"A": ["b", "c\r\nD: e"]}})"),
            "/routes/0/sequence/1/headers/A/1", "a header value is one line");
        row("a header pair of three", step(R"({"headers": [["A", "b", "c"]]})"),
            "/routes/0/sequence/1/headers/0", "a header is a pair");
        row("an unknown encoding", step(R"({"encoding": "zip"})"), "/routes/0/sequence/1/encoding",
            "unknown encoding \"zip\"; one of gzip, deflate");
        row("a change of protocol", step(R"({"informational": [101]})"),
            "/routes/0/sequence/1/informational/0", "but not 101");
    }

    void errors()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        QFETCH(QString, message);
        const auto script = parseFaultScript(json);
        QVERIFY(!script);
        QCOMPARE(script.error().place, place);
        QVERIFY2(script.error().message.contains(message), qPrintable(script.error().message));
    }

    void theExampleOfTheManualIsRead()
    {
        const auto script
            = parseFaultScript(R"({"routes": [{"method": "GET", "path": "/m_search", "sequence": [
   {"status": 200, "body": {"items": []}}, {"status": 503, "times": 3}, {"status": 429, "headers": {"Retry-After": "2"}},
   {"fault": "reset"}, {"fault": "stall", "ms": 5000}, {"fault": "truncate", "after": 100}, {"fault": "slow", "bytes_per_second": 1000},
   {"fault": "close"}, {"fault": "garbage"}, {"fault": "bad-length"}], "then": "loop", "delay_ms": 7}], "log": false})");
        QVERIFY(script.has_value());
        QVERIFY(!script->log);
        const FaultRoute &route = script->routes.constFirst();
        QCOMPARE(route.method, "GET"_ba);
        QCOMPARE(route.path, "/m_search"_ba);
        QCOMPARE(route.delay, 7ms);
        QVERIFY(route.afterLast == FaultRoute::AfterLast::Loop);
        QCOMPARE(route.sequence.size(), 10);
        QCOMPARE(route.sequence.at(0).body, R"({"items":[]})"_ba);
        QCOMPARE(route.sequence.at(0).contentType, "application/json"_ba);
        QCOMPARE(route.sequence.at(1).times, 3);
        QCOMPARE(route.sequence.at(2).headers.constFirst().second, "2"_ba);
        QVERIFY(route.sequence.at(4).stallFor == 5000ms);
        QVERIFY(!route.sequence.at(4).answers);
        QVERIFY(route.sequence.at(5).generatedSize > 100);
        QCOMPARE(route.sequence.at(6).bytesPerSecond, 1000);
    }

    void bodiesOfEveryKind()
    {
        const auto script = parseFaultScript(R"({"routes": [{"path": "/x", "sequence": [
            {"body": "text é"}, {"body": 5}, {"body": null}, {"body": "x", "headers": [["B", "1"], ["A", "2"]]},
            {"body_base64": "AAE="}, {"redirect": "/y"}, {"redirect": "/y", "status": 308}]}]})");
        QVERIFY(script.has_value());
        const QList<FaultStep> &steps = script->routes.constFirst().sequence;
        QCOMPARE(steps.at(0).body, QByteArray("text é"));
        QCOMPARE(steps.at(1).body, "5"_ba);
        QCOMPARE(steps.at(2).body, "null"_ba);
        QCOMPARE(steps.at(3).headers.at(0).first, "B"_ba);
        QCOMPARE(steps.at(4).body, QByteArray("\0\1", 2));
        QCOMPARE(steps.at(5).status, 302);
        QCOMPARE(steps.at(6).status, 308);
        QCOMPARE(steps.at(6).headers.constFirst(), std::pair("Location"_ba, "/y"_ba));
    }

    void theSampleHasItsRoutes()
    {
        const FaultScript script = sampleScript();
        QByteArrayList paths;
        for (const FaultRoute &route : script.routes)
            paths.append(route.path);
        for (const char *path : {"/m_search", "/store_add", "/flaky", "/down", "/stall", "/busy",
                                 "/limited", "/large", "/comment/postID/*", "/echo"})
            QVERIFY2(paths.contains(path), path);
        for (const FaultRoute &route : script.routes) {
            for (const FaultStep &step : route.sequence) {
                QJsonParseError error;
                if (step.bodyKind == FaultStep::Body::Bytes)
                    QJsonDocument::fromJson(step.body, &error);
                QCOMPARE(error.error, QJsonParseError::NoError);
            }
        }
        const FaultStep large = script.routes.at(paths.indexOf("/large")).sequence.constFirst();
        QCOMPARE(large.bodyKind, FaultStep::Body::Products);
        QVERIFY(large.body.isEmpty()); // the window starts with this script
        const QByteArray products = productList();
        QVERIFY(products.size() >= 5'000'000);
        QVERIFY(products.size() < 5'100'000);
        QCOMPARE(QJsonDocument::fromJson(products).array().first()["name"_L1].toString(),
                 u"Product 1"_s);
        const FaultStep down = script.routes.at(paths.indexOf("/down")).sequence.constFirst();
        QVERIFY(down.fault == Fault::Stall && !down.stallFor);
        QCOMPARE(down.times, 4);
    }

    void generatedBytesNumberThemselves()
    {
        QCOMPARE(generatedBytes(0, 34), "000000000000000\n000000000000016\n00"_ba);
        const QByteArray whole = generatedBytes(0, 2'500'000);
        QCOMPARE(generatedBytes(1'000'000, 1'234'567), whole.sliced(1'000'000, 1'234'567));
        QCOMPARE(whole.sliced(1'000'016, 1000), whole.first(1000));
        QVERIFY(whole.sliced(65536, 1000) != whole.first(1000));
    }
};

QTEST_GUILESS_MAIN(TestFaultScript)
#include "tst_faultscript.moc"
