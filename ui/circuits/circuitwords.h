// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/breakerstore.h"
#include "ui/circuits/circuitrows.h"
#include "ui/widgets/chip.h"

namespace Recloser {

/// Estimate: the store cannot be asked just now, so what is shown may have changed there.
enum class Knowledge { Fresh, Estimate };

/// What a card says of a circuit. Plain value.
struct CircuitWords
{
    /// "7.3 s", "probe 1.8 s", "never expires", "closed".
    QString time;
    /// "open · 4 x attempt-timeout · this app".
    QString detail;
    /// The link: "close", "repair…"; empty when nothing is to be done.
    QString action;
    ChipTone tone = ChipTone::Bad;
    /// Filled part of the bar, [0, 1].
    double filled = 1.0;
    /// How much of its colour a closed one has left, [0, 1].
    double strength = 1.0;

    bool operator==(const CircuitWords &) const = default;
};

CircuitWords wordsOf(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                     Knowledge knowledge);

/// Everything that is known, a line each, for the tool tip.
QString detailsOf(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                  Knowledge knowledge);

/// One sentence for screen readers.
QString spokenText(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                   Knowledge knowledge);

/// What RedisBreakerStore::close() runs, a line each; `prefix` as in BreakerStoreStatus.
QString closeCommand(const Circuit &circuit, const QString &prefix);
/// What RedisBreakerStore::open() runs; the value, which names the reason and the time, is left
/// out.
QString extendCommand(const Circuit &circuit, milliseconds duration);
/// A line for a shell that asks Redis for this circuit's value and time left; `server` as in
/// BreakerStoreStatus, without password.
QString redisCliCommand(const Circuit &circuit, const QString &server);

/// `bytes` as one word for a POSIX shell, exact also for quotes, line breaks and bytes that are not
/// text (POSIX.1-2024, section 2.2).
QString shellQuoted(const QByteArray &bytes);
/// `bytes` as one argument of redis-cli's own prompt, quoted where it must be
/// (redis.io, redis-cli, "String quoting and escaping").
QString redisQuoted(const QByteArray &bytes);

} // namespace Recloser
