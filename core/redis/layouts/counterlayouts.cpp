// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Libraries that leave counters, from which others cannot always tell the state.

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/drafting.h"
#include "core/redis/layouts/values.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Drafting;
using Kind = LayoutAction::Kind;

// circuit-breaker-<host> = failures; INCR and then EXPIRE reset_timeout, so that a client which
// dies between them leaves a key that never expires. Open when the count is above the maximum.
CircuitLayout circuitBreakerBoxLayout()
{
    CircuitLayout layout{.name = u"circuit-breaker-box"_s,
                         .title = u"circuit-breaker-box (Python)"_s,
                         .archetype = Archetype::Counter,
                         .needsThreshold = true};
    const KeyTemplate count = keyed("circuit-breaker-");
    layout.anchors = {count};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(count.key(name)), timeLeftOf(count.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &settings,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const Text text = answers.text(0);
        const auto timeLeft = answers.timeLeft(1);
        if (text.part == Part::OtherType)
            return std::nullopt;
        if (text.part == Part::Missing)
            return Circuit{.state = BreakerState::Closed};
        if (text.part != Part::Present)
            return unreadable(u"value"_s, whyNot(text.part));
        const auto failures = integerOf(text.bytes);
        if (!failures)
            return unreadable(u"value"_s, u"no whole number"_s);
        Circuit circuit;
        openWithKey(circuit, answers, timeLeft);
        circuit.openedFor = settings.reset;
        circuit.failures = failures;
        if (!settings.threshold)
            circuit.isStateKnown = false;
        else if (*failures <= *settings.threshold)
            circuit.state = BreakerState::Closed;
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        Actions actions{copyOnly(Kind::Close, {{"DEL"_ba, count.key(name)}})};
        if (acting.circuit.ttl == TimeToLive::Never && acting.settings.reset)
            actions << copyOnly(Kind::Expire,
                                {{"PEXPIRE"_ba, count.key(name),
                                  QByteArray::number(qint64(acting.settings.reset->count()))}});
        return actions;
    };
    return layout;
}

// ganesha_<svc>_status = 1 calm, 2 tripped, no TTL and written back on reading;
// ganesha_<svc>_failure sorted set by time. The interval until the next try is not stored.
CircuitLayout ganeshaLayout()
{
    CircuitLayout layout{.name = u"ganesha"_s,
                         .title = u"ganesha (PHP)"_s,
                         .archetype = Archetype::State,
                         .needsReset = true};
    const KeyTemplate status = keyed("ganesha_", "_status");
    const KeyTemplate failures = keyed("ganesha_", "_failure");
    layout.anchors = {status};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(status.key(name)), newestOf(failures.key(name)),
                         sizeOf(failures.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &settings,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const Text text = answers.text(0);
        if (text.part == Part::Missing)
            return Circuit{.state = BreakerState::Closed};
        if (text.part != Part::Present)
            return unreadable(u"status"_s, whyNot(text.part));
        if (text.bytes != "1" && text.bytes != "2")
            return unreadable(u"status"_s, u"none of 1, 2"_s);
        Circuit circuit{.state = BreakerState::Closed, .ttl = TimeToLive::Unknown};
        if (text.bytes == "2") {
            circuit.state = BreakerState::Open;
            // Failures stop while it is tripped, so the last one is when it tripped or was tried.
            const auto [member, score] = answers.newest(1);
            countDownFrom(circuit, answers, epochIn(circuit, u"failure"_s, score), settings.reset);
        }
        circuit.failures = answers.size(2);
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(Kind::Close, {{"SET"_ba, status.key(name), "1"_ba}})};
    };
    return layout;
}

} // namespace Recloser
