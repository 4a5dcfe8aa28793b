// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/memorysecrets.h"
#include "core/tokens/tokenkeeper.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

std::expected<Response, SendError> answer(int status, const QByteArray &body)
{
    Response response;
    response.status = status;
    response.body.bytes = body;
    response.body.size = body.size();
    return response;
}

std::expected<Response, SendError> token(const QByteArray &access, int lifetime = 3600,
                                         const QByteArray &refresh = {})
{
    QByteArray body
        = "{\"access_token\":\"" + access + "\",\"expires_in\":" + QByteArray::number(lifetime);
    if (!refresh.isEmpty())
        body += ",\"refresh_token\":\"" + refresh + '"';
    return answer(200, body + '}');
}

std::expected<Response, SendError> no(const QByteArray &code)
{
    return answer(400, "{\"error\":\"" + code + "\"}");
}

Auth grantOf(Auth::Grant kind)
{
    Auth grant{.kind = Auth::Kind::OAuth2, .user = u"me"_s, .password = u"planted-p"_s};
    grant.grant = kind;
    grant.clientId = u"shop"_s;
    grant.clientSecret = u"planted-s"_s;
    grant.tokenUrl = u"https://a.example/token"_s;
    grant.authorizationUrl = u"https://a.example/authorize"_s;
    grant.deviceUrl = u"https://a.example/device"_s;
    grant.refreshToken = u"given-refresh"_s;
    return grant;
}

/// The keeper with all that it works with.
struct Bench
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    MemorySecrets secrets;
    TokenKeeper keeper{transport, clock, secrets, [](qsizetype n) { return QByteArray(n, 'x'); }};

    QByteArray formOf(int question) const
    {
        return transport.requests.at(question).body.first().bytes;
    }
    /// As another run of the program would have it.
    std::unique_ptr<TokenKeeper> again()
    {
        return std::make_unique<TokenKeeper>(transport, clock, secrets);
    }
};

/// What a future that must be there by now says.
QByteArray told(const QFuture<TokenResult> &future)
{
    if (!future.isFinished())
        return "waits"_ba;
    const TokenResult result = future.result();
    return result ? *result
                  : kindName(result.error().kind).toUtf8() + ' ' + result.error().detail.toUtf8();
}

} // namespace

class TestTokenKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aTokenIsAskedForOnceAndKept()
    {
        Bench bench;
        bench.transport.script({{token("t1")}});
        const Auth grant = grantOf(Auth::Grant::ClientCredentials);
        const auto first = bench.keeper.token(grant);
        QCOMPARE(told(first), "waits");
        bench.clock.advance(0ms);
        QCOMPARE(told(first), "t1");
        QCOMPARE(told(bench.keeper.token(grant)), "t1");
        QCOMPARE(bench.transport.startedCount(), 1);
        QCOMPARE(bench.formOf(0), "grant_type=client_credentials");
        // The next run has it too, and asks nobody.
        QCOMPARE(told(bench.again()->token(grant)), "t1");
        QCOMPARE(bench.transport.startedCount(), 1);
        QCOMPARE(bench.secrets.values.size(), 1);
        QVERIFY(bench.secrets.values.cbegin().key().startsWith(tokenNamePrefix()));
    }

    void sixtyFourAskOnce()
    {
        Bench bench;
        bench.transport.script({{token("t1"), 200ms}});
        QList<QFuture<TokenResult>> all;
        for (int i = 0; i < 64; ++i)
            all.append(bench.keeper.token(grantOf(Auth::Grant::ClientCredentials)));
        QCOMPARE(bench.transport.startedCount(), 1);
        bench.clock.advance(200ms);
        for (const auto &one : std::as_const(all))
            QCOMPARE(told(one), "t1");
        QCOMPARE(bench.transport.startedCount(), 1);
    }

    void otherGrantsHaveTheirOwn()
    {
        Bench bench;
        bench.transport.script({{token("t1")}, {token("t2")}});
        Auth other = grantOf(Auth::Grant::ClientCredentials);
        other.scope = u"write"_s;
        const auto first = bench.keeper.token(grantOf(Auth::Grant::ClientCredentials));
        const auto second = bench.keeper.token(other);
        bench.clock.advance(0ms);
        QCOMPARE(told(first), "t1");
        QCOMPARE(told(second), "t2");
    }

    void anotherSecretIsAnotherToken()
    {
        Bench bench;
        bench.transport.script({{token("t1")}, {token("t2")}});
        Auth grant = grantOf(Auth::Grant::ClientCredentials);
        (void)bench.keeper.token(grant);
        bench.clock.advance(0ms);
        grant.clientSecret = u"other"_s;
        const auto second = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(second), "t2");
    }

    void itIsRenewedAheadOfItsEnd()
    {
        Bench bench;
        bench.transport.script({{token("t1", 60)}, {token("t2", 60)}});
        const Auth grant = grantOf(Auth::Grant::ClientCredentials);
        (void)bench.keeper.token(grant);
        bench.clock.advance(29s);
        QCOMPARE(told(bench.keeper.token(grant)), "t1");
        bench.clock.advance(1s);
        const auto second = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(second), "t2");
    }

    void aRefreshTokenIsUsed()
    {
        Bench bench;
        bench.transport.script({{token("t1", 60, "r1")},
                                {token("t2", 60, "r2")},
                                {token("t3", 60)},
                                {token("t4", 60)}});
        const Auth grant = grantOf(Auth::Grant::Password);
        (void)bench.keeper.token(grant);
        for (int i = 0; i < 3; ++i) {
            bench.clock.advance(60s);
            (void)bench.keeper.token(grant);
        }
        bench.clock.advance(0ms);
        QCOMPARE(bench.formOf(0), "grant_type=password&username=me&password=planted-p");
        QCOMPARE(bench.formOf(1), "grant_type=refresh_token&refresh_token=r1");
        // It has rotated, and then stays as it is.
        QCOMPARE(bench.formOf(2), "grant_type=refresh_token&refresh_token=r2");
        QCOMPARE(bench.formOf(3), "grant_type=refresh_token&refresh_token=r2");
        QCOMPARE(told(bench.keeper.token(grant)), "t4");
    }

    void aRefreshTokenThatIsGoodNoMore()
    {
        Bench bench;
        bench.transport.script(
            {{token("t1", 60, "r1")}, {no("invalid_grant")}, {token("t2", 60, "r2")}});
        const Auth grant = grantOf(Auth::Grant::Password);
        (void)bench.keeper.token(grant);
        bench.clock.advance(60s);
        const auto next = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(next), "t2");
        QCOMPARE(bench.formOf(2), "grant_type=password&username=me&password=planted-p");
    }

    void aRefreshTokenThatWasGiven()
    {
        Bench bench;
        bench.transport.script({{token("t1", 60, "r1")}, {no("invalid_grant")}, {token("t2", 60)}});
        const Auth grant = grantOf(Auth::Grant::RefreshToken);
        (void)bench.keeper.token(grant);
        bench.clock.advance(60s);
        const auto next = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(bench.formOf(0), "grant_type=refresh_token&refresh_token=given-refresh");
        QCOMPARE(bench.formOf(1), "grant_type=refresh_token&refresh_token=r1");
        QCOMPARE(bench.formOf(2), "grant_type=refresh_token&refresh_token=given-refresh");
        QCOMPARE(told(next), "t2");
    }

    void whoMustLogInIsTold_data()
    {
        QTest::addColumn<int>("grant");
        QTest::newRow("authorization code") << int(Auth::Grant::AuthorizationCode);
        QTest::newRow("device code") << int(Auth::Grant::DeviceCode);
    }

    void whoMustLogInIsTold()
    {
        QFETCH(int, grant);
        Bench bench;
        const Auth auth = grantOf(Auth::Grant(grant));
        QCOMPARE(told(bench.keeper.token(auth)), "token-missing ");
        QVERIFY(!bench.keeper.canRenew(auth));
        QCOMPARE(bench.transport.startedCount(), 0);
        // One that was had before is renewed without anybody.
        const TokenRecord record
            = tokenRecord(auth, {"t1"_ba, u"r1"_s, 60s, {}}, bench.clock.wallTime());
        bench.secrets.values.insert(tokenName(auth), toSecret(record));
        QCOMPARE(told(bench.keeper.token(auth)), "t1");
        QVERIFY(bench.keeper.canRenew(auth));
        bench.clock.advance(60s);
        bench.transport.script({{token("t2", 60)}, {no("invalid_grant")}});
        const auto second = bench.keeper.token(auth);
        bench.clock.advance(0ms);
        QCOMPARE(told(second), "t2");
        bench.clock.advance(60s);
        const auto third = bench.keeper.token(auth);
        bench.clock.advance(0ms);
        QCOMPARE(told(third), "token-refused invalid_grant");
        QCOMPARE(told(bench.keeper.token(auth)), "token-missing ");
        QVERIFY(bench.secrets.values.isEmpty());
    }

    void oneThatWasRefusedIsNotGivenAgain()
    {
        Bench bench;
        bench.transport.script({{token("t1")}, {token("t2")}});
        const Auth grant = grantOf(Auth::Grant::ClientCredentials);
        (void)bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QVERIFY(bench.keeper.canRenew(grant));
        const auto one = bench.keeper.renewed(grant, "t1");
        const auto other = bench.keeper.renewed(grant, "t1");
        bench.clock.advance(0ms);
        QCOMPARE(told(one), "t2");
        QCOMPARE(told(other), "t2");
        QCOMPARE(bench.transport.startedCount(), 2);
        // Whoever was refused the old one late gets the new one at once.
        QCOMPARE(told(bench.keeper.renewed(grant, "t1")), "t2");
    }

    void errors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("the client is unknown")
            << 401 << R"({"error":"invalid_client","error_description":"who?"})"_ba
            << "token-refused invalid_client: who?"_ba;
        QTest::newRow("a page")
            << 200 << "<html>"_ba
            << "token-refused its answer is a page, no JSON object: is it the right URL?"_ba;
        QTest::newRow("a redirect")
            << 302 << ""_ba
            << "token-refused it answered with status 302, and redirects are not followed with secrets"_ba;
    }

    void errors()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, error);
        Bench bench;
        bench.transport.script({{answer(status, body)}, {token("t1")}});
        const Auth grant = grantOf(Auth::Grant::ClientCredentials);
        const auto first = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(first), error);
        // It is not final.
        const auto second = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(second), "t1");
    }

    void aServerThatIsAway()
    {
        Bench bench;
        bench.transport.script({{failure(SendError::Kind::ConnectionRefused)},
                                {token("t1", 60)},
                                {failure(SendError::Kind::ConnectionRefused)},
                                {failure(SendError::Kind::ConnectionRefused)}});
        const Auth grant = grantOf(Auth::Grant::ClientCredentials);
        const auto first = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(first), "connection-refused while asking for a token");
        (void)bench.keeper.token(grant);
        bench.clock.advance(40s);
        // Renewed ahead of its time, so that it is still good.
        const auto ahead = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(ahead), "t1");
        bench.clock.advance(20s);
        const auto late = bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(told(late), "connection-refused while asking for a token");
    }

    void whatIsMissingIsTold()
    {
        Bench bench;
        Auth grant = grantOf(Auth::Grant::ClientCredentials);
        grant.tokenUrl = u"http://a.example/token"_s;
        const TokenResult result = bench.keeper.token(grant).result();
        QCOMPARE(result.error().kind, SendError::Kind::TokenSettings);
        QCOMPARE(result.error().subject, u"the token URL"_s);
        QCOMPARE(bench.transport.startedCount(), 0);
    }

    void theEndOfTheKeeperIsAnAnswer()
    {
        Bench bench;
        auto keeper = bench.again();
        const auto future = keeper->token(grantOf(Auth::Grant::ClientCredentials));
        keeper.reset();
        QCOMPARE(told(future), "cancelled ");
        QVERIFY(bench.transport.started.first().isNull());
    }

    void factsAndForgetting()
    {
        Bench bench;
        bench.transport.script({{token("t1", 60, "r1")}});
        const Auth grant = grantOf(Auth::Grant::Password);
        const QSignalSpy changed(&bench.keeper, &TokenKeeper::changed);
        QVERIFY(!bench.keeper.facts(grant).result());
        (void)bench.keeper.token(grant);
        bench.clock.advance(0ms);
        QCOMPARE(changed.count(), 1);
        const auto facts = bench.keeper.facts(grant).result();
        QVERIFY(facts);
        QCOMPARE(facts->expiresAt, bench.clock.wallTime().addSecs(60));
        QVERIFY(facts->canRefresh);
        QCOMPARE(facts->name, tokenName(grant));
        QCOMPARE(bench.keeper.forget(facts->name).result(), true);
        QCOMPARE(changed.count(), 2);
        QVERIFY(!bench.keeper.facts(grant).result());
        QVERIFY(bench.secrets.values.isEmpty());
        QCOMPARE(bench.keeper.forget(facts->name).result(), false);
    }
};

QTEST_GUILESS_MAIN(TestTokenKeeper)
#include "tst_tokenkeeper.moc"
