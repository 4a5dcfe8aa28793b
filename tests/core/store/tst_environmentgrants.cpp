// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/authdirective.h"
#include "core/store/environmentgrants.h"
#include "core/store/requestscope.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

EnvironmentSource sourceOf(EnvironmentSource::Kind kind, const QByteArray &json)
{
    const EnvironmentFile file = EnvironmentFile::parse(json);
    const QString name = kind == EnvironmentSource::Kind::Private
        ? u"/shop/http-client.private.env.json"_s
        : u"/shop/http-client.env.json"_s;
    return {kind, name, json, file.environments(), file.problems()};
}

/// A file whose environment "dev" has these settings under "shop".
QByteArray withSettings(const QByteArray &settings)
{
    return R"({"dev": {"Security": {"Auth": {"shop": {)" + settings + "}}}}}";
}

EnvironmentSet setOf(const QByteArray &json)
{
    return {.folder = {},
            .root = {},
            .sources = {sourceOf(EnvironmentSource::Kind::Public, json)},
            .errors = {}};
}

} // namespace

class TestEnvironmentGrants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void settings_data()
    {
        QTest::addColumn<QByteArray>("settings");
        /// As `# @auth` writes it.
        QTest::addColumn<QString>("auth");
        QTest::newRow("client credentials")
            << R"("Type": "OAuth2", "Grant Type": "Client Credentials",
                  "Token URL": "https:\/\/l/token", "Client ID": "c", "Client Secret": "{{$secret s}}",
                  "Scope": "read write")"_ba
            << u"oauth2 grant=client-credentials token-url=https://l/token client-id=c client-secret={{$secret s}} scope=\"read write\""_s;
        QTest::newRow("authorization code")
            << R"("Type": "OAuth2", "Grant Type": "Authorization Code", "PKCE": true,
                  "Auth URL": "https:\/\/l/authorize", "Token URL": "https:\/\/l/token",
                  "Redirect URL": "http:\/\/localhost:8080/cb", "Client ID": "c")"_ba
            << u"oauth2 grant=authorization-code token-url=https://l/token authorization-url=https://l/authorize redirect-url=http://localhost:8080/cb client-id=c"_s;
        QTest::newRow("device code")
            << R"("Grant Type": "Device Authorization", "Device Auth URL": "https:\/\/l/device",
                  "Token URL": "https:\/\/l/token", "Client ID": "c")"_ba
            << u"oauth2 grant=device-code token-url=https://l/token device-url=https://l/device client-id=c"_s;
        QTest::newRow("password, names in other cases")
            << R"("type": "oauth2", "grant type": "password", "token url": "https:\/\/l/token",
                  "username": "u", "password": "p", "client credentials": "in body")"_ba
            << u"oauth2 grant=password client=body token-url=https://l/token user=u password=p"_s;
        QTest::newRow("no client credentials are sent")
            << R"("Grant Type": "Client Credentials", "Client ID": "c", "Client Secret": "s",
                  "Client Credentials": "none")"_ba
            << u"oauth2 grant=client-credentials client-id=c"_s;
        QTest::newRow("parameters for everything, the login, the token")
            << R"("Grant Type": "Authorization Code", "Custom Request Parameters": {
                  "resource": ["https:\/\/a", "https:\/\/b"], "n": 7, "v": "x {{y z}}&",
                  "prompt": {"Value": "consent", "Use": "In Auth Request"},
                  "audience": {"Value": "{{aud}}", "Use": "In Token Request"},
                  "all": {"Value": "1", "Use": "Everywhere"}})"_ba
            << u"oauth2 grant=authorization-code parameters=resource=https%3A%2F%2Fa&resource=https%3A%2F%2Fb&n=7&v=x%20{{y z}}%26&all=1 authorization-parameters=prompt=consent token-parameters=audience={{aud}}"_s;
    }
    void settings()
    {
        QFETCH(QByteArray, settings);
        const auto grants = grantsOf(setOf(withSettings(settings)), u"dev"_s);
        QCOMPARE(grants.size(), 1);
        const NamedGrant grant = grants.value(u"shop"_s);
        QCOMPARE(grant.problem, QString());
        QTEST(authDirective(grant.auth), "auth");
        QCOMPARE(grant.path, u"/shop/http-client.env.json"_s);
        QCOMPARE(grant.line, 1);
        QCOMPARE(grant.token, TokenKind::Access);
        QCOMPARE(securityFaults(QString()), QList<SecurityFault>());
    }

    void theIdentityTokenInstead()
    {
        const auto grants = grantsOf(
            setOf(withSettings(R"("Grant Type": "Password", "Use ID Token": true)")), u"dev"_s);
        QCOMPARE(grants.value(u"shop"_s).token, TokenKind::Identity);
    }

    void unusableOnes_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no grant") << R"("Type": "OAuth2")"_ba << u"it has no Grant Type"_s;
        QTest::newRow("a grant of old")
            << R"("Type": "OAuth2", "Grant Type": "Implicit")"_ba
            << u"its Grant Type is Implicit; known are Authorization Code, Client Credentials, Device Authorization, Password"_s;
        QTest::newRow("another type") << R"("Grant Type": "Password", "Type": "Mock")"_ba
                                      << u"its Type is Mock, and only OAuth2 is known"_s;
    }
    void unusableOnes()
    {
        QFETCH(QByteArray, settings);
        QTEST(grantsOf(setOf(withSettings(settings)), u"dev"_s).value(u"shop"_s).problem,
              "problem");
    }

    /// Key by key: the environment over $shared, a private file over a public one.
    void filesArePutTogether()
    {
        EnvironmentSet set = setOf(R"({
            "$shared": {"Security": {"Auth": {
                "shop": {"Client ID": "all", "Scope": "read"},
                "other": {"Grant Type": "Password"}}}},
            "dev": {"Security": {"Auth": {
                "shop": {"Grant Type": "Client Credentials", "Client ID": "public",
                         "Client Secret": "public"}}}}})");
        set.sources.prepend(sourceOf(EnvironmentSource::Kind::Private,
                                     withSettings(R"("Client Secret": "private")")));
        const auto grants = grantsOf(set, u"dev"_s);
        QCOMPARE(grants.size(), 2);
        QCOMPARE(
            authDirective(grants.value(u"shop"_s).auth),
            u"oauth2 grant=client-credentials client-id=public client-secret=private scope=read"_s);
        QCOMPARE(grants.value(u"shop"_s).path, u"/shop/http-client.private.env.json"_s);
        QCOMPARE(grants.value(u"other"_s).path, u"/shop/http-client.env.json"_s);
        QCOMPARE(grants.value(u"other"_s).line, 4);
        // Without an environment only what is shared.
        QCOMPARE(grantsOf(set, {}).value(u"shop"_s).problem, u"it has no Grant Type"_s);
        EnvironmentChoice choice{set, u"dev"_s, {}};
        QCOMPARE(requestScope(choice).grants, grants);
    }

    void whatHasNoEffectIsNamed_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QStringList>("subjects");
        QTest::newRow("nothing")
            << R"("Type": "OAuth2", "Grant Type": "Password", "PKCE": {"Code Challenge Method": "SHA-256"},
                  "Acquire Automatically": true)"_ba
            << QStringList();
        QTest::newRow("keys that are not known")
            << R"("Grant Type": "Password", "Revoke URL": "x", "Tokn URL": "y")"_ba
            << QStringList{u"Security.Auth.shop: Revoke URL"_s, u"Security.Auth.shop: Tokn URL"_s};
        QTest::newRow("what is done otherwise")
            << R"("PKCE": {"Code Challenge Method": "Plain", "Code Verifier": "v"},
                  "Acquire Automatically": false, "Client Credentials": "jwt")"_ba
            << QStringList{u"Security.Auth.shop: Code Challenge Method Plain"_s,
                           u"Security.Auth.shop: PKCE Code Verifier"_s,
                           u"Security.Auth.shop: Acquire Automatically false"_s,
                           u"Security.Auth.shop: Client Credentials jwt"_s};
        QTest::newRow("types and grants")
            << R"("Type": "Mock", "Grant Type": "Implicit")"_ba
            << QStringList{u"Security.Auth.shop: Type Mock"_s,
                           u"Security.Auth.shop: Grant Type Implicit"_s};
        QTest::newRow("parameters")
            << R"("Custom Request Parameters": {"a": {"Use": "Never", "Value": "1"}, "b": {}})"_ba
            << QStringList{u"Security.Auth.shop: Use Never"_s,
                           u"Security.Auth.shop: Custom Request Parameters b"_s};
    }
    void whatHasNoEffectIsNamed()
    {
        QFETCH(QByteArray, settings);
        const EnvironmentFile file = EnvironmentFile::parse(withSettings(settings));
        QStringList subjects;
        for (const EnvironmentProblem &problem : file.problems()) {
            QCOMPARE(problem.kind, EnvironmentProblem::Kind::NoEffect);
            subjects.append(problem.subject);
        }
        QTEST(subjects, "subjects");
    }

    void faultsHaveTheirPlace()
    {
        const EnvironmentFile file = EnvironmentFile::parse(
            "{\"dev\": {\n  \"Security\": {\n    \"Proxy\": 1,\n    \"Auth\": {\"a\": 3}}}}");
        const EnvironmentProblem proxy{EnvironmentProblem::Kind::NoEffect, 3, 5,
                                       u"Security.Proxy"_s};
        const EnvironmentProblem three{EnvironmentProblem::Kind::NoEffect, 4, 14,
                                       u"Security.Auth.a"_s};
        QCOMPARE(file.problems(), (QList{proxy, three}));
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentGrants)
#include "tst_environmentgrants.moc"
