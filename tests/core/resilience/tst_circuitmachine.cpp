// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/circuitmachine.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = AdmissionDecision::Answer;
using Kind = CircuitChange::Kind;

/// One circuit and the time, turned by hand.
struct Bench
{
    CircuitRules rules = circuitRules(presetPolicies(Preset::Guarded));
    CircuitFacts facts;
    milliseconds now{1'000'000};
    double chance = 0.5;

    CallTicket ticket() const { return {.generation = facts.generation}; }
    AdmissionDecision ask() const { return decideAdmission(facts, rules, now); }
    CircuitChange end(const Settlement &settlement)
    {
        return settleCall(facts, rules, ticket(), settlement, chance, now);
    }
    CircuitChange fail() { return end({.effect = BreakerEffect::Failure}); }
    CircuitChange succeed() { return end({.effect = BreakerEffect::Success}); }
    /// Opens by as many failures as it takes.
    CircuitChange trip()
    {
        return end({.effect = BreakerEffect::Failure, .attempts = Settlement::Attempts::UsedUp});
    }
    CircuitChange probe(const Settlement &settlement)
    {
        takeLease(facts, rules, "mine", now);
        CallTicket ticket = this->ticket();
        ticket.lease = "mine";
        return settleCall(facts, rules, ticket, settlement, chance, now);
    }
};

class TestCircuitMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void fiveFailuresInARowOpen()
    {
        Bench bench;
        for (int i = 1; i < 5; ++i)
            QCOMPARE(bench.fail().kind, Kind::None);
        const CircuitChange change = bench.fail();
        QCOMPARE(change.kind, Kind::Opened);
        QCOMPARE(change.openFor, 10s);
        QCOMPARE(bench.ask().answer, Answer::Refused);
        QCOMPARE(bench.ask().remaining, 10s);
    }

    void aSuccessBeginsTheRowAnew()
    {
        Bench bench;
        bench.rules.failureRate = 0;
        for (int round = 0; round < 3; ++round) {
            for (int i = 1; i < 5; ++i)
                QCOMPARE(bench.fail().kind, Kind::None);
            bench.succeed();
        }
    }

    void halfOfTenCallsOpen_data()
    {
        QTest::addColumn<QString>("calls"); // F failed, S succeeded, then the number that opens
        QTest::addColumn<int>("opens"); // 0: none
        QTest::newRow("five of ten") << u"SFSFSFSFSF"_s << 10;
        QTest::newRow("nine calls are too few") << u"FSFSFSFSF"_s << 0;
        QTest::newRow("four of ten are too few") << u"SFSFSFSFSS"_s << 0;
        QTest::newRow("a later failure reaches the share") << u"SSSSSSSSSFFFSFFSFFFFFF"_s << 22;
    }
    void halfOfTenCallsOpen()
    {
        QFETCH(QString, calls);
        QFETCH(int, opens);
        Bench bench;
        bench.rules.failuresInARow = 0;
        for (int i = 0; i < calls.size(); ++i) {
            const CircuitChange change = calls[i] == u'F' ? bench.fail() : bench.succeed();
            QCOMPARE(change.kind, i + 1 == opens ? Kind::Opened : Kind::None);
            if (i + 1 == opens)
                return;
        }
        QCOMPARE(opens, 0);
    }

    void whatIsOlderThanTheWindowIsForgotten()
    {
        Bench bench;
        bench.rules.failuresInARow = 0;
        for (int i = 0; i < 9; ++i)
            bench.fail();
        bench.now += 30s;
        QCOMPARE(bench.fail().kind, Kind::None);
        QCOMPARE(bench.facts.window.size(), 1);
        bench.now -= 1s; // another process's clock, or a step back, loses nothing
        QCOMPARE(bench.fail().kind, Kind::None);
    }

    void slowCallsOpenThoughTheySucceed()
    {
        Bench bench;
        const Settlement slow{.effect = BreakerEffect::Success, .speed = Settlement::Speed::Slow};
        for (int i = 1; i < 10; ++i)
            QCOMPARE(bench.end(slow).kind, Kind::None);
        QCOMPARE(bench.end(slow).kind, Kind::Opened);
    }

    void openTimesGrowAndAreBounded_data()
    {
        QTest::addColumn<int>("trips");
        QTest::addColumn<double>("chance");
        QTest::addColumn<int>("expected"); // ms
        QTest::newRow("the first") << 0 << 0.5 << 10'000;
        QTest::newRow("the second") << 1 << 0.5 << 20'000;
        QTest::newRow("the fifth") << 4 << 0.5 << 160'000;
        QTest::newRow("the sixth is at the bound") << 5 << 0.5 << 300'000;
        QTest::newRow("the hundredth too") << 99 << 0.5 << 300'000;
        QTest::newRow("a tenth shorter at most") << 0 << 0.0 << 9'000;
        QTest::newRow("a tenth longer at most") << 1 << 1.0 << 22'000;
    }
    void openTimesGrowAndAreBounded()
    {
        QFETCH(int, trips);
        Bench bench;
        QFETCH(double, chance);
        bench.chance = chance;
        bench.facts.trips = trips;
        bench.facts.closedAt = bench.now;
        QTEST(int(bench.trip().openFor.count()), "expected");
    }

    void healthyPeriodsMakeTripsForgotten_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<int>("trips");
        QTest::newRow("at once") << 0 << 4;
        QTest::newRow("one minute") << 1 << 3;
        QTest::newRow("two minutes") << 2 << 2;
        QTest::newRow("an hour") << 60 << 0;
    }
    void healthyPeriodsMakeTripsForgotten()
    {
        QFETCH(int, minutes);
        Bench bench;
        bench.facts.trips = 4;
        bench.facts.closedAt = bench.now;
        QTEST(tripsAt(bench.facts, bench.rules, bench.now + std::chrono::minutes(minutes)),
              "trips");
    }

    void tripsAreNotForgottenWhileItIsOpen()
    {
        Bench bench;
        bench.trip();
        QCOMPARE(tripsAt(bench.facts, bench.rules, bench.now + 1h), 1); // half-open by then
    }

    void retryAfterIsTheLeastAnOpeningLasts()
    {
        Bench bench;
        const Settlement failure{.effect = BreakerEffect::Failure,
                                 .attempts = Settlement::Attempts::UsedUp,
                                 .retryAfter = 45s};
        QCOMPARE(bench.end(failure).openFor, 45s);
    }

    void throttlingOpensForAsLongAsItAsks()
    {
        Bench bench;
        QCOMPARE(bench.end({.effect = BreakerEffect::Throttled}).kind, Kind::None);
        const CircuitChange change
            = bench.end({.effect = BreakerEffect::Throttled, .retryAfter = 7s});
        QCOMPARE(change.kind, Kind::Opened);
        QCOMPARE(change.openFor, 7s);
        QCOMPARE(bench.facts.trips, 0);
        QCOMPARE(bench.facts.cause, OpeningCause::Throttled);
        bench.now += 7s;
        QCOMPARE(bench.ask().answer, Answer::Admitted); // without a probe: nothing had failed
    }

    void oneProbeDecides()
    {
        Bench bench;
        bench.trip();
        bench.now += 10s;
        QCOMPARE(bench.ask().answer, Answer::AdmittedAsProbe);
        QCOMPARE(bench.ask().state, BreakerState::HalfOpen);
        takeLease(bench.facts, bench.rules, "first", bench.now);
        QCOMPARE(bench.ask().answer, Answer::Refused);
        QCOMPARE(bench.ask().state, BreakerState::HalfOpen);
        QCOMPARE(bench.ask().remaining, 17s); // the attempt's 15 s and 2 s
        bench.now += 17s;
        QCOMPARE(bench.ask().answer, Answer::AdmittedAsProbe); // lost with its owner
        QCOMPARE(bench.probe({.effect = BreakerEffect::Success}).kind, Kind::Closed);
        QCOMPARE(bench.ask().answer, Answer::Admitted);
        QCOMPARE(bench.ask().state, BreakerState::Closed);
    }

    void aFailedProbeOpensForLonger()
    {
        Bench bench;
        bench.trip();
        bench.now += 10s;
        const CircuitChange change = bench.probe({.effect = BreakerEffect::Failure});
        QCOMPARE(change.kind, Kind::Opened);
        QCOMPARE(change.openFor, 20s);
        QCOMPARE(bench.facts.trips, 2);
        QVERIFY(bench.facts.probe.isEmpty());
    }

    void aProbeThatSaysNothingLetsTheNextOneTry()
    {
        Bench bench;
        bench.trip();
        bench.now += 10s;
        QCOMPARE(bench.probe({.effect = BreakerEffect::Ignored}).kind, Kind::None);
        QCOMPARE(bench.ask().answer, Answer::AdmittedAsProbe);
        takeLease(bench.facts, bench.rules, "second", bench.now);
        releaseLease(bench.facts, "somebody else's");
        QCOMPARE(bench.ask().answer, Answer::Refused);
        releaseLease(bench.facts, "second");
        QCOMPARE(bench.ask().answer, Answer::AdmittedAsProbe);
    }

    void aThrottledProbeHasFoundThePeerAlive()
    {
        Bench bench;
        bench.trip();
        bench.now += 10s;
        Bench later = bench;
        QCOMPARE(bench.probe({.effect = BreakerEffect::Throttled}).kind, Kind::Closed);
        const CircuitChange change
            = later.probe({.effect = BreakerEffect::Throttled, .retryAfter = 3s});
        QCOMPARE(change.kind, Kind::Opened);
        QCOMPARE(change.openFor, 3s);
    }

    void lateResultsChangeNothing()
    {
        Bench bench;
        const CallTicket early = bench.ticket();
        bench.trip();
        const CircuitFacts before = bench.facts;
        for (const auto effect : {BreakerEffect::Failure, BreakerEffect::Success}) {
            QCOMPARE(settleCall(bench.facts, bench.rules, early, {.effect = effect}, 0.5, bench.now)
                         .kind,
                     Kind::Late);
            QCOMPARE(bench.facts, before);
        }
    }

    void aProbeWhoseLeaseIsLostDecidesNothing()
    {
        Bench bench;
        bench.trip();
        bench.now += 10s;
        takeLease(bench.facts, bench.rules, "first", bench.now);
        CallTicket first = bench.ticket();
        first.lease = "first";
        bench.now += 17s;
        takeLease(bench.facts, bench.rules, "second", bench.now);
        const CircuitFacts before = bench.facts;
        QCOMPARE(settleCall(bench.facts, bench.rules, first, {.effect = BreakerEffect::Success},
                            0.5, bench.now)
                     .kind,
                 Kind::Late);
        QCOMPARE(bench.facts, before);
    }

    void overridesWin_data()
    {
        QTest::addColumn<CircuitOverride::Kind>("kind");
        QTest::addColumn<bool>("isOpen");
        QTest::addColumn<Answer>("answer");
        using enum CircuitOverride::Kind;
        QTest::newRow("forced open refuses a closed one") << ForcedOpen << false << Answer::Refused;
        QTest::newRow("forced closed admits through an open one")
            << ForcedClosed << true << Answer::AdmittedUncounted;
        QTest::newRow("metrics only never blocks") << MetricsOnly << true << Answer::Admitted;
    }
    void overridesWin()
    {
        QFETCH(CircuitOverride::Kind, kind);
        QFETCH(bool, isOpen);
        QFETCH(Answer, answer);
        Bench bench;
        if (isOpen)
            bench.trip();
        bench.facts.forced = {kind, u"me"_s, u"because"_s};
        bench.facts.forcedUntil = bench.now + 5s;
        QCOMPARE(bench.ask().answer, answer);
        bench.now += 5s;
        QCOMPARE(bench.ask().answer, isOpen ? Answer::Refused : Answer::Admitted);
        bench.facts.forcedUntil = milliseconds(0); // for ever
        QCOMPARE(bench.ask().answer, answer);
    }

    void whatIsWatchedCountsButDoesNotOpen()
    {
        Bench bench;
        CallTicket ticket = bench.ticket();
        ticket.counting = CallTicket::Counting::Watched;
        for (int i = 0; i < 20; ++i)
            settleCall(bench.facts, bench.rules, ticket, {.effect = BreakerEffect::Failure}, 0.5,
                       bench.now);
        QCOMPARE(stateAt(bench.facts, bench.now), BreakerState::Closed);
        QCOMPARE(bench.facts.failuresInARow, 20);
        ticket.counting = CallTicket::Counting::Uncounted;
        const CircuitFacts before = bench.facts;
        settleCall(bench.facts, bench.rules, ticket, {.effect = BreakerEffect::Success}, 0.5,
                   bench.now);
        QCOMPARE(bench.facts, before);
    }

    void rulesWithoutProbesKnowOnlyOpenAndClosed()
    {
        Bench bench;
        bench.rules = {};
        QVERIFY(!bench.rules.needsMemory());
        QCOMPARE(bench.fail().kind, Kind::None);
        QCOMPARE(bench.trip().openFor, 10s);
        bench.now += 10s;
        QCOMPARE(bench.ask().answer, Answer::Admitted);
        // Under rules that leave probes to others it is a normal call as well.
        bench.facts.awaitsProbe = true;
        QCOMPARE(bench.ask().answer, Answer::Admitted);
    }

    void handsOpenAndClose()
    {
        Bench bench;
        openByHand(bench.facts, 30s, u"maintenance"_s, u"me"_s, bench.now);
        QCOMPARE(bench.ask().remaining, 30s);
        QCOMPARE(bench.facts.cause, OpeningCause::ByHand);
        closeByHand(bench.facts, bench.now);
        QCOMPARE(bench.ask().answer, Answer::Admitted);
        bench.trip();
        bench.now += 10s;
        closeByHand(bench.facts, bench.now); // half-open too
        QCOMPARE(bench.ask().answer, Answer::Admitted);
    }
};

QTEST_GUILESS_MAIN(TestCircuitMachine)
#include "tst_circuitmachine.moc"
