// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Circuits with a memory for users who may not do everything, and whatever bytes their keys have.

#include "tests/faults/guardedcircuits.h"

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;
using Answer = Admission::Answer;

class TestGuardedRights : public QObject
{
    Q_OBJECT

    RedisServer m_server{RedisServer::Options{
        .config = {u"user stepper on >x ~recloser:* +@all -@scripting"_s,
                   u"user hashless on >x ~recloser:* +@all -hget -hmget -hgetall"_s,
                   u"user viewer on >x ~recloser:* +get +pttl +scan +ping +hmget"_s,
                   u"user blind on >x ~recloser:* +get +pttl +ping"_s}}};
    SystemClock m_clock;

    std::unique_ptr<RedisBreakerStore> store(const QString &user = {},
                                             StoreScope scope = StoreScope::Private)
    {
        RedisEndpoint endpoint = unixEndpoint(m_server);
        if (!user.isEmpty()) {
            endpoint.user = user;
            endpoint.password = u"x"_s;
        }
        RedisStoreSettings settings = patientStore();
        settings.scope = scope;
        return std::make_unique<RedisBreakerStore>(endpoint, settings, m_clock);
    }
    static Permit permit(BreakerStore &store, const QString &key = u"a"_s)
    {
        return acquired(store, key, guardedRules(600s));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        QTest::failOnWarning();
        m_server.ask({u"FLUSHALL"_s});
        m_server.ask({u"ACL"_s, u"LOG"_s, u"RESET"_s});
    }

    void withoutScriptsEverythingWorksInSteps()
    {
        auto ours = store(u"stepper"_s);
        auto theirs = store(u"stepper"_s);
        QVERIFY(ours->status().isAtomic);
        Settled settled = failedCall(*ours, u"a"_s, 600s);
        QVERIFY(settled.opened);
        QCOMPARE(settled.verification, Verification::Verified);
        QVERIFY(!ours->status().isAtomic);
        QVERIFY(permit(*theirs).admission().isRefused());
        QVERIFY(answer(ours->close(u"a"_s)));
        QVERIFY(!permit(*theirs).admission().isRefused());

        // One probe for both, given back or answered.
        makeHalfOpen(*ours, m_server, u"a"_s);
        Permit probe = permit(*ours);
        QCOMPARE(probe.admission().answer, Answer::AdmittedAsProbe);
        Admission other = permit(*theirs).admission();
        QVERIFY(other.isRefused());
        QCOMPARE(other.state, BreakerState::HalfOpen);
        QVERIFY(other.remaining > 0ms && other.remaining <= 17s);
        probe = {};
        EVENTUALLY_COMPARE(m_server.ask({u"EXISTS"_s, redisKeyOf(u"a"_s, u":probe"_s)}), "0"_ba);
        probe = permit(*theirs);
        QCOMPARE(probe.admission().answer, Answer::AdmittedAsProbe);
        settled = answer(probe.settle(success()));
        QVERIFY(settled.closed);
        QCOMPARE(settled.verification, Verification::Verified);
        QCOMPARE(permit(*ours).admission().answer, Answer::Admitted);

        // By hand.
        QVERIFY(answer(ours->force(u"a"_s, {CircuitOverride::Kind::ForcedOpen, {}, u"no"_s}, 60s)));
        QVERIFY(permit(*theirs).admission().isRefused());
        QVERIFY(answer(theirs->force(u"a"_s, {}, {})));
        QVERIFY(!permit(*ours).admission().isRefused());
        QVERIFY(answer(ours->open(u"a"_s, 60s, u"work"_s)));
        QCOMPARE(permit(*theirs).admission().reason, u"work"_s);
        QVERIFY(answer(theirs->reset(u"a"_s)));
        QVERIFY(!permit(*ours).admission().isRefused());
        // Nothing is left but the generation, and that not for ever.
        const QString meta = redisKeyOf(u"a"_s, u":meta"_s);
        QCOMPARE(m_server.ask({u"HGET"_s, meta, u"trips"_s}).toInt(), 0);
        QVERIFY(m_server.ask({u"PTTL"_s, meta}).toLongLong() > 0);
    }

    void whatIsRefusedIsNotAskedForAgain()
    {
        auto ours = store(u"stepper"_s);
        QVERIFY(failedCall(*ours, u"a"_s, 600s).opened);
        m_server.ask({u"ACL"_s, u"LOG"_s, u"RESET"_s});
        QVERIFY(failedCall(*ours, u"b"_s, 600s).opened);
        makeHalfOpen(*ours, m_server, u"c"_s);
        QVERIFY(answer(permit(*ours, u"c"_s).settle(success())).closed);
        QVERIFY(answer(ours->close(u"b"_s)));
        QCOMPARE(m_server.ask({u"ACL"_s, u"LOG"_s}), ""_ba);
    }

    void withoutHashesCircuitsOpenAndCloseByExpiry()
    {
        auto ours = store(u"hashless"_s);
        auto theirs = store();
        const Settled settled = failedCall(*ours, u"a"_s, 1500ms);
        QVERIFY(settled.opened);
        QCOMPARE(settled.verification, Verification::Verified);
        const Admission refused = permit(*theirs).admission();
        QVERIFY(refused.isRefused());
        QVERIFY(refused.remaining > 0ms && refused.remaining <= 1500ms);
        QVERIFY(permit(*ours).admission().isRefused());
        EVENTUALLY(!permit(*ours).admission().isRefused());
        QCOMPARE(permit(*ours).admission().verification, Verification::Verified);
        QVERIFY(failedCall(*ours, u"b"_s, 600s).opened);
        QVERIFY(answer(ours->close(u"b"_s)));
        QVERIFY(!permit(*theirs, u"b"_s).admission().isRefused());
    }

    void aViewerIsBlockedAndProbesForItself()
    {
        auto theirs = store();
        QVERIFY(failedCall(*theirs, u"open"_s, 600s).opened);
        makeHalfOpen(*theirs, m_server, u"a"_s);
        const QByteArray before = m_server.ask({u"DBSIZE"_s});
        auto viewer = store(u"viewer"_s, StoreScope::Observe);
        QVERIFY(permit(*viewer, u"open"_s).admission().isRefused());
        // Nobody else may know of it, so one at a time is all that can be had.
        Permit probe = permit(*viewer);
        QCOMPARE(probe.admission().answer, Answer::AdmittedAsProbe);
        QVERIFY(permit(*viewer).admission().isRefused());
        QCOMPARE(permit(*viewer).admission().state, BreakerState::HalfOpen);
        // What it finds out stays with it.
        const Settled settled = answer(probe.settle(oneFailure()));
        QVERIFY(settled.opened);
        QVERIFY(permit(*viewer).admission().isRefused());
        QCOMPARE(permit(*theirs).admission().answer, Answer::AdmittedAsProbe);
        QVERIFY(failedCall(*viewer, u"b"_s, 600s).opened);
        QVERIFY(permit(*viewer, u"b"_s).admission().isRefused());
        QVERIFY(!permit(*theirs, u"b"_s).admission().isRefused());
        QCOMPARE(answer(viewer->close(u"open"_s)).error().kind, StoreError::Kind::ReadOnly);
        QCOMPARE(m_server.ask({u"DBSIZE"_s}), before);
        // Without SCAN and hashes too: open and closed is what it sees.
        auto blind = store(u"blind"_s, StoreScope::Observe);
        QVERIFY(permit(*blind, u"open"_s).admission().isRefused());
        QVERIFY(!permit(*blind, u"x"_s).admission().isRefused());
        QVERIFY(answer(blind->circuit(u"open"_s)).value());
    }

    void whoMayNotWriteCountsForItself()
    {
        auto theirs = store();
        auto viewer = store(u"viewer"_s);
        const Settled settled = failedCall(*viewer, u"a"_s, 600s);
        QVERIFY(settled.opened);
        QCOMPARE(settled.verification, Verification::Unverified);
        QVERIFY(permit(*viewer).admission().isRefused());
        QVERIFY(!permit(*theirs).admission().isRefused());
        QVERIFY(viewer->status().detail.contains("NOPERM"_L1));
    }

    void oddKeysAreKeysLikeOthers_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("braces") << u"a{b}c{}"_s;
        QTest::newRow("line ends and NUL") << u"a\r\nb"_s + QChar::Null + u"c"_s;
        QTest::newRow("control bytes") << u"\x01\x1f\x7f"_s;
        QTest::newRow("what patterns and Lua read otherwise") << u"*?[a-z]\\\"%d]]--"_s;
        QTest::newRow("emoji") << u"https://x/🔌"_s;
        QTest::newRow("right to left") << u"https://x/مرحبا"_s;
        QTest::newRow("10 kB") << u"https://x/"_s + QString(10'000, u'é');
        QTest::newRow("like a companion") << u"a}:probe"_s;
        QTest::newRow("like the index") << u"index"_s;
    }
    void oddKeysAreKeysLikeOthers()
    {
        QFETCH(QString, key);
        auto ours = store();
        auto theirs = store();
        QVERIFY(failedCall(*ours, key, 20ms).opened);
        Permit probe;
        EVENTUALLY(isProbeAtLast(probe, [&] { return permit(*ours, key); }));
        QCOMPARE(permit(*theirs, key).admission().state, BreakerState::HalfOpen);
        QVERIFY(!permit(*theirs, key + u'x').admission().isRefused());
        QList<Circuit> list = answer(theirs->circuits()).value();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().key, key);
        QCOMPARE(list.first().state, BreakerState::HalfOpen);
        QVERIFY(answer(probe.settle(success())).closed);
        QVERIFY(answer(theirs->circuits())->isEmpty());
        QVERIFY(answer(
            ours->force(key, {CircuitOverride::Kind::ForcedOpen, u"me"_s, u"\"no\"\n"_s}, {})));
        const Admission forced = permit(*theirs, key).admission();
        QVERIFY(forced.isRefused());
        QCOMPARE(forced.reason, u"\"no\"\n"_s);
        list = answer(theirs->circuits()).value();
        QCOMPARE(list.size(), 1);
        QVERIFY(answer(theirs->reset(key)));
        QVERIFY(!permit(*ours, key).admission().isRefused());
        QVERIFY(answer(ours->circuits())->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestGuardedRights)
#include "tst_guardedrights.moc"
