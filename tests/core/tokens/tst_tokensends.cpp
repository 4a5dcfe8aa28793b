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

#include <QJsonDocument>
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

    ExchangePtr send()
    {
        ExchangePtr exchange;
        const auto operation = sender.send(spec, Scope{});
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
