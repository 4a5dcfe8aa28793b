// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/core/send/transferrun.h"

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

class TestNetworkTransportRedirects : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;

    void serve(const QByteArray &json)
    {
        const auto script = parseFaultScript(json);
        QVERIFY2(script.has_value(),
                 script ? "" : qPrintable(script.error().message + script.error().place));
        m_server = std::make_unique<FaultServer>(*script);
        const auto port = m_server->listen();
        QVERIFY2(port.has_value(), qPrintable(port.error_or(QString())));
    }
    QUrl url(const QString &path) const { return m_server->url(path); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_transport = std::make_unique<NetworkTransport>();
    }
    void cleanup()
    {
        m_transport.reset();
        m_server.reset();
    }

    void redirectsAreFollowedAndKept()
    {
        serve(
            R"({"routes": [{"path": "/one", "sequence": [{"redirect": "/two", "body_size": 3000000}]}, {"path": "/two", "sequence": [{"status": 307, "headers": {"Location": "three?x=1"}, "body": "two"}]}, {"path": "/three", "sequence": [{"status": 200, "body": "end"}]}]})");
        TransferRun run(
            *m_transport,
            requestTo(url(u"/one"_s), "POST"_ba, {{"Content-Type"_ba, "text/plain"_ba}}, "hi"_ba));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().body.bytes, "end"_ba);
        QCOMPARE(run.response().url, url(u"/three?x=1"_s));
        QCOMPARE(run.heads.size(), 1);
        const auto &hops = run.response().redirects;
        QCOMPARE(hops.size(), 2);
        QCOMPARE(hops.at(0).method, "POST"_ba);
        QCOMPARE(hops.at(0).status, 302);
        QCOMPARE(hops.at(0).url, url(u"/one"_s));
        QCOMPARE(hops.at(1).method, "GET"_ba);
        QCOMPARE(hops.at(1).status, 307);
        QCOMPARE(headerValue(hops.at(1).headers, "location"), "three?x=1"_ba);
        QCOMPARE(m_server->received().at(1).body, QByteArray());
        QCOMPARE(headerOf(m_server->received().at(1), "content-type"), QByteArray());
    }

    void aBodyIsSentAgainFor307()
    {
        serve(
            R"({"routes": [{"path": "/one", "sequence": [{"status": 307, "headers": {"Location": "/two"}}]}, {"path": "/two", "sequence": [{"status": 200, "echo": true}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/one"_s), "PUT"_ba, {}, "the body"_ba));
        RUN_TO_RESPONSE(run);
        QCOMPARE(m_server->received().at(1).method, "PUT"_ba);
        QCOMPARE(m_server->received().at(1).body, "the body"_ba);
    }

    void redirectsAreNotFollowedWhenNotWanted()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"redirect": "/two", "body": "see two"}]}]})");
        ResolvedRequest request = requestTo(url(u"/one"_s));
        request.redirects.follow = RedirectPolicy::Follow::No;
        TransferRun run(*m_transport, request);
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().status, 302);
        QCOMPARE(run.response().body.bytes, "see two"_ba);
        QCOMPARE(m_server->receivedCount(), 1);
    }

    void aRedirectWithoutLocationIsTheAnswer()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 302, "body": "lost"}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().status, 302);
        QCOMPARE(run.response().body.bytes, "lost"_ba);
    }

    void endlessRedirectsEnd()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"redirect": "/loop"}]}]})");
        ResolvedRequest request = requestTo(url(u"/loop"_s));
        request.redirects.maxHops = 5;
        TransferRun run(*m_transport, request);
        RUN_TO_FAILURE(run, Kind::TooManyRedirects);
        QCOMPARE(run.result().outcome.error().subject, u"5"_s);
        QCOMPARE(m_server->receivedCount(), 6);
    }

    void credentialsStayWithTheirServer()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body": "end"}]}]})");
        const std::unique_ptr<FaultServer> other = std::move(m_server);
        serve("{\"routes\": [{\"path\": \"/near\", \"sequence\": [{\"redirect\": \"/far\"}]}, "
              "{\"path\": \"/far\", \"sequence\": [{\"redirect\": \""
              + other->url(u"/end"_s).toEncoded() + "\"}]}]}");
        TransferRun run(*m_transport,
                        requestTo(url(u"/near"_s), "GET"_ba,
                                  {{"Authorization"_ba, "Bearer t"_ba},
                                   {"Cookie"_ba, "a=b"_ba},
                                   {"X-Own"_ba, "kept"_ba}}));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().redirects.size(), 2);
        for (const ReceivedRequest &near : m_server->received()) {
            QCOMPARE(headerOf(near, "authorization"), "Bearer t"_ba);
            QCOMPARE(headerOf(near, "cookie"), "a=b"_ba);
        }
        const ReceivedRequest far = other->received().last();
        QCOMPARE(headerOf(far, "authorization"), QByteArray());
        QCOMPARE(headerOf(far, "cookie"), QByteArray());
        QCOMPARE(headerOf(far, "x-own"), "kept"_ba);
        QCOMPARE(headerOf(far, "host"), "127.0.0.1:" + QByteArray::number(other->port()));
        QCOMPARE(m_server->connectionCount(), 1);
    }

    void anImpossibleTargetIsNamed()
    {
        // Two slashes in a raw string are a comment to moc.
        serve(R"({"routes": [{"path": "*", "sequence": [{"redirect": "ftp:/)"_ba
              + R"(/127.0.0.1/"}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_FAILURE(run, Kind::InvalidRedirect);
        QCOMPARE(run.result().outcome.error().subject, u"ftp://127.0.0.1/"_s);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransportRedirects)
#include "tst_networktransportredirects.moc"
