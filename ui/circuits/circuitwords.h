// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "ui/circuits/circuitrows.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/statemark.h"

namespace Recloser {

/// Estimate: the store cannot be asked just now, so what is shown may have changed there.
enum class Knowledge { Fresh, Estimate };

/// What the link of a card leads to.
enum class CardLink { None, Close, Repair, TakeBack, Sources, Menu };

/// What a card says of a circuit. Plain value.
struct CircuitWords
{
    /// "7.3 s", "probe 1.8 s", "never expires", "closed".
    QString time;
    /// "open · 4 x attempt-timeout": state and cause.
    QString detail;
    /// "2 trips · by this app · pybreaker, prefix shop:"; may be empty.
    QString origin;
    /// The link: "close", "repair…"; empty when nothing is to be done.
    QString action;
    CardLink link = CardLink::None;
    StateMark mark = StateMark::Disc;
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

/// "half-open, a probe is due", "forced open".
QString standingWords(Standing standing);

/// What Redis says of a circuit's layout in one word for people: its name and, where there is one,
/// the prefix.
QString layoutWords(const Circuit &circuit);

} // namespace Recloser
