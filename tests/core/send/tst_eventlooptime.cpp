// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultscript.h"
#include "core/resilience/memorybreakerstore.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "tests/core/send/codedbodies.h"
#include "tests/core/send/pulse.h"
#include "tests/core/send/serverprocess.h"
#include "tests/core/send/transferrun.h"

#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The window lives in the same thread, so nothing here may hold the event loop.
class TestEventLoopTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void fiftySendsAtOnce_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<int>("attempts");
        QTest::newRow("slow answers")
            << R"({"status": 200, "echo": true, "delay_ms": 500})"_ba << 1;
        QTest::newRow("statuses that are tried again")
            << R"({"status": 503, "delay_ms": 50})"_ba << 4;
        QTest::newRow("resets that are tried again")
            << R"({"fault": "reset", "delay_ms": 50})"_ba << 4;
        QTest::newRow("bodies of 2 MiB to files")
            << R"({"status": 200, "body_size": 2097152})"_ba << 1;
    }
    void fiftySendsAtOnce()
    {
        QFETCH(QByteArray, step);
        QFETCH(int, attempts);
        const ServerProcess server(R"({"log": false, "routes": [{"path": "*", "sequence": [)" + step
                                   + "]}]}");
        QVERIFY(server.isRunning());
        SystemClock clock;
        NetworkTransport transport;
        MemoryBreakerStore breaker(clock);
        Sender sender(transport, clock, breaker, [] { return 0.5; });
        QList<ExchangePtr> ended;
        connect(&sender, &Sender::exchangeFinished, &sender,
                [&](const ExchangePtr &exchange) { ended.append(exchange); });

        QList<RequestSpec> specs;
        for (int i = 0; i < 50; ++i) {
            RequestSpec spec;
            spec.url = server.url(u"/%1"_s.arg(i)).toString();
            spec.policy.attemptTimeout = 60s;
            specs.append(spec);
        }
        Pulse pulse;
        std::vector<std::unique_ptr<SendOperation>> sends;
        for (const RequestSpec &spec : specs) {
            sends.push_back(sender.send(spec, {}));
            sends.back()->start();
        }
        pulse.beat();
        const double starting = pulse.longest();
        // Not QTRY_*, which sleeps between events.
        QSignalSpy spy(&sender, &Sender::exchangeFinished);
        while (ended.size() < 50)
            QVERIFY(spy.wait(60'000));
        qInfo(
            "50 sends, %d attempts each: started in %.1f ms, event loop held for at most %.1f ms, "
            "%.1f ms in all",
            attempts, starting, pulse.longest(), pulse.all());
        for (const ExchangePtr &exchange : std::as_const(ended))
            QCOMPARE(exchange->attempts.size(), attempts);
        // What is measured is a few milliseconds; this is for the slowest of builds and machines.
        QVERIFY(pulse.longest() < 1000.0);
    }

    void aLittleThatUnpacksToMuch_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("piece");
        QByteArray text;
        while (text.size() < 1024 * 1024)
            text += generatedBytes(0, 3000);
        text.truncate(1024 * 1024);
        for (const QByteArray coding : {"gzip", "deflate", "br", "zstd"}) {
            QTest::addRow("zeros by %s", coding.constData())
                << coding << QByteArray(1024 * 1024, '\0');
            QTest::addRow("a text again and again by %s", coding.constData()) << coding << text;
        }
    }
    void aLittleThatUnpacksToMuch()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, piece);
        constexpr int mebibytes = 512;
        const QByteArray body = codedAs(coding, piece, mebibytes);
        const ServerProcess server(scriptServing(coding, body));
        QVERIFY(server.isRunning());
        NetworkTransport transport;
        TransferRun run(transport, requestTo(server.url(u"/"_s)),
                        TimeoutPolicy{.attempt = std::nullopt});
        Pulse pulse;
        QVERIFY(run.wait(std::chrono::minutes(4)));
        QVERIFY2(run.result().outcome.has_value(), described(run.result()).constData());
        QCOMPARE(run.response().body.size, mebibytes * 1024LL * 1024);
        QCOMPARE(run.response().body.transferredSize.value_or(-1), body.size());
        qInfo("%s: %lld bytes to %d MiB, event loop held for at most %.1f ms, %.1f ms in all",
              QTest::currentDataTag(), qint64(body.size()), mebibytes, pulse.longest(),
              pulse.all());
        // In one go it would be nearly all.
        QVERIFY(pulse.longest() < 50.0);
        QVERIFY(pulse.all() > 100.0);
    }
};

RECLOSER_SERVING_TEST_MAIN(TestEventLoopTime)
#include "tst_eventlooptime.moc"
