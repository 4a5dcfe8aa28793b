// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/whatifreport.h"

#include "core/model/requestjson.h"
#include "core/resilience/whatifcomparison.h"
#include "core/store/httpdirectives.h"

#include <QDateTime>
#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Counts = WhatIfCounts;

/// What is counted: its name in JSON, its words for people.
struct CountRow
{
    QLatin1StringView name;
    QString words;
    qint64 Counts::*of;
};

const QList<CountRow> &countRows()
{
    static const QList<CountRow> rows{
        {"calls"_L1, u"calls"_s, &Counts::calls},
        {"openings"_L1, u"openings"_s, &Counts::openings},
        {"blocked"_L1, u"blocked"_s, &Counts::blocked},
        {"needlessly_blocked"_L1, u"  that had been answered"_s, &Counts::needlesslyBlocked},
        {"spared"_L1, u"  that had failed"_s, &Counts::spared},
        {"blocked_unknown"_L1, u"  of which nobody knows"_s, &Counts::blockedUnknown},
        {"let_through"_L1, u"let through that were blocked"_s, &Counts::letThrough},
        {"unknown"_L1, u"  whose answer nobody knows"_s, &Counts::unknown},
        {"succeeded"_L1, u"succeeded"_s, &Counts::succeeded},
        {"failed"_L1, u"failed"_s, &Counts::failed},
        {"cancelled"_L1, u"cancelled"_s, &Counts::cancelled},
        {"attempts"_L1, u"attempts"_s, &Counts::attempts},
        {"failed_attempts"_L1, u"failed attempts"_s, &Counts::failedAttempts},
    };
    return rows;
}

struct TimeRow
{
    QLatin1StringView name;
    QString words;
    microseconds Counts::*of;
};

const QList<TimeRow> &timeRows()
{
    static const QList<TimeRow> rows{
        {"failed_ms"_L1, u"time in failed attempts"_s, &Counts::failedTime},
        {"waited_ms"_L1, u"time in waits"_s, &Counts::waitTime},
        {"open_ms"_L1, u"time open, of all circuits"_s, &Counts::openTime},
    };
    return rows;
}

struct AssumptionRow
{
    QLatin1StringView name;
    QString words;
    qint64 WhatIfAssumptions::*of;
};

const QList<AssumptionRow> &assumptionRows()
{
    using A = WhatIfAssumptions;
    static const QList<AssumptionRow> rows{
        {"answers_nearby"_L1,
         u"attempts that nobody made end as the same peer's answer nearest in time did"_s,
         &A::answersNearby},
        {"answers_repeated"_L1, u"attempts that nobody made end as the call's last one did"_s,
         &A::answersRepeated},
        {"answers_moved"_L1, u"recorded answers count over a second before or after their time"_s,
         &A::answersMoved},
        {"cut_short"_L1, u"attempts had not ended within the time-out"_s, &A::cutShort},
        {"timed_out_later"_L1, u"attempts that timed out do so with the longer time-out too"_s,
         &A::timedOutLater},
        {"given_up_attempts"_L1, u"attempts that were given up would have timed out"_s,
         &A::givenUpAttempts},
        {"sent_anyway"_L1, u"calls were sent anyway, past their circuit"_s, &A::sentAnyway},
        {"never_sent"_L1, u"calls were wrong in themselves and are left out"_s, &A::neverSent},
        {"without_circuit"_L1, u"calls belong to no circuit"_s, &A::withoutCircuit},
        {"too_slow"_L1, u"URLs were too slow for the pattern"_s, &A::tooSlow},
    };
    return rows;
}

double inMilliseconds(microseconds time)
{
    return double(time.count()) / 1000;
}

QJsonObject countsJson(const Counts &counts)
{
    QJsonObject object;
    for (const CountRow &row : countRows())
        object.insert(row.name, counts.*row.of);
    for (const TimeRow &row : timeRows())
        object.insert(row.name, inMilliseconds(counts.*row.of));
    return object;
}

QString causeName(OpeningCause cause)
{
    switch (cause) {
    case OpeningCause::Failures:
        return u"failures"_s;
    case OpeningCause::Throttled:
        return u"throttled"_s;
    case OpeningCause::ByHand:
        return u"by-hand"_s;
    }
    return {};
}

QJsonObject circuitJson(const WhatIfCircuit &circuit)
{
    QJsonObject object = countsJson(circuit.counts);
    object.insert("key"_L1, circuit.key);
    object.insert("recorded_openings"_L1, circuit.recordedOpenings);
    object.insert("recorded_blocked"_L1, circuit.recordedBlocked);
    QJsonArray intervals;
    for (const WhatIfOpening &opening : circuit.openings)
        intervals.append(QJsonObject{
            {u"from"_s, inMilliseconds(opening.from)},
            {u"until"_s, inMilliseconds(opening.until)},
            {u"call"_s, opening.callId},
            {u"cause"_s, causeName(opening.cause)},
            {u"reason"_s, opening.reason.isEmpty() ? QJsonValue() : QJsonValue(opening.reason)},
            {u"status_code"_s, opening.status ? QJsonValue(*opening.status) : QJsonValue()}});
    object.insert("intervals"_L1, intervals);
    return object;
}

QJsonArray regroupingsJson(const QList<WhatIfRegrouping> &groups)
{
    QJsonArray array;
    for (const WhatIfRegrouping &group : groups)
        array.append(QJsonObject{{u"key"_s, group.key},
                                 {u"others"_s, QJsonArray::fromStringList(group.others)},
                                 {u"count"_s, group.count}});
    return array;
}

QJsonObject sideJson(const WhatIfSide &side)
{
    QJsonObject assumptions;
    for (const AssumptionRow &row : assumptionRows())
        assumptions.insert(row.name, side.assumptions.*row.of);
    QJsonArray circuits;
    for (const WhatIfCircuit &circuit : side.circuits)
        circuits.append(circuitJson(circuit));
    return {{u"totals"_s, countsJson(side.totals)}, {u"circuit_count"_s, side.circuitCount},
            {u"opened_count"_s, side.openedCount},  {u"circuits"_s, circuits},
            {u"split_count"_s, side.splitCount},    {u"splits"_s, regroupingsJson(side.splits)},
            {u"merge_count"_s, side.mergeCount},    {u"merges"_s, regroupingsJson(side.merges)},
            {u"assumptions"_s, assumptions}};
}

/// The two sides that are compared: the recorded one and the plan, or both plans.
std::pair<const WhatIfSide &, const WhatIfSide &> comparedSides(const WhatIfResult &result)
{
    if (result.sides.size() > 1)
        return {result.sides[0], result.sides[1]};
    return {result.recorded, result.sides[0]};
}

QString timeText(microseconds time)
{
    const auto whole = std::chrono::duration_cast<milliseconds>(time);
    if (whole < std::chrono::seconds(10))
        return u"%1 s"_s.arg(double(whole.count()) / 1000, 0, 'f', 2);
    if (whole < std::chrono::minutes(10))
        return u"%1 s"_s.arg(double(whole.count()) / 1000, 0, 'f', 0);
    return whole < std::chrono::hours(10)
        ? u"%1 min"_s.arg(double(whole.count()) / 60'000, 0, 'f', 0)
        : u"%1 h"_s.arg(double(whole.count()) / 3'600'000, 0, 'f', 0);
}

QString momentText(microseconds time)
{
    return QDateTime::fromMSecsSinceEpoch(time.count() / 1000).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString differenceLine(const WhatIfDifference &row)
{
    const auto cell = [](qint64 a, qint64 b) { return u"%1 > %2"_s.arg(a).arg(b); };
    return u"%1 %2 %3  %4"_s.arg(cell(row.a.counts.openings, row.b.counts.openings), 15)
        .arg(cell(row.a.counts.blocked, row.b.counts.blocked), 15)
        .arg(timeText(row.a.counts.openTime) + u" > "_s + timeText(row.b.counts.openTime), 19)
        .arg(row.key);
}

QString assumptionSides(const QList<WhatIfSide> &sides, qint64 WhatIfAssumptions::*of)
{
    QStringList numbers;
    for (const WhatIfSide &side : sides)
        numbers.append(QString::number(side.assumptions.*of));
    return numbers.join(u" / "_s);
}

QStringList regroupingLines(const WhatIfSide &side, const QString &name)
{
    QStringList lines;
    if (side.splitCount > 0)
        lines.append(u"%1 splits %2 recorded circuits, the most: %3 into %4"_s.arg(
            name, QString::number(side.splitCount), side.splits.value(0).key,
            QString::number(side.splits.value(0).count)));
    if (side.mergeCount > 0)
        lines.append(u"%1 makes %2 circuits of several, the most: %3 of %4"_s.arg(
            name, QString::number(side.mergeCount), side.merges.value(0).key,
            QString::number(side.merges.value(0).count)));
    return lines;
}

} // namespace

QJsonObject whatIfJson(const WhatIfResult &result, const WhatIfPlans &plans)
{
    QJsonArray sides;
    for (qsizetype i = 0; i < result.sides.size(); ++i) {
        QJsonObject side = sideJson(result.sides[i]);
        side.insert("policies"_L1, toJson(completed(plans.plans[i].policies, Preset::Fynd)));
        sides.append(side);
    }
    const auto &[a, b] = comparedSides(result);
    QJsonArray rows;
    for (const WhatIfDifference &row : differences(a, b))
        rows.append(QJsonObject{{u"key"_s, row.key},
                                {u"a"_s, countsJson(row.a.counts)},
                                {u"b"_s, countsJson(row.b.counts)}});
    return {{u"calls"_s, result.calls},
            {u"from"_s, inMilliseconds(result.from)},
            {u"until"_s, inMilliseconds(result.until)},
            {u"recorded"_s, sideJson(result.recorded)},
            {u"plans"_s, sides},
            {u"differences"_s, rows}};
}

QStringList whatIfLines(const WhatIfResult &result, const WhatIfPlans &plans, int most)
{
    if (result.calls == 0)
        return {u"No calls are recorded there."_s};
    QStringList lines{u"calls: %1, from %2 to %3"_s.arg(result.calls)
                          .arg(momentText(result.from), momentText(result.until))};
    const bool isPair = result.sides.size() > 1;
    for (qsizetype i = 0; i < plans.names.size(); ++i)
        lines.append(u"%1: %2"_s.arg(isPair ? (i == 0 ? u"plan A"_s : u"plan B"_s) : u"plan"_s,
                                     plans.names[i]));
    const auto row = [&](const QString &words, auto cell) {
        QString line = u"%1 %2"_s.arg(words, -32).arg(cell(result.recorded), 14);
        for (const WhatIfSide &side : result.sides)
            line += u' ' + cell(side).rightJustified(14);
        lines.append(line);
    };
    lines.append(QString());
    lines.append(u"%1 %2 %3"_s.arg(QString(), -32)
                     .arg(u"as it was"_s, 14)
                     .arg(isPair ? u"plan A"_s : u"plan"_s, 14)
                 + (isPair ? u" %1"_s.arg(u"plan B"_s, 14) : QString()));
    for (const CountRow &count : countRows())
        row(count.words,
            [&](const WhatIfSide &side) { return QString::number(side.totals.*count.of); });
    for (const TimeRow &time : timeRows())
        row(time.words, [&](const WhatIfSide &side) { return timeText(side.totals.*time.of); });
    row(u"circuits"_s, [](const WhatIfSide &side) { return QString::number(side.circuitCount); });
    row(u"  that opened"_s,
        [](const WhatIfSide &side) { return QString::number(side.openedCount); });

    const auto &[a, b] = comparedSides(result);
    const QList<WhatIfDifference> rows = differences(a, b);
    if (!rows.isEmpty()) {
        lines.append(QString());
        lines.append(
            u"%1 %2 %3  %4"_s.arg(u"openings"_s, 15)
                .arg(u"blocked"_s, 15)
                .arg(u"open"_s, 19)
                .arg(isPair ? u"circuit (plan A > plan B)"_s : u"circuit (as it was > plan)"_s));
        for (const WhatIfDifference &difference :
             rows.first(std::min<qsizetype>(most, rows.size())))
            lines.append(differenceLine(difference));
        if (rows.size() > most)
            lines.append(u"%1 more; --most tells more of them"_s.arg(rows.size() - most));
    }
    QStringList assumed;
    for (qsizetype i = 0; i < result.sides.size(); ++i)
        assumed += regroupingLines(result.sides[i],
                                   isPair ? (i == 0 ? u"plan A"_s : u"plan B"_s) : u"the plan"_s);
    for (const AssumptionRow &assumption : assumptionRows()) {
        const bool isUsed = std::ranges::any_of(result.sides, [&](const WhatIfSide &side) {
            return side.assumptions.*assumption.of > 0;
        });
        if (isUsed)
            assumed.append(assumptionSides(result.sides, assumption.of) + u' ' + assumption.words);
    }
    if (!assumed.isEmpty())
        lines += QStringList{QString()} + assumed;
    return lines;
}

} // namespace Recloser
