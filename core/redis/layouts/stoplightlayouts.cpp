// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Stoplight (Ruby), whose data changed with version 5.

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/drafting.h"
#include "core/redis/layouts/values.h"

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Drafting;
using Kind = LayoutAction::Kind;

namespace {

/// {"error": {"class", "message"}, "time"} as "class: message".
QString errorIn(const QByteArray &text)
{
    const auto json = jsonObjectOf(text);
    if (!json)
        return {};
    const QString kind = jsonAt(*json, u"error.class"_s).toString();
    const QString message = jsonAt(*json, u"error.message"_s).toString();
    const QString between = kind.isEmpty() || message.isEmpty() ? QString() : u": "_s;
    return kind + between + message;
}

/// True where `lock` decides; an unknown one is noted.
bool applyLock(Circuit &circuit, const Text &lock, const LayoutAnswers &answers)
{
    noteUnusable(circuit, u"locked_state"_s, lock);
    if (lock.part != Part::Present || lock.bytes == "unlocked")
        return false;
    if (lock.bytes == "locked_red") {
        force(circuit, answers, CircuitOverride::Kind::ForcedOpen);
        return true;
    }
    if (lock.bytes == "locked_green") {
        force(circuit, answers, CircuitOverride::Kind::ForcedClosed);
        return true;
    }
    markUnreadable(circuit, u"locked_state"_s, u"none of locked_red, locked_green, unlocked"_s);
    return false;
}

} // namespace

// stoplight:v5:metadata:<light>, a hash; TTL 7 d.
CircuitLayout stoplight5Layout()
{
    CircuitLayout layout{.name = u"stoplight5"_s,
                         .title = u"Stoplight 5 (Ruby)"_s,
                         .archetype = Archetype::State,
                         .usualReset = 60s};
    const KeyTemplate metadata = keyed("stoplight:v5:metadata:");
    layout.anchors = {metadata};
    layout.ask = [=](const CircuitName &name) {
        return Questions{
            fieldsOf(metadata.key(name),
                     {"locked_state", "breached_at", "recovery_scheduled_after",
                      "recovery_started_at", "consecutive_errors", "last_error_json"})};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto fields = answers.fields(0, 6);
        if (fields[0].part == Part::OtherType || fields[0].part == Part::Refused)
            return unreadable(u"metadata"_s, whyNot(fields[0].part));
        Circuit circuit{.state = BreakerState::Closed, .ttl = TimeToLive::Unknown};
        countFailures(circuit, u"consecutive_errors"_s, fields[4]);
        if (fields[5].part == Part::Present)
            circuit.reason = errorIn(fields[5].bytes);
        if (applyLock(circuit, fields[0], answers))
            return circuit;
        const auto breachedAt = epochIn(circuit, u"breached_at"_s, fields[1]);
        const auto scheduled = epochIn(circuit, u"recovery_scheduled_after"_s, fields[2]);
        const auto startedAt = epochIn(circuit, u"recovery_started_at"_s, fields[3]);
        circuit.isStateKnown = circuit.unreadable.isEmpty();
        setOpenedAt(circuit, breachedAt);
        if (fields[1].part != Part::Missing || scheduled) {
            circuit.state = BreakerState::Open;
            countDownTo(circuit, answers, scheduled);
            if (breachedAt && scheduled && *scheduled > *breachedAt)
                circuit.openedFor = *scheduled - *breachedAt;
        }
        // Yellow: the light lets the next call through once its time is over, or is trying already.
        if (startedAt || circuit.isElapsed) {
            circuit.state = BreakerState::HalfOpen;
            circuit.ttl = TimeToLive::Unknown;
        }
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        const auto lock = [&](Kind kind, const char *state) {
            return safe(kind, {{"HSET"_ba, metadata.key(name), "locked_state"_ba, state}});
        };
        Actions actions{lock(Kind::ForceOpen, "locked_red"),
                        lock(Kind::ForceClosed, "locked_green")};
        if (acting.circuit.forced.kind != CircuitOverride::Kind::None)
            actions << lock(Kind::Unforce, "unlocked");
        return actions;
    };
    return layout;
}

// stoplight:v4:failures:<light> sorted set of errors by time; stoplight:v4:states hash of locks;
// stoplight:v4:last_notification:<light> "green->red". No TTL; the cool-off time is not stored.
CircuitLayout stoplight4Layout()
{
    CircuitLayout layout{.name = u"stoplight4"_s,
                         .title = u"Stoplight 4 (Ruby)"_s,
                         .archetype = Archetype::State,
                         .usualReset = 60s,
                         .needsReset = true};
    const KeyTemplate notification = keyed("stoplight:v4:last_notification:");
    const KeyTemplate failures = keyed("stoplight:v4:failures:");
    const auto states = [](const CircuitName &name) { return name.prefix + "stoplight:v4:states"; };
    layout.anchors = {notification, failures};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(notification.key(name)), fieldsOf(states(name), {name.name}),
                         newestOf(failures.key(name)), sizeOf(failures.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &settings,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const Text last = answers.text(0);
        const auto [error, errorAt] = answers.newest(2);
        Circuit circuit{.state = BreakerState::Closed, .ttl = TimeToLive::Unknown};
        circuit.failures = answers.size(3);
        if (error.part == Part::Present)
            circuit.reason = errorIn(error.bytes);
        if (applyLock(circuit, answers.fields(1, 1)[0], answers))
            return circuit;
        if (last.part == Part::Present) {
            // "from->to": what it has become counts.
            const QByteArray colour = last.bytes.sliced(last.bytes.lastIndexOf("->") + 1);
            if (colour == ">red") {
                circuit.state = BreakerState::Open;
                const auto openedAt = epochIn(circuit, u"failures"_s, errorAt);
                countDownFrom(circuit, answers, openedAt, settings.reset);
            } else if (colour == ">yellow") {
                circuit.state = BreakerState::HalfOpen;
            } else if (colour != ">green") {
                return unreadable(u"last_notification"_s, u"does not end in a colour"_s);
            }
        } else if (last.part != Part::Missing) {
            return unreadable(u"last_notification"_s, whyNot(last.part));
        }
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        const auto lock = [&](Kind kind, const char *state) {
            return copyOnly(kind, {{"HSET"_ba, states(name), name.name, state}});
        };
        Actions actions{lock(Kind::ForceOpen, "locked_red"),
                        lock(Kind::ForceClosed, "locked_green")};
        if (acting.circuit.forced.kind != CircuitOverride::Kind::None)
            actions << copyOnly(Kind::Unforce, {{"HDEL"_ba, states(name), name.name}});
        return actions;
    };
    // A light that is locked and never failed stands in the hash alone.
    layout.index = CircuitLayout::Index{
        .ask =
            [](const QByteArray &prefix, milliseconds, CircuitLayout::Index::Extent) {
                return Questions{QByteArrayList{"HSCAN"_ba, prefix + "stoplight:v4:states", "0"_ba,
                                                "COUNT"_ba, "10000"_ba}};
            },
        .stride = 2};
    return layout;
}

} // namespace Recloser
