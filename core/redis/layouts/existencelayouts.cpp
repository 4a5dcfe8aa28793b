// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Libraries whose circuits are open while a key exists.

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/drafting.h"
#include "core/redis/layouts/values.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Drafting;
using Kind = LayoutAction::Kind;

namespace {

/// Enough of a value to tell a URL from what else a shared keyspace holds, any key of which may be
/// a circuit's.
constexpr qsizetype fyndPeek = 2048;

QByteArrayList fyndValueOf(const CircuitName &name)
{
    return {"GETRANGE"_ba, name.name, "0"_ba, QByteArray::number(fyndPeek - 1)};
}

/// What the library is known to leave as the value, and so whether the key is a circuit's.
bool isFyndValue(const QByteArray &key, const QByteArray &value)
{
    const bool isUrl = value.startsWith("http://") || value.startsWith("https://");
    return value.compare("url", Qt::CaseInsensitive) == 0 || value == key
        || (isUrl && (value.contains(key) || value.size() >= fyndPeek));
}

/// "ns:service", the service decoded where it is Base64 as version 1 wrote it.
QString leocarmoKey(const QByteArray &name)
{
    const qsizetype colon = name.indexOf(':');
    const auto decoded = colon < 0 ? std::nullopt : textInBase64(name.sliced(colon + 1));
    return shown(decoded ? name.first(colon + 1) + *decoded : name);
}

std::optional<CircuitOverride::Kind> forcingOf(const QByteArray &state)
{
    if (state == "open")
        return CircuitOverride::Kind::ForcedOpen;
    if (state == "closed")
        return CircuitOverride::Kind::ForcedClosed;
    if (state == "half_open")
        return CircuitOverride::Kind::ForcedHalfOpen;
    return std::nullopt;
}

/// SET key state, with a time to live where there is one.
QByteArrayList forcing(const QByteArray &key, const char *state, const LayoutActing &acting)
{
    QByteArrayList set{"SET"_ba, key, state};
    if (acting.forceFor)
        set << "EX"_ba << QByteArray::number(qint64(acting.forceFor->count()));
    return set;
}

/// Neither can be told: the time to live is refused and the value no help.
bool isHidden(std::optional<milliseconds> timeLeft, const Text &value)
{
    return !timeLeft && value.part == Part::Refused;
}

} // namespace

// Key: what the pattern matched, nothing around it. Value "Url" or the URL. EX 10.
CircuitLayout fyndLayout()
{
    CircuitLayout layout{.name = u"fynd"_s, .title = u"Fynd (seed)"_s, .usualReset = 10s};
    const KeyTemplate open{.prefix = KeyTemplate::Prefix::None};
    layout.anchors = {open};
    layout.ask = [](const CircuitName &name) {
        return Questions{fyndValueOf(name), timeLeftOf(name.name)};
    };
    layout.sieve = CircuitLayout::Sieve{
        .ask = fyndValueOf, .passes = [](const CircuitName &name, const Text &value) {
            return value.part == Part::Refused || isFyndValue(name.name, value.bytes);
        }};
    layout.decode = [](const CircuitName &name, const LayoutSettings &settings,
                       const LayoutAnswers &answers) -> std::optional<Circuit> {
        const Text value = answers.text(0);
        const auto timeLeft = answers.timeLeft(1);
        if (timeLeft == -2ms)
            return Circuit{.state = BreakerState::Closed};
        // The keyspace is shared, so the value must say it; a viewer who may not see values was
        // given these keys to look at.
        const bool isOurs
            = value.part == Part::Refused ? timeLeft > 0ms : isFyndValue(name.name, value.bytes);
        if (!isOurs)
            return std::nullopt;
        Circuit circuit;
        openWithKey(circuit, answers, timeLeft);
        circuit.openedFor = settings.reset.value_or(10s);
        return circuit;
    };
    layout.act = [](const CircuitName &name, const LayoutActing &acting) {
        return deleting({name.name}, acting, 10s);
    };
    return layout;
}

// circuits:<svc>:open (sleep_window, 90 s) and :half_open (no TTL); values Marshal true.
CircuitLayout circuitboxLayout()
{
    CircuitLayout layout{
        .name = u"circuitbox"_s, .title = u"circuitbox (Ruby)"_s, .usualReset = 90s};
    const KeyTemplate open = keyed("circuits:", ":open");
    const KeyTemplate halfOpen = keyed("circuits:", ":half_open");
    layout.anchors = {open, halfOpen};
    layout.ask = [=](const CircuitName &name) {
        return Questions{timeLeftOf(open.key(name)), timeLeftOf(halfOpen.key(name)),
                         valueOf(open.key(name))};
    };
    layout.decode = [=](const CircuitName &name, const LayoutSettings &settings,
                        const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto timeLeft = answers.timeLeft(0);
        const auto halfOpenLeft = answers.timeLeft(1);
        const Text value = answers.text(2);
        if (isHidden(timeLeft, value))
            return unreadable(u"open"_s, whyNot(Part::Refused));
        Circuit circuit{.state = BreakerState::Closed};
        if (isThere(timeLeft).value_or(value.part == Part::Present)) {
            openWithKey(circuit, answers, timeLeft);
            circuit.timeOver = TimeOver::HalfOpens;
            circuit.openedFor = settings.reset;
            // Moneta writes Marshal unless told otherwise; that the key exists is what counts.
            if (value.part == Part::Present && !isMarshalTrue(value.bytes) && value.bytes != "true"
                && value.bytes != "1")
                markUnreadable(circuit, u"open"_s, u"neither Marshal's true nor a plain one"_s);
            noteUnusable(circuit, u"open"_s, value);
        } else if (isThere(halfOpenLeft).value_or(false)) {
            circuit.state = BreakerState::HalfOpen;
            circuit.ttl = TimeToLive::Unknown;
            circuit.redisKey = halfOpen.key(name);
        }
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        return deleting({open.key(name)}, acting, 90s);
    };
    return layout;
}

// circuit-breaker:<ns>:<svc>:{open,half_open,failures}: unix seconds, unix seconds, number.
CircuitLayout leocarmoLayout()
{
    CircuitLayout layout{
        .name = u"leocarmo"_s, .title = u"leocarmo/circuit-breaker-php"_s, .usualReset = 60s};
    const KeyTemplate open = keyed("circuit-breaker:", ":open");
    const KeyTemplate halfOpen = keyed("circuit-breaker:", ":half_open");
    const KeyTemplate failures = keyed("circuit-breaker:", ":failures");
    layout.anchors = {open, halfOpen};
    layout.ask = [=](const CircuitName &name) {
        return Questions{timeLeftOf(open.key(name)), timeLeftOf(halfOpen.key(name)),
                         valueOf(open.key(name)), valueOf(failures.key(name))};
    };
    layout.decode = [=](const CircuitName &name, const LayoutSettings &settings,
                        const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto timeLeft = answers.timeLeft(0);
        const auto halfOpenLeft = answers.timeLeft(1);
        const Text value = answers.text(2);
        if (isHidden(timeLeft, value))
            return unreadable(u"open"_s, whyNot(Part::Refused));
        Circuit circuit{.key = leocarmoKey(name.name), .state = BreakerState::Closed};
        if (isThere(timeLeft).value_or(value.part == Part::Present)) {
            openWithKey(circuit, answers, timeLeft);
            circuit.timeOver = TimeOver::HalfOpens;
            circuit.openedFor = settings.reset;
            setOpenedAt(circuit, epochIn(circuit, u"open"_s, value));
        } else if (isThere(halfOpenLeft).value_or(false)) {
            openWithKey(circuit, answers, halfOpenLeft);
            circuit.state = BreakerState::HalfOpen;
            circuit.redisKey = halfOpen.key(name);
        }
        countFailures(circuit, u"failures"_s, answers.text(3));
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        return deleting({open.key(name), halfOpen.key(name), failures.key(name)}, acting, 60s);
    };
    return layout;
}

// cb:<svc>:state:open, :state:half_open (SETEX), :override (open, closed, half_open), :failures.
CircuitLayout gabrielanhaiaLayout()
{
    CircuitLayout layout{.name = u"gabrielanhaia"_s,
                         .title = u"gabrielanhaia/php-circuit-breaker"_s};
    const KeyTemplate open = keyed("cb:", ":state:open");
    const KeyTemplate halfOpen = keyed("cb:", ":state:half_open");
    const KeyTemplate override = keyed("cb:", ":override");
    const KeyTemplate failures = keyed("cb:", ":failures");
    layout.anchors = {open, halfOpen, override};
    layout.ask = [=](const CircuitName &name) {
        return Questions{timeLeftOf(open.key(name)), timeLeftOf(halfOpen.key(name)),
                         valueOf(override.key(name)), timeLeftOf(override.key(name)),
                         valueOf(failures.key(name))};
    };
    layout.decode = [=](const CircuitName &name, const LayoutSettings &settings,
                        const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto timeLeft = answers.timeLeft(0);
        const Text forced = answers.text(2);
        if (isHidden(timeLeft, forced))
            return unreadable(u"state:open"_s, whyNot(Part::Refused));
        Circuit circuit{.state = BreakerState::Closed};
        if (isThere(timeLeft).value_or(false)) {
            openWithKey(circuit, answers, timeLeft);
            circuit.openedFor = settings.reset;
        } else if (const auto halfOpenLeft = answers.timeLeft(1); isThere(halfOpenLeft) == true) {
            openWithKey(circuit, answers, halfOpenLeft);
            circuit.state = BreakerState::HalfOpen;
            circuit.redisKey = halfOpen.key(name);
        }
        if (forced.part == Part::Present) {
            circuit.redisKey = override.key(name);
            if (const auto forcing = forcingOf(forced.bytes)) {
                force(circuit, answers, *forcing, answers.timeLeft(3));
            } else {
                // The library throws at every call then.
                markUnreadable(circuit, u"override"_s, u"none of open, closed, half_open"_s);
                circuit.isStateKnown = false;
                circuit.state = BreakerState::Open;
                circuit.ttl = TimeToLive::Unknown;
            }
        }
        noteUnusable(circuit, u"override"_s, forced);
        countFailures(circuit, u"failures"_s, answers.text(4));
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        const QByteArray key = override.key(name);
        Actions actions{safe(Kind::ForceOpen, {forcing(key, "open", acting)}),
                        safe(Kind::ForceClosed, {forcing(key, "closed", acting)})};
        if (acting.circuit.forced.kind != CircuitOverride::Kind::None
            || !acting.circuit.isStateKnown)
            actions << safe(Kind::Unforce, {{"DEL"_ba, key}});
        if (acting.circuit.ttl == TimeToLive::Never)
            actions << copyOnly(Kind::Close, {{"DEL"_ba, open.key(name)}});
        return actions;
    };
    return layout;
}

// circuit_<failure key> = 1 (circuit_timeout); <failure key> is the counter. Django adds ":1:".
CircuitLayout lasierLayout()
{
    CircuitLayout layout{.name = u"lasier"_s, .title = u"lasier (Python)"_s};
    const KeyTemplate open{.head = "circuit_", .prefix = KeyTemplate::Prefix::Separated};
    const KeyTemplate failures{.prefix = KeyTemplate::Prefix::Separated};
    layout.anchors = {open};
    layout.ask = [=](const CircuitName &name) {
        return Questions{timeLeftOf(open.key(name)), valueOf(open.key(name)),
                         valueOf(failures.key(name))};
    };
    layout.decode = [=](const CircuitName &, const LayoutSettings &settings,
                        const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto timeLeft = answers.timeLeft(0);
        const Text value = answers.text(1);
        if (isHidden(timeLeft, value))
            return unreadable(u"value"_s, whyNot(Part::Refused));
        if (timeLeft == -2ms || (!timeLeft && value.part == Part::Missing))
            return Circuit{.state = BreakerState::Closed};
        // The name alone says too little to call a stranger's key a circuit.
        if (value.part != Part::Refused && value.bytes != "1")
            return std::nullopt;
        Circuit circuit;
        openWithKey(circuit, answers, timeLeft);
        circuit.openedFor = settings.reset;
        // The application chooses the counter's name, it may be anything.
        if (const Text count = answers.text(2); count.part == Part::Present)
            circuit.failures = integerOf(count.bytes);
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        return deleting({open.key(name)}, acting, std::nullopt);
    };
    return layout;
}

// deployment:<model>:cooldown = {exception_received, status_code, timestamp, cooldown_time}, as
// JSON or, by older clients' plain set, as Python prints a dict. TTL = cooldown_time.
CircuitLayout litellmLayout()
{
    CircuitLayout layout{
        .name = u"litellm"_s, .title = u"LiteLLM router cooldown"_s, .usualReset = 5s};
    const KeyTemplate open = keyed("deployment:", ":cooldown");
    layout.anchors = {open};
    layout.ask = [=](const CircuitName &name) {
        return Questions{timeLeftOf(open.key(name)), valueOf(open.key(name))};
    };
    layout.decode = [=](const CircuitName &, const LayoutSettings &settings,
                        const LayoutAnswers &answers) -> std::optional<Circuit> {
        const auto timeLeft = answers.timeLeft(0);
        const Text value = answers.text(1);
        if (isHidden(timeLeft, value))
            return unreadable(u"value"_s, whyNot(Part::Refused));
        if (timeLeft == -2ms || (!timeLeft && value.part == Part::Missing))
            return Circuit{.state = BreakerState::Closed};
        Circuit circuit;
        openWithKey(circuit, answers, timeLeft);
        circuit.openedFor = settings.reset;
        if (value.part != Part::Present) {
            markUnreadable(circuit, u"value"_s, whyNot(value.part));
            return circuit;
        }
        const auto json = jsonObjectOf(value.bytes);
        const auto record = json ? std::optional(*json) : pythonDictOf(value.bytes);
        if (!record) {
            markUnreadable(circuit, u"value"_s, json.error());
            return circuit;
        }
        const QString status = record->value("status_code"_L1).toVariant().toString();
        circuit.reason = record->value("exception_received"_L1).toString();
        if (status == "429"_L1)
            circuit.cause = OpeningCause::Throttled;
        if (!status.isEmpty())
            circuit.reason = circuit.reason.isEmpty() ? status : status + u' ' + circuit.reason;
        setOpenedAt(circuit, momentOf(record->value("timestamp"_L1), TimeUnit::Seconds));
        if (const auto length = lengthOf(record->value("cooldown_time"_L1), TimeUnit::Seconds))
            circuit.openedFor = length;
        return circuit;
    };
    layout.act = [=](const CircuitName &name, const LayoutActing &acting) {
        return deleting({open.key(name)}, acting, 5s);
    };
    return layout;
}

} // namespace Recloser
