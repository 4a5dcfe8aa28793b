// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/customlayout.h"

#include "core/redis/layouts/builtinlayouts.h"
#include "core/redis/layouts/customrules.h"
#include "core/redis/layouts/drafting.h"

#include <QJsonArray>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestName = 64;

/// Reads members of one object and keeps the first fault.
class Members
{
public:
    Members(QJsonObject json, QString place, std::optional<LayoutFault> &fault)
        : m_json(std::move(json))
        , m_place(std::move(place))
        , m_fault(fault)
    {
    }

    bool has(const QString &name) const { return m_json.contains(name); }
    void fail(const QString &name, const QString &problem)
    {
        const QString dot = m_place.isEmpty() || name.isEmpty() ? QString() : u"."_s;
        if (!m_fault)
            m_fault = LayoutFault{m_place + dot + name, problem};
    }
    void allowOnly(const QStringList &names)
    {
        for (const QString &name : m_json.keys()) {
            if (!names.contains(name))
                fail(name, u"unknown, known are "_s + names.join(u", "));
        }
    }
    QString text(const QString &name, const QString &otherwise = {})
    {
        const QJsonValue value = m_json.value(name);
        if (value.isUndefined())
            return otherwise;
        if (!value.isString())
            fail(name, u"no string"_s);
        return value.toString();
    }
    std::optional<double> number(const QString &name)
    {
        const QJsonValue value = m_json.value(name);
        if (value.isUndefined())
            return std::nullopt;
        if (!value.isDouble())
            fail(name, u"no number"_s);
        return value.toDouble();
    }
    /// The number of the word among `words`; `otherwise` where the member is missing.
    qsizetype oneOf(const QString &name, const QStringList &words, qsizetype otherwise)
    {
        const QString word = text(name);
        if (!has(name) && otherwise >= 0)
            return otherwise;
        const qsizetype at = words.indexOf(word);
        if (at < 0)
            fail(name, u"none of "_s + words.join(u", "));
        return std::max<qsizetype>(at, 0);
    }
    /// Words of a state: strings, numbers, true and false, one or an array of them.
    QStringList words(const QString &name)
    {
        const QJsonValue value = m_json.value(name);
        const QJsonArray values = value.isArray() ? value.toArray()
            : value.isUndefined()                 ? QJsonArray()
                                                  : QJsonArray{value};
        QStringList words;
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (values[i].isObject() || values[i].isArray() || values[i].isNull())
                fail(name + u"[%1]"_s.arg(i), u"no string, number or truth value"_s);
            words << values[i].toVariant().toString();
        }
        return words;
    }
    Members object(const QString &name)
    {
        const QJsonValue value = m_json.value(name);
        if (!value.isUndefined() && !value.isObject())
            fail(name, u"no object"_s);
        return {value.toObject(), m_place.isEmpty() ? name : m_place + u'.' + name, m_fault};
    }
    KeyTemplate key(const QString &name, const std::optional<KeyTemplate> &otherwise)
    {
        if (!has(name) && otherwise)
            return *otherwise;
        auto key = parseKeyTemplate(text(name));
        if (!key)
            fail(name, key.error());
        return key.value_or(KeyTemplate());
    }

private:
    QJsonObject m_json;
    QString m_place;
    std::optional<LayoutFault> &m_fault;
};

ValueSource sourceIn(Members &members, const KeyTemplate &anchor)
{
    ValueSource source;
    source.key = members.key(u"key"_s, anchor);
    source.kind = ValueSource::Kind(
        members.oneOf(u"source"_s, {u"existence"_s, u"string"_s, u"json"_s, u"hash"_s}, 1));
    source.field = members.text(u"field"_s);
    const bool hasFields
        = source.kind == ValueSource::Kind::Json || source.kind == ValueSource::Kind::Hash;
    if (hasFields && source.field.isEmpty())
        members.fail(u"field"_s, u"missing for json and hash"_s);
    if (!hasFields && !source.field.isEmpty())
        members.fail(u"field"_s, u"only for json and hash"_s);
    return source;
}

void readState(Members members, CustomRules &rules)
{
    const QStringList common{u"key"_s, u"source"_s, u"field"_s};
    members.allowOnly(common + QStringList{u"open"_s, u"half_open"_s, u"closed"_s});
    rules.state = sourceIn(members, rules.anchor);
    rules.open = members.words(u"open"_s);
    rules.halfOpen = members.words(u"half_open"_s);
    rules.closed = members.words(u"closed"_s);
    if (rules.state.kind != ValueSource::Kind::Existence && rules.open.isEmpty())
        members.fail(u"open"_s, u"no word means open"_s);
}

void readCount(Members members, CustomRules &rules)
{
    members.allowOnly({u"key"_s, u"source"_s, u"field"_s, u"compare"_s, u"threshold"_s});
    rules.state = sourceIn(members, rules.anchor);
    if (rules.state.kind == ValueSource::Kind::Existence)
        members.fail(u"source"_s, u"a count is string, json or hash"_s);
    rules.compare = CustomRules::Compare(members.oneOf(u"compare"_s, {u">="_s, u">"_s}, 0));
    if (const auto threshold = members.number(u"threshold"_s))
        rules.threshold = qint64(std::clamp(*threshold, 0.0, 1e15));
}

void readTime(Members members, CustomRules &rules)
{
    members.allowOnly({u"key"_s, u"source"_s, u"field"_s, u"unit"_s, u"means"_s});
    rules.time = sourceIn(members, rules.anchor);
    if (rules.time->kind == ValueSource::Kind::Existence)
        members.fail(u"source"_s, u"a time is string, json or hash"_s);
    rules.unit = TimeUnit(members.oneOf(u"unit"_s, {u"s"_s, u"ms"_s, u"us"_s, u"rfc3339"_s}, 0));
    rules.means = CustomRules::Means(
        members.oneOf(u"means"_s, {u"opened_at"_s, u"until"_s, u"remaining"_s}, -1));
    if (rules.means == CustomRules::Means::Remaining && rules.unit == TimeUnit::Rfc3339)
        members.fail(u"unit"_s, u"a time left is no date"_s);
}

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= longestName && std::ranges::all_of(name, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || u"._-"_s.contains(c);
    });
}

LayoutFault within(const QString &place, LayoutFault fault)
{
    fault.place = fault.place.isEmpty() ? place : place + u'.' + fault.place;
    return fault;
}

} // namespace

std::expected<CircuitLayout, LayoutFault> layoutFromJson(const QJsonObject &json)
{
    std::optional<LayoutFault> fault;
    Members members(json, {}, fault);
    members.allowOnly({u"name"_s, u"title"_s, u"key"_s, u"archetype"_s, u"state"_s, u"count"_s,
                       u"time"_s, u"reset_seconds"_s});
    CustomRules rules;
    CircuitLayout layout;
    layout.name = members.text(u"name"_s);
    if (!isName(layout.name))
        members.fail(u"name"_s, u"lower-case letters, digits, '.', '_' and '-', at most 64"_s);
    layout.title = members.text(u"title"_s, layout.name);
    rules.anchor = members.key(u"key"_s, std::nullopt);
    layout.archetype = Archetype(members.oneOf(u"archetype"_s, {u"A"_s, u"B"_s, u"C"_s}, -1));
    rules.archetype = layout.archetype;
    rules.state = {rules.anchor, ValueSource::Kind::Existence, {}};

    const std::pair<QString, bool> parts[]{{u"state"_s, layout.archetype == Archetype::State},
                                           {u"count"_s, layout.archetype == Archetype::Counter}};
    for (const auto &[part, isNeeded] : parts) {
        if (members.has(part) != isNeeded)
            members.fail(part,
                         isNeeded ? u"missing for this archetype"_s : u"not for this archetype"_s);
    }
    if (layout.archetype == Archetype::State)
        readState(members.object(u"state"_s), rules);
    if (layout.archetype == Archetype::Counter)
        readCount(members.object(u"count"_s), rules);
    if (members.has(u"time"_s))
        readTime(members.object(u"time"_s), rules);
    if (const auto seconds = members.number(u"reset_seconds"_s)) {
        rules.reset = lengthOf(QJsonValue(*seconds), TimeUnit::Seconds);
        if (!rules.reset)
            members.fail(u"reset_seconds"_s, u"no length of time"_s);
    }
    if (fault)
        return std::unexpected(*fault);
    layout.anchors = {rules.anchor};
    layout.usualReset = rules.reset;
    layout.needsReset = rules.time && rules.means == CustomRules::Means::OpenedAt && !rules.reset;
    layout.needsThreshold = layout.archetype == Archetype::Counter && !rules.threshold;
    applyRules(layout, rules);
    return layout;
}

std::expected<QList<CircuitLayout>, LayoutFault> layoutsFromJson(const QJsonValue &json)
{
    const bool isWrapped = json.isObject() && json.toObject().contains("decoders"_L1);
    const QJsonValue inner = isWrapped ? json.toObject().value("decoders"_L1) : json;
    if (isWrapped && !inner.isArray())
        return std::unexpected(LayoutFault{u"decoders"_s, u"no array"_s});
    if (!inner.isArray() && !inner.isObject())
        return std::unexpected(LayoutFault{{}, u"neither a decoder nor an array of them"_s});
    const QJsonArray array = inner.isArray() ? inner.toArray() : QJsonArray{inner};
    QList<CircuitLayout> layouts;
    QStringList names;
    for (const CircuitLayout &layout : builtinLayouts())
        names << layout.name;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString place = inner.isArray()
            ? (isWrapped ? u"decoders"_s : QString()) + u"[%1]"_s.arg(i)
            : QString();
        if (!array[i].isObject())
            return std::unexpected(LayoutFault{place, u"no object"_s});
        auto layout = layoutFromJson(array[i].toObject());
        if (layout && names.contains(layout->name))
            layout = std::unexpected(LayoutFault{u"name"_s, u"taken: "_s + layout->name});
        if (!layout)
            return std::unexpected(place.isEmpty() ? layout.error()
                                                   : within(place, layout.error()));
        names << layout->name;
        layouts << *std::move(layout);
    }
    return layouts;
}

} // namespace Recloser
