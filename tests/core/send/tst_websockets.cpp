// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// WebSocket connections to servers that speak well.

#include "core/send/sender.h"
#include "core/send/sentrequest.h"
#include "core/send/websockettransport.h"
#include "core/websocket/messagelog.h"
#include "core/websocket/websocketlink.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/certificates.h"
#include "tests/support/fakebreakerstore.h"
#include "tests/support/manualclock.h"
#include "tests/support/testproxy.h"

#include <QFile>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// "server text hello", for each line.
QStringList linesOf(const QByteArray &lines)
{
    QStringList words;
    for (const QList<QByteArray> all = lines.split('\n'); const QByteArray &line : all) {
        const auto facts = readConversationLine(line);
        if (!facts)
            continue;
        QString word = facts->from == SocketMessage::From::Server ? u"server "_s : u"client "_s;
        word += QString::fromLatin1(messageKindName(facts->kind));
        if (facts->kind == SocketMessage::Kind::Close)
            word += u' ' + QString::number(facts->code);
        if (const QByteArray content = contentOf(line, *facts); !content.isEmpty())
            word += u' ' + QString::fromUtf8(content);
        words.append(word);
    }
    return words;
}

} // namespace

class TestWebSockets : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<NetworkTransport> m_http;
    std::unique_ptr<WebSocketTransport> m_transport;
    QList<QWebSocket *> m_peers;
    /// What peers were told.
    QStringList m_heard;
    QByteArray m_streamed;

    void serve(QWebSocketServer::SslMode mode = QWebSocketServer::NonSecureMode)
    {
        m_server = std::make_unique<QWebSocketServer>(u"peer"_s, mode);
        m_server->setSupportedSubprotocols({u"chat.v2"_s, u"chat.v1"_s});
        connect(m_server.get(), &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *peer = m_server->nextPendingConnection();
            peer->setParent(m_server.get());
            m_peers.append(peer);
            connect(peer, &QWebSocket::textMessageReceived, this,
                    [this, peer](const QString &text) {
                        m_heard.append(text);
                        if (text == "silence"_L1)
                            return;
                        if (text == "bye"_L1)
                            peer->close(QWebSocketProtocol::CloseCode(4001), u"as you wish"_s);
                        else if (text == "ping"_L1)
                            peer->ping("are you there");
                        else if (text == "break"_L1)
                            peer->abort();
                        else
                            peer->sendTextMessage(u"echo "_s + text);
                    });
            connect(peer, &QWebSocket::binaryMessageReceived, peer, &QWebSocket::sendBinaryMessage);
            connect(peer, &QWebSocket::disconnected, this, [this, peer] {
                m_heard.append(u"closed %1 %2"_s.arg(peer->closeCode()).arg(peer->closeReason()));
            });
        });
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
    }
    QUrl url(const QString &rest = u"/x"_s) const
    {
        return QUrl(
            u"%1://localhost:%2%3"_s
                .arg(m_server->secureMode() == QWebSocketServer::SecureMode ? u"wss"_s : u"ws"_s)
                .arg(m_server->serverPort())
                .arg(rest));
    }
    std::unique_ptr<TransferRun> open(const ResolvedRequest &request,
                                      const TimeoutPolicy &timeouts = {})
    {
        auto run = std::make_unique<TransferRun>(*m_transport, request, timeouts);
        connect(&run->transfer(), &Transfer::streamed, this,
                [this](const QByteArray &lines) { m_streamed += lines; });
        return run;
    }
    /// An operation on real circuits.
    struct Send
    {
        ManualClock clock;
        FakeBreakerStore store;
        KeyReader keys;
        RequestSpec spec;
        Policies policies = presetPolicies(Preset::Fynd);
        std::unique_ptr<SendOperation> operation;
        ExchangePtr exchange;
        QByteArray streamed;

        enum class Watching { Yes, No };
        void begin(Transport &transport, Watching watching)
        {
            operation = std::make_unique<SendOperation>(
                spec, Scope{}, policies, SendOptions{},
                SendServices{transport, clock, keys, [] { return 0.5; }, &store});
            if (watching == Watching::Yes)
                QObject::connect(operation.get(), &SendOperation::streamed, operation.get(),
                                 [this](const QByteArray &lines) { streamed += lines; });
            QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                             [this](const ExchangePtr &e) { exchange = e; });
            operation->start();
        }
    };

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_heard.clear();
        m_streamed.clear();
        m_http = std::make_unique<NetworkTransport>();
        m_transport = std::make_unique<WebSocketTransport>(*m_http);
        serve();
    }
    void cleanup()
    {
        m_transport.reset();
        m_http.reset();
        m_peers.clear();
        m_server.reset();
    }

    void whatPassesIsTheAnswer()
    {
        const auto run = open(requestTo(url()));
        QTRY_COMPARE(run->heads.size(), 1);
        QCOMPARE(run->heads.first().status, 101);
        WebSocketLink *link = run->transfer().webSocket();
        QVERIFY(link);
        link->sendText(u"h\u00e9llo \"you\""_s);
        link->sendBinary("\0\x01\xff"_ba);
        QTRY_COMPARE(linesOf(m_streamed).size(), 4);
        QVERIFY(run->results.isEmpty());
        QVERIFY(run->transfer().endStream());
        RUN_TO_RESPONSE(*run);
        QVERIFY(!run->transfer().webSocket());
        const Response &response = run->response();
        QCOMPARE(response.body.bytes, m_streamed);
        QVERIFY(isConversation(headerValue(response.headers, "content-type")));
        QCOMPARE(linesOf(response.body.bytes),
                 (QStringList{u"client text h\u00e9llo \"you\""_s,
                              u"client binary "_s + QString::fromUtf8("\0\x01\xff"_ba),
                              u"server text echo h\u00e9llo \"you\""_s,
                              u"server binary "_s + QString::fromUtf8("\0\x01\xff"_ba),
                              u"client close 1000"_s}));
        QTRY_COMPARE(m_heard.constLast(), u"closed 1000 "_s);
        QVERIFY(run->result().timings.connect);
        QVERIFY(run->result().timings.wait);
        QVERIFY(run->result().timings.download);
    }

    void theHandshakeSaysWhatTheRequestSays()
    {
        ResolvedRequest request = requestTo(url(u"/a%2Fb?q=%C3%A9"_s), "GET"_ba,
                                            {{"X-Own", "1"},
                                             {"Sec-WebSocket-Protocol", "chat.v9, chat.v1"},
                                             {"Host", "elsewhere"},
                                             {"Authorization", "Bearer t"}});
        const auto run = open(request);
        QTRY_COMPARE(run->heads.size(), 1);
        QCOMPARE(headerValue(run->heads.first().headers, "sec-websocket-protocol"), "chat.v1"_ba);
        QTRY_COMPARE(m_peers.size(), 1);
        const QNetworkRequest seen = m_peers.first()->request();
        QCOMPARE(seen.url().toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority),
                 "/a%2Fb?q=%C3%A9"_ba);
        QCOMPARE(seen.rawHeader("x-own"), "1"_ba);
        QCOMPARE(seen.rawHeader("authorization"), "Bearer t"_ba);
        QCOMPARE(seen.rawHeader("host"), url().authority().toLatin1());
        const QList<RawHeader> &added = run->heads.first().addedRequestHeaders;
        QCOMPARE(headerValue(added, "sec-websocket-key"), seen.rawHeader("sec-websocket-key"));
        QCOMPARE(headerValue(added, "host"), url().authority().toLatin1());
    }

    void theHandshakeIsToldByteForByte()
    {
        QTcpServer raw;
        QVERIFY(raw.listen(QHostAddress::LocalHost));
        ManualClock clock;
        const auto jar = std::make_shared<CookieJar>();
        const QUrl there(u"ws://127.0.0.1:%1/a%2Fb?c=%C3%A9"_s.arg(raw.serverPort()));
        jar->receive(QUrl(u"http://127.0.0.1/"_s), {{"Set-Cookie", "a=1"}}, clock.wallTime());
        const ResolvedRequest request = requestTo(there, "GET"_ba,
                                                  {{"X-B", "1"},
                                                   {"Sec-WebSocket-Protocol", "v1,v2"},
                                                   {"Origin", "http://o"},
                                                   {"X-A", " 2 "},
                                                   {"x-b", "3"}},
                                                  "a message"_ba);
        auto transfer = m_transport->startWith({jar, &clock}, request, {});
        QByteArray heard;
        connect(&raw, &QTcpServer::newConnection, this, [&raw, &heard] {
            QTcpSocket *socket = raw.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket,
                    [socket, &heard] { heard += socket->readAll(); });
        });
        QTRY_VERIFY(heard.contains("\r\n\r\n"));
        const qsizetype key = heard.indexOf("Sec-WebSocket-Key: ") + 19;
        heard.replace(key, heard.indexOf("\r\n", key) - key, "...");
        const SentRequest told
            = sentRequest(request, SentRequest::Form::Http1, Upload::Device, {{"a", "1"}});
        QCOMPARE(told.head(), heard);
        QVERIFY(told.body.isEmpty());
    }

    void cookiesGoAsToHttp()
    {
        ManualClock clock;
        const auto jar = std::make_shared<CookieJar>();
        jar->receive(httpUrl(), {{"Set-Cookie", "a=1"}}, clock.wallTime());
        auto transfer = m_transport->startWith({jar, &clock}, requestTo(url()), {});
        QTRY_COMPARE(m_peers.size(), 1);
        QCOMPARE(m_peers.first()->request().rawHeader("cookie"), "a=1"_ba);
        QCOMPARE(transfer->cookies().first().sent.size(), 1);
    }
    QUrl httpUrl() const
    {
        QUrl http = url();
        http.setScheme(u"http"_s);
        return http;
    }

    void theServerEndsItWithItsReason()
    {
        const auto run = open(requestTo(url(), "GET"_ba, {}, "one\n===\nbye"_ba));
        RUN_TO_RESPONSE(*run);
        QCOMPARE(linesOf(run->response().body.bytes),
                 (QStringList{u"client text one"_s, u"client text bye"_s, u"server text echo one"_s,
                              u"server close 4001 as you wish"_s}));
    }

    void aServerThatIsGoneLeftNoCode()
    {
        const auto run = open(requestTo(url(), "GET"_ba, {}, "break"_ba));
        RUN_TO_RESPONSE(*run);
        const QStringList words = linesOf(run->response().body.bytes);
        QVERIFY2(words.constLast().startsWith(u"server close 1006"_s),
                 qPrintable(words.join(u'|')));
    }

    void pingsOfBothSidesAreTold()
    {
        const auto run = open(requestTo(url(), "GET"_ba, {}, "ping"_ba));
        QTRY_COMPARE(run->heads.size(), 1);
        QTRY_COMPARE(linesOf(m_streamed),
                     (QStringList{u"client text ping"_s, u"server ping are you there"_s,
                                  u"client pong are you there"_s}));
        run->transfer().webSocket()->ping("x");
        QTRY_COMPARE(linesOf(m_streamed).size(), 5);
        QCOMPARE(linesOf(m_streamed).sliced(3),
                 (QStringList{u"client ping x"_s, u"server pong x"_s}));
        const QByteArray last = m_streamed.split('\n').at(4);
        QVERIFY2(readConversationLine(last)->roundTrip, last.constData());
    }

    void messagesOfTheRequestAreSentInTheirOrder()
    {
        const auto run = open(
            requestTo(url(), "GET"_ba, {}, "one\n=== wait-for-server\ntwo\n===\nthree\n"_ba));
        QTRY_COMPARE(linesOf(m_streamed).size(), 6);
        QCOMPARE(linesOf(m_streamed),
                 (QStringList{u"client text one"_s, u"server text echo one"_s, u"client text two"_s,
                              u"client text three"_s, u"server text echo two"_s,
                              u"server text echo three"_s}));
    }

    void aLargeMessageComesWhole()
    {
        const auto run = open(requestTo(url()));
        QTRY_COMPARE(run->heads.size(), 1);
        const QByteArray large = QByteArray("0123456789").repeated(500'000);
        run->transfer().webSocket()->sendBinary(large);
        QTRY_VERIFY_WITH_TIMEOUT(m_streamed.count('\n') == 2, 30s);
        const QByteArray last = m_streamed.split('\n').at(1);
        QVERIFY(contentOf(last, *readConversationLine(last)) == large);
        run->transfer().endStream();
        RUN_TO_RESPONSE(*run);
        QVERIFY(run->response().body.isInFile());
        QCOMPARE(contentOf(run->response().body.filePath()), m_streamed);
    }

    void anAttemptsLimitCountsUpToTheHandshake()
    {
        const auto run = open(requestTo(url()), {.firstByte = 200ms, .attempt = 300ms});
        QTRY_COMPARE(run->heads.size(), 1);
        QTest::qWait(500);
        QVERIFY(run->results.isEmpty());
    }

    void silenceEndsItWhereThatIsAskedFor()
    {
        const auto run
            = open(requestTo(url(), "GET"_ba, {}, "one"_ba), {.idle = 300ms, .attempt = 10s});
        RUN_TO_RESPONSE(*run);
        QCOMPARE(linesOf(run->response().body.bytes).constLast(), u"client close 1000"_s);
    }

    void cancellingLeavesNothing()
    {
        const auto run = open(requestTo(url()));
        QTRY_COMPARE(run->heads.size(), 1);
        run->transfer().cancel();
        QCOMPARE(run->results.size(), 1);
        QCOMPARE(run->result().outcome.error().kind, Kind::Cancelled);
        QTRY_COMPARE(m_heard.size(), 1);
    }

    void destroyingIsSilent()
    {
        const auto run = open(requestTo(url()));
        QTRY_COMPARE(run->heads.size(), 1);
        run->destroy();
        QTRY_COMPARE(m_heard.size(), 1);
        QVERIFY(run->results.isEmpty());
    }

    void anotherWayIsRefused()
    {
        ResolvedRequest request = requestTo(url());
        request.route.connectTo = u"127.0.0.1:1"_s;
        const auto run = open(request);
        RUN_TO_FAILURE(*run, Kind::InvalidRoute);
    }

    // ---- TLS and proxies -----------------------------------------------------------------------

    void certificatesAreVerified_data()
    {
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("an authority that is trusted") << true;
        QTest::newRow("one that is not") << false;
    }
    void certificatesAreVerified()
    {
        QFETCH(const bool, isTrusted);
        const Certificates certificates;
        QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
        serve(QWebSocketServer::SecureMode);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate(contentOf(certificates.server.certificate)));
        tls.setPrivateKey(QSslKey(contentOf(certificates.server.key), QSsl::Ec));
        m_server->setSslConfiguration(tls);
        QSslConfiguration own = QSslConfiguration::defaultConfiguration();
        own.setCaCertificates({QSslCertificate(contentOf(
            isTrusted ? certificates.ca.certificate : certificates.otherCa.certificate))});
        m_http = std::make_unique<NetworkTransport>(NetworkTransport::Settings{.tls = own});
        m_transport = std::make_unique<WebSocketTransport>(*m_http);
        const auto run = open(requestTo(url(), "GET"_ba, {}, "bye"_ba), {.connect = 20s});
        if (!isTrusted) {
            RUN_TO_FAILURE(*run, Kind::TlsUntrusted);
            return;
        }
        RUN_TO_RESPONSE(*run);
        QVERIFY2(run->response().tls.startsWith("TLSv1."_L1), qPrintable(run->response().tls));
        QVERIFY(!run->result().connection.tls.chain.isEmpty());
    }

    void proxiesCarryIt_data()
    {
        QTest::addColumn<TestProxy::Kind>("kind");
        QTest::addColumn<QString>("scheme");
        QTest::newRow("HTTP") << TestProxy::Kind::Http << u"http"_s;
        QTest::newRow("SOCKS5") << TestProxy::Kind::Socks5 << u"socks5h"_s;
    }
    void proxiesCarryIt()
    {
        QFETCH(const TestProxy::Kind, kind);
        QFETCH(const QString, scheme);
        TestProxy proxy({.kind = kind});
        ResolvedRequest request = requestTo(url(), "GET"_ba, {}, "bye"_ba);
        request.route.proxy = u"%1://127.0.0.1:%2"_s.arg(scheme).arg(proxy.port());
        const auto run = open(request);
        RUN_TO_RESPONSE(*run);
        QCOMPARE(proxy.asked(), QStringList{url().authority()});
        QCOMPARE(run->result().connection.proxy, request.route.proxy);
    }

    void aProxyThatIsNotThereIsNamed()
    {
        ResolvedRequest request = requestTo(url());
        request.route.proxy = u"http://127.0.0.1:1"_s;
        const auto run = open(request);
        RUN_TO_FAILURE(*run, Kind::ProxyUnreachable);
    }

    // ---- sends ---------------------------------------------------------------------------------

    void theCircuitLearnsOfTheHandshake()
    {
        Send send;
        send.spec.method = u"WEBSOCKET"_s;
        send.spec.url = httpUrl().toString();
        send.store.settled = {.closed = true};
        send.begin(*m_transport, Send::Watching::Yes);
        QTRY_VERIFY(send.operation->webSocket());
        QCOMPARE(send.store.log.size(), 2);
        QVERIFY(send.store.log.first().startsWith("acquire "_L1));
        QVERIFY2(send.store.log.last().contains("success"_L1), qPrintable(send.store.log.last()));
        send.operation->webSocket()->sendText(u"break"_s);
        QTRY_VERIFY(send.exchange);
        // How it ended says nothing of it.
        QCOMPARE(send.store.log.size(), 2);
        QCOMPARE(send.exchange->outcome, Outcome::Success);
        QVERIFY(send.exchange->circuit.closedByThisCall);
        QCOMPARE(send.exchange->request.method, "GET"_ba);
        QCOMPARE(send.exchange->request.url, url());
        QCOMPARE(send.exchange->response()->body.bytes, send.streamed);
    }

    void aHandshakeThatFailsIsTriedAgainAndCounts()
    {
        Send send;
        send.spec.url = url().toString();
        m_server->close();
        send.policies.retry.maxAttempts = 2;
        send.begin(*m_transport, Send::Watching::Yes);
        QTRY_COMPARE(send.operation->state(), SendOperation::State::Waiting);
        send.clock.advance(1h);
        QTRY_VERIFY(send.exchange);
        QCOMPARE(send.exchange->attempts.size(), 2);
        QCOMPARE(send.exchange->outcome, Outcome::Exception);
        QCOMPARE(send.exchange->error->kind, Kind::ConnectionRefused);
        QCOMPARE(send.store.log.size(), 2);
        QVERIFY2(send.store.log.last().contains("failure"_L1), qPrintable(send.store.log.last()));
    }

    void whatIsBlockedIsNotOpened()
    {
        Send send;
        send.spec.url = url().toString();
        send.store.admission
            = {.answer = Admission::Answer::Refused, .state = BreakerState::Open, .remaining = 9s};
        send.begin(*m_transport, Send::Watching::Yes);
        send.clock.advance(0ms);
        QVERIFY(send.exchange);
        QCOMPARE(send.exchange->outcome, Outcome::Blocked);
        QVERIFY(m_peers.isEmpty());
    }

    void whatNobodyWatchesEndsWithItsMessages_data()
    {
        QTest::addColumn<QString>("messages");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("none") << QString() << QStringList{u"client close 1000"_s};
        QTest::newRow("the last is answered")
            << u"one\n=== wait-for-server"_s
            << QStringList{u"client text one"_s, u"server text echo one"_s, u"client close 1000"_s};
    }
    void whatNobodyWatchesEndsWithItsMessages()
    {
        QFETCH(const QString, messages);
        Send send;
        send.spec.url = url().toString();
        send.spec.body.kind = Body::Kind::Text;
        send.spec.body.text = messages;
        send.begin(*m_transport, Send::Watching::No);
        QTRY_VERIFY(send.exchange);
        QTEST(linesOf(send.exchange->response()->body.bytes), "words");
    }

    void theDeadlineEndsItWithWhatWasSaid()
    {
        Send send;
        send.spec.url = url().toString();
        send.policies.timeouts.deadline = 10s;
        send.begin(*m_transport, Send::Watching::Yes);
        QTRY_VERIFY(send.operation->webSocket());
        send.operation->webSocket()->sendText(u"silence"_s);
        send.clock.advance(10s);
        QTRY_VERIFY(send.exchange);
        QCOMPARE(send.exchange->outcome, Outcome::Success);
        QCOMPARE(linesOf(send.exchange->response()->body.bytes),
                 (QStringList{u"client text silence"_s, u"client close 1000"_s}));
    }

    void otherRequestsGoTheirUsualWay()
    {
        const QUrl there = httpUrl();
        m_server->close();
        const auto run = open(requestTo(there));
        RUN_TO_FAILURE(*run, Kind::ConnectionRefused);
    }
};

QTEST_GUILESS_MAIN(TestWebSockets)
#include "tst_websockets.moc"
