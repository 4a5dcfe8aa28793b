// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitwords.h"

#include "core/resilience/redislayout.h"
#include "ui/describe/describe.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Circuits", text, nullptr, n);
}

/// Written by us, or by a library whose name says something.
bool isForeign(const QString &layout)
{
    return !layout.isEmpty() && layout != "memory"_L1 && layout != "recloser"_L1
        && layout != "fynd"_L1;
}

QString stateWord(const CircuitRow &row)
{
    return row.justClosed ? tr("closed just now") : stateName(row.circuit.state);
}

void fillCountdown(CircuitWords &words, const Circuit &circuit, milliseconds left,
                   Knowledge knowledge)
{
    const QString time = knowledge == Knowledge::Estimate
        ? tr("about %1").arg(formatCountdown(left))
        : formatCountdown(left);
    words.time = circuit.state == BreakerState::HalfOpen ? tr("probe %1").arg(time) : time;
    // Without the whole time the bar shows the last ten seconds.
    const milliseconds whole
        = std::max(circuit.openedFor.value_or(milliseconds(10'000)), milliseconds(1));
    words.filled = std::clamp(double(left.count()) / double(whole.count()), 0.0, 1.0);
}

QStringList facts(const CircuitRow &row, Knowledge knowledge)
{
    const Circuit &circuit = row.circuit;
    QStringList parts{stateWord(row)};
    if (circuit.ttl == TimeToLive::Never && !row.justClosed)
        parts.append(tr("no time to live"));
    if (!circuit.reason.isEmpty())
        parts.append(circuit.reason);
    if (!circuit.openedBy.isEmpty())
        parts.append(circuit.openedBy);
    if (circuit.trips > 1)
        parts.append(tr("%n trips", circuit.trips));
    if (isForeign(circuit.layout))
        parts.append(circuit.layout);
    // What makes the others doubtful stands where it is not cut off.
    if (circuit.verification == Verification::Unverified)
        parts.insert(1, tr("unverified"));
    else if (knowledge == Knowledge::Estimate)
        parts.insert(1, tr("last known"));
    return parts;
}

} // namespace

CircuitWords wordsOf(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                     Knowledge knowledge)
{
    const Circuit &circuit = row.circuit;
    CircuitWords words;
    words.detail = facts(row, knowledge).join(u" · "_s);
    if (row.justClosed) {
        words.time = tr("closed");
        words.tone = ChipTone::Good;
        const auto since = std::chrono::duration<double>(now - row.closedAt);
        words.strength = 1.0 - std::clamp(since / circuitFadeTime, 0.0, 1.0);
        return words;
    }
    words.action = tr("close");
    words.tone = circuit.state == BreakerState::HalfOpen ? ChipTone::HalfOpen : ChipTone::Bad;
    switch (circuit.ttl) {
    case TimeToLive::Finite:
        fillCountdown(words, circuit, remaining(circuit, now), knowledge);
        break;
    case TimeToLive::Never:
        words.time = tr("never expires");
        words.action = tr("repair…");
        break;
    case TimeToLive::Unknown:
        words.time
            = circuit.state == BreakerState::HalfOpen ? tr("probe is over") : tr("time unknown");
        words.filled = 0.0;
        break;
    }
    if (knowledge == Knowledge::Estimate && circuit.ttl != TimeToLive::Never)
        words.tone = ChipTone::Neutral;
    return words;
}

QString detailsOf(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                  Knowledge knowledge)
{
    const Circuit &circuit = row.circuit;
    QStringList lines{circuit.key, stateWord(row) + u" · "_s + wordsOf(row, now, knowledge).time};
    if (!circuit.reason.isEmpty())
        lines.append(tr("Reason: %1").arg(circuit.reason));
    if (!circuit.openedBy.isEmpty())
        lines.append(tr("Opened by: %1").arg(circuit.openedBy));
    if (circuit.openedAt.isValid())
        lines.append(
            tr("Opened at: %1")
                .arg(QLocale().toString(circuit.openedAt.toLocalTime(), QLocale::LongFormat)));
    if (circuit.openedFor)
        lines.append(tr("Open for: %1").arg(formatDuration(*circuit.openedFor)));
    if (circuit.trips > 0)
        lines.append(tr("Opened %n times", circuit.trips));
    if (!circuit.redisKey.isEmpty())
        lines.append(tr("Redis key: %1").arg(redisQuoted(circuit.redisKey)));
    if (isForeign(circuit.layout))
        lines.append(tr("Written by: %1").arg(circuit.layout));
    if (circuit.ttl == TimeToLive::Never && !row.justClosed)
        lines.append(tr("The key has no time to live, so it blocks until somebody deletes it."));
    if (circuit.verification == Verification::Unverified)
        lines.append(
            tr("Unverified: the store could not be asked, this is what this program saw."));
    else if (knowledge == Knowledge::Estimate)
        lines.append(tr("The store does not answer: this is what was known last."));
    return lines.join(u'\n');
}

QString spokenText(const CircuitRow &row, std::chrono::steady_clock::time_point now,
                   Knowledge knowledge)
{
    const CircuitWords words = wordsOf(row, now, knowledge);
    return u"%1, %2, %3"_s.arg(row.circuit.key, words.detail, words.time);
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

QString shellQuoted(const QByteArray &bytes)
{
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("-_./:@%+=,").contains(c);
    };
    if (!bytes.isEmpty() && std::ranges::all_of(bytes, isPlain))
        return QString::fromLatin1(bytes);
    const auto isPrintable = [](char c) { return c >= ' ' && c < 0x7f; };
    if (std::ranges::all_of(bytes, isPrintable))
        return u'\'' + QString::fromLatin1(bytes).replace(u'\'', u"'\\''"_s) + u'\'';
    QString quoted = u"$'"_s;
    for (const char c : bytes) {
        if (c == '\'' || c == '\\')
            quoted += u'\\';
        if (isPrintable(c))
            quoted += QLatin1Char(c);
        else
            quoted += u"\\%1"_s.arg(uchar(c), 3, 8, QLatin1Char('0'));
    }
    return quoted + u'\'';
}

QString closeCommand(const Circuit &circuit, const QString &prefix)
{
    const QString key = redisQuoted(circuit.redisKey);
    const RedisLayout layout(prefix.toUtf8());
    if (layout.isFynd())
        return u"DEL "_s + key;
    return u"DEL %1\nZREM %2 %1"_s.arg(key, redisQuoted(layout.indexKey()));
}

QString extendCommand(const Circuit &circuit, milliseconds duration)
{
    return u"SET %1 … PX %2"_s.arg(redisQuoted(circuit.redisKey)).arg(duration.count());
}

QString redisCliCommand(const Circuit &circuit, const QString &server)
{
    const QString key = shellQuoted(circuit.redisKey);
    const QString client = u"redis-cli -u "_s + shellQuoted(server.toUtf8());
    return u"%1 GET %2; %1 PTTL %2"_s.arg(client, key);
}

} // namespace Recloser
