// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/certificates.h"
#include "tests/support/testproxy.h"

#include <QFile>
#include <QSslKey>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;
using ProxyKind = ProxyChoice::Kind;

/// Sends through real proxies.
class TestProxies : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    void serve(bool isEncrypted)
    {
        m_server = std::make_unique<FaultServer>(*parseFaultScript(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body": "there"}]}]})"));
        if (!isEncrypted) {
            QVERIFY(m_server->listen());
            return;
        }
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(
            QSslCertificate(contentOf(m_certificates->server.certificate)));
        configuration.setPrivateKey(QSslKey(contentOf(m_certificates->server.key), QSsl::Ec));
        QVERIFY(m_server->listenTls(configuration));
    }
    /// A name that only a proxy can find.
    ResolvedRequest request(bool isEncrypted, const QString &host = u"localhost"_s) const
    {
        return requestTo(QUrl(u"%1://%2:%3/x"_s.arg(isEncrypted ? u"https"_s : u"http"_s, host)
                                  .arg(m_server->port())));
    }
    static QString wayTo(const TestProxy &proxy, const QString &scheme,
                         const QString &credentials = {})
    {
        return scheme + u"://"_s + credentials + u"127.0.0.1:"_s + QString::number(proxy.port());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }
    void init()
    {
        QTest::failOnWarning();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(
            {QSslCertificate(contentOf(m_certificates->ca.certificate))});
        m_transport
            = std::make_unique<NetworkTransport>(NetworkTransport::Settings{.tls = configuration});
    }
    void cleanup()
    {
        m_transport.reset();
        m_server.reset();
    }

    void ways_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<bool>("isEncrypted");
        QTest::addColumn<QByteArray>("credentials");
        for (const QByteArray &credentials : {QByteArray(), "anna:ge:heim"_ba}) {
            const QByteArray user = credentials.isEmpty() ? " for anybody" : " with a password";
            for (const auto &[scheme, name] : {std::pair(u"http"_s, "HTTP"_ba),
                                               std::pair(u"socks5h"_s, "SOCKS5, names there"_ba),
                                               std::pair(u"socks5"_s, "SOCKS5, names here"_ba)}) {
                QTest::newRow(QByteArray(name + ", plain," + user).constData())
                    << scheme << false << credentials;
                QTest::newRow(QByteArray(name + ", encrypted," + user).constData())
                    << scheme << true << credentials;
            }
        }
    }
    void ways()
    {
        QFETCH(QString, scheme);
        QFETCH(bool, isEncrypted);
        QFETCH(QByteArray, credentials);
        serve(isEncrypted);
        TestProxy proxy(
            {.kind = scheme == "http"_L1 ? TestProxy::Kind::Http : TestProxy::Kind::Socks5,
             .credentials = credentials});
        ResolvedRequest wanted = request(isEncrypted);
        wanted.route.proxy
            = wayTo(proxy, scheme, credentials.isEmpty() ? QString() : u"anna:ge%3Aheim@"_s);
        for (int i = 0; i < 2; ++i) {
            TransferRun run(*m_transport, wanted);
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().body.bytes, "there"_ba);
            QCOMPARE(run.result().connection.proxy,
                     wayTo(proxy, scheme, credentials.isEmpty() ? QString() : u"anna@"_s));
            if (isEncrypted)
                QCOMPARE(run.result().connection.tls.host, u"localhost"_s);
        }
        QVERIFY(!proxy.asked().isEmpty());
        const QString server = u":%1"_s.arg(m_server->port());
        QString expected = u"localhost"_s + server;
        if (scheme == "socks5"_L1)
            expected = u"127.0.0.1"_s + server;
        else if (scheme == "http"_L1 && !isEncrypted)
            expected = u"http://localhost"_s + server + u"/x"_s;
        // With both kinds of addresses for the name, the other one may have been tried first.
        QVERIFY2(proxy.asked().contains(expected), qPrintable(proxy.asked().join(u' ')));

        // Requests that name no proxy do not use its connections.
        const auto before = proxy.asked().size();
        TransferRun direct(*m_transport, request(isEncrypted));
        RUN_TO_RESPONSE(direct);
        QCOMPARE(direct.result().connection.proxy, QString());
        QCOMPARE(proxy.asked().size(), before);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<bool>("isEncrypted");
        QTest::addColumn<QByteArray>("credentials");
        QTest::addColumn<int>("refusal");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("HTTP without the password that it wants, encrypted")
            << u"http"_s << true << "anna:geheim"_ba << 0 << Kind::ProxyAuthentication;
        QTest::newRow("HTTP without the password that it wants, plain")
            << u"http"_s << false << "anna:geheim"_ba << 0 << Kind::ProxyAuthentication;
        QTest::newRow("SOCKS5 without the password that it wants")
            << u"socks5h"_s << true << "anna:geheim"_ba << 0 << Kind::ProxyAuthentication;
        QTest::newRow("CONNECT answered with 502")
            << u"http"_s << true << QByteArray() << 502 << Kind::ProxyFailed;
        QTest::newRow("CONNECT answered with 403")
            << u"http"_s << true << QByteArray() << 403 << Kind::ProxyFailed;
        QTest::newRow("SOCKS5 that may not connect there")
            << u"socks5h"_s << true << QByteArray() << 2 << Kind::ProxyFailed;
        QTest::newRow("SOCKS5 that failed")
            << u"socks5h"_s << false << QByteArray() << 1 << Kind::ProxyFailed;
    }
    void refusals()
    {
        QFETCH(QString, scheme);
        QFETCH(bool, isEncrypted);
        QFETCH(QByteArray, credentials);
        QFETCH(int, refusal);
        QFETCH(Kind, kind);
        serve(isEncrypted);
        TestProxy proxy(
            {.kind = scheme == "http"_L1 ? TestProxy::Kind::Http : TestProxy::Kind::Socks5,
             .credentials = credentials,
             .refusal = refusal > 0 ? std::optional(refusal) : std::nullopt});
        ResolvedRequest wanted = request(isEncrypted);
        wanted.route.proxy = wayTo(proxy, scheme);
        TransferRun run(*m_transport, wanted);
        RUN_TO_FAILURE(run, kind);
        QVERIFY(!run.result().outcome.error().detail.isEmpty());
        QCOMPARE(m_server->receivedCount(), 0);
    }

    void aProxyThatIsNotThere_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<bool>("isEncrypted");
        QTest::newRow("HTTP, encrypted") << u"http"_s << true;
        QTest::newRow("HTTP, plain") << u"http"_s << false;
        QTest::newRow("SOCKS5") << u"socks5h"_s << true;
    }
    void aProxyThatIsNotThere()
    {
        QFETCH(QString, scheme);
        QFETCH(bool, isEncrypted);
        serve(isEncrypted);
        quint16 port = 0;
        {
            QTcpServer taken;
            QVERIFY(taken.listen(QHostAddress::LocalHost));
            port = taken.serverPort();
        }
        ResolvedRequest wanted = request(isEncrypted);
        wanted.route.proxy = u"%1://127.0.0.1:%2"_s.arg(scheme).arg(port);
        TransferRun run(*m_transport, wanted);
        RUN_TO_FAILURE(run, Kind::ProxyUnreachable);
        QCOMPARE(m_server->connectionCount(), 0);
    }

    void theUsualProxyAndItsExceptions()
    {
        serve(false);
        TestProxy proxy({});
        m_transport->setProxy(proxyFrom(wayTo(proxy, u"http"_s)), {u"127.0.0.1"_s});
        TransferRun run(*m_transport, request(false));
        RUN_TO_RESPONSE(run);
        QCOMPARE(proxy.asked().size(), 1);
        TransferRun excepted(*m_transport, request(false, u"127.0.0.1"_s));
        RUN_TO_RESPONSE(excepted);
        ResolvedRequest direct = request(false);
        direct.route.proxy = u"none"_s;
        TransferRun without(*m_transport, direct);
        RUN_TO_RESPONSE(without);
        QCOMPARE(proxy.asked().size(), 1);
        // The command line's counts for every request.
        m_transport->setProxy(proxyFrom(wayTo(proxy, u"http"_s)), {},
                              NetworkTransport::ProxyReach::EveryRequest);
        TransferRun all(*m_transport, direct);
        RUN_TO_RESPONSE(all);
        QCOMPARE(proxy.asked().size(), 2);
    }

    /// The proxy is asked for what the connection goes to, and finds its name by itself.
    void elsewhere_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<bool>("isEncrypted");
        QTest::newRow("SOCKS5, plain") << u"socks5h"_s << false;
        QTest::newRow("SOCKS5, encrypted") << u"socks5h"_s << true;
        QTest::newRow("HTTP, encrypted") << u"http"_s << true;
    }
    void elsewhere()
    {
        QFETCH(QString, scheme);
        QFETCH(bool, isEncrypted);
        serve(isEncrypted);
        TestProxy proxy(
            {.kind = scheme == "http"_L1 ? TestProxy::Kind::Http : TestProxy::Kind::Socks5});
        ResolvedRequest wanted
            = requestTo(QUrl((isEncrypted ? u"https"_s : u"http"_s) + u"://localhost/x"_s));
        wanted.route.proxy = wayTo(proxy, scheme);
        wanted.route.connectTo = u"elsewhere.example:%1"_s.arg(m_server->port());
        TransferRun run(*m_transport, wanted);
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.result().connection.proxy, wanted.route.proxy);
        QCOMPARE(run.result().connection.connectedTo, wanted.route.connectTo);
        QVERIFY(!run.result().timings.dns);
        QCOMPARE(proxy.asked().last(), wanted.route.connectTo);
        QCOMPARE(m_server->received().last().headers.first().second, "localhost"_ba);
    }

    void elsewhereMayNeedNoProxy()
    {
        serve(false);
        TestProxy proxy({});
        m_transport->setProxy(proxyFrom(wayTo(proxy, u"http"_s)), {u"127.0.0.1"_s});
        ResolvedRequest wanted = requestTo(QUrl(u"http://store.example/x"_s));
        wanted.route.connectTo = u"127.0.0.1:%1"_s.arg(m_server->port());
        TransferRun run(*m_transport, wanted);
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.result().connection.proxy, QString());
        QVERIFY(proxy.asked().isEmpty());
    }

    void whatIsNoProxyIsRefused()
    {
        serve(false);
        ResolvedRequest wanted = request(false);
        wanted.route.proxy = u"ftp://127.0.0.1:1"_s;
        TransferRun run(*m_transport, wanted);
        RUN_TO_FAILURE(run, Kind::InvalidProxy);
        m_transport->setProxy(proxyFrom(u"socks4://127.0.0.1"_s), {});
        TransferRun usual(*m_transport, request(false));
        RUN_TO_FAILURE(usual, Kind::InvalidProxy);
        QCOMPARE(m_server->connectionCount(), 0);
    }

    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<ProxyChoice>>("proxy");
        using Choice = std::optional<ProxyChoice>;
        QTest::newRow("nothing is the system's") << QString() << Choice(ProxyChoice{});
        QTest::newRow("system") << u"system"_s << Choice(ProxyChoice{});
        QTest::newRow("none") << u"none"_s << Choice(ProxyChoice{.kind = ProxyKind::None});
        QTest::newRow("a host alone is HTTP")
            << u"proxy.example:3128"_s
            << Choice(
                   ProxyChoice{.kind = ProxyKind::Http, .host = u"proxy.example"_s, .port = 3128});
        QTest::newRow("the usual port of HTTP")
            << u"http://proxy.example"_s
            << Choice(
                   ProxyChoice{.kind = ProxyKind::Http, .host = u"proxy.example"_s, .port = 8080});
        QTest::newRow("SOCKS5 with user and password")
            << u"socks5h://anna:a%40b@[::1]:1081"_s
            << Choice(ProxyChoice{ProxyKind::Socks5Names, u"::1"_s, 1081, u"anna"_s, u"a@b"_s});
        QTest::newRow("a password as somebody chose it")
            << u"http://anna:a/b c@d#1@proxy.example:1"_s
            << Choice(
                   ProxyChoice{ProxyKind::Http, u"proxy.example"_s, 1, u"anna"_s, u"a/b c@d#1"_s});
        QTest::newRow("another scheme") << u"https://proxy.example"_s << Choice();
        QTest::newRow("a path") << u"http://proxy.example/pac"_s << Choice();
        QTest::newRow("no host") << u"http://"_s << Choice();
        QTest::newRow("blanks") << u"http://a b"_s << Choice();
    }
    void texts()
    {
        QFETCH(QString, text);
        QFETCH(std::optional<ProxyChoice>, proxy);
        const auto read = proxyFrom(text);
        QCOMPARE(read.has_value(), proxy.has_value());
        if (!proxy) {
            QCOMPARE(kindName(read.error().kind), u"invalid-proxy"_s);
            return;
        }
        QVERIFY(*read == *proxy);
        ProxyChoice written = *proxyFrom(proxyText(*read));
        written.password = read->password;
        QVERIFY(written == *read);
    }

    void exceptions_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("a name") << u"example.com"_s << u"Example.com"_s << true;
        QTest::newRow("what is below a name") << u"example.com"_s << u"a.b.example.com"_s << true;
        QTest::newRow("with a dot before") << u".example.com"_s << u"a.example.com"_s << true;
        QTest::newRow("with a star before") << u"*.example.com"_s << u"a.example.com"_s << true;
        QTest::newRow("not the end of another") << u"example.com"_s << u"badexample.com"_s << false;
        QTest::newRow("one of several") << u"a.com, b.com;c.com"_s << u"b.com"_s << true;
        QTest::newRow("a port that fits") << u"example.com:8443"_s << u"example.com"_s << true;
        QTest::newRow("a port that does not") << u"example.com:443"_s << u"example.com"_s << false;
        QTest::newRow("a network") << u"10.0.0.0/8"_s << u"10.1.2.3"_s << true;
        QTest::newRow("outside of it") << u"10.0.0.0/8"_s << u"11.1.2.3"_s << false;
        QTest::newRow("a network and a name") << u"10.0.0.0/8"_s << u"example.com"_s << false;
        QTest::newRow("an IPv6 address") << u"::1"_s << u"::1"_s << true;
        QTest::newRow("everything") << u"*"_s << u"example.com"_s << true;
        QTest::newRow("nothing") << QString() << u"example.com"_s << false;
    }
    void exceptions()
    {
        QFETCH(QString, list);
        QFETCH(QString, host);
        QFETCH(bool, isOne);
        QCOMPARE(isExcepted(proxyExceptionsFrom(list), host, 8443), isOne);
    }
};

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
