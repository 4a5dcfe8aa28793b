// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What did happen, by the product itself, is what a what-if with the same rules finds.

#include "core/model/recordedcall.h"
#include "core/resilience/memorybreakerstore.h"
#include "core/resilience/whatif.h"
#include "core/send/sendoperation.h"

#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

namespace {

// All that a call does happens at a time of its own, modulo a grid that every duration, wait and
// open time is a multiple of: no two calls do anything at the same moment, where nothing says who
// was first.
constexpr milliseconds grid{200};
constexpr int callCount = 100;
constexpr milliseconds attemptTimeout = 30 * grid;
/// So that waits are multiples of the grid.
constexpr double chance = 0.5;

class Random
{
public:
    explicit Random(quint32 seed) : m_generator(seed) { }
    int below(int bound) { return int(m_generator.bounded(bound)); }
    bool isOneOf(int many) { return below(many) == 0; }
    milliseconds time(int least, int most) { return (least + below(most - least + 1)) * grid; }
    template<typename T> T of(std::initializer_list<T> values)
    {
        return values.begin()[below(int(values.size()))];
    }

private:
    QRandomGenerator m_generator;
};

Policies policiesBy(Random &random)
{
    Policies policies = presetPolicies(random.of({Preset::Fynd, Preset::Guarded}));
    BreakerPolicy &breaker = policies.breaker;
    breaker.keyPattern = random.of({u"h[0-9]"_s, u"h[0-9]/[ab]"_s, u".*"_s, u"h1.*"_s});
    breaker.fallback = random.of({KeyFallback::WholeUrl, KeyFallback::NoBreaker});
    breaker.order = random.of({AdmissionOrder::OncePerCall, AdmissionOrder::EachAttempt});
    breaker.halfOpen = random.of({HalfOpen::None, HalfOpen::Probe});
    breaker.throttling = random.of({ThrottleUse::Ignored, ThrottleUse::Opens});
    breaker.openFor = random.time(5, 60);
    breaker.openFactor = random.of({1.0, 2.0});
    breaker.healthyPeriod = random.of({0ms, 20'000ms});
    breaker.failuresInARow = random.of({0, 2, 5});
    breaker.failureRate = random.of({0.0, 0.3, 0.7});
    // Its slots lie alike on the clock and on the wall's.
    breaker.rateWindow = 16'000ms;
    breaker.rateCalls = random.of({3, 10});
    breaker.slowerThan = 3'000ms;
    breaker.slowRate = random.of({0.0, 0.5});
    RetryPolicy &retry = policies.retry;
    retry.maxAttempts = 1 + random.below(5);
    retry.initialDelay = random.of({0ms, 800ms});
    retry.factor = random.of({1.0, 2.0});
    retry.jitter = random.of(
        {JitterKind::None, JitterKind::Full, JitterKind::Equal, JitterKind::Decorrelated});
    retry.retryAfter = random.of({RetryAfterUse::Ignored, RetryAfterUse::Honoured});
    retry.budgetShare = random.of({0.0, 0.2});
    policies.timeouts.attempt = attemptTimeout;
    policies.timeouts.deadline = random.of({std::optional<milliseconds>(), std::optional(8'000ms)});
    return policies;
}

/// A peer in trouble for stretches of time.
ScriptedTransport::Step stepBy(Random &random, bool isTrouble)
{
    const milliseconds after = random.time(0, 20);
    if (!isTrouble)
        return {status(random.of({200, 200, 200, 204, 404})), after};
    switch (random.below(6)) {
    case 0:
        return {failure(Kind::AttemptTimeout), attemptTimeout};
    case 1:
        return {failure(random.of({Kind::ConnectionReset, Kind::ConnectionRefused,
                                   Kind::NameNotFound, Kind::TlsUntrusted})),
                after};
    case 2: {
        auto asked = status(random.of({429, 503}));
        asked->headers = {{"Retry-After", QByteArray::number(random.below(4))}};
        return {asked, after};
    }
    case 3:
        return {status(200), after};
    default:
        return {status(random.of({500, 502, 503, 504})), after};
    }
}

/// Sends at random times through the product, and what history would keep of it.
struct Reality
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    MemoryBreakerStore store{clock, [] { return chance; }};
    KeyReader keys;
    Policies policies;
    QList<RecordedCall> calls;
    std::vector<std::unique_ptr<SendOperation>> operations;
    std::vector<std::unique_ptr<ScheduledCall>> cancels;

    explicit Reality(quint32 seed)
    {
        Random random(seed);
        policies = policiesBy(random);
        QList<ScriptedTransport::Step> steps;
        bool isTrouble = false;
        while (steps.size() < 6 * callCount) {
            isTrouble = random.isOneOf(8) ? !isTrouble : isTrouble;
            steps.append(stepBy(random, isTrouble));
        }
        transport.script(steps);
        const auto budget = std::make_shared<RetryBudget>();
        const int rush = random.of({60, 300, 1500});
        QMap<milliseconds, int> starts;
        for (int i = 0; i < callCount; ++i)
            starts.insert(random.time(0, rush) + i * 1ms, i);
        milliseconds now{0};
        for (auto start = starts.cbegin(); start != starts.cend(); ++start) {
            clock.advance(start.key() - now);
            now = start.key();
            RequestSpec spec;
            spec.method = random.of({u"GET"_s, u"GET"_s, u"POST"_s});
            spec.url = u"http://h%1/%2?n=%3"_s.arg(random.below(3))
                           .arg(random.of({u"a"_s, u"b"_s}))
                           .arg(random.below(3));
            const SendOptions options{random.isOneOf(20) ? SendOptions::Breaker::Bypass
                                                         : SendOptions::Breaker::Obey};
            auto operation = std::make_unique<SendOperation>(
                spec, Scope{}, policies, options,
                SendServices{transport, clock, keys, [] { return chance; }, &store, budget, {}});
            QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                             [this](const ExchangePtr &exchange) {
                                 Exchange kept = *exchange;
                                 kept.id = calls.size() + 1;
                                 calls.append(recordedCall(kept));
                             });
            if (random.isOneOf(10)) {
                cancels.push_back(clock.schedule(random.time(0, 30) + grid / 2,
                                                 [op = operation.get()] { op->cancel(); }));
            }
            operation->start();
            operations.push_back(std::move(operation));
        }
        clock.advance(30min);
        std::ranges::sort(calls, {}, &RecordedCall::startedAt);
    }
};

QStringList openingsOf(const WhatIfSide &side)
{
    QStringList lines;
    for (const WhatIfCircuit &circuit : side.circuits) {
        for (const WhatIfOpening &opening : circuit.openings)
            lines.append(u"%1 %2 from %3 to %4"_s.arg(circuit.key)
                             .arg(opening.callId)
                             .arg(opening.from.count())
                             .arg(opening.until.count()));
        lines.append(u"%1 blocked %2"_s.arg(circuit.key).arg(circuit.counts.blocked));
    }
    lines.sort();
    return lines;
}

/// All that is known of what did happen, too.
QString figuresOf(const WhatIfCounts &counts)
{
    return u"calls %1, openings %2, blocked %3, succeeded %4, failed %5, cancelled %6, "
           "attempts %7, failed %8 in %9"_s.arg(counts.calls)
               .arg(counts.openings)
               .arg(counts.blocked)
               .arg(counts.succeeded)
               .arg(counts.failed)
               .arg(counts.cancelled)
               .arg(counts.attempts)
               .arg(counts.failedAttempts)
               .arg(counts.failedTime.count())
        + u", waited %1, open %2"_s.arg(counts.waitTime.count()).arg(counts.openTime.count());
}

WhatIfResult replayed(const Reality &reality, const QList<WhatIfPlan> &plans)
{
    WhatIf whatIf(plans, {}, [] { return chance; });
    for (const RecordedCall &call : reality.calls)
        whatIf.add(call);
    return whatIf.finish();
}

} // namespace

class TestWhatIfReality : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void theSameRulesGiveWhatDidHappen()
    {
        qint64 openings = 0;
        qint64 blocked = 0;
        for (quint32 seed = 1; seed <= 250; ++seed) {
            const Reality reality(seed);
            QCOMPARE(reality.calls.size(), callCount);
            const WhatIfResult result = replayed(reality, {{reality.policies}});
            const WhatIfSide &side = result.sides[0];
            const WhatIfSide &recorded = result.recorded;
            const QByteArray where = "seed " + QByteArray::number(seed);
            QVERIFY2(openingsOf(side) == openingsOf(recorded),
                     qPrintable(QString::fromLatin1(where) + u'\n' + openingsOf(side).join(u'\n')
                                + u"\n-- and recorded\n"_s + openingsOf(recorded).join(u'\n')));
            QVERIFY2(side.circuitCount == recorded.circuitCount, where.constData());
            const WhatIfCounts &a = side.totals;
            QVERIFY2(figuresOf(side.totals) == figuresOf(recorded.totals),
                     qPrintable(QString::fromLatin1(where) + u'\n' + figuresOf(side.totals) + u'\n'
                                + figuresOf(recorded.totals)));
            QVERIFY2(a.needlesslyBlocked + a.spared + a.letThrough + a.unknown == 0,
                     where.constData());
            WhatIfAssumptions nothing = recorded.assumptions; // what is no assumption of a replay
            nothing.withoutCircuit = side.assumptions.withoutCircuit;
            nothing.sentAnyway = side.assumptions.sentAnyway;
            QVERIFY2(side.assumptions == nothing, where.constData());
            QVERIFY2(side.splitCount == 0 && side.mergeCount == 0, where.constData());
            openings += a.openings;
            blocked += a.blocked;
        }
        // It was worth comparing.
        QVERIFY2(openings > 500 && blocked > 500,
                 qPrintable(u"%1 %2"_s.arg(openings).arg(blocked)));
    }

    void theSameSeedGivesTheSameResult()
    {
        const Reality reality(7);
        Policies other = presetPolicies(Preset::Guarded);
        other.breaker.keyPattern = u"h[0-9]"_s;
        const auto run = [&](quint64 seed) {
            WhatIf whatIf({{reality.policies}, {other}}, {.seed = seed});
            for (const RecordedCall &call : reality.calls)
                whatIf.add(call);
            return whatIf.finish();
        };
        QCOMPARE(run(1), run(1));
        QVERIFY(run(1) != run(2));
    }

    void eachPlanIsAloneBesideAnother()
    {
        const Reality reality(11);
        const Reality others(12);
        const WhatIfResult both = replayed(reality, {{reality.policies}, {others.policies}});
        QCOMPARE(both.sides[0], replayed(reality, {{reality.policies}}).sides[0]);
        QCOMPARE(both.sides[1], replayed(reality, {{others.policies}}).sides[0]);
        QVERIFY(both.sides[0] != both.sides[1]);
    }
};

QTEST_GUILESS_MAIN(TestWhatIfReality)
#include "tst_whatifreality.moc"
