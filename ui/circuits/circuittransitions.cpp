// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuittransitions.h"

#include <QHash>

#include <algorithm>

namespace Recloser {

using Cause = CircuitTransition::Cause;
using Kind = OwnDeed::Kind;
using std::chrono::milliseconds;

namespace {

/// A deadline that moved by more than this is another one.
constexpr milliseconds extension{1000};
/// Between a deadline and the answer that shows what became of it.
constexpr milliseconds slack{1500};

Standing standingOf(const CircuitRow &row)
{
    return row.justClosed ? Standing::Closed : standingOf(row.circuit);
}

bool isForcing(Standing standing)
{
    return standing == Standing::ForcedOpen || standing == Standing::ForcedClosed
        || standing == Standing::MetricsOnly || standing == Standing::ForcedHalfOpen;
}

bool isHalfOpen(Standing standing)
{
    return standing == Standing::HalfOpen || standing == Standing::ProbeDue;
}

bool isExtended(const CircuitRow &before, const CircuitRow &after)
{
    return before.countsDown() && after.countsDown() && !isHalfOpen(standingOf(after))
        && after.circuit.closesAt - before.circuit.closesAt > extension;
}

std::optional<Kind> deedOn(const QString &identity, const QList<OwnDeed> &deeds,
                           std::chrono::steady_clock::time_point now)
{
    // The latest counts.
    for (auto deed = deeds.crbegin(); deed != deeds.crend(); ++deed) {
        if (deed->identity == identity && now - deed->at <= deedLifetime)
            return deed->kind;
    }
    return std::nullopt;
}

/// Why it stands as `to` now, where that is not closed.
Cause causeOfStanding(const Circuit &circuit, Standing from, Standing to)
{
    if (isForcing(to))
        return Cause::Forced;
    if (to == Standing::Elapsed)
        return Cause::TimeOver;
    if (to == Standing::HalfOpen)
        return Cause::ProbeBegan;
    if (to == Standing::ProbeDue)
        return from == Standing::HalfOpen ? Cause::LeaseOver : Cause::TimeOver;
    switch (circuit.cause) {
    case OpeningCause::Failures:
        return Cause::Failures;
    case OpeningCause::Throttled:
        return Cause::Throttled;
    case OpeningCause::ByHand:
        return Cause::ByHand;
    }
    return Cause::Other;
}

Cause causeOfClosing(const CircuitRow &before, Standing from, const std::optional<Kind> &deed,
                     std::chrono::steady_clock::time_point now)
{
    if (deed == Kind::ClosedByProbe)
        return Cause::Probe;
    if (deed == Kind::ClosedByHand)
        return Cause::ByHand;
    if (deed == Kind::TakenBack)
        return Cause::TakenBack;
    if (deed == Kind::Reset)
        return Cause::Reset;
    const bool isOver = before.countsDown() && before.circuit.closesAt <= now + slack;
    if (isForcing(from))
        return isOver ? Cause::ForcingOver : Cause::TakenBack;
    if (isHalfOpen(from))
        return Cause::Probe;
    return isOver ? Cause::TimeOver : Cause::Gone;
}

CircuitTransition described(const Circuit &circuit, Standing from, Standing to)
{
    CircuitTransition transition;
    transition.identity = identityOf(circuit);
    transition.key = circuit.key;
    transition.from = from;
    transition.to = to;
    if (to == Standing::Closed)
        return transition;
    const bool isForced = isForcing(to);
    transition.reason = isForced ? circuit.forced.note : circuit.reason;
    transition.by = isForced ? circuit.forced.author : circuit.openedBy;
    return transition;
}

} // namespace

QList<CircuitTransition> transitionsBetween(const QList<CircuitRow> &before,
                                            const QList<CircuitRow> &after,
                                            const QList<OwnDeed> &deeds,
                                            std::chrono::steady_clock::time_point now,
                                            const QDateTime &wallTime)
{
    // Rows in their old place that look the same are no news, and they are nearly all.
    const auto isUnchanged = [&](qsizetype i) {
        return i < before.size() && i < after.size()
            && before.at(i).justClosed == after.at(i).justClosed
            && standingOf(before.at(i)) == standingOf(after.at(i))
            && !isExtended(before.at(i), after.at(i))
            && identityOf(before.at(i).circuit) == identityOf(after.at(i).circuit);
    };
    QHash<QString, const CircuitRow *> old;
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (!isUnchanged(i))
            old.insert(identityOf(before.at(i).circuit), &before.at(i));
    }
    QList<CircuitTransition> transitions;
    const auto add
        = [&](CircuitTransition transition, Cause cause, const std::optional<Kind> &deed) {
              transition.at = wallTime;
              transition.cause = cause;
              transition.isOurs = deed.has_value();
              transitions.append(std::move(transition));
          };
    for (qsizetype i = 0; i < after.size(); ++i) {
        if (isUnchanged(i))
            continue;
        const CircuitRow &row = after.at(i);
        const QString identity = identityOf(row.circuit);
        const CircuitRow *known = old.take(identity);
        const Standing from = known ? standingOf(*known) : Standing::Closed;
        const Standing to = standingOf(row);
        const bool extended = known && from == to && isExtended(*known, row);
        if (from == to && !extended)
            continue;
        const std::optional<Kind> deed = deedOn(identity, deeds, now);
        Cause cause = extended       ? Cause::Extended
            : to == Standing::Closed ? causeOfClosing(known ? *known : row, from, deed, now)
                                     : causeOfStanding(row.circuit, from, to);
        // What the override hid shows again.
        if (!extended && to != Standing::Closed && isForcing(from) && !isForcing(to))
            cause = deed == Kind::TakenBack ? Cause::TakenBack : Cause::ForcingOver;
        if (deed == Kind::OpenedByHand && cause == Cause::Failures)
            cause = Cause::ByHand;
        add(described(row.circuit, from, to), cause, deed);
    }
    for (const CircuitRow &row : before) {
        const auto gone = old.constFind(identityOf(row.circuit));
        if (gone == old.constEnd() || *gone != &row || row.justClosed)
            continue;
        const std::optional<Kind> deed = deedOn(gone.key(), deeds, now);
        add(described(row.circuit, standingOf(row), Standing::Closed),
            causeOfClosing(row, standingOf(row), deed, now), deed);
    }
    return transitions;
}

} // namespace Recloser
