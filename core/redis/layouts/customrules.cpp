// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/customrules.h"

#include "core/redis/layouts/drafting.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Drafting;

namespace {

/// Places of the questions of a custom decoder.
enum Question : size_t { State, Life, Time };

QByteArrayList questionOf(const ValueSource &source, const CircuitName &name)
{
    switch (source.kind) {
    case ValueSource::Kind::Existence:
        return timeLeftOf(source.key.key(name));
    case ValueSource::Kind::Hash:
        return fieldsOf(source.key.key(name), {source.field.toUtf8()});
    case ValueSource::Kind::String:
    case ValueSource::Kind::Json:
        break;
    }
    return valueOf(source.key.key(name));
}

/// What stands at a source: a value, Undefined where nothing does, or why it cannot be read.
std::expected<QJsonValue, QString> valueAt(const ValueSource &source, const LayoutAnswers &answers,
                                           Question question)
{
    const Text text = source.kind == ValueSource::Kind::Hash ? answers.fields(question, 1)[0]
                                                             : answers.text(question);
    if (text.part == Part::Missing)
        return QJsonValue(QJsonValue::Undefined);
    if (text.part != Part::Present)
        return std::unexpected(whyNot(text.part));
    if (source.kind != ValueSource::Kind::Json)
        return QJsonValue(shown(text.bytes));
    auto json = jsonObjectOf(text.bytes);
    if (!json)
        return std::unexpected(json.error());
    const QJsonValue value = jsonAt(*json, source.field);
    // null is how many write "none".
    return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
}

Circuit stateOf(const CustomRules &rules, const LayoutAnswers &answers)
{
    Circuit circuit{.state = BreakerState::Closed, .ttl = TimeToLive::Unknown};
    if (rules.state.kind == ValueSource::Kind::Existence) {
        const auto there = isThere(answers.timeLeft(State));
        if (!there)
            return unreadable(u"key"_s, whyNot(Part::Refused));
        circuit.state = *there ? BreakerState::Open : BreakerState::Closed;
        return circuit;
    }
    const auto value = valueAt(rules.state, answers, State);
    const bool isCount = rules.archetype == Archetype::Counter;
    const QString part = isCount ? u"count"_s : u"state"_s;
    if (!value)
        return unreadable(part, value.error());
    if (value->isUndefined())
        return circuit;
    const QString word = value->toVariant().toString();
    if (!isCount) {
        if (rules.open.contains(word))
            circuit.state = BreakerState::Open;
        else if (rules.halfOpen.contains(word))
            circuit.state = BreakerState::HalfOpen;
        // Where no word is named for closed, whatever is left means it.
        else if (!rules.closed.isEmpty() && !rules.closed.contains(word))
            return unreadable(part, u"none of the words"_s);
        return circuit;
    }
    circuit.failures = integerOf(word.toUtf8());
    if (!circuit.failures)
        return unreadable(part, u"no whole number"_s);
    return circuit;
}

void decideByCount(Circuit &circuit, const CustomRules &rules, const LayoutSettings &settings)
{
    const auto threshold = settings.threshold ? settings.threshold : rules.threshold;
    circuit.isStateKnown = threshold.has_value();
    const bool isOver = rules.compare == CustomRules::Compare::Above
        ? circuit.failures > threshold
        : circuit.failures >= threshold;
    circuit.state = !threshold || isOver ? BreakerState::Open : BreakerState::Closed;
}

void setTime(Circuit &circuit, const CustomRules &rules, const LayoutSettings &settings,
             const LayoutAnswers &answers)
{
    if (!rules.time) {
        const auto timeLeft = answers.timeLeft(Life);
        // Time to live says nothing of a state that is written down, unless it ends.
        if (rules.archetype != Archetype::State || timeLeft > 0ms) {
            const BreakerState state = circuit.state;
            openWithKey(circuit, answers, timeLeft);
            circuit.state = state;
        }
        return;
    }
    const auto value = valueAt(*rules.time, answers, Time);
    if (!value)
        return markUnreadable(circuit, u"time"_s, value.error());
    const auto reset = settings.reset ? settings.reset : rules.reset;
    const bool isLength = rules.means == CustomRules::Means::Remaining;
    const auto time = isLength ? lengthOf(*value, rules.unit) : momentOf(*value, rules.unit);
    if (!time && !value->isUndefined())
        markUnreadable(circuit, u"time"_s, u"not in its unit"_s);
    if (rules.means == CustomRules::Means::OpenedAt)
        countDownFrom(circuit, answers, time, reset);
    else if (!isLength)
        countDownTo(circuit, answers, time);
    else if (time)
        openWithKey(circuit, answers, time);
}

} // namespace

void applyRules(CircuitLayout &layout, const CustomRules &rules)
{
    layout.ask = [rules](const CircuitName &name) {
        Questions questions{questionOf(rules.state, name), timeLeftOf(rules.anchor.key(name))};
        if (rules.time)
            questions << questionOf(*rules.time, name);
        return questions;
    };
    layout.decode = [rules](const CircuitName &, const LayoutSettings &settings,
                            const LayoutAnswers &answers) -> std::optional<Circuit> {
        // What a glob happens to fit beside is no circuit.
        for (const RedisReply &reply : answers.replies) {
            if (!reply && reply.error().kind == RedisError::Kind::WrongType)
                return std::nullopt;
        }
        Circuit circuit = stateOf(rules, answers);
        if (rules.archetype == Archetype::Counter && circuit.failures)
            decideByCount(circuit, rules, settings);
        if (circuit.state == BreakerState::Open && circuit.unreadable.isEmpty())
            setTime(circuit, rules, settings, answers);
        return circuit;
    };
    layout.act = [rules](const CircuitName &name, const LayoutActing &) -> QList<LayoutAction> {
        if (rules.archetype == Archetype::State && rules.state.kind != ValueSource::Kind::Existence)
            return {};
        return {copyOnly(LayoutAction::Kind::Close, {{"DEL"_ba, rules.anchor.key(name)}})};
    };
}

} // namespace Recloser
