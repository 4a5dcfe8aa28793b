// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "core/model/keyresult.h"
#include "core/model/requestspec.h"
#include "core/model/scope.h"
#include "core/regex/lint/diagnosis.h"
#include "core/resilience/breakerkey.h"

namespace Recloser {

/// What the key line says: the circuit of a request as it stands, in words. Plain value.
struct KeyStatus
{
    enum class State {
        NoUrl,
        Unresolved, ///< a placeholder has no value, or the URL is none
        Off, ///< the request has no breaker
        NoKey, ///< the pattern gives none and the fallback allows none
        Closed,
        Open,
        HalfOpen, ///< a probe is under way
        ProbeDue, ///< half-open: the next call is the probe
        Throttled,
        ForcedOpen,
        ForcedClosed,
        MetricsOnly,
    };

    State state = State::NoUrl;
    /// "Open", "No value for {{base}}": the state in words, capitalised.
    QString word;
    QString key;
    /// "closes in", before the countdown.
    QString lead;
    /// "7.3 s"; empty when nothing counts down.
    QString countdown;
    /// Muted details: why it opened, who shares the key.
    QStringList details;
    /// The worst thing about the key, short; empty when all is well.
    QString warning;
    /// What to do about it; with the details for the tool tip.
    QString hint;

    /// All of it as sentences, for the tool tip and for screen readers.
    QString spoken() const;
    bool operator==(const KeyStatus &) const = default;
};

/// The key of a request after its placeholders are resolved, not looking at any circuit yet.
/// `policies` are those the request will run with.
KeyStatus keyStatus(const RequestSpec &spec, const Policies &policies, const Scope &scope,
                    KeyReader &keys);

/// Adds what is known of the circuit: null when closed. `now` is on the clock of
/// `circuit->closesAt`.
void addCircuit(KeyStatus &status, const Circuit *circuit,
                std::chrono::steady_clock::time_point now);

/// The worst that can be said of a pattern on one URL, if it is more than a note. Takes as long as
/// the rules that search again: for a worker.
std::optional<Finding> worstFinding(const QString &pattern, const QString &url,
                                    const std::stop_token &stop);
/// Adds it, where nothing worse is said already.
void addFinding(KeyStatus &status, const Finding &finding);

/// "7.3 s" for circuits that count down; empty for others.
QString countdownOf(const Circuit &circuit, std::chrono::steady_clock::time_point now);

/// Adds that `requests` requests of the collection have this key; nothing for fewer than two.
void addShared(KeyStatus &status, int requests);

} // namespace Recloser
