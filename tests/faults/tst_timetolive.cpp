// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// How long a circuit stays open, whatever others do to its key and whatever the clocks do.

#include "tests/core/redis/scriptedredis.h"
#include "tests/core/resilience/storetesting.h"
#include "tests/support/toxicproxy.h"

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

/// Somebody sets the wall clock, or the machine sleeps.
class JumpyClock final : public Clock
{
public:
    time_point now() const override { return m_clock.now() + slept; }
    QDateTime wallTime() const override { return m_clock.wallTime().addMSecs(ahead.count()); }
    std::unique_ptr<ScheduledCall> schedule(milliseconds delay, std::function<void()> call) override
    {
        return m_clock.schedule(delay, std::move(call));
    }
    milliseconds ahead{0};
    milliseconds slept{0};

private:
    SystemClock m_clock;
};

} // namespace

class TestTimeToLive : public QObject
{
    Q_OBJECT

    RedisServer m_server;
    JumpyClock m_clock;
    std::unique_ptr<RedisBreakerStore> m_store;

    QByteArray ask(const QString &command) { return m_server.ask(command.split(u' ')); }
    std::optional<Circuit> listed()
    {
        const CircuitList list = answer(m_store->circuits());
        return list && list->size() == 1 ? std::optional(list->first()) : std::nullopt;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        QTest::failOnWarning();
        ask(u"FLUSHALL"_s);
        m_clock.ahead = m_clock.slept = 0ms;
        m_store
            = std::make_unique<RedisBreakerStore>(unixEndpoint(m_server), patientStore(), m_clock);
        EVENTUALLY_COMPARE(m_store->status().health, BreakerStoreStatus::Health::Ready);
    }
    void cleanup() { m_store.reset(); }

    void othersChangeTheTime_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<TimeToLive>("ttl");
        QTest::addColumn<milliseconds>("least");
        QTest::addColumn<milliseconds>("most");
        const auto row
            = [](const char *name, const QString &command, TimeToLive ttl, milliseconds least,
                 milliseconds most) { QTest::newRow(name) << command << ttl << least << most; };
        using enum TimeToLive;
        row("PERSIST", u"PERSIST recloser:{a}"_s, Never, {}, {});
        row("SET without a time", u"SET recloser:{a} x"_s, Never, {}, {});
        row("SET KEEPTTL", u"SET recloser:{a} x KEEPTTL"_s, Finite, 1s, 60s);
        row("SET EX", u"SET recloser:{a} x EX 600"_s, Finite, 500s, 600s);
        row("a hash in its place",
            u"EVAL return(redis.call('DEL','recloser:{a}')+"
            "redis.call('HSET','recloser:{a}','x','y')) 0"_s,
            Never, {}, {});
        row("PEXPIRE to more than 24 days", u"PEXPIRE recloser:{a} 5184000000"_s, Finite,
            std::chrono::days(59), std::chrono::days(60));
        row("more milliseconds than 32 bits hold", u"PEXPIRE recloser:{a} 4294967296000"_s, Finite,
            std::chrono::days(36'000), std::chrono::days(50'000));
        row("more than a clock of nanoseconds holds", u"PEXPIRE recloser:{a} 9000000000000000"_s,
            Finite, std::chrono::days(36'000), std::chrono::days(1'000'000'000));
    }
    void othersChangeTheTime()
    {
        QFETCH(QString, command);
        QFETCH(TimeToLive, ttl);
        QFETCH(milliseconds, least);
        QFETCH(milliseconds, most);
        opened(*m_store, u"a"_s, 60s);
        QVERIFY(listed());
        ask(command);
        std::optional<Circuit> circuit = listed();
        QVERIFY(circuit);
        QCOMPARE(circuit->state, BreakerState::Open);
        QCOMPARE(circuit->ttl, ttl);
        const Admission admission = acquired(*m_store, u"a"_s).admission();
        QVERIFY(admission.isRefused());
        QCOMPARE(admission.remaining.has_value(), ttl == TimeToLive::Finite);
        if (ttl == TimeToLive::Finite) {
            for (const milliseconds left :
                 {remaining(*circuit, m_clock.now()), *admission.remaining})
                QVERIFY2(left > least && left <= most, qPrintable(QString::number(left.count())));
        }
        ask(u"DEL recloser:{a}"_s);
        QVERIFY(!listed());
        QVERIFY(!acquired(*m_store, u"a"_s).admission().isRefused());
    }

    void anOverrideForLongerThanTheClockHolds()
    {
        ask(u"SET recloser:{a}:override forced_open PX 9000000000000000"_s);
        QVERIFY(acquired(*m_store, u"a"_s).admission().isRefused());
        const std::optional<Circuit> circuit = answer(m_store->circuit(u"a"_s)).value();
        QVERIFY(circuit);
        QVERIFY(remaining(*circuit, m_clock.now()) > std::chrono::days(36'000));
    }

    void aLineThatIsSlowAndUneven()
    {
        // Answers come 300 ms late, give or take 200.
        RedisServer server({.tcp = true});
        QVERIFY2(server.start(), qPrintable(server.error()));
        ToxicProxy line(server.port());
        line.toxics.latency = 100ms;
        line.toxics.jitter = 400ms;
        RedisBreakerStore far(tcpEndpoint(line.port()), patientStore(), m_clock);
        EVENTUALLY_COMPARE(opened(far, u"a"_s, 600s).verification, Verification::Verified);
        for (int i = 0; i < 3; ++i) {
            const Circuit circuit = answer(far.circuit(u"a"_s)).value().value();
            const auto before = m_clock.now();
            const milliseconds left(server.ask({u"PTTL"_s, u"recloser:{a}"_s}).toLongLong());
            const auto after = m_clock.now();
            // Half of the longest round trip, and 50 ms.
            constexpr milliseconds error = 300ms;
            QVERIFY(circuit.closesAt > before + left - error);
            QVERIFY(circuit.closesAt < after + left + error);
        }
        // Admissions keep their order and their keys.
        std::vector<QFuture<Permit>> permits;
        for (int i = 0; i < 20; ++i)
            permits.push_back(far.acquire(i % 2 ? u"a"_s : u"b"_s, {}));
        for (size_t i = 0; i < permits.size(); ++i)
            QCOMPARE(answer(permits[i]).admission().isRefused(), i % 2 == 1);
    }

    void aTimeOfNothingIsStillOpen()
    {
        // PTTL rounds down: 0 is a key in its last millisecond, not one that is missing (-2) nor
        // one that never expires (-1).
        QByteArray timeLeft;
        ScriptedRedis server([&](const QByteArrayList &argv) -> QByteArray {
            if (argv.first() == "PTTL")
                return argv[1] == "recloser:{a}" ? timeLeft : ":-2\r\n"_ba;
            if (argv.first() == "GET")
                return "$-1\r\n";
            return {};
        });
        RedisBreakerStore store(tcpEndpoint(server.serverPort()), patientStore(), m_clock);
        for (const auto &[reply, isOpen, ttl] :
             {std::tuple(":0\r\n", true, TimeToLive::Finite),
              std::tuple(":-1\r\n", true, TimeToLive::Never),
              std::tuple(":-2\r\n", false, TimeToLive::Finite)}) {
            timeLeft = reply;
            const Admission admission = acquired(store, u"a"_s).admission();
            QCOMPARE(admission.isRefused(), isOpen);
            if (isOpen)
                QCOMPARE(admission.remaining,
                         ttl == TimeToLive::Finite ? std::optional(0ms) : std::nullopt);
            const std::optional<Circuit> circuit = answer(store.circuit(u"a"_s)).value();
            QCOMPARE(circuit.has_value(), isOpen);
            if (circuit)
                QCOMPARE(circuit->ttl, ttl);
        }
    }

    void theWallClockDoesNotMatter_data()
    {
        QTest::addColumn<milliseconds>("ahead");
        QTest::newRow("an hour ahead") << milliseconds(1h);
        QTest::newRow("an hour behind") << milliseconds(-1h);
    }
    void theWallClockDoesNotMatter()
    {
        QFETCH(milliseconds, ahead);
        opened(*m_store, u"a"_s, 600s);
        const Circuit before = listed().value();
        m_clock.ahead = ahead;
        // What is shown already counts on, and what is asked for is the same.
        QVERIFY(remaining(before, m_clock.now()) > 500s);
        QVERIFY(remaining(before, m_clock.now()) <= 600s);
        const Circuit after = listed().value();
        QVERIFY(remaining(after, m_clock.now()) > 500s);
        QVERIFY(remaining(after, m_clock.now()) <= 600s);
        const Admission admission = acquired(*m_store, u"a"_s).admission();
        QVERIFY(admission.remaining > 500s && admission.remaining <= 600s);
        // What is opened now lasts as long for everybody, and says when by the server's clock.
        opened(*m_store, u"b"_s, 600s);
        const qint64 pttl = ask(u"PTTL recloser:{b}"_s).toLongLong();
        QVERIFY(pttl > 500'000 && pttl <= 600'000);
        const QDateTime openedAt = answer(m_store->circuit(u"b"_s)).value()->openedAt;
        const qint64 serverNow = ask(u"TIME"_s).split('\n').first().toLongLong();
        QVERIFY2(qAbs(openedAt.toSecsSinceEpoch() - serverNow) < 600,
                 qPrintable(openedAt.toString(Qt::ISODate)));
    }

    void afterASleepTheServerTellsWhatIsLeft()
    {
        opened(*m_store, u"a"_s, 600s);
        const Circuit before = listed().value();
        // The clock that counts went on, the server's key did not (or the other way round).
        m_clock.slept = 1h;
        QCOMPARE(remaining(before, m_clock.now()), 0ms);
        EVENTUALLY(acquired(*m_store, u"a"_s).admission().remaining > 500s);
        EVENTUALLY(listed() && remaining(*listed(), m_clock.now()) > 500s);
        ask(u"DEL recloser:{a}"_s);
        EVENTUALLY(!acquired(*m_store, u"a"_s).admission().isRefused());
        EVENTUALLY(!listed());
    }
};

QTEST_GUILESS_MAIN(TestTimeToLive)
#include "tst_timetolive.moc"
