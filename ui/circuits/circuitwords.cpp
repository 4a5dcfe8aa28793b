// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitwords.h"

#include "ui/circuits/circuitcommands.h"
#include "ui/describe/describe.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Circuits", text, nullptr, n);
}

/// Ours alone says nothing.
bool hasOtherLayout(const Circuit &circuit)
{
    return isForeign(circuit)
        || (!circuit.layout.isEmpty() && circuit.layout != "memory"_L1
            && circuit.layout != "recloser"_L1 && circuit.layout != "fynd"_L1);
}

bool isHeldByHand(const Circuit &circuit)
{
    return circuit.forced.kind != CircuitOverride::Kind::None;
}

StateMark markOf(Standing standing)
{
    switch (standing) {
    case Standing::Closed:
        return StateMark::Ring;
    case Standing::Open:
    case Standing::UnknownDuration:
        return StateMark::Disc;
    case Standing::Elapsed:
        return StateMark::Target;
    case Standing::HalfOpen:
        return StateMark::HalfDisc;
    case Standing::ProbeDue:
        return StateMark::DottedRing;
    case Standing::Throttled:
        return StateMark::Pause;
    case Standing::ForcedOpen:
        return StateMark::Square;
    case Standing::ForcedClosed:
        return StateMark::EmptySquare;
    case Standing::MetricsOnly:
        return StateMark::Bars;
    case Standing::ForcedHalfOpen:
        return StateMark::HalfSquare;
    case Standing::NeverExpires:
        return StateMark::Triangle;
    case Standing::StateUnknown:
    case Standing::Unreadable:
        return StateMark::Question;
    }
    return StateMark::Question;
}

ChipTone toneOfStanding(Standing standing)
{
    switch (standing) {
    case Standing::Closed:
        return ChipTone::Good;
    case Standing::Open:
    case Standing::UnknownDuration:
    case Standing::ForcedOpen:
    case Standing::NeverExpires:
        return ChipTone::Bad;
    case Standing::HalfOpen:
    case Standing::ProbeDue:
    case Standing::ForcedHalfOpen:
        return ChipTone::HalfOpen;
    case Standing::ForcedClosed:
    case Standing::MetricsOnly:
        return ChipTone::Accent;
    case Standing::Elapsed:
    case Standing::Throttled:
    case Standing::StateUnknown:
    case Standing::Unreadable:
        return ChipTone::Warning;
    }
    return ChipTone::Neutral;
}

/// The time's place for what does not count down.
QString timelessWords(const Circuit &circuit, Standing standing)
{
    switch (standing) {
    case Standing::Elapsed:
        return tr("time is over");
    case Standing::ProbeDue:
        return tr("probe is due");
    case Standing::HalfOpen:
        return tr("call under way");
    case Standing::NeverExpires:
        return tr("never expires");
    case Standing::StateUnknown:
        return circuit.failures ? tr("%1 failures").arg(QLocale().toString(*circuit.failures))
                                : tr("not known");
    case Standing::Unreadable:
        return tr("unreadable");
    case Standing::ForcedOpen:
    case Standing::ForcedClosed:
    case Standing::MetricsOnly:
    case Standing::ForcedHalfOpen:
        return tr("held");
    default:
        return tr("time unknown");
    }
}

void fillTime(CircuitWords &words, const Circuit &circuit, Standing standing,
              std::chrono::steady_clock::time_point now, Knowledge knowledge)
{
    const bool counts = circuit.ttl == TimeToLive::Finite && standing != Standing::StateUnknown
        && standing != Standing::Unreadable;
    if (!counts) {
        words.time = timelessWords(circuit, standing);
        words.filled = standing == Standing::NeverExpires || isHeldByHand(circuit) ? 1.0 : 0.0;
        return;
    }
    const milliseconds left = remaining(circuit, now);
    const QString time = knowledge == Knowledge::Estimate
        ? tr("about %1").arg(formatCountdown(left))
        : formatCountdown(left);
    words.time = standing == Standing::HalfOpen ? tr("probe %1").arg(time)
        : isHeldByHand(circuit)                 ? tr("for %1").arg(time)
                                                : time;
    // Without the whole time the bar shows the last ten seconds.
    const milliseconds whole
        = std::max(circuit.openedFor.value_or(milliseconds(10'000)), milliseconds(1));
    words.filled = std::clamp(double(left.count()) / double(whole.count()), 0.0, 1.0);
}

/// What the standing is about: the note of who forced it, what cannot be read, why it opened.
QString causeOf(const Circuit &circuit, Standing standing)
{
    switch (standing) {
    case Standing::Unreadable:
        return circuit.unreadable;
    case Standing::StateUnknown:
        return tr("threshold not stored");
    case Standing::UnknownDuration:
        return circuit.reason.isEmpty() ? tr("how long is not stored") : circuit.reason;
    case Standing::ForcedOpen:
    case Standing::ForcedClosed:
    case Standing::MetricsOnly:
    case Standing::ForcedHalfOpen:
        return circuit.forced.note;
    default:
        return circuit.reason;
    }
}

QString stateWords(const CircuitRow &row)
{
    return row.justClosed ? tr("closed just now") : standingWords(standingOf(row.circuit));
}

QString detailOf(const CircuitRow &row, Knowledge knowledge)
{
    const Circuit &circuit = row.circuit;
    const Standing standing = standingOf(circuit);
    QStringList parts{stateWords(row)};
    if (isHeldByHand(circuit) && circuit.ttl != TimeToLive::Finite && !row.justClosed)
        parts.first() = tr("%1 until taken back").arg(parts.first());
    // What makes the others doubtful stands where it is not cut off.
    if (circuit.verification == Verification::Unverified)
        parts.append(tr("unverified"));
    else if (knowledge == Knowledge::Estimate)
        parts.append(tr("last known"));
    const QString cause = causeOf(circuit, standing);
    if (!cause.isEmpty())
        parts.append(cause);
    if (standing == Standing::NeverExpires && !row.justClosed)
        parts.append(tr("no time to live"));
    return parts.join(u" · "_s);
}

QString originOf(const Circuit &circuit)
{
    QStringList parts;
    const QString by = isHeldByHand(circuit) ? circuit.forced.author : circuit.openedBy;
    if (!by.isEmpty())
        parts.append(by);
    if (circuit.trips > 1)
        parts.append(tr("%n trips", circuit.trips));
    if (hasOtherLayout(circuit))
        parts.append(layoutWords(circuit));
    if (circuit.failures && standingOf(circuit) != Standing::StateUnknown)
        parts.append(tr("%1 failures").arg(QLocale().toString(*circuit.failures)));
    if (circuit.state == BreakerState::HalfOpen && !circuit.probe.isEmpty())
        parts.append(tr("probe %1").arg(circuit.probe.left(8)));
    return parts.join(u" · "_s);
}

void addLink(CircuitWords &words, const Circuit &circuit, Standing standing)
{
    const auto set = [&words](CardLink link, const QString &text) {
        words.link = link;
        words.action = text;
    };
    if (standing == Standing::NeverExpires)
        set(CardLink::Repair, tr("repair…"));
    else if (standing == Standing::StateUnknown)
        set(CardLink::Sources, tr("set threshold…"));
    else if (standing == Standing::UnknownDuration && isForeign(circuit))
        set(CardLink::Sources, tr("set time…"));
    else if (isForeign(circuit))
        set(CardLink::Menu, tr("actions…"));
    else if (isHeldByHand(circuit))
        set(CardLink::TakeBack, tr("take back"));
    else
        set(CardLink::Close, tr("close"));
}

} // namespace

QString standingWords(Standing standing)
{
    switch (standing) {
    case Standing::Closed:
        return stateName(BreakerState::Closed);
    case Standing::Open:
    case Standing::NeverExpires:
    case Standing::UnknownDuration:
        return stateName(BreakerState::Open);
    case Standing::Elapsed:
        return tr("open, waits for the next call");
    case Standing::HalfOpen:
        return stateName(BreakerState::HalfOpen);
    case Standing::ProbeDue:
        return tr("half-open, a probe is due");
    case Standing::Throttled:
        return tr("throttled");
    case Standing::ForcedOpen:
        return tr("forced open");
    case Standing::ForcedClosed:
        return tr("forced closed");
    case Standing::MetricsOnly:
        return tr("metrics only");
    case Standing::ForcedHalfOpen:
        return tr("forced half-open");
    case Standing::StateUnknown:
        return tr("state not known");
    case Standing::Unreadable:
        return tr("unreadable");
    }
    return {};
}

QString layoutWords(const Circuit &circuit)
{
    return circuit.prefix.isEmpty()
        ? circuit.layout
        : tr("%1, prefix %2").arg(circuit.layout, redisQuoted(circuit.prefix));
}

CircuitWords wordsOf(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                     Knowledge knowledge)
{
    const Circuit &circuit = row.circuit;
    CircuitWords words;
    words.detail = detailOf(row, knowledge);
    words.origin = originOf(circuit);
    if (row.justClosed) {
        words.time = tr("closed");
        words.tone = ChipTone::Good;
        words.mark = StateMark::Ring;
        const auto since = std::chrono::duration<double>(now - row.closedAt);
        words.strength = 1.0 - std::clamp(since / circuitFadeTime, 0.0, 1.0);
        return words;
    }
    const Standing standing = standingOf(circuit);
    words.mark = markOf(standing);
    words.tone = toneOfStanding(standing);
    addLink(words, circuit, standing);
    fillTime(words, circuit, standing, now, knowledge);
    if (knowledge == Knowledge::Estimate && standing != Standing::NeverExpires)
        words.tone = ChipTone::Neutral;
    return words;
}

QString detailsOf(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                  Knowledge knowledge)
{
    const Circuit &circuit = row.circuit;
    QStringList lines{circuit.key, stateWords(row) + u" · "_s + wordsOf(row, now, knowledge).time};
    const auto add = [&lines](const QString &format, const QString &value) {
        if (!value.isEmpty())
            lines.append(format.arg(value));
    };
    if (isHeldByHand(circuit)) {
        add(tr("Note: %1"), circuit.forced.note);
        add(tr("Forced by: %1"), circuit.forced.author);
    } else {
        add(tr("Reason: %1"), circuit.reason);
        add(tr("Opened by: %1"), circuit.openedBy);
    }
    if (circuit.openedAt.isValid())
        add(tr("Opened at: %1"),
            QLocale().toString(circuit.openedAt.toLocalTime(), QLocale::LongFormat));
    if (circuit.openedFor)
        add(tr("Open for: %1"), formatDuration(*circuit.openedFor));
    if (circuit.trips > 0)
        lines.append(tr("Opened %n times", circuit.trips));
    if (circuit.failures)
        add(tr("Failures: %1"), QLocale().toString(*circuit.failures));
    if (circuit.state == BreakerState::HalfOpen)
        add(tr("Probe's lease: %1"), circuit.probe);
    add(tr("Cannot be read: %1"), circuit.unreadable);
    if (!circuit.redisKey.isEmpty())
        add(tr("Redis key: %1"), redisQuoted(circuit.redisKey));
    if (hasOtherLayout(circuit))
        add(tr("Written by: %1"), layoutWords(circuit));
    if (standingOf(circuit) == Standing::NeverExpires && !row.justClosed)
        lines.append(tr("The key has no time to live, so it blocks until somebody deletes it."));
    if (circuit.verification == Verification::Unverified)
        lines.append(
            tr("Unverified: the store could not be asked, this is what this program saw."));
    else if (knowledge == Knowledge::Estimate)
        lines.append(tr("The store does not answer: this is what was known last."));
    return lines.join(u'\n');
}

QString spokenText(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                   Knowledge knowledge)
{
    const CircuitWords words = wordsOf(row, now, knowledge);
    QStringList parts{row.circuit.key, words.time, words.detail};
    if (!words.origin.isEmpty())
        parts.append(words.origin);
    return parts.join(u", "_s).replace(u" · "_s, u", "_s) + u'.';
}

} // namespace Recloser
