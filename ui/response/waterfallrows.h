// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "ui/widgets/chip.h"

#include <QList>
#include <QString>

namespace Recloser {

/// A phase of an attempt, in the order they come.
enum class WaterfallPhase { Dns, Connect, Tls, Sent, Wait, Download, Unmeasured };

/// A stretch of time from the start of the exchange.
struct WaterfallBar
{
    enum class Kind { Phase, Pause, Mark };
    Kind kind = Kind::Phase;
    WaterfallPhase phase = WaterfallPhase::Unmeasured;
    microseconds begin{0};
    microseconds end{0};

    bool operator==(const WaterfallBar &) const = default;
};

/// One line of the waterfall, in words and times.
struct WaterfallRow
{
    enum class Kind { Decision, Attempt, Pause, Opened, Closed, Late, Ending };
    Kind kind = Kind::Attempt;
    /// "1", for attempts.
    QString number;
    QString label;
    ChipTone tone = ChipTone::Neutral;
    QList<WaterfallBar> bars;
    /// "0.50 s", for attempts.
    QString duration;
    /// All of it with exact times, for tooltips and screen readers.
    QString detail;
    /// What its phases are from and to, for the tooltip.
    QString sources;

    bool operator==(const WaterfallRow &) const = default;
};

/// What is under way while an operation runs; nothing of it once it has finished.
struct WaterfallLive
{
    enum class Stage { None, Asking, Sending, Waiting };
    Stage stage = Stage::None;
    /// The attempt that is under way or waited for.
    int number = 0;
    /// From the start of the exchange.
    microseconds stageBegan{0};
    microseconds now{0};
    milliseconds wait{0};
    WaitReason reason = WaitReason::None;

    bool operator==(const WaterfallLive &) const = default;
};

/// The lines for an exchange: the breaker's decision, each attempt with its phases, the pauses
/// between, what the call did to its circuit, and the rule that ended it.
QList<WaterfallRow> waterfallRows(const Exchange &exchange, const WaterfallLive &live = {});

/// The end of the last bar, and at least the time the exchange took.
microseconds waterfallSpan(const Exchange &exchange, const QList<WaterfallRow> &rows);

/// Phases that occur, in order, for the legend.
QList<WaterfallPhase> phasesIn(const QList<WaterfallRow> &rows);
QString phaseName(WaterfallPhase phase);

} // namespace Recloser
