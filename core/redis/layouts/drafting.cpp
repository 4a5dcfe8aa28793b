// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/drafting.h"

#include "core/redis/layouts/values.h"

#include <QTimeZone>

#include <algorithm>

namespace Recloser::Drafting {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Further than any deadline, and what the monotonic clock can still count in nanoseconds.
constexpr milliseconds farthest = std::chrono::hours(24 * 36'525);

} // namespace

KeyTemplate keyed(const char *head, const char *tail)
{
    return {.head = head, .tail = tail};
}

void markUnreadable(Circuit &circuit, const QString &part, const QString &why)
{
    if (circuit.unreadable.isEmpty())
        circuit.unreadable = part + u": "_s + why;
}

QString whyNot(Part part)
{
    switch (part) {
    case Part::Missing:
        return u"missing"_s;
    case Part::OtherType:
        return u"of another type"_s;
    case Part::Refused:
        return u"not permitted"_s;
    case Part::TooLong:
        return u"longer than %1 bytes"_s.arg(longestValue);
    case Part::Present:
        break;
    }
    return {};
}

void noteUnusable(Circuit &circuit, const QString &part, const Text &text)
{
    if (text.part != Part::Present && text.part != Part::Missing)
        markUnreadable(circuit, part, whyNot(text.part));
}

Circuit unreadable(const QString &part, const QString &why)
{
    Circuit circuit{.ttl = TimeToLive::Unknown, .isStateKnown = false};
    markUnreadable(circuit, part, why);
    return circuit;
}

void openWithKey(Circuit &circuit, const LayoutAnswers &answers,
                 std::optional<milliseconds> timeLeft)
{
    circuit.state = BreakerState::Open;
    circuit.ttl = TimeToLive::Unknown;
    if (!timeLeft)
        return markUnreadable(circuit, u"time to live"_s, whyNot(Part::Refused));
    circuit.ttl = *timeLeft < 0ms ? TimeToLive::Never : TimeToLive::Finite;
    if (circuit.ttl == TimeToLive::Finite)
        circuit.closesAt = answers.answeredAt + std::min(*timeLeft, farthest);
}

void countDownTo(Circuit &circuit, const LayoutAnswers &answers, std::optional<milliseconds> until)
{
    circuit.timeOver = TimeOver::WaitsForCall;
    circuit.ttl = TimeToLive::Unknown;
    if (!until || !answers.serverTime)
        return;
    const milliseconds left = std::clamp(*until - *answers.serverTime, -farthest, farthest);
    circuit.closesAt = answers.answeredAt + left;
    circuit.isElapsed = left <= 0ms;
    if (!circuit.isElapsed)
        circuit.ttl = TimeToLive::Finite;
}

void countDownFrom(Circuit &circuit, const LayoutAnswers &answers,
                   std::optional<milliseconds> openedAt, std::optional<milliseconds> reset)
{
    setOpenedAt(circuit, openedAt);
    circuit.openedFor = reset;
    countDownTo(circuit, answers,
                openedAt && reset ? std::optional(*openedAt + *reset) : std::nullopt);
}

void setOpenedAt(Circuit &circuit, std::optional<milliseconds> moment)
{
    if (moment)
        circuit.openedAt = QDateTime::fromMSecsSinceEpoch(moment->count(), QTimeZone::UTC);
}

void force(Circuit &circuit, const LayoutAnswers &answers, CircuitOverride::Kind forcing,
           std::optional<milliseconds> timeLeft)
{
    circuit.forced.kind = forcing;
    circuit.state = forcing == CircuitOverride::Kind::ForcedOpen ? BreakerState::Open
        : forcing == CircuitOverride::Kind::ForcedHalfOpen       ? BreakerState::HalfOpen
                                                                 : BreakerState::Closed;
    circuit.isElapsed = false;
    circuit.timeOver = TimeOver::Closes;
    circuit.openedFor.reset();
    const bool ends = timeLeft && *timeLeft >= 0ms;
    circuit.ttl = ends ? TimeToLive::Finite : TimeToLive::Unknown;
    circuit.closesAt = ends ? answers.answeredAt + std::min(*timeLeft, farthest)
                            : std::chrono::steady_clock::time_point();
}

std::optional<milliseconds> epochIn(Circuit &circuit, const QString &part, const Text &text)
{
    if (text.part != Part::Present) {
        noteUnusable(circuit, part, text);
        return std::nullopt;
    }
    const auto moment = momentOf(text.bytes, TimeUnit::Seconds);
    if (!moment)
        markUnreadable(circuit, part, u"no time in seconds"_s);
    return moment;
}

void countFailures(Circuit &circuit, const QString &part, const Text &text)
{
    if (text.part == Part::Present) {
        circuit.failures = integerOf(text.bytes);
        if (!circuit.failures)
            markUnreadable(circuit, part, u"no whole number"_s);
    } else if (text.part == Part::TooLong || text.part == Part::OtherType) {
        markUnreadable(circuit, part, whyNot(text.part));
    }
}

std::optional<bool> isThere(std::optional<milliseconds> timeLeft)
{
    return timeLeft ? std::optional(*timeLeft != -2ms) : std::nullopt;
}

LayoutAction safe(LayoutAction::Kind kind, QList<QByteArrayList> commands)
{
    return {kind, std::move(commands), true};
}

LayoutAction copyOnly(LayoutAction::Kind kind, QList<QByteArrayList> commands)
{
    return {kind, std::move(commands), false};
}

QList<LayoutAction> deleting(const QByteArrayList &keys, const LayoutActing &acting,
                             const std::optional<milliseconds> &usualReset)
{
    QList<LayoutAction> actions{safe(LayoutAction::Kind::Close, {QByteArrayList{"DEL"_ba} + keys})};
    const auto reset = acting.settings.reset ? acting.settings.reset : usualReset;
    if (acting.circuit.ttl == TimeToLive::Never && reset)
        actions << safe(LayoutAction::Kind::Expire,
                        {{"PEXPIRE"_ba, keys.first(), QByteArray::number(qint64(reset->count()))}});
    return actions;
}

} // namespace Recloser::Drafting
