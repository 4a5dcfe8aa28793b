// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sentrequest.h"
#include "tests/core/send/rawpeer.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/testproxy.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// What an exchange of one attempt tells of its requests.
QList<SentRequest> told(const ResolvedRequest &request, const TransferRun &run)
{
    Exchange exchange;
    exchange.request = request;
    Attempt attempt;
    attempt.result = run.result().outcome;
    attempt.connection = run.result().connection;
    return sentRequests(exchange, attempt);
}

} // namespace

/// What is told of a request that goes through a proxy is what the proxy receives, byte for byte
/// but for the password.
class TestProxiedRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void anHttpProxyGetsTheWholeUrl_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("credentials");
        QTest::addColumn<QList<RawHeader>>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("line");
        using Headers = QList<RawHeader>;
        const auto row = [](const char *name, const QString &url, const QByteArray &line,
                            const QString &credentials = {}, const Headers &headers = {},
                            const QByteArray &body = {}) {
            QTest::newRow(name) << url << credentials << headers << body << line;
        };
        row("a plain request", u"http://store.example/a?b=c"_s, "http://store.example/a?b=c"_ba);
        row("no path", u"http://store.example"_s, "http://store.example/"_ba);
        row("a port", u"http://store.example:8001/a"_s, "http://store.example:8001/a"_ba);
        row("dot segments and a fragment", u"http://store.example/a/../b#c"_s,
            "http://store.example/b"_ba);
        row("a body", u"http://store.example/a"_s, "http://store.example/a"_ba, {},
            {{"Content-Type"_ba, "a/b"_ba}}, "hi"_ba);
        row("a user", u"http://store.example/a"_s, "http://store.example/a"_ba, u"jane:s3cret@"_s);
        row("a user and a body", u"http://store.example/a"_s, "http://store.example/a"_ba,
            u"jane:s3cret@"_s, {{"A"_ba, "1"_ba}}, "hi"_ba);
        row("a user, and another written out", u"http://store.example/a"_s,
            "http://store.example/a"_ba, u"jane:s3cret@"_s,
            {{"Proxy-Authorization"_ba, "Basic eDp5"_ba}, {"A"_ba, "1"_ba}});
        row("what is written for proxies", u"http://store.example/a"_s, "http://store.example/a"_ba,
            {}, {{"Proxy-Connection"_ba, "close"_ba}});
    }
    void anHttpProxyGetsTheWholeUrl()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, credentials);
        QFETCH(const QList<RawHeader>, headers);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, line);
        RawPeer proxy;
        NetworkTransport transport;
        ResolvedRequest request
            = requestTo(QUrl(url), body.isEmpty() ? "GET"_ba : "POST"_ba, headers, body);
        request.route.proxy
            = u"http://"_s + credentials + u"127.0.0.1:%1"_s.arg(proxy.serverPort());
        TransferRun run(transport, request);
        RUN_TO_RESPONSE(run);
        QCOMPARE(proxy.requests.size(), 1);
        QByteArray received = proxy.requests.first();
        QVERIFY2(received.contains(QByteArray(' ' + line + " HTTP/1.1\r\n")), received.constData());
        // The password is nowhere in what is told.
        received.replace("jane:s3cret"_ba.toBase64(), "***");
        const QList<SentRequest> all = told(request, run);
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().head() + body, received);
    }

    void redirectsThroughIt()
    {
        RawPeer proxy;
        proxy.answers = {"HTTP/1.1 307 Elsewhere\r\nContent-Length: 0\r\n"
                         "Location: http://other.example/b\r\n\r\n"_ba};
        NetworkTransport transport;
        ResolvedRequest request
            = requestTo(QUrl(u"http://store.example/a"_s), "POST"_ba, {}, "x"_ba);
        request.route.proxy = u"http://127.0.0.1:%1"_s.arg(proxy.serverPort());
        TransferRun run(transport, request);
        RUN_TO_RESPONSE(run);
        const QList<SentRequest> all = told(request, run);
        QCOMPARE(all.size(), 2);
        for (qsizetype i = 0; i < 2; ++i)
            QCOMPARE(all[i].head() + 'x', proxy.requests.value(i));
        QVERIFY(proxy.requests[1].startsWith("POST http://other.example/b HTTP/1.1\r\n"));
        QCOMPARE(run.response().redirects.first().proxy, request.route.proxy);
    }

    /// Only one of the two goes through the proxy.
    void redirectsAroundIt()
    {
        RawPeer server;
        RawPeer proxy("HTTP/1.1 302 Elsewhere\r\nContent-Length: 0\r\nLocation: "
                      + server.url(u"/b"_s).toEncoded() + "\r\n\r\n");
        NetworkTransport transport;
        transport.setProxy(proxyFrom(u"http://127.0.0.1:%1"_s.arg(proxy.serverPort())),
                           {u"127.0.0.1"_s});
        const ResolvedRequest request = requestTo(QUrl(u"http://store.example/a"_s));
        TransferRun run(transport, request);
        RUN_TO_RESPONSE(run);
        const QList<SentRequest> all = told(request, run);
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].head(), proxy.requests.value(0));
        QCOMPARE(all[1].head(), server.requests.value(0));
        QVERIFY(server.requests.first().startsWith("GET /b HTTP/1.1\r\n"));
    }

    void ledElsewhereItGetsTheUrlThatIsConnectedTo()
    {
        RawPeer proxy;
        NetworkTransport transport;
        ResolvedRequest request = requestTo(QUrl(u"http://store.example/a"_s));
        request.route.proxy = u"http://127.0.0.1:%1"_s.arg(proxy.serverPort());
        request.route.connectTo = u"other.example:8001"_s;
        TransferRun run(transport, request);
        RUN_TO_RESPONSE(run);
        QCOMPARE(told(request, run).first().head(), proxy.requests.value(0));
        QVERIFY(proxy.requests.first().startsWith(
            "GET http://other.example:8001/a HTTP/1.1\r\nhost: store.example\r\n"));
    }

    void socksLeavesRequestsAsTheyAre_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("credentials");
        QTest::newRow("names are looked up here") << u"socks5"_s << QString();
        QTest::newRow("the proxy looks them up") << u"socks5h"_s << QString();
        QTest::newRow("a user") << u"socks5"_s << u"jane:s3cret@"_s;
    }
    void socksLeavesRequestsAsTheyAre()
    {
        QFETCH(const QString, scheme);
        QFETCH(const QString, credentials);
        RawPeer server;
        TestProxy proxy(
            {.kind = TestProxy::Kind::Socks5,
             .credentials = credentials.chopped(credentials.isEmpty() ? 0 : 1).toUtf8()});
        NetworkTransport transport;
        ResolvedRequest request = requestTo(server.url(u"/a"_s));
        request.route.proxy = scheme + u"://"_s + credentials + u"127.0.0.1:%1"_s.arg(proxy.port());
        TransferRun run(transport, request);
        RUN_TO_RESPONSE(run);
        QCOMPARE(proxy.asked().size(), 1);
        QCOMPARE(told(request, run).first().head(), server.requests.value(0));
        QVERIFY(server.requests.first().startsWith("GET /a HTTP/1.1\r\n"));
    }

    /// Through CONNECT the server receives what it would without a proxy.
    void encryptedRequestsAreToldAsTheServerGetsThem()
    {
        const ResolvedRequest request = requestTo(QUrl(u"https://store.example/a"_s));
        const auto asTold = [&request](const QString &proxy) {
            return sentRequest(request, SentRequest::Form::Http1, Upload::Device, {}, proxy).head();
        };
        QCOMPARE(asTold(u"http://jane@127.0.0.1:1"_s), asTold({}));
        QVERIFY(asTold({}).startsWith("GET /a HTTP/1.1\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestProxiedRequests)
#include "tst_proxiedrequests.moc"
