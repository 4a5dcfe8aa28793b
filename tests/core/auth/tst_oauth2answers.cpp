// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth2answers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using std::chrono::seconds;

class TestOAuth2Answers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    /// RFC 6749 section 5.1
    void theTokenOfTheRfc()
    {
        const auto answer = readTokenAnswer({}, 200, R"({
            "access_token":"2YotnFZFEjr1zCsicMWpAA", "token_type":"example", "expires_in":3600,
            "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA", "example_parameter":"example_value"})");
        // Its type is none that could be sent as Bearer.
        QVERIFY(!answer);
        QVERIFY(answer.error().description.contains(u"of type example"));
        Auth grant;
        grant.prefix = u"Example"_s;
        QCOMPARE(readTokenAnswer(grant, 200, R"({"access_token":"2YotnFZFEjr1zCsicMWpAA",
            "token_type":"example","expires_in":3600,"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"})"),
                 (TokenAnswer{
                     "2YotnFZFEjr1zCsicMWpAA"_ba, u"tGzv3JOkF0XG5Qx2TlKWIA"_s, seconds(3600), {}}));
    }

    void tokens_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        /// Of the token, or how the refusal begins.
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("refusal");
        const auto good = [](const char *name, const QByteArray &body, const QByteArray &token) {
            QTest::newRow(name) << 200 << body << token << QString();
        };
        const auto bad
            = [](const char *name, int status, const QByteArray &body, const QString &refusal) {
                  QTest::newRow(name) << status << body << QByteArray() << refusal;
              };
        good("a type in other case", R"({"access_token":"a","token_type":"BEARER"})", "a");
        good("no type", R"({"access_token":"a"})", "a");
        good("a token with blanks inside", R"({"access_token":"a b"})", "a b");
        bad("an error", 400, R"({"error":"invalid_client"})", u"invalid_client"_s);
        bad("an error with a description", 401,
            R"({"error":"invalid_client","error_description":"unknown\n<b>\u0007client"})",
            u"invalid_client: unknown <b> client"_s);
        bad("an error whose status is one of success", 200,
            R"({"error":"bad_verification_code","access_token":"a"})", u"bad_verification_code"_s);
        bad("a page", 502, "<html>",
            u"it answered with status 502 and a page, no JSON object: is it the right URL?"_s);
        bad("nothing, for too many questions", 429, "", u"it answered with status 429"_s);
        bad("a redirect", 302, "",
            u"it answered with status 302, and redirects are not followed with secrets"_s);
        bad("an error that is an object", 400, R"({"error":{"code":7,"message":"No such client"}})",
            u"it answered with status 400: No such client"_s);
        bad("an error that is an object, of success", 200,
            R"({"error":{"message":"No such client"}})", u"No such client"_s);
        bad("nothing", 200, " ", u"its answer is empty"_s);
        bad("a token under a redirect", 302, R"({"access_token":"a"})",
            u"it answered with status 302, and redirects are not followed with secrets"_s);
        bad("a page of success", 200, "<html>",
            u"its answer is a page, no JSON object: is it the right URL?"_s);
        bad("no token", 200, "{}", u"its answer has no access_token"_s);
        bad("a token that is a number", 200, R"({"access_token":1})",
            u"its answer has no access_token"_s);
        bad("a token that ends the header", 200, R"({"access_token":"a\r\nX: y"})",
            u"its access_token fits into no header"_s);
        bad("a token beyond ASCII", 200, R"({"access_token":"\u00e9"})",
            u"its access_token fits into no header"_s);
        bad("a token that is endless", 200,
            "{\"access_token\":\"" + QByteArray(70'000, 'a') + "\"}",
            u"its access_token fits into no header"_s);
    }

    void tokens()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, token);
        QFETCH(QString, refusal);
        const auto answer = readTokenAnswer({}, status, body);
        QCOMPARE(answer ? answer->accessToken : QByteArray(), token);
        QCOMPARE(answer ? QString() : refusalText(answer.error()), refusal);
    }

    void lifetimes_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("lifetime");
        QTest::newRow("a number") << "60"_ba << qint64(60);
        QTest::newRow("digits in a string") << "\"60\""_ba << qint64(60);
        QTest::newRow("a fraction") << "59.9"_ba << qint64(59);
        QTest::newRow("negative: it has expired") << "-5"_ba << qint64(0);
        QTest::newRow("no number: not said") << "\"soon\""_ba << qint64(-1);
        QTest::newRow("beyond all measure") << "1e300"_ba << qint64(10LL * 366 * 24 * 3600);
        QTest::newRow("null: not said") << "null"_ba << qint64(-1);
    }

    void lifetimes()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, lifetime);
        const auto answer
            = readTokenAnswer({}, 200, "{\"access_token\":\"a\",\"expires_in\":" + value + '}');
        QVERIFY(answer);
        QCOMPARE(answer->lifetime.value_or(seconds(-1)).count(), lifetime);
    }

    /// RFC 8628 section 3.2
    void theDeviceOfTheRfc()
    {
        QCOMPARE(readDeviceAnswer(200, R"({
            "device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS",
            "user_code": "WDJB-MJHT", "verification_uri": "https:\/\/example.com/device",
            "verification_uri_complete": "https:\/\/example.com/device?user_code=WDJB-MJHT",
            "expires_in": 1800, "interval": 7})"),
                 (DeviceAnswer{u"GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS"_s, u"WDJB-MJHT"_s,
                               QUrl(u"https://example.com/device"_s),
                               QUrl(u"https://example.com/device?user_code=WDJB-MJHT"_s),
                               seconds(1800), seconds(7)}));
    }

    void devices_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("an error") << R"({"error":"invalid_scope"})"_ba << u"invalid_scope"_s;
        QTest::newRow("a page that is a script")
            << R"({"device_code":"d","user_code":"u","verification_uri":"javascript:alert"})"_ba
            << u"its verification_uri is no https URL"_s;
        QTest::newRow("a page in plain text")
            << R"({"device_code":"d","user_code":"u","verification_uri":"http:\/\/a.example/"})"_ba
            << u"its verification_uri is no https URL"_s;
        QTest::newRow("no code") << R"({"device_code":"d","verification_uri":"https:\/\/a/"})"_ba
                                 << u"its answer has no device_code or user_code"_s;
        QTest::newRow("the older name of the page")
            << R"({"device_code":"d","user_code":"u","verification_url":"https:\/\/a/"})"_ba
            << QString();
        QTest::newRow("a full page that is a script is left out")
            << R"({"device_code":"d","user_code":"u","verification_uri":"https:\/\/a/","verification_uri_complete":"file:\/\//etc","interval":0})"_ba
            << QString();
    }

    void devices()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, refusal);
        const auto answer = readDeviceAnswer(200, body);
        QCOMPARE(answer ? QString() : refusalText(answer.error()), refusal);
        if (answer) {
            QVERIFY(answer->completeUrl.isEmpty());
            QVERIFY(answer->interval >= seconds(1));
        }
    }

    void redirects_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("refusal");
        const auto row = [](const char *name, const QByteArray &query, const QString &issuer,
                            const QString &code, const QString &refusal) {
            QTest::newRow(name) << query << issuer << code << refusal;
        };
        row("a code", "code=c%2F1&state=xyz", {}, u"c/1"_s, {});
        row("another state", "code=c&state=abc", {}, {},
            u"the state that came back is not the one that was sent"_s);
        row("no state", "code=c", {}, {},
            u"the state that came back is not the one that was sent"_s);
        row("an error", "error=access_denied&error_description=not+today&state=xyz", {}, {},
            u"access_denied: not today"_s);
        row("an error of another issuer is not believed",
            "error=access_denied&state=xyz&iss=https%3A%2F%2Fb", u"https://a"_s, {},
            u"the answer is of another issuer: https://b"_s);
        row("the issuer that is expected", "code=c&state=xyz&iss=https%3A%2F%2Fa", u"https://a"_s,
            u"c"_s, {});
        row("an issuer that says nothing", "code=c&state=xyz", u"https://a"_s, {},
            u"the answer is of another issuer: "_s);
        row("an issuer that nobody expects", "code=c&state=xyz&iss=https%3A%2F%2Fb", {}, u"c"_s,
            {});
        row("nothing", "state=xyz", {}, {}, u"no code came back"_s);
    }

    void redirects()
    {
        QFETCH(QByteArray, query);
        QFETCH(QString, issuer);
        QFETCH(QString, code);
        QFETCH(QString, refusal);
        const auto read = readRedirect(formDecoded(query), "xyz", issuer);
        QCOMPARE(read.value_or(QString()), code);
        QCOMPARE(read ? QString() : refusalText(read.error()), refusal);
    }
};

QTEST_GUILESS_MAIN(TestOAuth2Answers)
#include "tst_oauth2answers.moc"
