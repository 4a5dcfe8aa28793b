// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/keyresult.h"
#include "core/model/recordedcall.h"
#include "core/resilience/peeranswers.h"
#include "core/resilience/retry.h"
#include "core/resilience/retrybudget.h"
#include "core/resilience/whatifcircuits.h"

#include <memory>
#include <queue>
#include <stop_token>

namespace Recloser {

/// A recorded call on its way into replays.
struct ReplayedCall
{
    RecordedCall recorded;
    QString peer;
};

/// Runs recorded calls by the rules of one plan on a virtual clock: SendOperation's way with every
/// answer known beforehand, through the very functions that decide there. Calls begin when they
/// did and overlap as they would; what is due at the same moment comes in the order in which it
/// was arranged, and ends come before beginnings. Circuits are as in MemoryBreakerStore.
class WhatIfReplay
{
public:
    /// `answers` outlives it. `chance` spreads waits and open times.
    WhatIfReplay(const WhatIfPlan &plan, const WhatIfSettings &settings, const PeerAnswers &answers,
                 Jitter chance);

    /// In the order of their starts, with the key by this plan's pattern. What is due by then
    /// happens first.
    void begin(std::shared_ptr<const ReplayedCall> call, const KeyResult &key,
               const std::stop_token &stop);
    /// Lets happen whatever is still due, unless stopped.
    void runOut(const std::stop_token &stop);
    WhatIfSide side() const;
    /// When the last call ended, since 1970.
    microseconds now() const { return m_now; }

private:
    struct Running
    {
        std::shared_ptr<const ReplayedCall> call;
        WhatIfCircuits::Entry *circuit = nullptr;
        /// Of the budget; null: without a circuit.
        QString key;
        bool isGuarded = false;
        bool hasOpened = false;
        bool isTransferring = false;
        CallTicket ticket;
        QList<Attempt> attempts;
        Attempt current;
        microseconds duration{0};
        microseconds waitSince{0};
        /// Tell events of an earlier state, and of an earlier call in this place, apart.
        quint32 turn = 0;
        quint32 life = 0;
    };
    struct Event
    {
        enum class Kind { AttemptEnds, WaitIsOver, Deadline, Cancelled };
        microseconds at;
        quint64 order;
        size_t slot;
        quint32 mark; ///< Running::turn or, of Deadline and Cancelled, ::life
        Kind kind;

        bool operator>(const Event &other) const
        {
            return at != other.at ? at > other.at : order > other.order;
        }
    };

    void runUntil(microseconds time, const std::stop_token &stop);
    void happen(const Event &event);
    void schedule(microseconds after, size_t slot, Event::Kind kind);
    size_t freeSlot();
    void acquire(size_t slot);
    void block(size_t slot);
    void startAttempt(size_t slot);
    /// What the next attempt ends with, and when; nothing is known: nothing.
    std::optional<RecordedAttempt> outcomeOf(const Running &running);
    /// `attempt` under the plan's time-out.
    RecordedAttempt limited(RecordedAttempt attempt);
    void finishAttempt(size_t slot);
    void settle(Running &running);
    void decide(size_t slot);
    void concludeWithLast(size_t slot);
    void deadlineReached(size_t slot);
    void cancel(size_t slot);
    /// Counts the attempt under way as given up.
    void giveUpAttempt(Running &running, SendError::Kind kind);
    void countAttempt(const Running &running, const Attempt &attempt);
    void end(size_t slot);
    bool asksEachAttempt(const Running &running) const;

    const WhatIfPlan m_plan;
    const CircuitRules m_rules;
    const PeerAnswers &m_answers;
    Jitter m_chance;
    RetryBudget m_budget;
    WhatIfCircuits m_circuits;
    WhatIfAssumptions m_assumptions;
    /// Its method and headers are those of the call that is asked about.
    ResolvedRequest m_request;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    std::vector<Running> m_running;
    std::vector<size_t> m_free;
    microseconds m_now{0};
    quint64 m_order = 0;
    quint64 m_leases = 0;
};

} // namespace Recloser
