// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/decidingattempts.h"
#include "core/model/requestjson.h"
#include "core/resolve/redaction.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "core/store/exchangecodec.h"
#include "core/store/memorysecrets.h"
#include "core/tokens/tokenkeeper.h"
#include "tests/support/fakebreakerstore.h"
#include "tests/support/oauthserver.h"
#include "tests/support/testproxy.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// A sender, and a server that gives tokens and wants them, over real sockets.
struct TokenStage
{
    OAuthServer server;
    SystemClock clock;
    NetworkTransport transport;
    MemorySecrets secrets;
    TokenKeeper keeper{transport, clock, secrets};
    FakeBreakerStore store;
    Sender sender{transport, clock, store, [] { return 0.5; }};
    RequestSpec spec;
    Scope scope;

    TokenStage()
    {
        sender.setTokenSource(&keeper);
        spec.url = server.url("/api").toString();
        spec.policy.fallback = KeyFallback::WholeUrl;
        spec.policy.maxRetries = 0;
        spec.auth.kind = Auth::Kind::OAuth2;
        spec.auth.clientId = u"shop"_s;
        spec.auth.clientSecret = u"planted-client-secret"_s;
        spec.auth.tokenUrl = server.url("/token").toString();
    }

    /// As an environment has it, which the request mentions by name.
    void useNamedGrant()
    {
        Auth grant = spec.auth;
        grant.clientSecret = u"{{$secret shop}}"_s;
        scope.secrets.insert(u"shop"_s, u"planted-client-secret"_s);
        scope.grants.insert(u"shop"_s, {grant, TokenKind::Access});
        spec.auth = {};
        spec.headers = {{u"Authorization"_s, u"Bearer {{$auth.token(\"shop\")}}"_s}};
    }

    ExchangePtr send()
    {
        ExchangePtr exchange;
        const auto operation = sender.send(spec, scope);
        QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                         [&](const ExchangePtr &done) {
                             exchange = done;
                             kept = redacted(*done, operation->scope());
                         });
        operation->start();
        if (!QTest::qWaitFor([&exchange] { return exchange != nullptr; }, 20'000))
            qFatal("the send does not end");
        return exchange;
    }

    /// What history would keep of the last send.
    Exchange kept;
};

QString attemptsOf(const Exchange &exchange)
{
    QStringList texts;
    for (const Attempt &attempt : exchange.attempts)
        texts.append((attempt.waitReason == WaitReason::Authentication ? u"answer "_s : QString())
                     + (attempt.result ? QString::number(attempt.result->status)
                                       : kindName(attempt.result.error().kind)));
    return texts.join(u'|');
}

} // namespace

class TestTokenSends : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aTokenIsFetchedAndSent()
    {
        TokenStage stage;
        QCOMPARE(attemptsOf(*stage.send()), u"200"_s);
        QCOMPARE(attemptsOf(*stage.send()), u"200"_s);
        QCOMPARE(stage.server.tokenRequests.size(), 1);
        QCOMPARE(stage.server.apiCalls.last(), "Bearer " + stage.server.given.first());
    }

    void aPrefixOfItsOwn()
    {
        TokenStage stage;
        stage.spec.auth.prefix = u"token"_s;
        (void)stage.send();
        QCOMPARE(stage.server.apiCalls.last(), "token " + stage.server.given.first());
    }

    void oneThatWasRefusedIsRenewedOnce()
    {
        TokenStage stage;
        (void)stage.send();
        stage.server.revokeAccess();
        const ExchangePtr exchange = stage.send();
        QCOMPARE(attemptsOf(*exchange), u"401|answer 200"_s);
        QCOMPARE(decidingAttempts(exchange->attempts).size(), 1);
        QCOMPARE(exchange->outcome, Outcome::Success);
        QCOMPARE(stage.server.apiCalls.size(), 3);
        QCOMPARE(stage.server.tokenRequests.size(), 2);
    }

    void aServerThatRefusesAllIsNotAskedForEver()
    {
        TokenStage stage;
        stage.spec.url = stage.server.url("/api?never").toString();
        (void)stage.send();
        // The new token is none of those that are good by then.
        stage.server.revokeAccess();
        stage.server.rules.lifetime = std::chrono::seconds(0);
        stage.server.nextErrors = {"invalid_scope"_ba};
        const ExchangePtr exchange = stage.send();
        QCOMPARE(attemptsOf(*exchange), u"401"_s);
        QVERIFY(exchange->error);
        QCOMPARE(exchange->error->kind, SendError::Kind::TokenRefused);
        QCOMPARE(exchange->error->detail, u"invalid_scope: said by the server"_s);
    }

    void whoMustLogInIsTold()
    {
        TokenStage stage;
        stage.spec.auth.grant = Auth::Grant::AuthorizationCode;
        stage.spec.auth.authorizationUrl = stage.server.url("/authorize").toString();
        const ExchangePtr exchange = stage.send();
        QVERIFY(exchange->attempts.isEmpty());
        QCOMPARE(exchange->error->kind, SendError::Kind::TokenMissing);
        QCOMPARE(exchange->error->subject, u"127.0.0.1"_s);
        QCOMPARE(stage.server.apiCalls.size(), 0);
        // A token that nobody can renew: the 401 is the answer.
        const TokenRecord record
            = tokenRecord(stage.spec.auth, {"planted-old"_ba, {}, {}, {}}, stage.clock.wallTime());
        stage.secrets.values.insert(tokenName(stage.spec.auth), toSecret(record));
        QCOMPARE(attemptsOf(*stage.send()), u"401"_s);
    }

    void manySendsAskOnce()
    {
        TokenStage stage;
        int done = 0;
        std::vector<std::unique_ptr<SendOperation>> operations;
        for (int i = 0; i < 64; ++i) {
            operations.push_back(stage.sender.send(stage.spec, Scope{}));
            QObject::connect(operations.back().get(), &SendOperation::finished, &stage.sender,
                             [&done](const ExchangePtr &exchange) {
                                 done += exchange->outcome == Outcome::Success ? 1 : 1000;
                             });
            operations.back()->start();
        }
        QTRY_COMPARE_WITH_TIMEOUT(done, 64, 30'000);
        QCOMPARE(stage.server.tokenRequests.size(), 1);
        QCOMPARE(stage.server.apiCalls.size(), 64);
    }

    void oneMayBeStoppedWhileItWaits()
    {
        TokenStage stage;
        auto first = stage.sender.send(stage.spec, Scope{});
        first->start();
        first->cancel();
        first.reset();
        QCOMPARE(attemptsOf(*stage.send()), u"200"_s);
        QCOMPARE(stage.server.tokenRequests.size(), 1);
    }

    void oneThatIsMentionedByName()
    {
        TokenStage stage;
        stage.useNamedGrant();
        QCOMPARE(attemptsOf(*stage.send()), u"200"_s);
        QCOMPARE(attemptsOf(*stage.send()), u"200"_s);
        QCOMPARE(stage.server.tokenRequests.size(), 1);
        QCOMPARE(stage.server.apiCalls.last(), "Bearer " + stage.server.given.first());
        const QByteArray bytes = encodedDetails(stage.kept)
            + QJsonDocument(toJson(stage.kept.spec)).toJson()
            + encodedAttempt(stage.kept.attempts.first())
            + stage.kept.attempts.first().result->body.bytes;
        QVERIFY(bytes.contains("$auth.token"));
        QVERIFY2(!bytes.contains("planted"), bytes.constData());
    }

    void namedOnesAnywhere()
    {
        TokenStage stage;
        stage.useNamedGrant();
        stage.server.rules.identityToken = "planted.identity"_ba;
        stage.spec.url += u"?t={{$auth.token(\"shop\")}}&i={{$auth.idToken(\"shop\")}}"_s;
        const ExchangePtr exchange = stage.send();
        QCOMPARE(attemptsOf(*exchange), u"200"_s);
        QCOMPARE(exchange->request.url.query(),
                 QString(u"t="_s + QString::fromLatin1(stage.server.given.first())
                         + u"&i=planted.identity"_s));
        QCOMPARE(stage.server.tokenRequests.size(), 1);
    }

    void anEnvironmentMayWantTheIdentityToken()
    {
        TokenStage stage;
        stage.useNamedGrant();
        stage.scope.grants[u"shop"_s].token = TokenKind::Identity;
        // A server that has none.
        QCOMPARE(stage.send()->error->kind, SendError::Kind::TokenRefused);
        stage.server.rules.identityToken = "planted.identity"_ba;
        (void)stage.send();
        QCOMPARE(stage.server.apiCalls, QList{"Bearer planted.identity"_ba});
    }

    void whatElseIsWrongIsToldFirst()
    {
        TokenStage stage;
        stage.useNamedGrant();
        stage.spec.url += u"/{{nowhere}}"_s;
        const ExchangePtr exchange = stage.send();
        QCOMPARE(exchange->error->kind, SendError::Kind::UnresolvedVariable);
        QCOMPARE(exchange->error->subject, u"nowhere"_s);
        QCOMPARE(stage.server.tokenRequests.size(), 0);
    }

    void namedOnesThatCannotBeHad_data()
    {
        QTest::addColumn<QString>("mentioned");
        QTest::addColumn<SendError::Kind>("kind");
        QTest::addColumn<QString>("detail");
        using Kind = SendError::Kind;
        QTest::newRow("a name that is nowhere")
            << u"shap"_s << Kind::UnresolvedVariable
            << u"no environment file has Security.Auth.shap under $shared, and no environment is chosen; nearest: $auth.token(\"shop\")"_s;
        QTest::newRow("no name") << QString() << Kind::UnresolvedVariable << u"it takes one name"_s;
        QTest::newRow("unusable settings")
            << u"implicit"_s << Kind::UnresolvedVariable << u"its Grant Type is Implicit"_s;
        QTest::newRow("a secret without a value")
            << u"poor"_s << Kind::UnresolvedVariable
            << u"in the client secret of Security.Auth.poor"_s;
        QTest::newRow("nothing filled in") << u"empty"_s << Kind::TokenSettings << u"it is empty"_s;
    }
    void namedOnesThatCannotBeHad()
    {
        QFETCH(QString, mentioned);
        QFETCH(QString, detail);
        TokenStage stage;
        stage.useNamedGrant();
        stage.scope.grants[u"implicit"_s].problem = u"its Grant Type is Implicit"_s;
        stage.scope.grants[u"empty"_s].auth.kind = Auth::Kind::OAuth2;
        stage.scope.grants[u"poor"_s] = stage.scope.grants[u"shop"_s];
        stage.scope.grants[u"poor"_s].auth.clientSecret = u"{{$secret gone}}"_s;
        stage.spec.headers.first().value = u"Bearer {{$auth.token(%1)}}"_s.arg(
            mentioned.isEmpty() ? QString() : u'"' + mentioned + u'"');
        const ExchangePtr exchange = stage.send();
        QVERIFY(exchange->attempts.isEmpty());
        QTEST(exchange->error->kind, "kind");
        QVERIFY2(exchange->error->detail.contains(detail), qPrintable(exchange->error->detail));
        QCOMPARE(stage.server.tokenRequests.size(), 0);
    }

    /// Nothing has gone out, so there is no attempt, and nothing is known of the peer.
    void whatEndsWhileItWaitsWasNeverSent_data()
    {
        QTest::addColumn<bool>("isNamed");
        QTest::addColumn<bool>("isCancelled");
        QTest::newRow("cancelled") << false << true;
        QTest::newRow("the deadline is reached") << false << false;
        QTest::newRow("by name, cancelled") << true << true;
        QTest::newRow("by name, the deadline is reached") << true << false;
    }
    void whatEndsWhileItWaitsWasNeverSent()
    {
        QFETCH(bool, isNamed);
        QFETCH(bool, isCancelled);
        TokenStage stage;
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        stage.spec.auth.tokenUrl = u"http://127.0.0.1:%1/"_s.arg(silent.serverPort());
        if (isNamed)
            stage.useNamedGrant();
        stage.spec.policy.breaker = BreakerSwitch::On;
        if (!isCancelled)
            stage.spec.policy.deadline = std::chrono::milliseconds(150);
        const auto operation = stage.sender.send(stage.spec, stage.scope);
        ExchangePtr exchange;
        QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                         [&exchange](const ExchangePtr &done) { exchange = done; });
        operation->start();
        QTRY_VERIFY(silent.hasPendingConnections());
        if (isCancelled)
            operation->cancel();
        QTRY_VERIFY(exchange);
        QVERIFY(exchange->attempts.isEmpty());
        QCOMPARE(exchange->outcome, isCancelled ? Outcome::Cancelled : Outcome::Exception);
        QVERIFY(wasNotSent(*exchange->error));
        for (const QString &entry : std::as_const(stage.store.log))
            QVERIFY2(!entry.startsWith(u"settle"), qPrintable(entry));
    }

    /// As the request goes: by its proxy.
    void questionsGoTheWayOfTheRequest_data()
    {
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("its own") << false;
        QTest::newRow("by name") << true;
    }
    void questionsGoTheWayOfTheRequest()
    {
        QFETCH(bool, isNamed);
        TokenStage stage;
        TestProxy proxy({.kind = TestProxy::Kind::Socks5});
        stage.spec.route.proxy = u"socks5h://127.0.0.1:%1"_s.arg(proxy.port());
        const int port = stage.server.url({}).port();
        stage.spec.url = u"http://store.example:%1/api"_s.arg(port);
        if (isNamed)
            stage.useNamedGrant();
        QCOMPARE(attemptsOf(*stage.send()), u"200"_s);
        QCOMPARE(proxy.asked(),
                 (QStringList{u"127.0.0.1:%1"_s.arg(port), u"store.example:%1"_s.arg(port)}));
    }

    /// Neither the tokens, one that was refused included, nor the secrets they were had with.
    void historyHoldsNone()
    {
        TokenStage stage;
        (void)stage.send();
        stage.server.revokeAccess();
        (void)stage.send();
        // The server said back what it got.
        QCOMPARE(stage.kept.attempts.size(), 2);
        QVERIFY(stage.kept.attempts.first().result->body.bytes.contains("***"));
        QByteArray bytes
            = encodedDetails(stage.kept) + QJsonDocument(toJson(stage.kept.spec)).toJson();
        for (const Attempt &attempt : std::as_const(stage.kept.attempts))
            bytes += encodedAttempt(attempt) + attempt.result->body.bytes;
        QVERIFY(bytes.contains("oauth2"));
        QVERIFY2(!bytes.contains("planted"), bytes.constData());
    }
};

QTEST_GUILESS_MAIN(TestTokenSends)
#include "tst_tokensends.moc"
