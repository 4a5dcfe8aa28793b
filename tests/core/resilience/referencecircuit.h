// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/circuitrules.h"
#include "core/resilience/settlement.h"

#include "core/model/circuit.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace Recloser {

/// The rules of BREAKER.md section 2 once more, written for reading instead of for keeping: every
/// call is remembered, and every question is answered by looking through all of it.
class ReferenceCircuit
{
public:
    struct Ticket
    {
        int era = 0;
        bool isProbe = false;
        int probeNumber = 0;
        bool counts = true;
        bool isWatched = false;
    };
    enum class Verdict { Go, GoAsProbe, Stop };

    milliseconds now{0};
    double chance = 0.5;

    Verdict ask(const CircuitRules &rules, Ticket &ticket)
    {
        ticket = {.era = m_era};
        switch (forced()) {
        case CircuitOverride::Kind::ForcedOpen:
            return Verdict::Stop;
        case CircuitOverride::Kind::ForcedClosed:
            ticket.counts = false;
            return Verdict::Go;
        case CircuitOverride::Kind::MetricsOnly:
            ticket.isWatched = true;
            return Verdict::Go;
        case CircuitOverride::Kind::ForcedHalfOpen: // of other libraries alone
        case CircuitOverride::Kind::None:
            break;
        }
        if (isOpen())
            return Verdict::Stop;
        if (!m_unproven || !rules.probeLease)
            return Verdict::Go;
        if (isProbed())
            return Verdict::Stop;
        m_probe = {++m_probes, now + *rules.probeLease};
        ticket.isProbe = true;
        ticket.probeNumber = m_probe.number;
        return Verdict::GoAsProbe;
    }

    /// Until which moment a refused caller would wait; zero where nobody knows.
    milliseconds worthAskingAt() const
    {
        if (forced() == CircuitOverride::Kind::ForcedOpen)
            return m_forcedUntil;
        return isOpen() ? m_openUntil : isProbed() ? m_probe.until : milliseconds(0);
    }

    CircuitChange end(const CircuitRules &rules, const Ticket &ticket, const Settlement &how)
    {
        using Kind = CircuitChange::Kind;
        if (!ticket.counts)
            return {};
        if (how.effect == BreakerEffect::Ignored) {
            giveBack(ticket);
            return {};
        }
        const bool remembers = rules.needsMemory();
        const bool onlyWatched = ticket.isWatched;
        if (!remembers && onlyWatched)
            return {};
        if (remembers && ticket.era != m_era)
            return {Kind::Late, {}};
        if (ticket.isProbe) {
            if (!isProbed() || m_probe.number != ticket.probeNumber)
                return {Kind::Late, {}};
            if (how.effect == BreakerEffect::Failure)
                return trip(rules, how);
            if (how.effect == BreakerEffect::Throttled && how.retryAfter)
                return pause(*how.retryAfter);
            m_unproven = false;
            m_healthySince = now;
            newEra();
            return {Kind::Closed, {}};
        }
        if (how.effect == BreakerEffect::Throttled) {
            const bool asksForTime = how.retryAfter && *how.retryAfter > milliseconds(0);
            return asksForTime && !onlyWatched ? pause(*how.retryAfter) : CircuitChange{};
        }
        const bool failed = how.effect == BreakerEffect::Failure;
        const bool usedUp = failed && how.attempts == Settlement::Attempts::UsedUp;
        m_calls.push_back({now, failed, how.speed == Settlement::Speed::Slow});
        if (onlyWatched)
            return {};
        return usedUp || tooManyInARow(rules) || tooLargeAShare(rules) ? trip(rules, how)
                                                                       : CircuitChange{};
    }

    void giveBack(const Ticket &ticket)
    {
        if (ticket.isProbe && m_probe.number == ticket.probeNumber)
            m_probe = {};
    }

    void openByHand(milliseconds duration)
    {
        m_openUntil = now + duration;
        newEra();
    }
    void closeByHand()
    {
        if (!isOpen() && !m_unproven)
            return;
        m_openUntil = milliseconds(0);
        m_unproven = false;
        m_healthySince = now;
        newEra();
    }
    void reset()
    {
        const int era = m_era;
        const int probes = m_probes;
        const milliseconds time = now;
        *this = {};
        now = time;
        m_probes = probes;
        m_era = era + 1;
    }
    void force(CircuitOverride::Kind kind, std::optional<milliseconds> duration)
    {
        m_forced = kind;
        m_forcedUntil = duration ? now + *duration : milliseconds(0);
    }

    CircuitOverride::Kind forced() const
    {
        const bool isOver = m_forcedUntil > milliseconds(0) && m_forcedUntil <= now;
        return isOver ? CircuitOverride::Kind::None : m_forced;
    }
    BreakerState state() const
    {
        return isOpen()  ? BreakerState::Open
            : m_unproven ? BreakerState::HalfOpen
                         : BreakerState::Closed;
    }

private:
    struct Call
    {
        milliseconds at;
        bool failed;
        bool slow;
    };
    struct Probe
    {
        int number = 0;
        milliseconds until{0};
    };

    bool isOpen() const { return now < m_openUntil; }
    bool isProbed() const { return m_probe.number > 0 && now < m_probe.until; }
    void newEra()
    {
        ++m_era;
        m_calls.clear();
        m_probe = {};
    }

    bool tooManyInARow(const CircuitRules &rules) const
    {
        int row = 0;
        for (auto call = m_calls.rbegin(); call != m_calls.rend() && call->failed; ++call)
            ++row;
        return rules.failuresInARow > 0 && row >= rules.failuresInARow;
    }
    bool tooLargeAShare(const CircuitRules &rules) const
    {
        // Ten slots, the one under way included.
        const milliseconds slot = std::max(milliseconds(1), rules.rateWindow / 10);
        double calls = 0;
        double failures = 0;
        double slow = 0;
        for (const Call &call : m_calls) {
            if (call.at / slot <= now / slot - 10)
                continue;
            ++calls;
            failures += call.failed;
            slow += call.slow;
        }
        return calls >= rules.rateCalls
            && ((rules.failureRate > 0 && failures >= rules.failureRate * calls)
                || (rules.slowRate > 0 && slow >= rules.slowRate * calls));
    }

    CircuitChange trip(const CircuitRules &rules, const Settlement &how)
    {
        if (state() == BreakerState::Closed) {
            const milliseconds since = std::max(m_healthySince, m_openUntil);
            const qint64 forgotten = rules.healthyPeriod > milliseconds(0)
                ? (now - since) / rules.healthyPeriod
                : m_trips;
            m_trips = int(std::max<qint64>(0, m_trips - forgotten));
        }
        ++m_trips;
        double time = double(rules.openFor.count());
        for (int i = 1; i < m_trips && time < double(rules.maxOpenFor.count()); ++i)
            time *= rules.openFactor;
        time = std::min(time, double(rules.maxOpenFor.count()))
            * (1 + rules.openSpread * (2 * chance - 1));
        if (how.retryAfter)
            time = std::max(time, double(how.retryAfter->count()));
        m_unproven = rules.probeLease.has_value();
        return openFor(milliseconds(std::llround(time)));
    }
    CircuitChange pause(milliseconds duration) { return openFor(duration); }
    CircuitChange openFor(milliseconds duration)
    {
        const milliseconds time
            = std::clamp(duration, milliseconds(1), milliseconds(std::chrono::days(24)));
        m_openUntil = now + time;
        newEra();
        return {CircuitChange::Kind::Opened, time};
    }

    std::vector<Call> m_calls;
    milliseconds m_openUntil{0};
    milliseconds m_healthySince{0};
    bool m_unproven = false;
    Probe m_probe;
    int m_probes = 0;
    int m_trips = 0;
    int m_era = 0;
    CircuitOverride::Kind m_forced = CircuitOverride::Kind::None;
    milliseconds m_forcedUntil{0};
};

} // namespace Recloser
