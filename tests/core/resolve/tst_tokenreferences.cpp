// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/placeholders.h"
#include "core/resolve/resolve.h"
#include "core/resolve/variables.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

Scope scopeWithGrants()
{
    Scope scope;
    scope.environment = u"dev"_s;
    scope.layers = {{.title = u"environment dev"_s,
                     .values = {{u"login"_s, u"https://login.example"_s}},
                     .kind = ScopeLayer::Kind::Environment}};
    NamedGrant shop{.path = u"/c/http-client.env.json"_s, .line = 7};
    shop.auth.kind = Auth::Kind::OAuth2;
    shop.auth.tokenUrl = u"{{login}}/token"_s;
    shop.auth.clientId = u"c"_s;
    shop.auth.clientSecret = u"{{$secret shop}}"_s;
    scope.grants.insert(u"shop"_s, shop);
    NamedGrant circle = shop;
    circle.auth.tokenUrl = u"{{$auth.token(\"circle\")}}"_s;
    scope.grants.insert(u"circle"_s, circle);
    scope.secrets.insert(u"shop"_s, u"pl4nted"_s);
    return scope;
}

RequestSpec withHeader(const QString &value)
{
    RequestSpec spec;
    spec.url = u"https://api.example/"_s;
    spec.headers = {{u"Authorization"_s, value}};
    return spec;
}

} // namespace

class TestTokenReferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void names_data()
    {
        QTest::addColumn<QString>("grant");
        QTest::addColumn<bool>("isIdentity");
        QTest::newRow("$auth.token(\"shop\")") << u"shop"_s << false;
        QTest::newRow("$auth.token('shop')") << u"shop"_s << false;
        QTest::newRow("$auth.token( \"my shop\" )") << u"my shop"_s << false;
        QTest::newRow("$auth.idToken(\"shop\")") << u"shop"_s << true;
        QTest::newRow("$auth.token()") << QString() << false;
        QTest::newRow("$auth.token(\"a\", \"b\")") << QString() << false;
        QTest::newRow("$auth.token") << QString() << false;
    }
    void names()
    {
        QFETCH(bool, isIdentity);
        const auto reference = tokenReferenceOf(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(reference);
        QTEST(reference->grant, "grant");
        QCOMPARE(reference->kind, isIdentity ? TokenKind::Identity : TokenKind::Access);
    }

    void othersAreNone()
    {
        for (const QString &name : {u"$auth.tokens(\"a\")"_s, u"auth.token(\"a\")"_s, u"$auth"_s})
            QVERIFY2(!tokenReferenceOf(name), qPrintable(name));
    }

    void whatIsNeeded()
    {
        const Scope scope = scopeWithGrants();
        const RequestSpec spec = withHeader(u"Bearer {{$auth.token(\"shop\")}}"_s);
        QCOMPARE(tokensNeeded(spec, scope),
                 (QList<TokenReference>{{u"shop"_s, TokenKind::Access}}));
        // The client's secret is read from the keychain like any other.
        QCOMPARE(secretsNeeded(spec, scope), QStringList{u"shop"_s});
        QCOMPARE(tokensNeeded(withHeader(u"x"_s), scope), QList<TokenReference>());
    }

    /// It has no value yet, and nothing is wrong with that.
    void oneThatCanBeHadIsNotMissing()
    {
        const Scope scope = scopeWithGrants();
        const RequestSpec spec = withHeader(u"Bearer {{$auth.token(\"shop\")}}"_s);
        QVERIFY(unresolvedPlaceholders(spec, scope).isEmpty());
        const auto resolved = resolve(spec, scope);
        QVERIFY(!resolved);
        QCOMPARE(resolved.error().kind, SendError::Kind::TokenMissing);
        Scope later = scope;
        later.tokens.insert(tokenPlaceholder(u"shop"_s, TokenKind::Access), u"t1"_s);
        QCOMPARE(resolve(spec, later)->headers.first().value, "Bearer t1");
    }

    void whatCannotBeHad_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::newRow("Bearer {{$auth.token(\"shp\")}}")
            << u"in header Authorization; no environment file has Security.Auth.shp; nearest: $auth.token(\"shop\")"_s;
        QTest::newRow("Bearer {{$auth.token()}}")
            << u"in header Authorization; it takes one name, as in {{$auth.token(\"name\")}}"_s;
        QTest::newRow("Bearer {{$auth.token(\"circle\")}}")
            << u"in the token URL of Security.Auth.circle; it refers to itself"_s;
    }
    void whatCannotBeHad()
    {
        const auto found = unresolvedPlaceholders(
            withHeader(QString::fromLatin1(QTest::currentDataTag())), scopeWithGrants());
        QCOMPARE(found.size(), 1);
        QTEST(found.first().error.detail, "detail");
    }

    void explained()
    {
        const auto explanation = explainPlaceholder(u"$auth.token(\"shop\")"_s, scopeWithGrants());
        QCOMPARE(explanation.kind, PlaceholderKind::Token);
        QCOMPARE(explanation.value, u"***"_s);
        QVERIFY(explanation.isSecret);
        QVERIFY(!explanation.error);
        QCOMPARE(explanation.origin->title, u"Security.Auth.shop"_s);
        QCOMPARE(explanation.origin->line, 7);
        QCOMPARE(explanation.nested.size(), 2);
        QCOMPARE(explanation.nested[0].name, u"login"_s);
        QCOMPARE(explanation.nested[1].value, u"***"_s);
    }

    void suggested()
    {
        QStringList names;
        for (const VariableSuggestion &suggestion : variableSuggestions(scopeWithGrants())) {
            if (suggestion.kind == PlaceholderKind::Token)
                names.append(suggestion.name + u' ' + suggestion.value);
        }
        QVERIFY(names.contains(u"$auth.token(\"shop\") {{login}}/token"_s));
        QVERIFY(names.contains(u"$auth.idToken(\"shop\") {{login}}/token"_s));
        QCOMPARE(names.size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestTokenReferences)
#include "tst_tokenreferences.moc"
