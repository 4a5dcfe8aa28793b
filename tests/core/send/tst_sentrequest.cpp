// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/connectiontarget.h"
#include "core/send/sentrequest.h"
#include "tests/core/send/rawpeer.h"
#include "tests/core/send/transferrun.h"

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is told of a request is what a server receives, byte for byte.
class TestSentRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void bytesOnTheWire_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QList<RawHeader>>("headers");
        QTest::addColumn<QByteArray>("body");
        using Headers = QList<RawHeader>;
        const auto row = [](const QByteArray &name, const QByteArray &method, const QString &path,
                            const Headers &headers = {}, const QByteArray &body = {}) {
            QTest::newRow(name.constData()) << method << path << headers << body;
        };
        for (const QByteArray method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
                                        "TRACE", "get", "X-PURGE", "M-SEARCH", "QUERY"}) {
            row(method + " without a body", method, u"/"_s);
            if (method != "HEAD")
                row(method + " with a body", method, u"/a/b?c=d"_s, {}, "some bytes"_ba);
        }
        row("no path", "GET"_ba, QString());
        row("a query and no path", "GET"_ba, u"?a=b"_s);
        row("an empty query", "GET"_ba, u"/?"_s);
        row("a POST with a query and no body", "POST"_ba, u"/?a=b"_s);
        row("a fragment is not sent", "GET"_ba, u"/a#b"_s);
        row("percent-encoding as written", "GET"_ba, u"/a%2Fb%20c%7e?d=%zz&e=%C3%A9"_s);
        row("what must be encoded", "GET"_ba, u"/ä b|c\"<>{}?d=[e] f^`"_s);
        row("dots and empty segments", "GET"_ba, u"//a/../b/./c//"_s);
        row("a semicolon, a plus and an asterisk", "GET"_ba, u"/a;b+c*?d+e;f"_s);
        row("headers keep their order", "GET"_ba, u"/"_s,
            {{"Zed"_ba, "1"_ba}, {"Accept"_ba, "a/b"_ba}, {"A-B"_ba, "2"_ba}});
        row("lines that share a name", "GET"_ba, u"/"_s,
            {{"X"_ba, "1"_ba}, {"Y"_ba, "2"_ba}, {"x"_ba, "3"_ba}, {"X"_ba, ""_ba}});
        row("cookies on several lines", "GET"_ba, u"/"_s,
            {{"Cookie"_ba, "a=b"_ba}, {"Y"_ba, "2"_ba}, {"cookie"_ba, "c=d"_ba}});
        row("empty values", "GET"_ba, u"/"_s, {{"X"_ba, ""_ba}, {"Y"_ba, ""_ba}});
        row("white space around values", "GET"_ba, u"/"_s, {{"X"_ba, "  a  b\t"_ba}});
        row("bytes that are no ASCII", "GET"_ba, u"/"_s, {{"X"_ba, "\xc3\xa9 \xe9"_ba}});
        row("names with odd signs", "GET"_ba, u"/"_s,
            {{"X!#$%&'*+.^_`|~9"_ba, "1"_ba}, {"x_y"_ba, "2"_ba}});
        row("a Host of its own", "GET"_ba, u"/"_s, {{"A"_ba, "1"_ba}, {"Host"_ba, "b:1"_ba}});
        row("an empty Host", "GET"_ba, u"/"_s, {{"A"_ba, "1"_ba}, {"Host"_ba, ""_ba}});
        row("everything that would be added", "POST"_ba, u"/"_s,
            {{"Connection"_ba, "close"_ba},
             {"Accept-Encoding"_ba, "identity"_ba},
             {"User-Agent"_ba, "me"_ba},
             {"Accept-Language"_ba, "de"_ba},
             {"Host"_ba, "b"_ba},
             {"Content-Length"_ba, "2"_ba}},
            "hi"_ba);
        row("everything that would be added, empty", "GET"_ba, u"/"_s,
            {{"Connection"_ba, ""_ba},
             {"Accept-Encoding"_ba, ""_ba},
             {"A"_ba, "1"_ba},
             {"User-Agent"_ba, ""_ba},
             {"Accept-Language"_ba, ""_ba},
             {"B"_ba, "2"_ba}});
        row("a length that is written", "PUT"_ba, u"/"_s,
            {{"content-length"_ba, "2"_ba}, {"A"_ba, "1"_ba}}, "hi"_ba);
        row("Connection with several tokens", "GET"_ba, u"/"_s,
            {{"Connection"_ba, "keep-alive, X-Hop"_ba}, {"X-Hop"_ba, "1"_ba}});
        row("Expect", "PUT"_ba, u"/"_s, {{"Expect"_ba, "100-continue"_ba}}, "hi"_ba);
        row("TE", "GET"_ba, u"/"_s, {{"TE"_ba, "trailers"_ba}, {"Connection"_ba, "TE"_ba}});
        row("Upgrade", "GET"_ba, u"/"_s,
            {{"Upgrade"_ba, "h2c"_ba}, {"Connection"_ba, "Upgrade"_ba}});
        row("Range", "GET"_ba, u"/"_s, {{"Range"_ba, "bytes=0-1"_ba}});
        row("a validator", "GET"_ba, u"/"_s, {{"If-None-Match"_ba, "\"a\", W/\"b\""_ba}});
        row("authorization", "GET"_ba, u"/"_s, {{"Authorization"_ba, "Basic YTpi"_ba}});
        row("Proxy-Connection", "GET"_ba, u"/"_s, {{"Proxy-Connection"_ba, "Keep-Alive"_ba}});
        row("Content-Type without a body", "POST"_ba, u"/"_s, {{"Content-Type"_ba, "a/b"_ba}});
        row("Referer and Origin", "GET"_ba, u"/"_s,
            {{"Referer"_ba, "http://a/"_ba}, {"Origin"_ba, "null"_ba}});
        row("a long value", "GET"_ba, u"/"_s, {{"X"_ba, QByteArray(60'000, 'x')}});
        Headers many;
        for (int i = 0; i < 300; ++i)
            many.append({"X-" + QByteArray::number(i), QByteArray::number(i)});
        row("many headers", "GET"_ba, u"/"_s, many);
        row("NULs in the body", "POST"_ba, u"/"_s, {}, QByteArray("a\0b\r\n\r\n", 7));
        row("a body of 200 kB", "POST"_ba, u"/"_s, {}, QByteArray(200'000, 'b'));
    }
    void bytesOnTheWire()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QList<RawHeader>, headers);
        QFETCH(QByteArray, body);
        RawPeer peer;
        NetworkTransport transport;
        const ResolvedRequest request = requestTo(peer.url(path), method, headers, body);
        TransferRun run(transport, request);
        RUN_TO_RESPONSE(run);
        QCOMPARE(peer.requests.size(), 1);
        const SentRequest told = sentRequest(request, SentRequest::Form::Http1);
        QCOMPARE(told.head() + body, peer.requests.first());

        // What is marked as added is what the transport says it added.
        QByteArrayList added;
        for (const SentRequest::Line &line : told.lines) {
            if (line.isAdded)
                added.append(line.text);
        }
        QByteArrayList said;
        for (const RawHeader &header : run.response().addedRequestHeaders)
            said.append(header.name.toLower() + ": " + header.value);
        std::ranges::sort(added);
        std::ranges::sort(said);
        QCOMPARE(added, said);
    }

    void redirectsAreToldOneByOne()
    {
        const auto answer = [](int status, const QByteArray &location) {
            return "HTTP/1.1 " + QByteArray::number(status)
                + " Elsewhere\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n";
        };
        RawPeer peer;
        RawPeer other;
        peer.answers = {answer(307, "/again?a=b"), answer(303, other.url(u"/there"_s).toEncoded())};
        NetworkTransport transport;
        Exchange exchange;
        exchange.request = requestTo(peer.url(u"/"_s), "POST"_ba,
                                     {{"Content-Type"_ba, "text/plain"_ba},
                                      {"Authorization"_ba, "Bearer x"_ba},
                                      {"X-Kept"_ba, "1"_ba}},
                                     "body"_ba);
        TransferRun run(transport, exchange.request);
        RUN_TO_RESPONSE(run);
        const QList<QByteArray> received = peer.requests + other.requests;
        QCOMPARE(received.size(), 3);
        Attempt attempt;
        attempt.result = run.result().outcome;
        const QList<SentRequest> told = sentRequests(exchange, attempt);
        QCOMPARE(told.size(), 3);
        for (qsizetype i = 0; i < told.size(); ++i) {
            QByteArray bytes = told[i].head();
            for (const BodySegment &segment : told[i].body)
                bytes += segment.bytes;
            QCOMPARE(bytes, received[i]);
        }
        QCOMPARE(told[0].status, 307);
        QCOMPARE(told[2].method, "GET"_ba);
        QVERIFY(!received[2].contains("authorization"));
        const QList<RedirectHop> &hops = run.response().redirects;
        QVERIFY(hops[0].elapsed > 0us && hops[1].elapsed > 0us);
        QVERIFY(hops[0].elapsed + hops[1].elapsed <= run.result().timings.total);
        QCOMPARE(hops[0].httpVersion, "1.1"_ba);
    }

    void aFailureKeepsWhatWasSent()
    {
        RawPeer peer;
        peer.answers = {"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /b\r\n\r\n"_ba,
                        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ftp://c/\r\n\r\n"_ba};
        NetworkTransport transport;
        Exchange exchange;
        exchange.request = requestTo(peer.url(u"/a"_s));
        TransferRun run(transport, exchange.request);
        RUN_TO_FAILURE(run, SendError::Kind::InvalidRedirect);
        Attempt attempt;
        attempt.result = run.result().outcome;
        attempt.redirects = run.result().redirects;
        attempt.httpVersion = run.result().httpVersion;
        const QList<SentRequest> told = sentRequests(exchange, attempt);
        QCOMPARE(told.size(), 2);
        QCOMPARE(told[0].head(), peer.requests[0]);
        QCOMPARE(told[1].head(), peer.requests[1]);
        QVERIFY(!told[1].status);
    }

    void whatLeadsElsewhereIsSentAsTheUrlSays_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("connectTo");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("host and port") << u"http://store.example/a"_s << u"127.0.0.1:PORT"_s
                                       << QString() << "store.example"_ba;
        QTest::newRow("a port alone")
            << u"http://127.0.0.1:81/a"_s << u":PORT"_s << QString() << "127.0.0.1:81"_ba;
        QTest::newRow("an address") << u"http://store.example:PORT/a"_s << QString()
                                    << u"127.0.0.1"_s << "store.example:PORT"_ba;
        QTest::newRow("an address and a port") << u"http://store.example:81/a"_s << u":PORT"_s
                                               << u"127.0.0.1"_s << "store.example:81"_ba;
    }
    void whatLeadsElsewhereIsSentAsTheUrlSays()
    {
        QFETCH(QString, url);
        QFETCH(QString, connectTo);
        QFETCH(QString, address);
        QFETCH(QByteArray, host);
        RawPeer peer;
        const QString port = QString::number(peer.serverPort());
        NetworkTransport transport;
        ResolvedRequest request
            = requestTo(QUrl(url.replace(u"PORT"_s, port)), "GET"_ba, {{"A"_ba, "1"_ba}});
        request.route.connectTo = connectTo.replace(u"PORT"_s, port);
        request.route.address = address;
        for (int i = 0; i < 2; ++i) {
            TransferRun run(transport, request);
            RUN_TO_RESPONSE(run);
            QCOMPARE(sentRequest(request, SentRequest::Form::Http1).head(), peer.requests[i]);
            const QByteArray start = "GET /a HTTP/1.1\r\nhost: "
                + host.replace("PORT", port.toLatin1()) + "\r\na: 1\r\n";
            QVERIFY(peer.requests[i].startsWith(start));
            QCOMPARE(run.result().connection.connectedTo, u"127.0.0.1:"_s + port);
        }
        QCOMPARE(peer.connections, 1);
        // The next one goes where its URL says, with its own name.
        TransferRun plain(transport, requestTo(peer.url(u"/b"_s)));
        RUN_TO_RESPONSE(plain);
        QVERIFY(peer.requests[2].startsWith("GET /b HTTP/1.1\r\nhost: 127.0.0.1:"));
        QVERIFY(plain.result().connection.connectedTo.isEmpty());
    }

    void whatIsLedToOneServerSharesNoConnection()
    {
        RawPeer peer;
        NetworkTransport transport;
        const auto send = [&](const QString &url) {
            ResolvedRequest request = requestTo(QUrl(url));
            request.route.connectTo = u"127.0.0.1:%1"_s.arg(peer.serverPort());
            TransferRun run(transport, request);
            return run.wait() && run.result().outcome && !run.result().timings.connect;
        };
        for (const QString &url :
             {u"http://a.example/"_s, u"http://b.example/"_s, u"http://a.example:81/"_s})
            QVERIFY2(!send(url), "it went over the connection of another");
        QCOMPARE(peer.connections, 3);
        // But each has its own, and keeps it.
        for (const QString &url :
             {u"http://a.example/x"_s, u"http://b.example/y"_s, u"http://a.example:81/z"_s})
            QVERIFY(send(url));
        QCOMPARE(peer.connections, 3);
    }

    void routesThatCannotBeMeant_data()
    {
        QTest::addColumn<QString>("connectTo");
        QTest::addColumn<QString>("address");
        QTest::addColumn<HttpVersion>("version");
        const auto row = [](const char *name, const QString &connectTo, const QString &address,
                            HttpVersion version = HttpVersion::Automatic) {
            QTest::newRow(name) << connectTo << address << version;
        };
        row("a port that is none", u"a:x"_s, {});
        row("a port that is too large", u"a:65536"_s, {});
        row("IPv6 without brackets", u"::1:80"_s, {});
        row("brackets around a name", u"[a]:80"_s, {});
        row("a path", u"a/b:80"_s, {});
        row("a name for an address", {}, u"localhost"_s);
        row("HTTP/2", u"127.0.0.1:1"_s, {}, HttpVersion::Http2);
        row("HTTP/2 by prior knowledge", {}, u"127.0.0.1"_s, HttpVersion::Http2Direct);
    }
    void routesThatCannotBeMeant()
    {
        QFETCH(QString, connectTo);
        QFETCH(QString, address);
        QFETCH(HttpVersion, version);
        NetworkTransport transport;
        ResolvedRequest request = requestTo(QUrl(u"http://store.example/"_s));
        request.route.connectTo = connectTo;
        request.route.address = address;
        request.httpVersion = version;
        TransferRun run(transport, request);
        RUN_TO_FAILURE(run, SendError::Kind::InvalidRoute);
        QCOMPARE(run.result().outcome.error().subject, connectTo.isEmpty() ? address : connectTo);
    }

    void redirectsKeepWhatHoldsForTheirHost()
    {
        const Route route{.connectTo = u"x:1"_s, .address = u"::1"_s};
        const QUrl from(u"http://a/"_s);
        QCOMPARE(redirectedRoute(route, from, QUrl(u"http://A:80/b"_s)), route);
        QCOMPARE(redirectedRoute(route, from, QUrl(u"https://a/"_s)), Route{.address = u"::1"_s});
        QCOMPARE(redirectedRoute(route, from, QUrl(u"http://b/"_s)), Route{});
    }

    void namesAreLookedUpBeforeConnecting()
    {
        RawPeer peer;
        NetworkTransport transport;
        TransferRun named(transport, requestTo(peer.url(u"/"_s, u"localhost"_s)));
        RUN_TO_RESPONSE(named);
        QVERIFY(named.result().timings.dns.has_value());
        QVERIFY(named.result().timings.connect.has_value());
        TransferRun kept(transport, requestTo(peer.url(u"/"_s, u"localhost"_s)));
        RUN_TO_RESPONSE(kept);
        QVERIFY(!kept.result().timings.dns.has_value());
        TransferRun numbered(transport, requestTo(peer.url(u"/"_s)));
        RUN_TO_RESPONSE(numbered);
        QVERIFY(!numbered.result().timings.dns.has_value());
        TransferRun unknown(transport, requestTo(QUrl(u"http://no-such-host.invalid/"_s)));
        RUN_TO_FAILURE(unknown, SendError::Kind::NameNotFound);
        QVERIFY(unknown.result().timings.dns.has_value());
        QVERIFY(!unknown.result().timings.connect.has_value());
        QVERIFY(wasNotSent(unknown.result().outcome.error()));
    }
};

QTEST_GUILESS_MAIN(TestSentRequest)
#include "tst_sentrequest.moc"
