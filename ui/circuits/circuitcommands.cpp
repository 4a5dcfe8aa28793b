// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitcommands.h"

#include "core/redis/layouts/rediscliline.h"
#include "core/resilience/circuitscripts.h"
#include "core/resilience/redislayout.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// The keys of one circuit of the store's own, as they stand in a command.
struct Names
{
    RedisLayout layout;
    QByteArray key;

    Names(const Circuit &circuit, const QString &prefix)
        : layout(prefix.toUtf8())
        , key(layout.circuitKey(circuit.key))
    {
    }
    QString circuit() const { return redisQuoted(key); }
    QString probe() const { return redisQuoted(layout.probeKey(key)); }
    QString meta() const { return redisQuoted(layout.metaKey(key)); }
    QString forced() const { return redisQuoted(layout.overrideKey(key)); }
    QString index() const { return redisQuoted(layout.indexKey()); }
};

} // namespace

QString closeCommand(const Circuit &circuit, const QString &prefix)
{
    const Names names(circuit, prefix);
    QStringList lines{u"DEL "_s + names.probe(), u"DEL "_s + names.circuit()};
    if (!names.layout.isFynd())
        lines << u"HSET %1 gen … half 0 open_until 0 closed_at …"_s.arg(names.meta())
              << u"HDEL %1 fails window"_s.arg(names.meta())
              << u"ZREM %1 %2"_s.arg(names.index(), names.circuit());
    return lines.join(u'\n');
}

QString extendCommand(const Circuit &circuit, const QString &prefix, milliseconds duration)
{
    const Names names(circuit, prefix);
    QStringList lines{u"DEL "_s + names.probe(),
                      u"SET %1 … PX %2"_s.arg(names.circuit()).arg(duration.count())};
    if (!names.layout.isFynd())
        lines << u"HSET %1 gen … open_until …"_s.arg(names.meta())
              << u"HDEL %1 fails window"_s.arg(names.meta())
              << u"ZADD %1 … %2"_s.arg(names.index(), names.circuit());
    return lines.join(u'\n');
}

QString resetCommand(const Circuit &circuit, const QString &prefix)
{
    const Names names(circuit, prefix);
    QStringList lines{u"DEL "_s + names.probe(), u"DEL "_s + names.circuit(),
                      u"DEL %1 %2"_s.arg(names.meta(), names.forced())};
    if (!names.layout.isFynd())
        lines << u"ZREM %1 %2 %3"_s.arg(names.index(), names.circuit(), names.forced());
    return lines.join(u'\n');
}

QString forceCommand(const Circuit &circuit, const QString &prefix, const CircuitOverride &forced,
                     const std::optional<milliseconds> &duration)
{
    const Names names(circuit, prefix);
    if (forced.kind == CircuitOverride::Kind::None)
        return u"DEL %1\nZREM %2 %1"_s.arg(names.forced(), names.index());
    QString set = u"SET %1 %2"_s.arg(names.forced(), redisQuoted(overrideValue(forced)));
    if (duration)
        set += u" PX %1"_s.arg(duration->count());
    return set + u"\nZADD %1 … %2"_s.arg(names.index(), names.forced());
}

QString promptText(const QList<QByteArrayList> &commands)
{
    QStringList lines;
    for (const QByteArrayList &argv : commands) {
        QStringList words;
        for (const QByteArray &word : argv)
            words.append(redisQuoted(word));
        lines.append(words.join(u' '));
    }
    return lines.join(u'\n');
}

QString shellText(const QList<QByteArrayList> &commands, const QString &server)
{
    const RedisEndpoint endpoint = parseRedisUrl(server).value_or(RedisEndpoint{});
    QStringList lines;
    for (const QByteArrayList &argv : commands)
        lines.append(redisCliLine(argv, endpoint));
    return lines.join(u'\n');
}

QString redisCliCommand(const Circuit &circuit, const QString &server)
{
    return shellText({{"GET"_ba, circuit.redisKey}, {"PTTL"_ba, circuit.redisKey}}, server)
        .replace(u'\n', u"; "_s);
}

QString redisQuoted(const QByteArray &bytes)
{
    const auto isPlain
        = [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\'' && c != '\\'; };
    if (!bytes.isEmpty() && std::ranges::all_of(bytes, isPlain))
        return QString::fromLatin1(bytes);
    QString quoted = u"\""_s;
    for (const char c : bytes) {
        if (c == '"' || c == '\\')
            quoted += u'\\';
        if (c >= ' ' && c < 0x7f)
            quoted += QLatin1Char(c);
        else
            quoted += u"\\x%1"_s.arg(uchar(c), 2, 16, QLatin1Char('0'));
    }
    return quoted + u'"';
}

} // namespace Recloser
