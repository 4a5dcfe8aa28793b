// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networktransport.h"
#include "core/store/memorysecrets.h"
#include "core/tokens/tokenlogin.h"
#include "tests/support/manualclock.h"
#include "tests/support/oauthserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

/// A server, and a login at it over real sockets; time is turned by hand.
struct Login
{
    explicit Login(Auth::Grant kind)
    {
        grant.kind = Auth::Kind::OAuth2;
        grant.grant = kind;
        grant.user = u"mufasa"_s;
        grant.password = u"planted-password"_s;
        grant.clientId = u"shop"_s;
        grant.clientSecret = u"planted-client-secret"_s;
        grant.tokenUrl = server.url("/token").toString();
        grant.authorizationUrl = server.url("/authorize").toString();
        grant.deviceUrl = server.url("/device").toString();
    }

    void start()
    {
        login = keeper.login(grant);
        QObject::connect(login.get(), &TokenLogin::browserWanted, login.get(),
                         [this](const QUrl &url) { browser = url; });
        QObject::connect(login.get(), &TokenLogin::deviceCodeGiven, login.get(),
                         [this](const DeviceAnswer &given) { device = given; });
        QObject::connect(login.get(), &TokenLogin::finished, login.get(),
                         [this](const TokenLogin::Result &ended) {
                             ++finishedCount;
                             result = ended;
                         });
        login->start({u"Thank you & goodbye."_s, u"Refused."_s});
    }
    void browse(const QUrl &url)
    {
        page.clear();
        Recloser::browse(url, login.get(), [this](const QByteArray &answer) { page = answer; });
    }
    bool isOver()
    {
        clock.advance(0ms);
        return result.has_value();
    }
    QString error() const
    {
        return !result ? u"waits"_s
            : *result  ? u"none"_s
                       : kindName(result->error().kind) + u' ' + result->error().detail;
    }

    OAuthServer server;
    ManualClock clock;
    NetworkTransport transport;
    MemorySecrets secrets;
    TokenKeeper keeper{transport, clock, secrets};
    Auth grant;
    std::unique_ptr<TokenLogin> login;
    QUrl browser;
    std::optional<DeviceAnswer> device;
    std::optional<TokenLogin::Result> result;
    QByteArray page;
    int finishedCount = 0;
};

} // namespace

class TestTokenLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aBrowserBringsACode()
    {
        Login login(Auth::Grant::AuthorizationCode);
        login.server.rules.issuer = "https://issuer";
        login.grant.issuer = u"https://issuer"_s;
        login.grant.scope = u"read"_s;
        login.start();
        QVERIFY(login.browser.isValid());
        login.browse(login.browser);
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), u"none"_s);
        QVERIFY(login.page.startsWith("HTTP/1.1 200"));
        QVERIFY(login.page.contains("Thank you &amp; goodbye."));
        QCOMPARE((*login.result)->scope, u"read"_s);
        QVERIFY((*login.result)->canRefresh);
        QCOMPARE(login.keeper.token(login.grant).result(), login.server.given.at(1));
        QCOMPARE(login.server.tokenRequests.size(), 1);
        // Long enough, and never the same (RFC 7636 section 4.1).
        QVERIFY(login.server.tokenRequests.first()["code_verifier"].size() >= 43);
        QCOMPARE(login.finishedCount, 1);
    }

    void everyLoginHasItsOwnState()
    {
        Login login(Auth::Grant::AuthorizationCode);
        login.start();
        const QUrlQuery first(login.browser);
        login.start();
        const QUrlQuery second(login.browser);
        for (const QString &name : {u"state"_s, u"code_challenge"_s}) {
            QVERIFY(!first.queryItemValue(name).isEmpty());
            QVERIFY(first.queryItemValue(name) != second.queryItemValue(name));
        }
    }

    void strangersEndNoLogin()
    {
        Login login(Auth::Grant::AuthorizationCode);
        login.start();
        const QUrl redirect(
            QUrlQuery(login.browser).queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
        for (const QString &query :
             {u"code=x&state=guessed"_s, u"code=x"_s, u"error=access_denied"_s}) {
            QUrl url = redirect;
            url.setQuery(query);
            login.browse(url);
            QTRY_VERIFY(!login.page.isEmpty());
            QVERIFY(login.page.startsWith("HTTP/1.1 404"));
        }
        QUrl elsewhere = login.browser;
        QCOMPARE(login.error(), u"waits"_s);
        QCOMPARE(login.server.tokenRequests.size(), 0);
        // And what never ends is cut off.
        QTcpSocket endless;
        endless.connectToHost(redirect.host(), quint16(redirect.port()));
        QTRY_COMPARE(endless.state(), QAbstractSocket::ConnectedState);
        endless.write("GET /" + QByteArray(100'000, 'a'));
        QTRY_COMPARE(endless.state(), QAbstractSocket::UnconnectedState);
        login.browse(elsewhere);
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), u"none"_s);
    }

    void manyConnectionsThatSayNothing()
    {
        Login login(Auth::Grant::AuthorizationCode);
        login.start();
        const QUrl redirect(
            QUrlQuery(login.browser).queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 40; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            silent.back()->connectToHost(redirect.host(), quint16(redirect.port()));
        }
        QTRY_COMPARE(silent.front()->state(), QAbstractSocket::UnconnectedState);
        login.browse(login.browser);
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), u"none"_s);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("authorizationError");
        QTest::addColumn<QByteArray>("issuer");
        QTest::addColumn<QByteArray>("tokenError");
        QTest::addColumn<QString>("error");
        QTest::newRow("whoever logs in says no")
            << "access_denied"_ba << ""_ba << ""_ba << u"token-refused access_denied: not today"_s;
        QTest::newRow("another issuer answers")
            << ""_ba << "https://evil"_ba << ""_ba
            << u"token-refused the answer is of another issuer: https://evil"_s;
        QTest::newRow("the code is good no more")
            << ""_ba << "https://issuer"_ba << "invalid_grant"_ba
            << u"token-refused invalid_grant: said by the server"_s;
    }

    void refusals()
    {
        QFETCH(QByteArray, authorizationError);
        QFETCH(QByteArray, issuer);
        QFETCH(QByteArray, tokenError);
        QFETCH(QString, error);
        Login login(Auth::Grant::AuthorizationCode);
        login.server.rules.authorizationError = authorizationError;
        login.server.rules.issuer = issuer;
        login.server.nextErrors = {tokenError};
        if (!issuer.isEmpty())
            login.grant.issuer = u"https://issuer"_s;
        login.start();
        login.browse(login.browser);
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), error);
        QVERIFY(login.secrets.values.isEmpty());
        QTRY_VERIFY(login.page.contains(tokenError.isEmpty() ? "Refused." : "Thank you"));
    }

    void aPortThatIsTaken()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Login login(Auth::Grant::AuthorizationCode);
        login.grant.redirectUrl = u"http://localhost:%1/cb"_s.arg(taken.serverPort());
        login.start();
        QVERIFY(login.isOver());
        QVERIFY2(login.error().startsWith(u"token-settings port "), qPrintable(login.error()));
    }

    void aRedirectUrlThatWasRegistered()
    {
        quint16 port = 0;
        {
            QTcpServer free;
            QVERIFY(free.listen(QHostAddress::LocalHost));
            port = free.serverPort();
        }
        Login login(Auth::Grant::AuthorizationCode);
        login.grant.redirectUrl = u"http://localhost:%1/call/back"_s.arg(port);
        login.start();
        QCOMPARE(QUrlQuery(login.browser).queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded),
                 login.grant.redirectUrl);
        login.browse(login.browser);
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), u"none"_s);
    }

    void nobodyLogsInForEver()
    {
        Login login(Auth::Grant::AuthorizationCode);
        login.start();
        login.clock.advance(10min);
        QVERIFY(login.isOver());
        QCOMPARE(login.error(), u"token-refused nobody logged in within 10 minutes"_s);
    }

    void aDeviceIsApproved()
    {
        Login login(Auth::Grant::DeviceCode);
        login.server.nextErrors = {{}, "slow_down"_ba, {}};
        login.start();
        QTRY_VERIFY(login.device);
        QCOMPARE(login.device->userCode, u"WDJB-MJHT"_s);
        const auto passed = [&login](std::chrono::milliseconds time, int questions) {
            login.clock.advance(time);
            return QTest::qWaitFor([&] { return login.server.tokenRequests.size() == questions; },
                                   10'000);
        };
        QCOMPARE(login.server.tokenRequests.size(), 0);
        QVERIFY(passed(5s, 1));
        QTRY_COMPARE(login.clock.pendingCalls(), 2);
        QVERIFY(passed(5s, 2));
        // slow_down: from now on 10 s.
        QTRY_VERIFY(login.clock.untilNext() == 10s);
        login.server.approveDevice();
        QVERIFY(passed(10s, 3));
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), u"none"_s);
        QCOMPARE(login.keeper.token(login.grant).result(), login.server.given.first());
    }

    void devicesThatAreNot_data()
    {
        QTest::addColumn<QByteArray>("tokenError");
        QTest::addColumn<QString>("error");
        QTest::newRow("whoever has the code says no")
            << "access_denied"_ba << u"token-refused access_denied: said by the server"_s;
        QTest::newRow("the code has expired at the server")
            << "expired_token"_ba << u"token-refused expired_token: said by the server"_s;
        QTest::newRow("nobody types it in")
            << ""_ba << u"token-refused expired_token: nobody typed in the code in time"_s;
    }

    void devicesThatAreNot()
    {
        QFETCH(QByteArray, tokenError);
        QFETCH(QString, error);
        Login login(Auth::Grant::DeviceCode);
        login.server.nextErrors = {tokenError};
        login.start();
        QTRY_VERIFY(login.device);
        login.clock.advance(tokenError.isEmpty() ? 600s : 5s);
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), error);
    }

    void grantsThatNeedNobody_data()
    {
        QTest::addColumn<int>("grant");
        QTest::newRow("client credentials") << int(Auth::Grant::ClientCredentials);
        QTest::newRow("password") << int(Auth::Grant::Password);
    }

    void grantsThatNeedNobody()
    {
        QFETCH(int, grant);
        Login login((Auth::Grant(grant)));
        login.start();
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.error(), u"none"_s);
        login.result.reset();
        // A second one is another token.
        login.start();
        QTRY_VERIFY(login.isOver());
        QCOMPARE(login.keeper.token(login.grant).result(),
                 login.server.given.at(grant == int(Auth::Grant::Password) ? 2 : 1));
    }

    void deletionAtEveryStep()
    {
        Login login(Auth::Grant::DeviceCode);
        login.start();
        login.login.reset();
        login.start();
        QTRY_VERIFY(login.device);
        login.login.reset();
        QCOMPARE(login.clock.pendingCalls(), 0);
        login.grant.grant = Auth::Grant::AuthorizationCode;
        login.start();
        login.login.reset();
        QCOMPARE(login.clock.pendingCalls(), 0);
        QVERIFY(!login.result);
    }
};

QTEST_GUILESS_MAIN(TestTokenLogin)
#include "tst_tokenlogin.moc"
