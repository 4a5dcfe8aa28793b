// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Libraries that keep a circuit as one record: JSON or a hash.

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/drafting.h"
#include "core/redis/layouts/values.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Drafting;
using Kind = LayoutAction::Kind;

namespace {

/// A whole number of a JSON object.
std::optional<qint64> wholeIn(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = object.value(name);
    const double number = value.toDouble(-1);
    return value.isDouble() && number >= 0 && number == double(qint64(number))
        ? std::optional(qint64(number))
        : std::nullopt;
}

/// The record, or the circuit to return in its place.
std::expected<QJsonObject, Circuit> recordOf(const Text &text)
{
    if (text.part == Part::Missing)
        return std::unexpected(Circuit{.state = BreakerState::Closed});
    if (text.part != Part::Present)
        return std::unexpected(unreadable(u"value"_s, whyNot(text.part)));
    auto json = jsonObjectOf(text.bytes);
    if (!json)
        return std::unexpected(unreadable(u"value"_s, json.error()));
    return *std::move(json);
}

} // namespace

// cbr::<name> = {name, threshold, ttl, state, opened_at}; cbr::<name>::failure_count. No TTL.
CircuitLayout purgatoryLayout()
{
    CircuitLayout layout{
        .name = u"purgatory"_s, .title = u"purgatory (Python)"_s, .archetype = Archetype::State};
    const KeyTemplate record{.head = "cbr::",
                             .prefix = KeyTemplate::Prefix::Separated,
                             .notEnding = {"::failure_count"}};
    const KeyTemplate failures{
        .head = "cbr::", .tail = "::failure_count", .prefix = KeyTemplate::Prefix::Separated};
    layout.anchors = {record};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(record.key(name)), valueOf(failures.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto json = recordOf(answers.text(0));
        if (!json)
            return json.error();
        const QString state = json->value("state"_L1).toString();
        Circuit circuit{.state = BreakerState::Closed, .ttl = TimeToLive::Unknown};
        if (state == "opened"_L1) {
            circuit.state = BreakerState::Open;
            const auto openedAt = momentOf(json->value("opened_at"_L1), TimeUnit::Seconds);
            const auto length = lengthOf(json->value("ttl"_L1), TimeUnit::Seconds);
            if (!openedAt)
                markUnreadable(circuit, u"opened_at"_s, u"no time in seconds"_s);
            if (!length)
                markUnreadable(circuit, u"ttl"_s, u"no number of seconds"_s);
            countDownFrom(circuit, answers, openedAt, length);
        } else if (state == "half-opened"_L1) {
            circuit.state = BreakerState::HalfOpen;
        } else if (state != "closed"_L1) {
            return unreadable(u"state"_s, u"none of opened, half-opened, closed"_s);
        }
        countFailures(circuit, u"failure_count"_s, answers.text(1));
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(Kind::Close, {{"DEL"_ba, record.key(name), failures.key(name)}})};
    };
    return layout;
}

// gobreaker:state:<name> = JSON with state 0, 1, 2 and expiry in RFC 3339, no TTL;
// gobreaker:mutex:<name> is held during each guarded call, PX 5000.
CircuitLayout gobreakerLayout()
{
    CircuitLayout layout{
        .name = u"gobreaker"_s, .title = u"gobreaker v2 (Go)"_s, .archetype = Archetype::State};
    const KeyTemplate record = keyed("gobreaker:state:");
    const KeyTemplate mutex = keyed("gobreaker:mutex:");
    layout.anchors = {record};
    layout.ask = [=](const CircuitName &name) {
        return Questions{valueOf(record.key(name)), timeLeftOf(mutex.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto json = recordOf(answers.text(0));
        if (!json)
            return json.error();
        const auto state = wholeIn(*json, "state"_L1);
        if (!state || *state > 2)
            return unreadable(u"state"_s, u"none of 0, 1, 2"_s);
        Circuit circuit{.state = BreakerState::Closed, .ttl = TimeToLive::Unknown};
        if (*state == 1) {
            circuit.state = BreakerState::HalfOpen;
        } else if (*state == 2) {
            circuit.state = BreakerState::Open;
            const auto until = momentOf(json->value("expiry"_L1), TimeUnit::Rfc3339);
            if (!until)
                markUnreadable(circuit, u"expiry"_s, u"no time of RFC 3339"_s);
            countDownTo(circuit, answers, until);
        }
        circuit.isCallInFlight = isThere(answers.timeLeft(1)).value_or(false);
        circuit.failures = wholeIn(json->value("counts"_L1).toObject(), "TotalFailures"_L1);
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(Kind::Close, {{"DEL"_ba, record.key(name)}})};
    };
    return layout;
}

// CircuitBreaker|<name> hash: failureCount, failureThreshold, lastFailure, resetTimeout; the TTL is
// resetTimeout as of the last save.
CircuitLayout ksaverasLayout()
{
    CircuitLayout layout{.name = u"ksaveras"_s,
                         .title = u"ksaveras/circuit-breaker (PHP)"_s,
                         .archetype = Archetype::State};
    const KeyTemplate record = keyed("CircuitBreaker|");
    layout.anchors = {record};
    layout.ask = [=](const CircuitName &name) {
        return Questions{
            fieldsOf(record.key(name),
                     {"failureCount", "failureThreshold", "lastFailure", "resetTimeout"}),
            timeLeftOf(record.key(name))};
    };
    layout.decode = [](const CircuitName &, const LayoutSettings &,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto fields = answers.fields(0, 4);
        const Text &count = fields[0];
        const Text &threshold = fields[1];
        if (count.part == Part::Missing)
            return Circuit{.state = BreakerState::Closed};
        if (count.part != Part::Present)
            return unreadable(u"failureCount"_s, whyNot(count.part));
        const auto failures = integerOf(count.bytes);
        const auto needed = integerOf(threshold.bytes);
        if (!failures || !needed)
            return unreadable(failures ? u"failureThreshold"_s : u"failureCount"_s,
                              u"no whole number"_s);
        Circuit circuit{.state = BreakerState::Closed};
        if (*failures >= *needed) {
            circuit.state = BreakerState::Open;
            const auto last = epochIn(circuit, u"lastFailure"_s, fields[2]);
            const auto length = fields[3].part == Part::Present
                ? lengthOf(fields[3].bytes, TimeUnit::Seconds)
                : std::nullopt;
            if (!length)
                markUnreadable(circuit, u"resetTimeout"_s, u"no number of seconds"_s);
            countDownFrom(circuit, answers, last, length);
            // Without the server's time the time to live is about the same.
            const auto timeLeft = answers.timeLeft(1);
            if (!answers.serverTime && timeLeft && *timeLeft > 0ms)
                openWithKey(circuit, answers, timeLeft);
        }
        circuit.failures = failures;
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &) {
        return Actions{copyOnly(Kind::Close, {{"DEL"_ba, record.key(name)}})};
    };
    return layout;
}

} // namespace Recloser
