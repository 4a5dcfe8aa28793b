// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Libraries that keep the state and its time as strings in keys of their own.

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/drafting.h"
#include "core/redis/layouts/values.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Drafting;
using Kind = LayoutAction::Kind;

namespace {

/// How a library writes its states.
struct StateWords
{
    QByteArray open;
    QByteArray halfOpen;
    QByteArray closed;
    /// Empty where there is none.
    QByteArray forcedOpen;

    QString all() const
    {
        const QByteArrayList words{open, halfOpen, closed, forcedOpen};
        return shown(words.mid(0, forcedOpen.isEmpty() ? 3 : 4).join(", "));
    }
};

/// The circuit of a state alone: Open without a time, HalfOpen, Closed or forced open; one that
/// cannot be read for any other word. A key that is gone is closed: its library starts anew.
Circuit inState(const StateWords &words, const Text &text, const LayoutAnswers &answers)
{
    if (text.part == Part::Missing)
        return {.state = BreakerState::Closed};
    if (text.part != Part::Present)
        return unreadable(u"state"_s, whyNot(text.part));
    Circuit circuit{.state = BreakerState::Open, .ttl = TimeToLive::Unknown};
    if (text.bytes == words.halfOpen)
        circuit.state = BreakerState::HalfOpen;
    else if (text.bytes == words.closed)
        circuit.state = BreakerState::Closed;
    else if (!words.forcedOpen.isEmpty() && text.bytes == words.forcedOpen)
        force(circuit, answers, CircuitOverride::Kind::ForcedOpen);
    else if (text.bytes != words.open)
        return unreadable(u"state"_s, u"none of "_s + words.all());
    return circuit;
}

bool counts(const Circuit &circuit)
{
    return circuit.state == BreakerState::Open && circuit.isStateKnown
        && circuit.forced.kind == CircuitOverride::Kind::None;
}

/// Counts down from `opened`; a library that finds no time there lets the next call through.
void countDownFromText(Circuit &circuit, const QString &part, const Text &opened,
                       const LayoutSettings &settings, const LayoutAnswers &answers)
{
    const auto openedAt = epochIn(circuit, part, opened);
    countDownFrom(circuit, answers, openedAt, settings.reset);
    circuit.isElapsed |= opened.part == Part::Missing;
}

/// pybreaker and aiobreaker, its descendant: [<ns>:]<library>:{state,opened_at,fail_counter}, no
/// TTL; the reset time is in the program alone.
CircuitLayout breakerOf(const QString &library, const QString &title, const StateWords &words)
{
    CircuitLayout layout{.name = library,
                         .title = title,
                         .archetype = Archetype::State,
                         .usualReset = 60s,
                         .needsReset = true};
    // What stands before it is the namespace, so there is no client's prefix to tell apart.
    const auto key = [library](const char *end) {
        return KeyTemplate{.tail = library.toLatin1() + ':' + end,
                           .prefix = KeyTemplate::Prefix::None,
                           .nameEnd = ':'};
    };
    const KeyTemplate state = key("state");
    const KeyTemplate openedAt = key("opened_at");
    const KeyTemplate failures = key("fail_counter");
    layout.anchors = {state};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(state.key(name)), valueOf(openedAt.key(name)),
                         valueOf(failures.key(name))};
    };
    layout.decode = [=](const CircuitName &name, const LayoutSettings &settings,
                        const LayoutAnswers &answers) -> std::optional<Circuit> {
        Circuit circuit = inState(words, answers.text(0), answers);
        circuit.key = name.name.isEmpty() ? library : shown(name.name.chopped(1));
        if (counts(circuit))
            countDownFromText(circuit, u"opened_at"_s, answers.text(1), settings, answers);
        countFailures(circuit, u"fail_counter"_s, answers.text(2));
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(
            Kind::Close,
            {{"SET"_ba, state.key(name), words.closed}, {"SET"_ba, failures.key(name), "0"_ba}})};
    };
    return layout;
}

} // namespace

CircuitLayout pybreakerLayout()
{
    return breakerOf(u"pybreaker"_s, u"pybreaker (Python)"_s,
                     {.open = "open", .halfOpen = "half-open", .closed = "closed"});
}

CircuitLayout aiobreakerLayout()
{
    return breakerOf(u"aiobreaker"_s, u"aiobreaker (Python)"_s,
                     {.open = "OPEN", .halfOpen = "HALF_OPEN", .closed = "CLOSED"});
}

// stfn_php_circuit_breaker:<svc>:{state,fail_count,opened_at}, no TTL.
CircuitLayout stfnLayout()
{
    CircuitLayout layout{.name = u"stfn"_s,
                         .title = u"stfn/php-circuit-breaker"_s,
                         .archetype = Archetype::State,
                         .needsReset = true};
    const KeyTemplate state = keyed("stfn_php_circuit_breaker:", ":state");
    const KeyTemplate openedAt = keyed("stfn_php_circuit_breaker:", ":opened_at");
    const KeyTemplate failures = keyed("stfn_php_circuit_breaker:", ":fail_count");
    layout.anchors = {state};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(state.key(name)), valueOf(openedAt.key(name)),
                         valueOf(failures.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &settings,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        Circuit circuit = inState({.open = "open",
                                   .halfOpen = "half_open",
                                   .closed = "closed",
                                   .forcedOpen = "force_open"},
                                  answers.text(0), answers);
        if (counts(circuit))
            countDownFromText(circuit, u"opened_at"_s, answers.text(1), settings, answers);
        countFailures(circuit, u"fail_count"_s, answers.text(2));
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(Kind::Close, {{"SET"_ba, state.key(name), "closed"_ba}}),
                       copyOnly(Kind::ForceOpen, {{"SET"_ba, state.key(name), "force_open"_ba}})};
    };
    return layout;
}

// cb2-<svc> = epoch of the last trip, no TTL; cb2-<svc>-error sorted set of errors.
CircuitLayout cb2Layout()
{
    CircuitLayout layout{.name = u"cb2"_s,
                         .title = u"cb2 (Ruby)"_s,
                         .archetype = Archetype::State,
                         .needsReset = true};
    const KeyTemplate trip{
        .head = "cb2-", .prefix = KeyTemplate::Prefix::Separated, .notEnding = {"-error"}};
    const KeyTemplate errors = keyed("cb2-", "-error");
    layout.anchors = {trip};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(trip.key(name)), sizeOf(errors.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &settings,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const Text tripped = answers.text(0);
        if (tripped.part == Part::OtherType)
            return std::nullopt;
        Circuit circuit{.state = BreakerState::Closed};
        if (tripped.part == Part::Present) {
            circuit.state = BreakerState::Open;
            countDownFrom(circuit, answers, epochIn(circuit, u"value"_s, tripped), settings.reset);
            circuit.isStateKnown = circuit.unreadable.isEmpty();
        } else if (tripped.part != Part::Missing) {
            circuit = unreadable(u"value"_s, whyNot(tripped.part));
        }
        circuit.failures = answers.size(1);
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(Kind::Close, {{"DEL"_ba, trip.key(name)}})};
    };
    return layout;
}

// circuit-breaker:<svc>:{status,cooldown_end,failure} in Laravel's cache: any prefix, strings
// PHP-serialised, numbers as they are. TTL 86400, which says nothing of the cooldown.
CircuitLayout algoyounesLayout()
{
    CircuitLayout layout{.name = u"algoyounes"_s,
                         .title = u"algoyounes/circuit-breaker (Laravel)"_s,
                         .archetype = Archetype::State};
    const KeyTemplate status = keyed("circuit-breaker:", ":status");
    const KeyTemplate end = keyed("circuit-breaker:", ":cooldown_end");
    const KeyTemplate failures = keyed("circuit-breaker:", ":failure");
    layout.anchors = {status};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(status.key(name)), valueOf(end.key(name)),
                         valueOf(failures.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        Text state = answers.text(0);
        if (state.part == Part::Present) {
            const auto unpacked = phpStringOf(state.bytes);
            if (!unpacked)
                return unreadable(u"status"_s, u"no string as PHP serialises it"_s);
            state.bytes = *unpacked;
        }
        Circuit circuit = inState({.open = "open", .halfOpen = "half-open", .closed = "closed"},
                                  state, answers);
        if (counts(circuit)) {
            const Text text = answers.text(1);
            const auto seconds
                = text.part == Part::Present ? phpIntegerOf(text.bytes) : std::nullopt;
            const auto until = seconds ? momentOf(QByteArray::number(*seconds), TimeUnit::Seconds)
                                       : std::nullopt;
            noteUnusable(circuit, u"cooldown_end"_s, text);
            if (text.part == Part::Present && !until)
                markUnreadable(circuit, u"cooldown_end"_s, u"no time in seconds"_s);
            countDownTo(circuit, answers, until);
            circuit.isElapsed |= text.part == Part::Missing;
        }
        if (const Text count = answers.text(2); count.part == Part::Present)
            circuit.failures = phpIntegerOf(count.bytes);
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(Kind::Close, {{"DEL"_ba, status.key(name), end.key(name)}})};
    };
    return layout;
}

// faulty:circuit:<name>:{state,opened_at,lock,options}, TTL 7 d; names in sets faulty:list:<hour>.
CircuitLayout faultyLayout()
{
    CircuitLayout layout{.name = u"faulty"_s,
                         .title = u"faulty (Ruby)"_s,
                         .archetype = Archetype::State,
                         .usualReset = 300s,
                         .needsReset = true};
    const KeyTemplate state = keyed("faulty:circuit:", ":state");
    const KeyTemplate openedAt = keyed("faulty:circuit:", ":opened_at");
    const KeyTemplate lock = keyed("faulty:circuit:", ":lock");
    const KeyTemplate options = keyed("faulty:circuit:", ":options");
    layout.anchors = {state, lock};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(state.key(name)), valueOf(openedAt.key(name)),
                         valueOf(lock.key(name)), valueOf(options.key(name))};
    };
    layout.decode = [=](const CircuitName &name, const LayoutSettings &settings,
                        const LayoutAnswers &answers) -> std::optional<Circuit> {
        // Half-open is never written: it is an open one whose time is over.
        Circuit circuit = inState({.open = "open", .halfOpen = "half_open", .closed = "closed"},
                                  answers.text(0), answers);
        if (counts(circuit)) {
            LayoutSettings known = settings;
            if (const Text text = answers.text(3); text.part == Part::Present) {
                const auto json = jsonObjectOf(text.bytes);
                const auto coolDown = json
                    ? lengthOf(json->value("cool_down"_L1), TimeUnit::Seconds)
                    : std::nullopt;
                if (coolDown)
                    known.reset = coolDown;
                else
                    markUnreadable(circuit, u"options"_s, u"no cool_down in seconds"_s);
            }
            countDownFromText(circuit, u"opened_at"_s, answers.text(1), known, answers);
        }
        const Text locked = answers.text(2);
        if (locked.part == Part::Present) {
            circuit.redisKey = lock.key(name);
            if (locked.bytes == "open")
                force(circuit, answers, CircuitOverride::Kind::ForcedOpen);
            else if (locked.bytes == "closed")
                force(circuit, answers, CircuitOverride::Kind::ForcedClosed);
            else
                markUnreadable(circuit, u"lock"_s, u"none of open, closed"_s);
        }
        noteUnusable(circuit, u"lock"_s, locked);
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        const QByteArray key = lock.key(name);
        Actions actions{safe(Kind::ForceOpen, {{"SET"_ba, key, "open"_ba}}),
                        safe(Kind::ForceClosed, {{"SET"_ba, key, "closed"_ba}})};
        if (acting.circuit.forced.kind != CircuitOverride::Kind::None
            || acting.circuit.redisKey == key)
            actions << safe(Kind::Unforce, {{"DEL"_ba, key}});
        return actions;
    };
    layout.index = CircuitLayout::Index{.ask = [](const QByteArray &prefix, milliseconds serverTime,
                                                  CircuitLayout::Index::Extent extent) {
        // One set an hour, each kept for a week; an hour more for those on the edge.
        const qint64 block = std::chrono::floor<std::chrono::hours>(serverTime).count();
        const qint64 first = block - (extent == CircuitLayout::Index::Extent::All ? 169 : 1);
        QList<QByteArrayList> commands;
        for (qint64 i = first; i <= block; ++i)
            commands << QByteArrayList{"SSCAN"_ba, prefix + "faulty:list:" + QByteArray::number(i),
                                       "0"_ba, "COUNT"_ba, "10000"_ba};
        return commands;
    }};
    return layout;
}

} // namespace Recloser
