// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "core/resilience/memorybreakerstore.h"
#include "core/resolve/redaction.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"

#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Cookies on the wire: real sockets, the jar of the sender.
class TestCookieSends : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<MemoryBreakerStore> m_breaker;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<FaultServer> m_server;
    CookieJarPtr m_jar;

    void serve(QByteArray json)
    {
        const auto wanted = parseFaultScript(R"({"routes": []})");
        m_server = std::make_unique<FaultServer>(*wanted);
        QVERIFY(m_server->listen().has_value());
        const auto script
            = parseFaultScript(json.replace("PORT", QByteArray::number(m_server->port())));
        QVERIFY2(script.has_value(), script ? "" : qPrintable(script.error().message));
        m_server->setScript(*script);
    }
    RequestSpec get(const QString &path) const
    {
        RequestSpec spec;
        spec.url = m_server->url(path).toString();
        return spec;
    }
    ExchangePtr send(const RequestSpec &spec, const SendOptions &options = {})
    {
        const auto operation = m_sender->send(spec, {}, options);
        ExchangePtr result;
        connect(operation.get(), &SendOperation::finished, this,
                [&result](const ExchangePtr &exchange) { result = exchange; });
        operation->start();
        if (!QTest::qWaitFor([&result] { return result != nullptr; }, 30000))
            qWarning("the send has no end");
        return result;
    }
    /// The Cookie header of the last request.
    QByteArray sent() const { return headerOf(m_server->received().last(), "cookie"); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_transport = std::make_unique<NetworkTransport>();
        m_breaker = std::make_unique<MemoryBreakerStore>(m_clock);
        m_sender = std::make_unique<Sender>(*m_transport, m_clock, *m_breaker, [] { return 0.0; });
        m_jar = std::make_shared<CookieJar>();
        m_sender->setCookieJar(m_jar);
    }
    void cleanup()
    {
        m_sender.reset();
        m_breaker.reset();
        m_transport.reset();
        m_server.reset();
    }

    void whatIsSetIsSentAgain()
    {
        serve(R"({"routes": [
            {"path": "/login", "sequence": [{"status": 200, "headers":
                [["Set-Cookie", "a=1; Path=/"], ["Set-Cookie", "b=2, with; Path=/; HttpOnly"]]}]},
            {"path": "/echo", "sequence": [{"status": 200}]}]})");
        const ExchangePtr login = send(get(u"/login"_s));
        QCOMPARE(sent(), "");
        const HopCookies hop = login->attempts.first().cookies.value(0);
        QCOMPARE(hop.url, m_server->url(u"/login"_s));
        QCOMPARE(hop.sent, QList<RawHeader>());
        QCOMPARE(hop.received,
                 (QList<SetCookieReport>{{"a"_ba, "1"_ba, "Path=/"_ba},
                                         {"b"_ba, "2, with"_ba, "Path=/; HttpOnly"_ba}}));
        const ExchangePtr echo = send(get(u"/echo?q"_s));
        QCOMPARE(sent(), "a=1; b=2, with");
        QCOMPARE(echo->attempts.first().cookies.value(0).sent,
                 (QList<RawHeader>{{"a"_ba, "1"_ba}, {"b"_ba, "2, with"_ba}}));
        QCOMPARE(headerValue(echo->response()->addedRequestHeaders, "cookie"), "a=1; b=2, with");
    }

    void whoTakesNoPart_data()
    {
        QTest::addColumn<CookieUse>("use");
        QTest::addColumn<SendOptions>("options");
        QTest::newRow("a request that says so") << CookieUse::NoJar << SendOptions();
        SendOptions none;
        none.cookies = CookieJarPtr();
        QTest::newRow("a send without a jar") << CookieUse::Jar << none;
    }
    void whoTakesNoPart()
    {
        QFETCH(CookieUse, use);
        QFETCH(SendOptions, options);
        serve(R"({"routes": [{"path": "/", "sequence": [
            {"status": 200, "headers": {"Set-Cookie": "b=2"}}]}]})");
        m_jar->set({.name = "a"_ba, .value = "1"_ba, .domain = "127.0.0.1"_ba});
        RequestSpec spec = get(u"/"_s);
        spec.cookies = use;
        spec.headers = {{u"Cookie"_s, u"mine=1"_s}};
        const ExchangePtr exchange = send(spec, options);
        QCOMPARE(sent(), "mine=1");
        QCOMPARE(m_jar->size(), 1);
        QVERIFY(exchange->attempts.first().cookies.isEmpty());
    }

    void writtenOnesWin()
    {
        serve(R"({"routes": [{"path": "/", "sequence": [{"status": 200}]}]})");
        m_jar->set({.name = "a"_ba, .value = "jar"_ba, .domain = "127.0.0.1"_ba});
        m_jar->set({.name = "b"_ba, .value = "jar"_ba, .domain = "127.0.0.1"_ba});
        RequestSpec spec = get(u"/"_s);
        spec.headers = {{u"Cookie"_s, u"x=1; a=mine"_s}};
        const ExchangePtr exchange = send(spec);
        QCOMPARE(sent(), "x=1; a=mine; b=jar");
        QCOMPARE(exchange->request.headers, (QList<RawHeader>{{"Cookie"_ba, "x=1; a=mine"_ba}}));
    }

    void redirectsSetAndSendAtEachHop()
    {
        serve(R"({"routes": [
            {"path": "/one", "sequence": [{"status": 302, "headers":
                {"Set-Cookie": "hop=1; Path=/", "Location": "/two"}}]},
            {"path": "/two", "sequence": [{"status": 302, "headers":
                {"Set-Cookie": "hop=2; Path=/", "Location": "http:\/\/localhost:PORT/three"}}]},
            {"path": "/three", "sequence": [{"status": 302, "headers":
                {"Set-Cookie": "other=3; Path=/", "Location": "http:\/\/127.0.0.1:PORT/four"}}]},
            {"path": "/four", "sequence": [{"status": 200}]}]})");
        m_jar->set({.name = "there"_ba, .value = "1"_ba, .domain = "localhost"_ba});
        const ExchangePtr exchange = send(get(u"/one"_s));
        QList<QByteArray> headers;
        for (const QList<ReceivedRequest> all = m_server->received(); const auto &request : all)
            headers.append(headerOf(request, "cookie"));
        QCOMPARE(headers, (QList<QByteArray>{"", "hop=1", "there=1", "hop=2"}));
        const QList<HopCookies> hops = exchange->attempts.first().cookies;
        QCOMPARE(hops.size(), 4);
        QCOMPARE(hops[2].url.host(), u"localhost"_s);
        QCOMPARE(hops[2].received.value(0).name, "other");
        QCOMPARE(hops[3].sent, (QList<RawHeader>{{"hop"_ba, "2"_ba}}));
    }

    void whatAFailedAttemptSetsTheNextOneSends()
    {
        serve(R"({"routes": [{"path": "/", "sequence": [
            {"status": 503, "headers": {"Set-Cookie": "node=b"}}, {"status": 200}]}]})");
        RequestSpec spec = get(u"/"_s);
        spec.policy.maxRetries = 1;
        spec.policy.retryDelay = milliseconds(1);
        const ExchangePtr exchange = send(spec);
        QCOMPARE(exchange->attempts.size(), 2);
        QCOMPARE(sent(), "node=b");
    }

    void severalAtOnceShareTheJar()
    {
        serve(R"({"routes": [
            {"path": "/slow", "sequence": [{"status": 200, "delay_ms": 200}]},
            {"path": "/set", "sequence": [{"status": 200, "headers": {"Set-Cookie": "a=1; Path=/"}}]}
            ]})");
        const auto slow = m_sender->send(get(u"/slow"_s), {});
        QSignalSpy ended(slow.get(), &SendOperation::finished);
        slow->start();
        send(get(u"/set"_s));
        QVERIFY(!ended.isEmpty() || ended.wait(30000));
        QCOMPARE(m_jar->size(), 1);
        send(get(u"/slow"_s));
        QCOMPARE(sent(), "a=1");
    }

    void whoIsStoppedTellsWhatWasSent_data()
    {
        QTest::addColumn<int>("deadline");
        QTest::newRow("by its user") << 0;
        QTest::newRow("by its deadline") << 300;
    }

    void whoIsStoppedTellsWhatWasSent()
    {
        QFETCH(int, deadline);
        serve(R"({"routes": [{"path": "/", "sequence": [{"fault": "stall", "ms": 60000}]}]})");
        m_jar->set({.name = "a"_ba, .value = "1"_ba, .domain = "127.0.0.1"_ba});
        RequestSpec spec = get(u"/"_s);
        spec.policy.deadline = milliseconds(deadline);
        const auto operation = m_sender->send(spec, {});
        ExchangePtr ended;
        connect(operation.get(), &SendOperation::finished, this,
                [&ended](const ExchangePtr &exchange) { ended = exchange; });
        operation->start();
        QTRY_VERIFY(m_server->receivedCount() == 1);
        if (deadline == 0)
            operation->cancel();
        QTRY_VERIFY(ended);
        QCOMPARE(ended->attempts.size(), 1);
        QCOMPARE(ended->attempts.first().cookies.value(0).sent,
                 (QList<RawHeader>{{"a"_ba, "1"_ba}}));
    }

    void refusalsAreToldWithTheirReason()
    {
        serve(R"({"routes": [{"path": "/", "sequence": [{"status": 200, "headers":
            [["Set-Cookie", "a=1; Secure"], ["Set-Cookie", "b=1; Domain=other.example"]]}]}]})");
        const ExchangePtr exchange = send(get(u"/"_s));
        const QList<SetCookieReport> reports = exchange->attempts.first().cookies.first().received;
        QCOMPARE(reports.value(0).verdict, CookieVerdict::SecureOverHttp);
        QCOMPARE(reports.value(1).verdict, CookieVerdict::DomainMismatch);
        QCOMPARE(m_jar->size(), 0);
    }

    void nothingOfAValueIsKept()
    {
        serve(R"({"routes": [{"path": "/", "sequence": [{"status": 200,
            "headers": {"Set-Cookie": "next=planted-received-value; Path=/"},
            "body": "you said planted-sent-value and get planted-received-value"}]}]})");
        m_jar->set({.name = "sid"_ba, .value = "planted-sent-value"_ba, .domain = "127.0.0.1"_ba});
        const ExchangePtr exchange = send(get(u"/"_s));
        QVERIFY(exchange->response()->body.bytes.contains("planted-sent"));
        const Exchange kept = redacted(*exchange, {});
        const HopCookies hop = kept.attempts.first().cookies.first();
        QCOMPARE(hop.sent, (QList<RawHeader>{{"sid"_ba, "***"_ba}}));
        QCOMPARE(hop.received.value(0).value, "***");
        QVERIFY(!kept.response()->body.bytes.contains("planted"));
        for (const RawHeader &header : kept.response()->addedRequestHeaders)
            QVERIFY2(!header.value.contains("planted"), header.name.constData());
        for (const RawHeader &header : kept.response()->headers)
            QVERIFY2(!header.value.contains("planted"), header.name.constData());
    }
};

QTEST_GUILESS_MAIN(TestCookieSends)
#include "tst_cookiesends.moc"
