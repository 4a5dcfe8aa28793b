// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "core/send/sendoperation.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/manualclock.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Fourteen bytes are its first event.
const QByteArray answer
    = R"("headers": {"Content-Type": "text/event-stream; charset=utf-8"}, "body": "data: first\n\ndata: second\n\n")";

} // namespace

/// Answers that have no end of their own.
class TestEventStreamSends : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;

    std::unique_ptr<TransferRun> send(const QByteArray &step, const TimeoutPolicy &timeouts = {})
    {
        const auto script
            = parseFaultScript(R"({"routes": [{"path": "*", "sequence": [{)" + step + "}]}]}");
        if (!script)
            qFatal("%s", qPrintable(script.error().message + script.error().place));
        m_server = std::make_unique<FaultServer>(*script);
        if (!m_server->listen())
            qFatal("cannot listen");
        auto run = std::make_unique<TransferRun>(*m_transport, requestTo(m_server->url(u"/x"_s)),
                                                 timeouts);
        connect(&run->transfer(), &Transfer::streamed, this,
                [this](const QByteArray &piece) { m_streamed += piece; });
        return run;
    }
    QByteArray m_streamed;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_streamed.clear();
        m_transport = std::make_unique<NetworkTransport>();
    }
    void cleanup()
    {
        m_transport.reset();
        m_server.reset();
    }

    void piecesAreToldAsTheyComeAndAnybodyMayEndIt()
    {
        const auto run = send(answer + R"(, "fault": "stall", "after": 14)");
        QTRY_COMPARE_WITH_TIMEOUT(m_streamed, "data: first\n\nd"_ba, 30s);
        QVERIFY(run->results.isEmpty());
        QVERIFY(run->transfer().endStream());
        QCOMPARE(run->results.size(), 1);
        QCOMPARE(run->response().status, 200);
        QCOMPARE(run->response().body.bytes, m_streamed);
        QVERIFY(!run->transfer().endStream());
    }

    void cancellingIsStillCancelling()
    {
        const auto run = send(answer + R"(, "fault": "stall", "after": 14)");
        QTRY_COMPARE_WITH_TIMEOUT(m_streamed.size(), 14, 30s);
        run->transfer().cancel();
        QCOMPARE(run->results.size(), 1);
        QCOMPARE(run->result().outcome.error().kind, SendError::Kind::Cancelled);
    }

    void theAttemptsLimitCountsUpToTheHead()
    {
        const auto run
            = send(answer + R"(, "fault": "stall", "after": 14, "ms": 800)", {.attempt = 400ms});
        RUN_TO_RESPONSE(*run);
        QVERIFY(run->result().timings.total >= 700ms);
    }

    void beforeTheHeadItHolds()
    {
        const auto run = send(answer + R"(, "delay_ms": 20000)", {.attempt = 200ms});
        RUN_TO_FAILURE(*run, SendError::Kind::AttemptTimeout);
    }

    void aLimitOfSilenceHolds()
    {
        const auto run
            = send(answer + R"(, "fault": "stall", "after": 14)", {.idle = 200ms, .attempt = 10s});
        RUN_TO_RESPONSE(*run);
        QVERIFY(run->response().brokenOff);
        QCOMPARE(run->response().brokenOff->kind, SendError::Kind::IdleTimeout);
        QCOMPARE(run->response().body.bytes, "data: first\n\nd"_ba);
    }

    void whatBreaksOffHasBroughtWhatItHas()
    {
        const auto run = send(answer + R"(, "fault": "truncate", "after": 14)");
        RUN_TO_RESPONSE(*run);
        QCOMPARE(run->response().body.bytes, "data: first\n\nd"_ba);
        QCOMPARE(m_streamed, "data: first\n\nd"_ba);
        QVERIFY(run->response().brokenOff);
        QCOMPARE(run->response().brokenOff->kind, SendError::Kind::ConnectionReset);
    }

    void whatBreaksOffIsToldFromWhatEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isBroken");
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"_ba;
        const QByteArray chunks = head + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n";
        QTest::newRow("the last chunk") << chunks + "0\r\n\r\n" << false;
        QTest::newRow("no last chunk") << chunks << true;
        QTest::newRow("within a chunk") << chunks + "9\r\ndat" << true;
        QTest::newRow("all of its length") << head + "Content-Length: 9\r\n\r\ndata: a\n\n"
                                           << false;
        QTest::newRow("less than its length") << head + "Content-Length: 99\r\n\r\ndata: a\n\n"
                                              << true;
        // Nothing says where that ends.
        QTest::newRow("neither length nor chunks") << head + "\r\ndata: a\n\n" << false;
    }
    void whatBreaksOffIsToldFromWhatEnds()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const bool, isBroken);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server, bytes] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, bytes] {
                if (socket->readAll().isEmpty())
                    return;
                socket->write(bytes);
                socket->disconnectFromHost();
            });
        });
        TransferRun run(*m_transport,
                        requestTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()))));
        RUN_TO_RESPONSE(run);
        QVERIFY(run.response().body.bytes.startsWith("data: a\n\n"));
        QCOMPARE(run.response().brokenOff.has_value(), isBroken);
    }

    void whatSomebodyEndsIsNotBrokenOff()
    {
        const auto run = send(answer + R"(, "fault": "stall", "after": 14)");
        QTRY_COMPARE_WITH_TIMEOUT(m_streamed.size(), 14, 30s);
        QVERIFY(run->transfer().endStream());
        QVERIFY(!run->response().brokenOff);
    }

    void codedStreamsAreToldDecoded()
    {
        const auto run = send(answer + R"(, "encoding": "gzip")");
        RUN_TO_RESPONSE(*run);
        QCOMPARE(m_streamed, "data: first\n\ndata: second\n\n"_ba);
        QCOMPARE(run->response().body.bytes, m_streamed);
    }

    void whatNobodyWatchesEndsWithTheAttempt_data()
    {
        QTest::addColumn<bool>("isWatched");
        QTest::newRow("nobody watches") << false;
        QTest::newRow("somebody watches") << true;
    }
    void whatNobodyWatchesEndsWithTheAttempt()
    {
        QFETCH(const bool, isWatched);
        m_server = std::make_unique<FaultServer>(
            *parseFaultScript(R"({"routes": [{"path": "*", "sequence": [{)" + answer
                              + R"(, "fault": "stall", "after": 14}]}]})"));
        QVERIFY(m_server->listen());
        ManualClock clock;
        KeyReader keys;
        RequestSpec spec;
        spec.url = m_server->url(u"/x"_s).toString();
        Policies policies = presetPolicies(Preset::Fynd);
        policies.breaker.breaker = BreakerSwitch::Off;
        SendOperation operation(spec, {}, policies, {},
                                {*m_transport, clock, keys, [] { return 0.5; }, nullptr});
        if (isWatched)
            connect(&operation, &SendOperation::streamed, this,
                    [this](const QByteArray &piece) { m_streamed += piece; });
        QSignalSpy heads(&operation, &SendOperation::headArrived);
        QSignalSpy ends(&operation, &SendOperation::finished);
        operation.start();
        QTRY_COMPARE_WITH_TIMEOUT(heads.size(), 1, 30s);
        clock.advance(*policies.timeouts.attempt - 1ms);
        QCOMPARE(ends.size(), 0);
        clock.advance(1h);
        QCOMPARE(ends.size(), isWatched ? 0 : 1);
        if (isWatched) {
            QTRY_COMPARE_WITH_TIMEOUT(m_streamed.size(), 14, 30s);
            QVERIFY(operation.endStream());
        }
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 1, 30s);
        QCOMPARE(operation.exchange().outcome, Outcome::Success);
        QCOMPARE(operation.exchange().response()->status, 200);
    }

    void theDeadlineKeepsWhatHasCome()
    {
        m_server = std::make_unique<FaultServer>(
            *parseFaultScript(R"({"routes": [{"path": "*", "sequence": [{)" + answer
                              + R"(, "fault": "stall", "after": 14}]}]})"));
        QVERIFY(m_server->listen());
        ManualClock clock;
        KeyReader keys;
        RequestSpec spec;
        spec.url = m_server->url(u"/x"_s).toString();
        Policies policies = presetPolicies(Preset::Fynd);
        policies.breaker.breaker = BreakerSwitch::Off;
        policies.timeouts.deadline = 5s;
        SendOperation operation(spec, {}, policies, {},
                                {*m_transport, clock, keys, [] { return 0.5; }, nullptr});
        connect(&operation, &SendOperation::streamed, this,
                [this](const QByteArray &piece) { m_streamed += piece; });
        QSignalSpy ends(&operation, &SendOperation::finished);
        operation.start();
        QTRY_COMPARE_WITH_TIMEOUT(m_streamed.size(), 14, 30s);
        clock.advance(5s);
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 1, 30s);
        const Response *response = operation.exchange().response();
        QVERIFY(response);
        QCOMPARE(response->body.bytes, "data: first\n\nd"_ba);
        QVERIFY(response->brokenOff);
        QCOMPARE(response->brokenOff->kind, SendError::Kind::DeadlineExceeded);
        QCOMPARE(operation.exchange().attempts.size(), 1);
    }

    void otherBodiesAreNot()
    {
        const auto run = send(R"("body": "data: first\n\n", "fault": "stall", "after": 5)",
                              {.attempt = 400ms});
        QTRY_VERIFY_WITH_TIMEOUT(!run->heads.isEmpty(), 30s);
        QVERIFY(!run->transfer().endStream());
        RUN_TO_FAILURE(*run, SendError::Kind::AttemptTimeout);
        QCOMPARE(m_streamed, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestEventStreamSends)
#include "tst_eventstreamsends.moc"
