// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/redisbreakerstore.h"
#include "tests/core/resilience/storetesting.h"
#include "tests/support/toxicproxy.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;
using Health = BreakerStoreStatus::Health;

class TestRedisBreakerStore : public QObject
{
    Q_OBJECT

    RedisServer m_server{RedisServer::Options{
        .tcp = true,
        .config = {u"user viewer on >look ~recloser:* +get +pttl +scan +ping"_s,
                   u"user blind on >b ~recloser:* +get +pttl +ping"_s,
                   u"user fyndviewer on >look ~www* +get +pttl +scan +ping"_s}}};
    SystemClock m_clock;

    std::unique_ptr<RedisBreakerStore> store(const QByteArray &prefix = "recloser:")
    {
        return std::make_unique<RedisBreakerStore>(unixEndpoint(m_server), patientStore(prefix),
                                                   m_clock);
    }
    std::unique_ptr<RedisBreakerStore> storeAs(const QString &user, const QString &password)
    {
        RedisEndpoint endpoint = unixEndpoint(m_server);
        endpoint.user = user;
        endpoint.password = password;
        return std::make_unique<RedisBreakerStore>(endpoint, patientStore(), m_clock);
    }
    qint64 calls(const QString &command) const
    {
        const QByteArray info = m_server.ask({u"INFO"_s, u"commandstats"_s});
        const QByteArray field = "cmdstat_" + command.toLatin1() + ":calls=";
        const qsizetype at = info.indexOf(field);
        return at < 0
            ? 0
            : info.mid(at + field.size(), info.indexOf(',', at) - at - field.size()).toLongLong();
    }
    static QStringList keys(const QList<Circuit> &circuits)
    {
        QStringList keys;
        for (const Circuit &circuit : circuits)
            keys.append(circuit.key);
        return keys;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        QTest::failOnWarning();
        m_server.ask({u"FLUSHALL"_s});
    }

    void anOpeningIsWhatAnyoneCanRead()
    {
        auto ours = store();
        opened(*ours, u"www.store1.com:8001"_s, 10s);
        const qint64 pttl
            = m_server.ask({u"PTTL"_s, u"recloser:{www.store1.com:8001}"_s}).toLongLong();
        QVERIFY(pttl > 0 && pttl <= 10'000);
        const QJsonObject value
            = QJsonDocument::fromJson(m_server.ask({u"GET"_s, u"recloser:{www.store1.com:8001}"_s}))
                  .object();
        QCOMPARE(value[u"key"_s].toString(), u"www.store1.com:8001"_s);
        QCOMPARE(value[u"error"_s].toString(), u"attempt-timeout"_s);
        QCOMPARE(value[u"by"_s].toString(), u"tester"_s);
        const qint64 serverNow = m_server.ask({u"TIME"_s}).split('\n').first().toLongLong() * 1000;
        QVERIFY(qAbs(value[u"opened_at_ms"_s].toInteger() - serverNow) < 60'000);
        EVENTUALLY_COMPARE(m_server.ask({u"ZCARD"_s, u"recloser:index"_s}), "1"_ba);
        const qint64 until
            = m_server.ask({u"ZSCORE"_s, u"recloser:index"_s, u"recloser:{www.store1.com:8001}"_s})
                  .toLongLong();
        QVERIFY(qAbs(until - serverNow - 10'000) < 60'000);
    }

    void theFyndLayoutIsOneKeyAndNothingElse()
    {
        auto ours = store({});
        opened(*ours, u"www.store1.com:8001"_s, 10s);
        const qint64 pttl = m_server.ask({u"PTTL"_s, u"www.store1.com:8001"_s}).toLongLong();
        QVERIFY(pttl > 0 && pttl <= 10'000);
        QCOMPARE(m_server.ask({u"GET"_s, u"www.store1.com:8001"_s}),
                 "http://www.store1.com:8001/x"_ba);
        QCOMPARE(answer(ours->circuits()).value().size(), 1);
        QCOMPARE(m_server.ask({u"DBSIZE"_s}), "1"_ba);
    }

    void anotherProcessIsBlocked_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::newRow("our own layout") << "recloser:"_ba;
        QTest::newRow("the Fynd library's") << ""_ba;
    }
    void anotherProcessIsBlocked()
    {
        QFETCH(QByteArray, prefix);
        auto ours = store(prefix);
        auto theirs = store(prefix);
        opened(*ours, u"a"_s, 10s);
        const Admission admission = acquired(*theirs, u"a"_s).admission();
        QVERIFY(admission.isRefused());
        QVERIFY(admission.remaining > 0ms && admission.remaining <= 10s);
        QCOMPARE(admission.verification, Verification::Verified);
        if (!prefix.isEmpty())
            QCOMPARE(admission.reason, u"4 x attempt-timeout"_s);
        QCOMPARE(keys(answer(theirs->circuits()).value()), QStringList{u"a"_s});
        QVERIFY(answer(theirs->close(u"a"_s)));
        QVERIFY(!acquired(*ours, u"a"_s).admission().isRefused());
    }

    void whatOthersWroteByHandCounts_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<TimeToLive>("ttl");
        const QString priv = u"recloser:{a}"_s;
        QTest::newRow("a text for a while")
            << "recloser:"_ba << QStringList{u"SET"_s, priv, u"x"_s, u"EX"_s, u"60"_s}
            << TimeToLive::Finite;
        QTest::newRow("a text for ever")
            << "recloser:"_ba << QStringList{u"SET"_s, priv, u"x"_s} << TimeToLive::Never;
        QTest::newRow("a hash for ever")
            << "recloser:"_ba << QStringList{u"HSET"_s, priv, u"x"_s, u"y"_s} << TimeToLive::Never;
        QTest::newRow("the Fynd library's value")
            << ""_ba << QStringList{u"SET"_s, u"a"_s, u"Url"_s, u"EX"_s, u"60"_s}
            << TimeToLive::Finite;
        QTest::newRow("in the Fynd layout, for ever")
            << ""_ba << QStringList{u"SET"_s, u"a"_s, u"Url"_s} << TimeToLive::Never;
    }
    void whatOthersWroteByHandCounts()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(QStringList, command);
        QFETCH(TimeToLive, ttl);
        m_server.ask(command);
        auto ours = store(prefix);
        const Admission admission = acquired(*ours, u"a"_s).admission();
        QVERIFY(admission.isRefused());
        QCOMPARE(admission.remaining.has_value(), ttl == TimeToLive::Finite);
        const std::optional<Circuit> circuit = answer(ours->circuit(u"a"_s)).value();
        QVERIFY(circuit);
        QCOMPARE(circuit->ttl, ttl);
        const QList<Circuit> circuits = answer(ours->circuits()).value();
        QCOMPARE(keys(circuits), QStringList{u"a"_s});
        QCOMPARE(circuits.first().ttl, ttl);
        QVERIFY(answer(ours->close(u"a"_s)));
        QVERIFY(!acquired(*ours, u"a"_s).admission().isRefused());
    }

    void anExpiryThatOthersChangeIsFollowed()
    {
        auto ours = store();
        opened(*ours, u"a"_s, 10s);
        m_server.ask({u"PEXPIRE"_s, u"recloser:{a}"_s, u"600000"_s});
        QVERIFY(acquired(*ours, u"a"_s).admission().remaining > 500s);
        m_server.ask({u"PERSIST"_s, u"recloser:{a}"_s});
        QCOMPARE(acquired(*ours, u"a"_s).admission().remaining, std::nullopt);
        QCOMPARE(answer(ours->circuits()).value().first().ttl, TimeToLive::Never);
        m_server.ask({u"DEL"_s, u"recloser:{a}"_s});
        QVERIFY(!acquired(*ours, u"a"_s).admission().isRefused());
        QVERIFY(answer(ours->circuits()).value().isEmpty());
    }

    void onlyOwnCircuitsAreListed()
    {
        m_server.ask({u"SET"_s, u"other:{b}"_s, u"x"_s, u"EX"_s, u"60"_s});
        m_server.ask({u"SET"_s, u"recloser:{c}:probe"_s, u"uuid"_s, u"EX"_s, u"60"_s});
        auto ours = store();
        opened(*ours, u"a"_s, 10s);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(keys(answer(ours->circuits()).value()), QStringList{u"a"_s});
    }

    void inASharedKeyspaceOnlyCircuitsAreListed()
    {
        m_server.ask({u"MSET"_s, u"count"_s, u"7"_s, u"page"_s, u"http://a/b"_s});
        m_server.ask({u"SET"_s, u"session"_s, u"{}"_s, u"EX"_s, u"60"_s});
        m_server.ask({u"HSET"_s, u"hash"_s, u"http://a"_s, u"http://b"_s});
        m_server.ask({u"SET"_s, u"www.store1.com"_s, u"Url"_s, u"EX"_s, u"10"_s});
        m_server.ask(
            {u"SET"_s, u"www.store2.com"_s, u"http://www.store2.com/x"_s, u"EX"_s, u"20"_s});
        auto ours = store({});
        QCOMPARE(keys(answer(ours->circuits()).value()),
                 (QStringList{u"www.store1.com"_s, u"www.store2.com"_s}));
        QCOMPARE(keys(answer(ours->circuits()).value()),
                 (QStringList{u"www.store1.com"_s, u"www.store2.com"_s}));
    }

    void aLargeKeyspaceIsGoneThroughInSlices()
    {
        m_server.ask(
            {u"EVAL"_s, u"for i = 1, 30000 do redis.call('SET', 'other:' .. i, i) end"_s, u"0"_s});
        for (int i = 0; i < 5; ++i)
            m_server.ask({u"SET"_s, u"host%1"_s.arg(i), u"Url"_s, u"EX"_s, u"600"_s});
        auto ours = store({});
        EVENTUALLY_COMPARE(answer(ours->circuits()).value().size(), 5);
        QCOMPARE(calls(u"keys"_s), 0);
    }

    void aLostIndexIsRepaired()
    {
        auto ours = store();
        opened(*ours, u"a"_s, 600s);
        opened(*ours, u"b"_s, 600s);
        EVENTUALLY_COMPARE(m_server.ask({u"ZCARD"_s, u"recloser:index"_s}), "2"_ba);
        m_server.ask({u"DEL"_s, u"recloser:index"_s});
        auto theirs = store();
        opened(*theirs, u"c"_s, 600s);
        // They close within milliseconds of each other, so their order is not what counts here.
        QStringList found = keys(answer(theirs->circuits()).value());
        found.sort();
        QCOMPARE(found, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        EVENTUALLY_COMPARE(m_server.ask({u"ZCARD"_s, u"recloser:index"_s}), "3"_ba);
    }

    void anIndexThatIsSomethingElseIsSurvived()
    {
        m_server.ask({u"SET"_s, u"recloser:index"_s, u"x"_s});
        auto ours = store();
        opened(*ours, u"a"_s, 600s);
        QCOMPARE(keys(answer(ours->circuits()).value()), QStringList{u"a"_s});
    }

    void theIndexForgetsWhatClosedLongAgo()
    {
        m_server.ask({u"ZADD"_s, u"recloser:index"_s, u"1000"_s, u"recloser:{old}"_s});
        auto ours = store();
        opened(*ours, u"a"_s, 600s);
        QCOMPARE(keys(answer(ours->circuits()).value()), QStringList{u"a"_s});
        EVENTUALLY_COMPARE(m_server.ask({u"ZCARD"_s, u"recloser:index"_s}), "1"_ba);
    }

    void admissionIsOneRoundTripForAll()
    {
        auto ours = store();
        acquired(*ours, u"x"_s);
        m_server.ask({u"CONFIG"_s, u"RESETSTAT"_s});
        std::vector<QFuture<Permit>> permits;
        for (int i = 0; i < 64; ++i)
            permits.push_back(ours->acquire(u"same"_s, {}));
        for (const QFuture<Permit> &permit : permits)
            answer(permit);
        QCOMPARE(calls(u"pttl"_s), 1);
        QCOMPARE(calls(u"get"_s), 2); // the circuit and its override
        QCOMPARE(calls(u"set"_s) + calls(u"eval"_s) + calls(u"evalsha"_s), 0);
    }

    void admissionOnlyReads()
    {
        auto ours = store();
        opened(*ours, u"open"_s, 60s);
        m_server.ask({u"CLIENT"_s, u"PAUSE"_s, u"60000"_s, u"WRITE"_s});
        QVERIFY(!acquired(*ours, u"a"_s).admission().isRefused());
        QVERIFY(acquired(*ours, u"open"_s).admission().isRefused());
        QCOMPARE(answer(ours->circuits()).value().size(), 1);
        m_server.ask({u"CLIENT"_s, u"UNPAUSE"_s});
    }

    void aViewerSeesAndIsBlocked()
    {
        auto ours = store();
        opened(*ours, u"a"_s, 60s);
        auto viewer = storeAs(u"viewer"_s, u"look"_s);
        QVERIFY(acquired(*viewer, u"a"_s).admission().isRefused());
        QCOMPARE(acquired(*viewer, u"b"_s).admission().verification, Verification::Verified);
        QCOMPARE(keys(answer(viewer->circuits()).value()), QStringList{u"a"_s});
        const StoreWrite closing = answer(viewer->close(u"a"_s));
        QVERIFY(!closing);
        QCOMPARE(closing.error().kind, StoreError::Kind::Refused);
        // Without SCAN too, a circuit can be looked up by its key; a list is refused, not empty.
        auto blind = storeAs(u"blind"_s, u"b"_s);
        QVERIFY(answer(blind->circuit(u"a"_s)).value());
        const CircuitList list = answer(storeAs(u"blind"_s, u"b"_s)->circuits());
        QVERIFY(!list);
    }

    void aViewerOfTheFyndLayoutSeesItsKeys()
    {
        m_server.ask({u"SET"_s, u"www.store1.com"_s, u"Url"_s, u"EX"_s, u"60"_s});
        m_server.ask({u"SET"_s, u"other"_s, u"http://x"_s, u"EX"_s, u"60"_s});
        RedisEndpoint endpoint = unixEndpoint(m_server);
        endpoint.user = u"fyndviewer"_s;
        endpoint.password = u"look"_s;
        RedisBreakerStore viewer(endpoint, patientStore({}), m_clock);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(keys(answer(viewer.circuits()).value()), QStringList{u"www.store1.com"_s});
    }

    void whatIsNotPermittedIsNotAskedForAgain()
    {
        auto ours = store();
        opened(*ours, u"a"_s, 60s);
        auto viewer = storeAs(u"viewer"_s, u"look"_s);
        answer(viewer->circuits());
        m_server.ask({u"ACL"_s, u"LOG"_s, u"RESET"_s});
        for (int i = 0; i < 3; ++i)
            QCOMPARE(keys(answer(viewer->circuits()).value()), QStringList{u"a"_s});
        QCOMPARE(m_server.ask({u"ACL"_s, u"LOG"_s}), ""_ba);
    }

    void theTimeLeftIsTrueOverASlowLine()
    {
        auto ours = store();
        opened(*ours, u"a"_s, 60s);
        ToxicProxy proxy(m_server.port());
        proxy.toxics.latency = 300ms;
        RedisBreakerStore far(tcpEndpoint(proxy.port()), patientStore(), m_clock);
        for (int i = 0; i < 3; ++i) {
            const Circuit circuit = answer(far.circuit(u"a"_s)).value().value();
            const auto before = m_clock.now();
            const auto pttl
                = milliseconds(m_server.ask({u"PTTL"_s, u"recloser:{a}"_s}).toLongLong());
            const auto after = m_clock.now();
            const auto slack = 200ms; // half the round trip and a slow machine
            QVERIFY(circuit.closesAt < after + pttl + slack);
            QVERIFY(circuit.closesAt > before + pttl - slack);
        }
    }

    void theStatusTellsOfTheConnection()
    {
        RedisServer server;
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisBreakerStore ours(unixEndpoint(server), patientStore("p:"), m_clock);
        QSignalSpy told(&ours, &BreakerStore::statusChanged);
        QCOMPARE(ours.status().health, Health::Connecting);
        EVENTUALLY_COMPARE(ours.status().health, Health::Ready);
        QCOMPARE(ours.status().store, StoreKind::Redis);
        QCOMPARE(ours.status().prefix, u"p:"_s);
        QCOMPARE(ours.status().server, unixEndpoint(server).display());
        QVERIFY(told.count() > 0);
        server.kill();
        EVENTUALLY(ours.status().health == Health::Away
                   || ours.status().health == Health::Connecting);
        QVERIFY(!ours.status().detail.isEmpty());
        auto stranger = storeAs(u"viewer"_s, u"wrong"_s);
        EVENTUALLY_COMPARE(stranger->status().health, Health::NeedsUser);
        QVERIFY(stranger->status().detail.contains("WRONGPASS"_L1));
    }
};

QTEST_GUILESS_MAIN(TestRedisBreakerStore)
#include "tst_redisbreakerstore.moc"
