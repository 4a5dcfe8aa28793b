// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth2.h"
#include "core/model/response.h"

#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

Auth grantOf(Auth::Grant kind)
{
    Auth grant{.kind = Auth::Kind::OAuth2, .user = u"me"_s, .password = u"p"_s};
    grant.grant = kind;
    grant.clientId = u"s6BhdRkqt3"_s;
    grant.clientSecret = u"gX1fBat3bV"_s;
    grant.tokenUrl = u"https://server.example.com/token"_s;
    grant.authorizationUrl = u"https://server.example.com/authorize"_s;
    grant.deviceUrl = u"https://server.example.com/device"_s;
    grant.refreshToken = u"tGzv3JOkF0XG5Qx2TlKWIA"_s;
    return grant;
}

} // namespace

class TestOAuth2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    /// RFC 7636 appendix B
    void theChallengeOfTheRfc()
    {
        QCOMPARE(pkceChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
                 "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    void forms_data()
    {
        QTest::addColumn<FormFields>("fields");
        QTest::addColumn<QByteArray>("text");
        // RFC 6749 appendix B
        QTest::newRow("the form of the RFC")
            << FormFields{{u"a"_s, u" %&+\u00a3\u20ac"_s}} << "a=+%25%26%2B%C2%A3%E2%82%AC"_ba;
        QTest::newRow("two fields") << FormFields{{u"a"_s, u"1"_s}, {u"b"_s, {}}} << "a=1&b="_ba;
        QTest::newRow("nothing") << FormFields{} << ""_ba;
    }

    void forms()
    {
        QFETCH(FormFields, fields);
        QFETCH(QByteArray, text);
        QCOMPARE(formEncoded(fields), text);
        QCOMPARE(formDecoded(text), fields);
    }

    void endpoints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        const auto row = [](const char *text, bool isGood) {
            QTest::newRow(text) << QString::fromLatin1(text) << isGood;
        };
        row("https://a.example/token?tenant=1", true);
        row("http://127.0.0.1:8080/token", true);
        row("http://127.9.9.9/token", true);
        row("http://localhost/token", true);
        row("http://[::1]:1/token", true);
        row("http://a.example/token", false);
        row("http://127.0.0.1.example/token", false);
        row("http://localhost.example/token", false);
        row("http://127.1/token", true); // QUrl makes 127.0.0.1 of it
        row("https://a.example/token#x", false);
        row("https://me:p@a.example/token", false);
        row("ftp://a.example/token", false);
        row("a.example/token", false);
        row("https:///token", false);
        row("", false);
    }

    void endpoints()
    {
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        const auto url = oauth2Endpoint(text, u"the token URL"_s);
        QCOMPARE(url.has_value(), isGood);
        if (!isGood) {
            QCOMPARE(url.error().kind, SendError::Kind::TokenSettings);
            QCOMPARE(url.error().subject, u"the token URL"_s);
            QVERIFY(!url.error().detail.isEmpty());
        }
    }

    void redirects_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");
        QTest::newRow("any port") << u""_s << u"http://127.0.0.1:0/"_s;
        QTest::newRow("one that was registered")
            << u"http://localhost:8765/callback"_s << u"http://localhost:8765/callback"_s;
        QTest::newRow("elsewhere") << u"https://a.example/callback"_s << QString();
        QTest::newRow("TLS, which nobody serves here") << u"https://127.0.0.1:1/"_s << QString();
        QTest::newRow("no port") << u"http://127.0.0.1/"_s << QString();
    }

    void redirects()
    {
        QFETCH(QString, text);
        QFETCH(QString, url);
        Auth grant = grantOf(Auth::Grant::AuthorizationCode);
        grant.redirectUrl = text;
        const auto redirect = loopbackRedirect(grant);
        QCOMPARE(redirect.has_value(), !url.isEmpty());
        QCOMPARE(redirect.value_or(QUrl()).toString(), url);
    }

    void settings_data()
    {
        QTest::addColumn<int>("grant");
        QTest::addColumn<QString>("missing");
        const auto row = [](const char *name, Auth::Grant grant, const QString &missing) {
            QTest::newRow(name) << int(grant) << missing;
        };
        using enum Auth::Grant;
        row("client credentials", ClientCredentials, u"client-id"_s);
        row("authorization code", AuthorizationCode, u"authorization-url"_s);
        row("device code", DeviceCode, u"device-url"_s);
        row("refresh token", RefreshToken, u"refresh-token"_s);
        row("password", Password, u"user"_s);
        row("whatever it is", Password, u"token-url"_s);
    }

    /// Complete with all, and what is left out is what is told.
    void settings()
    {
        QFETCH(int, grant);
        QFETCH(QString, missing);
        Auth auth = grantOf(Auth::Grant(grant));
        QVERIFY(!unfitSetting(auth));
        const QHash<QString, std::pair<QString Auth::*, QString>> places{
            {u"client-id"_s, {&Auth::clientId, u"the client id"_s}},
            {u"authorization-url"_s, {&Auth::authorizationUrl, u"the authorization URL"_s}},
            {u"device-url"_s, {&Auth::deviceUrl, u"the device authorization URL"_s}},
            {u"refresh-token"_s, {&Auth::refreshToken, u"the refresh token"_s}},
            {u"user"_s, {&Auth::user, u"the user name"_s}},
            {u"token-url"_s, {&Auth::tokenUrl, u"the token URL"_s}}};
        const auto [text, place] = places.value(missing);
        (auth.*text).clear();
        const auto unfit = unfitSetting(auth);
        QVERIFY(unfit);
        QCOMPARE(unfit->subject, place);
    }

    void theBrowserIsSentThere()
    {
        Auth grant = grantOf(Auth::Grant::AuthorizationCode);
        grant.scope = u"read write"_s;
        grant.audience = u"https://api.example/?a=b&c"_s;
        grant.parameters = u"prompt=login"_s;
        const QUrl url = authorizationRequest(grant, QUrl(u"https://a.example/auth?tenant=1"_s),
                                              QUrl(u"http://127.0.0.1:5/cb"_s), "st"_ba, "ch"_ba);
        QCOMPARE(url.toEncoded(),
                 "https://a.example/auth?tenant=1&response_type=code&client_id=s6BhdRkqt3"
                 "&redirect_uri=http%3A%2F%2F127.0.0.1%3A5%2Fcb&state=st&code_challenge=ch"
                 "&code_challenge_method=S256&scope=read+write"
                 "&audience=https%3A%2F%2Fapi.example%2F%3Fa%3Db%26c&prompt=login");
    }

    void questions_data()
    {
        QTest::addColumn<FormFields>("form");
        QTest::addColumn<QByteArray>("body");
        Auth grant = grantOf(Auth::Grant::Password);
        // RFC 6749 sections 4.1.3, 4.3.2, 4.4.2 and 6; RFC 8628 sections 3.1 and 3.4
        QTest::newRow("a code")
            << codeForm(grant, u"SplxlOBeZQQYbYS6WxSbIA"_s,
                        QUrl(u"https://client.example.com/cb"_s), "v"_ba)
            << "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb&code_verifier=v"_ba;
        QTest::newRow("a refresh token")
            << refreshForm(grant, grant.refreshToken)
            << "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA"_ba;
        QTest::newRow("a password")
            << ownForm(grant) << "grant_type=password&username=me&password=p"_ba;
        grant.grant = Auth::Grant::ClientCredentials;
        grant.scope = u"read"_s;
        grant.resource = u"https://api.example/"_s;
        grant.parameters = u"tenant=a%20b"_s;
        QTest::newRow("the client itself")
            << ownForm(grant)
            << "grant_type=client_credentials&scope=read&resource=https%3A%2F%2Fapi.example%2F&tenant=a+b"_ba;
        QTest::newRow("a device code")
            << deviceForm(grant)
            << "scope=read&resource=https%3A%2F%2Fapi.example%2F&tenant=a+b"_ba;
        QTest::newRow("a token for one")
            << deviceTokenForm(grant, u"GmRhm"_s)
            << "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=GmRhm&tenant=a+b"_ba;
    }

    void questions()
    {
        QFETCH(FormFields, form);
        QFETCH(QByteArray, body);
        QCOMPARE(formEncoded(form), body);
    }

    void theClientSaysWhoItIs()
    {
        Auth grant = grantOf(Auth::Grant::ClientCredentials);
        const QUrl endpoint(grant.tokenUrl);
        // RFC 6749 section 2.3.1
        const ResolvedRequest byHeader = tokenRequest(grant, endpoint, {{u"a"_s, u"b"_s}});
        QCOMPARE(headerValue(byHeader.headers, "authorization"),
                 "Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW");
        QCOMPARE(byHeader.body.first().bytes, "a=b");
        QCOMPARE(byHeader.body.first().size, 3);
        QCOMPARE(byHeader.method, "POST");
        QCOMPARE(byHeader.redirects.follow, RedirectPolicy::Follow::No);

        grant.clientPlacement = Auth::ClientPlacement::Body;
        const ResolvedRequest byBody = tokenRequest(grant, endpoint, {{u"a"_s, u"b"_s}});
        QVERIFY(headerValue(byBody.headers, "authorization").isEmpty());
        QCOMPARE(byBody.body.first().bytes, "a=b&client_id=s6BhdRkqt3&client_secret=gX1fBat3bV");

        grant.clientPlacement = Auth::ClientPlacement::Header;
        grant.clientSecret.clear();
        QCOMPARE(tokenRequest(grant, endpoint, {{u"a"_s, u"b"_s}}).body.first().bytes,
                 "a=b&client_id=s6BhdRkqt3");

        // Encoded before they are joined: a colon in the id would end it.
        grant.clientId = u"a:b"_s;
        grant.clientSecret = u"c d"_s;
        QCOMPARE(headerValue(tokenRequest(grant, endpoint, {}).headers, "authorization"),
                 "Basic " + "a%3Ab:c+d"_ba.toBase64());
    }
};

QTEST_GUILESS_MAIN(TestOAuth2)
#include "tst_oauth2.moc"
