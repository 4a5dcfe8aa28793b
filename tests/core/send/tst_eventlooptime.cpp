// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/memorybreakerstore.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "tests/core/send/serverprocess.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::chrono::nanoseconds threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The longest that this thread worked without coming back to its event loop, in processor time, so
/// that a busy machine does not count.
class Pulse
{
public:
    Pulse() : m_start(threadTime()), m_last(m_start)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
        m_timer.start(0);
    }
    void beat()
    {
        const auto now = threadTime();
        m_longest = std::max(m_longest, now - m_last);
        m_last = now;
        // Else the beat itself would take all the time there is.
        m_timer.setInterval(1ms);
    }
    double longest() const { return std::chrono::duration<double, std::milli>(m_longest).count(); }
    double all() const
    {
        return std::chrono::duration<double, std::milli>(threadTime() - m_start).count();
    }

private:
    QTimer m_timer;
    std::chrono::nanoseconds m_start;
    std::chrono::nanoseconds m_last;
    std::chrono::nanoseconds m_longest{0};
};

} // namespace

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
};

RECLOSER_SERVING_TEST_MAIN(TestEventLoopTime)
#include "tst_eventlooptime.moc"
