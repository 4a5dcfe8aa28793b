// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/blackhole.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

class TestNetworkTransportFaults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;

    void serve(const QByteArray &steps)
    {
        const auto script
            = parseFaultScript(R"({"routes": [{"path": "*", "sequence": [)" + steps + "]}]}");
        QVERIFY2(script.has_value(),
                 script ? "" : qPrintable(script.error().message + script.error().place));
        m_server = std::make_unique<FaultServer>(*script);
        const auto port = m_server->listen();
        QVERIFY2(port.has_value(), qPrintable(port.error_or(QString())));
    }
    QUrl url() const { return m_server->url(u"/x"_s); }
    static quint16 freePort()
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
    }

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

    /// An attempt is one request on the wire, whatever becomes of it.
    void oneRequestForEveryFault_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<Kind>("kind");
        const auto row = [](const char *name, const char *fault, Kind kind) {
            QTest::newRow(name) << QByteArray(fault) << kind;
        };
        row("a reset without an answer", R"({"fault": "reset"})", Kind::ConnectionReset);
        row("closed without an answer", R"({"fault": "close"})", Kind::ConnectionReset);
        row("a reset within the body",
            R"({"fault": "reset", "after": 100, "status": 200, "body_size": 1000})",
            Kind::ConnectionReset);
        row("a body that is too short",
            R"({"fault": "truncate", "after": 100, "status": 200, "body_size": 1000})",
            Kind::ConnectionReset);
        row("chunks that end too early",
            R"({"fault": "truncate", "after": 100, "status": 200, "body_size": 1000, "chunked": true})",
            Kind::ConnectionReset);
        // Qt ends both alike, so that they cannot be told apart.
        row("bytes that are not HTTP", R"({"fault": "garbage"})", Kind::ConnectionReset);
        row("a length that is no number",
            R"({"fault": "bad-length", "status": 200, "body": "abc"})", Kind::BrokenResponse);
    }
    void oneRequestForEveryFault()
    {
        QFETCH(QByteArray, fault);
        QFETCH(Kind, kind);
        for (const QByteArray &method : {"GET"_ba, "HEAD"_ba, "PUT"_ba, "DELETE"_ba, "POST"_ba}) {
            if (method == "HEAD" && fault.contains("status"))
                continue;
            for (const QByteArray &body : {QByteArray(), "hi"_ba}) {
                // On a fresh connection, and on one that served before.
                for (const QByteArray &before : {QByteArray(), R"({"status": 200},)"_ba}) {
                    serve(before + fault);
                    if (!before.isEmpty()) {
                        TransferRun first(*m_transport, requestTo(url()));
                        RUN_TO_RESPONSE(first);
                    }
                    TransferRun run(*m_transport, requestTo(url(), method, {}, body));
                    RUN_TO_FAILURE(run, kind);
                    QTest::qWait(20);
                    QCOMPARE(m_server->receivedCount(), before.isEmpty() ? 1 : 2);
                    QVERIFY(run.result().outcome.error().subject.contains("127.0.0.1"_L1));
                    QVERIFY(!run.result().outcome.error().detail.isEmpty());
                }
            }
        }
    }

    void aSequenceOfFaultsIsSeenStepByStep()
    {
        serve(
            R"({"fault": "reset", "times": 2}, {"status": 503}, {"fault": "close"}, {"status": 200, "body": "at last"})");
        QStringList seen;
        for (int i = 0; i < 5; ++i) {
            TransferRun run(*m_transport, requestTo(url()));
            QVERIFY(run.wait());
            const auto &outcome = run.result().outcome;
            seen.append(outcome ? QString::number(outcome->status)
                                : kindName(outcome.error().kind));
        }
        const QString reset = kindName(Kind::ConnectionReset);
        QCOMPARE(seen, QStringList({reset, reset, u"503"_s, reset, u"200"_s}));
        QCOMPARE(m_server->receivedCount(), 5);
    }

    void noConnection()
    {
        const quint16 port = freePort();
        QVERIFY(port);
        TransferRun refused(*m_transport, requestTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(port))));
        RUN_TO_FAILURE(refused, Kind::ConnectionRefused);
        QCOMPARE(refused.result().outcome.error().subject, u"127.0.0.1:%1"_s.arg(port));

        TransferRun unknown(*m_transport, requestTo(QUrl(u"http://no-such-host.invalid/"_s)));
        RUN_TO_FAILURE(unknown, Kind::NameNotFound);
        QCOMPARE(unknown.result().outcome.error().subject, u"no-such-host.invalid"_s);
    }

    void aServerThatGoesAwayIsRefused()
    {
        serve(R"({"status": 200})");
        const QUrl address = url();
        TransferRun first(*m_transport, requestTo(address));
        RUN_TO_RESPONSE(first);
        m_server.reset();
        TransferRun second(*m_transport, requestTo(address));
        QVERIFY(second.wait());
        QVERIFY(!second.result().outcome);
        const Kind kind = second.result().outcome.error().kind;
        QVERIFY(kind == Kind::ConnectionRefused || kind == Kind::ConnectionReset);
        TransferRun third(*m_transport, requestTo(address));
        RUN_TO_FAILURE(third, Kind::ConnectionRefused);
    }

    void timeouts_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<TimeoutPolicy>("policy");
        QTest::addColumn<Kind>("kind");
        const TimeoutPolicy none{.attempt = std::nullopt};
        TimeoutPolicy attempt = none;
        attempt.attempt = 150ms;
        TimeoutPolicy firstByte = none;
        firstByte.firstByte = 150ms;
        TimeoutPolicy idle = none;
        idle.idle = 150ms;
        const QByteArray silent = R"({"fault": "stall"})"_ba;
        const QByteArray half
            = R"({"fault": "stall", "after": 10, "status": 200, "body_size": 1000})"_ba;
        const QByteArray drip
            = R"({"fault": "slow", "bytes_per_second": 200, "status": 200, "body_size": 10000})"_ba;
        QTest::newRow("the whole attempt, without an answer")
            << silent << attempt << Kind::AttemptTimeout;
        QTest::newRow("the whole attempt, within the body")
            << half << attempt << Kind::AttemptTimeout;
        QTest::newRow("the whole attempt, while bytes drip")
            << drip << attempt << Kind::AttemptTimeout;
        QTest::newRow("the first byte") << silent << firstByte << Kind::FirstByteTimeout;
        QTest::newRow("silence within the body") << half << idle << Kind::IdleTimeout;
    }
    void timeouts()
    {
        QFETCH(QByteArray, step);
        QFETCH(TimeoutPolicy, policy);
        QFETCH(Kind, kind);
        serve(step);
        for (const QByteArray &body : {QByteArray(), "hi"_ba}) {
            TransferRun run(*m_transport, requestTo(url(), "POST"_ba, {}, body), policy);
            RUN_TO_FAILURE(run, kind);
            QCOMPARE(run.result().outcome.error().subject, u"150 ms"_s);
            QVERIFY(run.result().timings.total >= 150ms);
            QVERIFY(run.result().timings.total < 5s);
        }
    }

    void otherLimitsDoNotStopASlowBody()
    {
        serve(R"({"fault": "slow", "bytes_per_second": 1000, "status": 200, "body_size": 500})");
        TransferRun run(
            *m_transport, requestTo(url()),
            TimeoutPolicy{.connect = 20s, .firstByte = 20s, .idle = 20s, .attempt = 60s});
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().body.size, 500);
    }

    void anAddressThatNeverAnswers()
    {
        const BlackHole hole;
        QVERIFY(hole.port());
        const ResolvedRequest request = requestTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(hole.port())));
        TransferRun connecting(
            *m_transport, request,
            TimeoutPolicy{.connect = 200ms, .firstByte = 50ms, .idle = 50ms, .attempt = 20s});
        RUN_TO_FAILURE(connecting, Kind::ConnectTimeout);
        TransferRun attempt(*m_transport, request, TimeoutPolicy{.connect = 20s, .attempt = 200ms});
        RUN_TO_FAILURE(attempt, Kind::AttemptTimeout);
    }

    void stages_data()
    {
        QTest::addColumn<QString>("stage");
        for (const QString &stage :
             {u"at once"_s, u"while connecting"_s, u"while waiting"_s, u"in headArrived"_s,
              u"in progressed"_s, u"within the body"_s, u"while sending"_s})
            QTest::newRow(qPrintable(stage)) << stage;
    }
    void cancelAnswersAtEveryStage_data() { stages_data(); }
    void cancelAnswersAtEveryStage()
    {
        QFETCH(QString, stage);
        atStage(stage, [](TransferRun &run) {
            QElapsedTimer timer;
            timer.start();
            run.transfer().cancel();
            QCOMPARE(run.results.size(), 1);
            QVERIFY(timer.elapsed() < 100);
        });
    }
    void deletionIsSilentAtEveryStage_data() { stages_data(); }
    void deletionIsSilentAtEveryStage()
    {
        QFETCH(QString, stage);
        atStage(stage, [](TransferRun &run) { run.destroy(); });
    }

    void cancelAfterTheEndSaysNothing()
    {
        serve(R"({"status": 200})");
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(run);
        run.transfer().cancel();
        QCOMPARE(run.results.size(), 1);
    }

    void othersGoOnWhenOneIsCancelled()
    {
        serve(R"({"status": 200, "body": "x", "delay_ms": 100})");
        std::vector<std::unique_ptr<TransferRun>> runs;
        for (int i = 0; i < 20; ++i)
            runs.push_back(std::make_unique<TransferRun>(*m_transport, requestTo(url())));
        for (size_t i = 0; i < runs.size(); i += 2)
            runs[i]->transfer().cancel();
        for (size_t i = 1; i < runs.size(); i += 2)
            RUN_TO_RESPONSE(*runs[i]);
    }

    void aBodyFileThatShrinksIsNamed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"body"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(1000, 'x'));
        file.close();
        serve(R"({"status": 200})");
        ResolvedRequest request = requestTo(url(), "PUT"_ba);
        request.body = {{{}, file.fileName(), 2000}};
        TransferRun run(*m_transport, request);
        RUN_TO_FAILURE(run, Kind::BodyUnreadable);
        QCOMPARE(run.result().outcome.error().subject, file.fileName());
        request.body = {{{}, folder.filePath(u"gone"_s), 10}};
        TransferRun gone(*m_transport, request);
        RUN_TO_FAILURE(gone, Kind::BodyUnreadable);
    }

    void aBodyThatCannotBeWrittenIsNamed()
    {
        m_transport = std::make_unique<NetworkTransport>(
            NetworkTransport::Settings{.bodyFolder = u"/proc/no-such-folder"_s});
        serve(R"({"status": 200, "body_size": 2000000})");
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(run, Kind::ResponseUnwritable);
        QVERIFY(!run.result().outcome.error().detail.isEmpty());
    }

    void aServerThatAnswersBeforeTheBodyIsSent()
    {
        // It reads only the head and answers at once; the large body is not wanted.
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                if (socket->readAll().contains("\r\n\r\n"))
                    socket->write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: "
                                  "close\r\n\r\nno");
            });
        });
        const QByteArray body(2'000'000, 'x');
        TransferRun run(*m_transport,
                        requestTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort())),
                                  "POST"_ba, {}, body));
        QVERIFY(run.wait());
        if (run.result().outcome)
            QCOMPARE(run.response().status, 413);
        else
            QCOMPARE(kindName(run.result().outcome.error().kind), kindName(Kind::ConnectionReset));
    }

private:
    template<typename Act> void atStage(const QString &stage, Act act)
    {
        std::optional<BlackHole> hole;
        QUrl target;
        QByteArray body;
        if (stage == "while connecting"_L1) {
            hole.emplace();
            target = QUrl(u"http://127.0.0.1:%1/"_s.arg(hole->port()));
        } else {
            serve(
                stage == "while waiting"_L1 ? R"({"fault": "stall"})"
                    : stage == "in progressed"_L1
                    ? R"({"fault": "slow", "bytes_per_second": 1000, "status": 200, "body_size": 100000})"
                    : R"({"fault": "stall", "after": 10, "status": 200, "body_size": 1000})");
            target = url();
        }
        if (stage == "while sending"_L1)
            body = QByteArray(8'000'000, 'x');
        TransferRun run(*m_transport, requestTo(target, "POST"_ba, {}, body),
                        TimeoutPolicy{.attempt = 60s});
        bool acted = false;
        const auto once = [&] {
            if (!acted) {
                acted = true;
                act(run);
            }
        };
        if (stage == "in headArrived"_L1) {
            connect(&run.transfer(), &Transfer::headArrived, this, once);
        } else if (stage == "in progressed"_L1 || stage == "while sending"_L1) {
            connect(&run.transfer(), &Transfer::progressed, this, once);
            if (stage == "while sending"_L1)
                connect(&run.transfer(), &Transfer::headArrived, this, once);
        } else {
            if (stage == "while connecting"_L1)
                QTest::qWait(50);
            else if (stage == "while waiting"_L1)
                QTRY_COMPARE_WITH_TIMEOUT(m_server->receivedCount(), 1, 20000);
            else if (stage == "within the body"_L1)
                QTRY_COMPARE_WITH_TIMEOUT(run.heads.size(), 1, 20000);
            once();
        }
        QTRY_VERIFY_WITH_TIMEOUT(acted, 20000);
        const qsizetype told = run.results.size();
        if (told)
            QCOMPARE(kindName(run.result().outcome.error().kind), kindName(Kind::Cancelled));
        // Nothing comes afterwards.
        QTest::qWait(50);
        QCOMPARE(run.results.size(), told);
        // And the transport still works.
        serve(R"({"status": 200})");
        TransferRun next(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(next);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransportFaults)
#include "tst_networktransportfaults.moc"
