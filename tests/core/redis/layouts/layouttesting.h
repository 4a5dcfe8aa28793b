// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/builtinlayouts.h"

#include <QMap>
#include <QTest>

#include <algorithm>

namespace Recloser {

using std::chrono::milliseconds;

/// What the server's clock says in these tests, in seconds since 1970.
constexpr qint64 serverSeconds = 1'800'000'000;

/// Keys of a server that is not there, and its answers to the questions of layouts.
class Keys
{
public:
    Keys &&set(const QByteArray &key, const QByteArray &value, int timeLeft = -1) &&
    {
        m_entries[key] = {.string = value, .timeLeft = timeLeft};
        return std::move(*this);
    }
    Keys &&hash(const QByteArray &key, const QMap<QByteArray, QByteArray> &fields,
                int timeLeft = -1) &&
    {
        m_entries[key] = {.fields = fields, .timeLeft = timeLeft};
        return std::move(*this);
    }
    /// Members with their scores, lowest first.
    Keys &&sorted(const QByteArray &key, const QList<std::pair<QByteArray, QByteArray>> &members) &&
    {
        m_entries[key] = {.members = members};
        return std::move(*this);
    }
    /// Commands that this user may not run.
    Keys &&refuse(const QByteArrayList &commands) &&
    {
        m_refused += commands;
        return std::move(*this);
    }

    bool knowsTime() const { return !m_refused.contains("TIME"); }
    RedisReply answer(const QByteArrayList &argv) const
    {
        using Type = RespValue::Type;
        if (m_refused.contains(argv[0]))
            return std::unexpected(RedisError{RedisError::Kind::NoPermission, {}});
        const auto found = m_entries.constFind(argv[1]);
        const Entry entry = found == m_entries.constEnd() ? Entry{} : *found;
        const bool isThere = found != m_entries.constEnd();
        const auto otherType = std::unexpected(RedisError{RedisError::Kind::WrongType, {}});
        if (argv[0] == "PTTL")
            return RespValue{.type = Type::Integer, .integer = isThere ? entry.timeLeft : -2};
        if (argv[0] == "GETRANGE") {
            if (isThere && !entry.string)
                return otherType;
            return bulk(entry.string.value_or("").first(
                std::min<qsizetype>(entry.string.value_or("").size(), argv[3].toInt() + 1)));
        }
        if (argv[0] == "HMGET") {
            if (isThere && !entry.fields)
                return otherType;
            RespValue fields{.type = Type::Array};
            for (const QByteArray &field : argv.sliced(2)) {
                fields.elements.push_back(entry.fields && entry.fields->contains(field)
                                              ? bulk(entry.fields->value(field))
                                              : RespValue{});
            }
            return fields;
        }
        if (isThere && !entry.members)
            return otherType;
        if (argv[0] == "ZCARD")
            return RespValue{.type = Type::Integer,
                             .integer = entry.members ? entry.members->size() : 0};
        if (argv[0] == "ZRANGE") {
            RespValue last{.type = Type::Array};
            if (entry.members && !entry.members->isEmpty())
                last.elements
                    = {bulk(entry.members->last().first), bulk(entry.members->last().second)};
            return last;
        }
        qFatal("a question that no viewer may be asked: %s", argv.join(' ').constData());
    }

private:
    struct Entry
    {
        std::optional<QByteArray> string;
        std::optional<QMap<QByteArray, QByteArray>> fields;
        std::optional<QList<std::pair<QByteArray, QByteArray>>> members;
        int timeLeft = -1;
    };
    static RespValue bulk(const QByteArray &bytes)
    {
        return {.type = RespValue::Type::Bulk, .bytes = bytes};
    }

    QMap<QByteArray, Entry> m_entries;
    QByteArrayList m_refused;
};

inline std::chrono::steady_clock::time_point testNow()
{
    return std::chrono::steady_clock::time_point(std::chrono::hours(5));
}

/// What the layout makes of the circuit that `key` belongs to.
inline std::optional<Circuit> readCircuit(const CircuitLayout &layout, const QByteArray &key,
                                          const Keys &keys, const LayoutSettings &settings = {},
                                          qint64 seconds = serverSeconds)
{
    const auto name = layout.match(key);
    if (!name)
        return std::nullopt;
    LayoutAnswers answers{.answeredAt = testNow()};
    if (keys.knowsTime())
        answers.serverTime = milliseconds(seconds * 1000);
    for (const QByteArrayList &question : layout.ask(*name))
        answers.replies.push_back(keys.answer(question));
    return layout.read(*name, settings, answers);
}

/// All that differs from circuit to circuit, in one line: "open, 8 s, then waits, 3 failures".
inline QString told(const std::optional<Circuit> &circuit, qint64 seconds = serverSeconds)
{
    using namespace Qt::StringLiterals;
    if (!circuit)
        return u"not mine"_s;
    QStringList parts{circuit->isStateKnown
                          ? QStringList{u"closed"_s, u"open"_s, u"half-open"_s}[int(circuit->state)]
                          : u"unknown"_s};
    const double left
        = double(std::chrono::duration_cast<milliseconds>(circuit->closesAt - testNow()).count());
    if (circuit->state != BreakerState::Closed) {
        if (circuit->isElapsed)
            parts << u"elapsed"_s;
        else if (circuit->ttl == TimeToLive::Finite)
            parts << QString::number(left / 1000) + u" s"_s;
        else
            parts << (circuit->ttl == TimeToLive::Never ? u"never expires"_s : u"no end known"_s);
        if (circuit->timeOver != TimeOver::Closes)
            parts << (circuit->timeOver == TimeOver::HalfOpens ? u"then half-opens"_s
                                                               : u"then waits"_s);
    }
    if (circuit->openedAt.isValid())
        parts << u"since %1 s"_s.arg(double(seconds)
                                     - double(circuit->openedAt.toMSecsSinceEpoch()) / 1000);
    if (circuit->openedFor)
        parts << u"of %1 s"_s.arg(double(circuit->openedFor->count()) / 1000);
    if (circuit->forced.kind != CircuitOverride::Kind::None)
        parts << u"forced"_s;
    if (circuit->cause == OpeningCause::Throttled)
        parts << u"throttled"_s;
    if (circuit->isCallInFlight)
        parts << u"call in flight"_s;
    if (circuit->failures)
        parts << u"%1 failures"_s.arg(*circuit->failures);
    if (!circuit->reason.isEmpty())
        parts << u"<%1>"_s.arg(circuit->reason);
    if (!circuit->unreadable.isEmpty())
        parts << u"! "_s + circuit->unreadable;
    return parts.join(u", "_s);
}

inline CircuitLayout layoutNamed(const QString &name)
{
    for (const CircuitLayout &layout : builtinLayouts()) {
        if (layout.name == name)
            return layout;
    }
    qFatal("no layout %s", qPrintable(name));
}

} // namespace Recloser
