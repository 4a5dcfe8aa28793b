// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QList>
#include <QString>

namespace Recloser {

/// A change of the request that mends what a warning is about.
struct PlanFix
{
    /// "Add an Idempotency-Key"
    QString label;
    PolicyOverrides policy;
    std::optional<HeaderField> header;

    bool operator==(const PlanFix &) const = default;
};

/// Something unwise in a request's policies.
struct PlanWarning
{
    enum class Rule {
        ResendsUnsafely, ///< a method that does harm twice is sent again
        DeadlineBelowAttempt,
        DeadlineBelowWaits,
        LimitBeyondAttempt, ///< a phase may take longer than the attempt
        Limitless, ///< nothing bounds the time
        NoWait, ///< retries hit a struggling peer at once
        NoJitter, ///< many clients come back together
        FactorBelowOne,
        WaitsCutShort, ///< the longest wait is shorter than the first
        OpenBelowAttempt, ///< closed again before the calls that opened it are over
        OneCallOpens, ///< one call's attempts reach the threshold
        NothingOpens,
        SlowBeyondAttempt, ///< time-outs come before slow
        ProbeOutlivesLease,
        RetryAfterIgnored, ///< although 429 is tried again
    };
    Rule rule = Rule::NoWait;
    QString text;
    std::optional<PlanFix> fix;

    bool operator==(const PlanWarning &) const = default;
};

/// What someone who runs services would warn of, gravest first. `policies` are the effective ones
/// of `spec`. Silent about what the presets themselves say.
QList<PlanWarning> planWarnings(const Policies &policies, const RequestSpec &spec);

RequestSpec mended(RequestSpec spec, const PlanFix &fix);

} // namespace Recloser
