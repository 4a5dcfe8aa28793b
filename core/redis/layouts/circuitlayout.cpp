// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/circuitlayout.h"

#include "core/redis/layouts/values.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using Part = LayoutAnswers::Part;

namespace {

constexpr qsizetype longestReason = 500;

LayoutAnswers::Text textOf(const RespValue &value)
{
    if (!value.isString())
        return {value.isNull() ? Part::Missing : Part::OtherType, {}};
    if (value.bytes.size() > longestValue)
        return {Part::TooLong, {}};
    return {value.bytes.isEmpty() ? Part::Missing : Part::Present, value.bytes};
}

Part partOf(const RedisError &error)
{
    return error.kind == RedisError::Kind::WrongType ? Part::OtherType : Part::Refused;
}

} // namespace

LayoutAnswers::Text LayoutAnswers::text(size_t number) const
{
    const RedisReply &reply = replies.at(number);
    return reply ? textOf(*reply) : Text{partOf(reply.error()), {}};
}

std::optional<milliseconds> LayoutAnswers::timeLeft(size_t number) const
{
    const RedisReply &reply = replies.at(number);
    if (!reply || reply->type != RespValue::Type::Integer)
        return std::nullopt;
    return milliseconds(reply->integer);
}

std::vector<LayoutAnswers::Text> LayoutAnswers::fields(size_t number, size_t count) const
{
    const RedisReply &reply = replies.at(number);
    std::vector<Text> found(count, Text{reply ? Part::Missing : partOf(reply.error()), {}});
    for (size_t i = 0; reply && i < std::min(count, reply->elements.size()); ++i)
        found[i] = textOf(reply->elements[i]);
    return found;
}

std::pair<LayoutAnswers::Text, LayoutAnswers::Text> LayoutAnswers::newest(size_t number) const
{
    const std::vector<Text> both = fields(number, 2);
    return {both[0], both[1]};
}

std::optional<qint64> LayoutAnswers::size(size_t number) const
{
    const RedisReply &reply = replies.at(number);
    if (!reply || reply->type != RespValue::Type::Integer)
        return std::nullopt;
    return reply->integer;
}

QByteArrayList valueOf(const QByteArray &key)
{
    return {"GETRANGE"_ba, key, "0"_ba, QByteArray::number(longestValue)};
}

QByteArrayList timeLeftOf(const QByteArray &key)
{
    return {"PTTL"_ba, key};
}

QByteArrayList fieldsOf(const QByteArray &hash, const QByteArrayList &fields)
{
    return QByteArrayList{"HMGET"_ba, hash} + fields;
}

QByteArrayList newestOf(const QByteArray &sortedSet)
{
    return {"ZRANGE"_ba, sortedSet, "-1"_ba, "-1"_ba, "WITHSCORES"_ba};
}

QByteArrayList sizeOf(const QByteArray &sortedSet)
{
    return {"ZCARD"_ba, sortedSet};
}

std::optional<CircuitName> CircuitLayout::match(const QByteArray &key) const
{
    for (const KeyTemplate &anchor : anchors) {
        if (auto found = anchor.match(key))
            return found;
    }
    return std::nullopt;
}

std::optional<Circuit> CircuitLayout::read(const CircuitName &circuitName,
                                           const LayoutSettings &settings,
                                           const LayoutAnswers &answers) const
{
    std::optional<Circuit> circuit = decode(circuitName, settings, answers);
    if (!circuit)
        return std::nullopt;
    circuit->layout = name;
    circuit->prefix = circuitName.prefix;
    circuit->service = circuitName.name;
    circuit->reason.truncate(longestReason);
    if (circuit->key.isEmpty())
        circuit->key = shown(circuitName.name);
    if (circuit->redisKey.isEmpty())
        circuit->redisKey = anchors.first().key(circuitName);
    return circuit;
}

QStringList CircuitLayout::globs() const
{
    QStringList globs;
    for (const KeyTemplate &anchor : anchors)
        globs << QString::fromUtf8(anchor.glob());
    return globs;
}

QString archetypeName(Archetype archetype)
{
    switch (archetype) {
    case Archetype::Existence:
        return u"A"_s;
    case Archetype::State:
        return u"B"_s;
    case Archetype::Counter:
        return u"C"_s;
    }
    Q_UNREACHABLE_RETURN(QString());
}

} // namespace Recloser
