// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The same random operations on the memory store, on Redis with and without scripts, and on a plain
// reference model: nobody may answer differently. RECLOSER_SEQUENCES=10000 runs as many sequences;
// RECLOSER_SEED another set of them.

#include "core/resilience/memorybreakerstore.h"
#include "tests/core/resilience/referencecircuit.h"
#include "tests/core/resilience/storetesting.h"
#include "tests/support/manualclock.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

/// Real time passes in Redis while a sequence runs; a unit is so long that it does not matter.
constexpr milliseconds unit = 1000s;

/// Lets time pass for every key of the server.
constexpr auto advanceLua = R"(
for _, key in ipairs(redis.call('KEYS', '*')) do
    local left = redis.call('PTTL', key)
    if left >= 0 then
        if left <= tonumber(ARGV[1]) then
            redis.call('DEL', key)
        else
            redis.call('PEXPIRE', key, left - ARGV[1])
        end
    end
end
return 0)";

qint64 inUnits(milliseconds time)
{
    // Tenths of a unit: open times are spread by that much.
    return qint64(std::llround(10.0 * double(time.count()) / double(unit.count())));
}

} // namespace

class TestCircuitModels : public QObject
{
    Q_OBJECT

    struct Call
    {
        ReferenceCircuit::Ticket ticket;
        std::vector<Permit> permits;
    };

    RedisServer m_server;
    ManualClock m_clock;
    double m_chance = 0.5;
    std::vector<std::unique_ptr<BreakerStore>> m_stores;
    QStringList m_names;
    QRandomGenerator m_random;
    QStringList m_log;

    int below(int bound) { return int(m_random.bounded(bound)); }
    template<typename T> T oneOf(std::initializer_list<T> values)
    {
        return *(values.begin() + below(int(values.size())));
    }

    milliseconds time() const
    {
        return std::chrono::duration_cast<milliseconds>(m_clock.now().time_since_epoch());
    }

    CircuitRules rules()
    {
        if (below(8) == 0)
            return {.openFor = 3 * unit}; // the Fynd library's
        CircuitRules rules{
            .openFor = oneOf({1, 2, 5}) * unit,
            .openFactor = oneOf({1.0, 2.0}),
            .maxOpenFor = oneOf({8, 100}) * unit,
            .openSpread = oneOf({0.0, 0.1}),
            .healthyPeriod = oneOf({0, 2, 4}) * unit,
            .failuresInARow = oneOf({0, 2, 3}),
            .failureRate = oneOf({0.0, 0.5}),
            .rateWindow = oneOf({10, 20}) * unit,
            .rateCalls = oneOf({2, 4}),
            .slowRate = oneOf({0.0, 0.7}),
        };
        if (below(4) > 0)
            rules.probeLease = oneOf({1, 3}) * unit;
        return rules;
    }
    Settlement settlement()
    {
        Settlement settlement{
            .effect = oneOf({BreakerEffect::Success, BreakerEffect::Success, BreakerEffect::Failure,
                             BreakerEffect::Failure, BreakerEffect::Failure,
                             BreakerEffect::Throttled, BreakerEffect::Ignored}),
            .error = u"connection-reset"_s,
            .reason = u"1 x connection reset"_s,
            .url = u"http://h/"_s};
        if (settlement.effect == BreakerEffect::Failure && below(4) == 0)
            settlement.attempts = Settlement::Attempts::UsedUp;
        settlement.speed = Settlement::Speed(below(3) == 0);
        if (below(3) == 0)
            settlement.retryAfter = oneOf({1, 6}) * unit;
        return settlement;
    }

    void advance(milliseconds duration)
    {
        m_clock.advance(duration);
        m_server.ask({u"EVAL"_s, QString::fromLatin1(advanceLua), u"0"_s,
                      QString::number(duration.count())});
    }

    QString story() const { return m_log.join(u'\n'); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init() { QTest::failOnWarning(); }

    void noOneAnswersDifferently()
    {
        bool isNumber = false;
        int sequences = qEnvironmentVariableIntValue("RECLOSER_SEQUENCES", &isNumber);
        if (!isNumber)
            sequences = 100;
        const auto seed = quint32(qEnvironmentVariableIntValue("RECLOSER_SEED"));
        for (int i = 0; i < sequences; ++i) {
            m_random.seed(seed * 1'000'003 + quint32(i));
            m_log = {u"sequence %1"_s.arg(i)};
            if (i % 50 == 0)
                freshStores();
            runSequence(u"key %1"_s.arg(i));
            if (QTest::currentTestFailed())
                return;
        }
    }

private:
    void freshStores()
    {
        m_stores.clear();
        m_server.ask({u"FLUSHALL"_s});
        const auto chance = [this] { return m_chance; };
        m_stores.push_back(std::make_unique<MemoryBreakerStore>(m_clock, chance));
        for (const auto scripts :
             {RedisStoreSettings::Scripts::Used, RedisStoreSettings::Scripts::Avoided}) {
            RedisStoreSettings settings
                = patientStore(scripts == RedisStoreSettings::Scripts::Used ? "lua:" : "steps:");
            settings.chance = chance;
            settings.scriptTime = [this] { return time(); };
            settings.scripts = scripts;
            m_stores.push_back(
                std::make_unique<RedisBreakerStore>(unixEndpoint(m_server), settings, m_clock));
        }
        // The clock stands still, so nothing may be under way when it is turned.
        for (const auto &store : m_stores)
            EVENTUALLY_COMPARE(store->status().health, BreakerStoreStatus::Health::Ready);
        for (const auto &store : m_stores)
            QVERIFY(answer(store->open(u"nobody"_s, unit, {})));
        m_names = {u"memory"_s, u"Redis with scripts"_s, u"Redis in steps"_s};
    }

    void runSequence(const QString &key)
    {
        ReferenceCircuit reference;
        const CircuitRules rules = this->rules();
        std::vector<Call> calls;
        const int steps = 8 + below(25);
        for (int step = 0; step < steps && !QTest::currentTestFailed(); ++step) {
            reference.now = time();
            m_chance = reference.chance = oneOf({0.0, 0.5, 1.0});
            const int what = below(20);
            if (what < 7)
                ask(reference, key, rules, calls);
            else if (what < 13 && !calls.empty())
                end(reference, rules, calls);
            else if (what == 13 && !calls.empty())
                drop(reference, calls);
            else if (what == 14)
                byHand(reference, key);
            else {
                const milliseconds duration = oneOf({1, 1, 2, 3, 7}) * unit;
                m_log.append(u"%1 units pass"_s.arg(duration / unit));
                advance(duration);
                reference.now = time();
            }
            compareState(reference, key);
        }
    }

    void ask(ReferenceCircuit &reference, const QString &key, const CircuitRules &rules,
             std::vector<Call> &calls)
    {
        Call call;
        const auto verdict = reference.ask(rules, call.ticket);
        m_log.append(u"call %1 asks: %2"_s.arg(calls.size()).arg(int(verdict)));
        for (size_t i = 0; i < m_stores.size(); ++i) {
            Permit permit = acquired(*m_stores[i], key, rules);
            const Admission &admission = permit.admission();
            const QString who = m_names[qsizetype(i)] + u'\n' + story();
            QVERIFY2(admission.verification == Verification::Verified, qPrintable(who));
            QVERIFY2(int(admission.answer) == int(verdict), qPrintable(who));
            if (admission.isRefused()) {
                const milliseconds until = reference.worthAskingAt();
                const qint64 expected = until > reference.now ? inUnits(until - reference.now) : -1;
                const qint64 actual = admission.remaining ? inUnits(*admission.remaining) : -1;
                QVERIFY2(actual == expected,
                         qPrintable(u"%1 for %2"_s.arg(actual).arg(expected) + who));
            }
            call.permits.push_back(std::move(permit));
        }
        calls.push_back(std::move(call));
    }

    void end(ReferenceCircuit &reference, const CircuitRules &rules, std::vector<Call> &calls)
    {
        using Kind = CircuitChange::Kind;
        const auto number = below(int(calls.size()));
        Call call = std::move(calls[size_t(number)]);
        calls.erase(calls.begin() + number);
        if (call.permits[0].admission().isRefused())
            return;
        const Settlement how = settlement();
        const CircuitChange change = reference.end(rules, call.ticket, how);
        m_log.append(u"a call ends with effect %1, attempts %2, speed %3, asked %4: %5 for %6"_s
                         .arg(int(how.effect))
                         .arg(int(how.attempts))
                         .arg(int(how.speed))
                         .arg(how.retryAfter ? *how.retryAfter / unit : -1)
                         .arg(int(change.kind))
                         .arg(change.openFor.count()));
        for (size_t i = 0; i < m_stores.size(); ++i) {
            const Settled settled = answer(call.permits[i].settle(how));
            const QString who = m_names[qsizetype(i)] + u'\n' + story();
            QVERIFY2(settled.verification == Verification::Verified, qPrintable(who));
            QVERIFY2(settled.opened == (change.kind == Kind::Opened), qPrintable(who));
            QVERIFY2(settled.closed == (change.kind == Kind::Closed), qPrintable(who));
            QVERIFY2(settled.late == (change.kind == Kind::Late), qPrintable(who));
            QVERIFY2(settled.openFor == change.openFor,
                     qPrintable(QString::number(settled.openFor.count()) + who));
        }
    }

    void drop(ReferenceCircuit &reference, std::vector<Call> &calls)
    {
        const auto number = below(int(calls.size()));
        m_log.append(u"call %1 is dropped"_s.arg(number));
        reference.giveBack(calls[size_t(number)].ticket);
        calls.erase(calls.begin() + number);
        // A lease goes back without an answer; what is asked next over the same connection comes
        // after it.
        for (size_t i = 1; i < m_stores.size(); ++i)
            answer(m_stores[i]->reset(u"nobody"_s));
    }

    void byHand(ReferenceCircuit &reference, const QString &key)
    {
        using Forced = CircuitOverride::Kind;
        const int what = below(5);
        const milliseconds duration = oneOf({1, 4}) * unit;
        const auto kind = oneOf({Forced::ForcedOpen, Forced::ForcedClosed, Forced::MetricsOnly});
        const std::optional<milliseconds> limit
            = below(2) == 0 ? std::nullopt : std::optional(duration);
        m_log.append(u"by hand: %1, %2, %3 units"_s.arg(what).arg(int(kind)).arg(duration / unit));
        switch (what) {
        case 0:
            reference.openByHand(duration);
            break;
        case 1:
            reference.closeByHand();
            break;
        case 2:
            reference.reset();
            break;
        case 3:
            reference.force(kind, limit);
            break;
        case 4:
            reference.force(Forced::None, {});
            break;
        }
        for (const auto &store : m_stores) {
            const StoreWrite done = what == 0 ? answer(store->open(key, duration, u"by hand"_s))
                : what == 1                   ? answer(store->close(key))
                : what == 2                   ? answer(store->reset(key))
                : what == 3 ? answer(store->force(key, {kind, u"me"_s, u"why"_s}, limit))
                            : answer(store->force(key, {}, {}));
            QVERIFY2(done.has_value(), qPrintable(story()));
        }
    }

    void compareState(const ReferenceCircuit &reference, const QString &key)
    {
        using Forced = CircuitOverride::Kind;
        for (size_t i = 0; i < m_stores.size(); ++i) {
            const auto looked = answer(m_stores[i]->circuit(key));
            const QString who = m_names[qsizetype(i)] + u'\n' + story();
            QVERIFY2(looked.has_value(), qPrintable(who));
            const auto &circuit = *looked;
            if (reference.forced() != Forced::None) {
                QVERIFY2(circuit && circuit->forced.kind == reference.forced(), qPrintable(who));
                QVERIFY2(circuit->forced.author == u"me" && circuit->forced.note == u"why",
                         qPrintable(who));
            } else {
                QVERIFY2(!circuit || circuit->forced.kind == Forced::None, qPrintable(who));
                const BreakerState state = circuit ? circuit->state : BreakerState::Closed;
                QVERIFY2(state == reference.state(), qPrintable(QString::number(int(state)) + who));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCircuitModels)
#include "tst_circuitmodels.moc"
