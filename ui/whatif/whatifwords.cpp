// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/whatif/whatifwords.h"

#include "ui/describe/formatting.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::WhatIf", text);
}

QString figure(qint64 number)
{
    return QLocale().toString(number);
}

QString momentText(microseconds time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time.count() / 1000),
                              u"d MMM yyyy HH:mm:ss"_s);
}

/// "12 openings instead of 15".
QString instead(const QString &what, qint64 b, qint64 a)
{
    return a == b ? tr("%1 %2 in both").arg(figure(b), what)
                  : tr("%1 %2 instead of %3").arg(figure(b), what, figure(a));
}

QString blockedWords(const WhatIfCounts &counts)
{
    QStringList parts;
    if (counts.needlesslyBlocked > 0)
        parts.append(tr("%1 had been answered").arg(figure(counts.needlesslyBlocked)));
    if (counts.spared > 0)
        parts.append(tr("%1 had failed").arg(figure(counts.spared)));
    if (counts.blockedUnknown > 0)
        parts.append(tr("%1 were blocked in reality too").arg(figure(counts.blockedUnknown)));
    return parts.isEmpty() ? QString() : u" ("_s + parts.join(u", "_s) + u')';
}

struct AssumptionWords
{
    qint64 WhatIfAssumptions::*of;
    QString words;
};

QList<AssumptionWords> assumptionWords()
{
    using A = WhatIfAssumptions;
    return {
        {&A::answersNearby,
         tr("attempts that nobody made end as the same server's answer nearest in time did")},
        {&A::answersRepeated,
         tr("attempts that nobody made end as the call's last one did: no other answer is near")},
        {&A::answersMoved,
         tr("answers count over a second before or after they were given, because the waits "
            "differ")},
        {&A::cutShort, tr("attempts had not ended within the time-out, so they fail with it")},
        {&A::timedOutLater, tr("attempts that timed out do so with the longer time-out too")},
        {&A::givenUpAttempts, tr("attempts that were given up would have timed out")},
        {&A::sentAnyway, tr("calls were sent anyway, and are again: no circuit counts them")},
        {&A::neverSent, tr("calls were wrong in themselves and are left out")},
        {&A::withoutCircuit, tr("calls belong to no circuit by these rules")},
        {&A::tooSlow, tr("URLs were too slow for the pattern; its fallback is their key")},
    };
}

} // namespace

QString whatIfScope(const WhatIfResult &result)
{
    if (result.calls == 0)
        return tr("No calls are recorded in this time.");
    return tr("Calls: %1, from %2 to %3.")
        .arg(figure(result.calls), momentText(result.from), momentText(result.until));
}

QStringList whatIfSentences(const WhatIfSide &a, const WhatIfSide &b, WhatIfFirst first)
{
    QStringList sentences;
    const WhatIfCounts &before = a.totals;
    const WhatIfCounts &after = b.totals;
    sentences.append(
        tr("%1, of %2 circuits; %3%4.")
            .arg(instead(tr("openings"), after.openings, before.openings), figure(b.openedCount),
                 instead(tr("blocked calls"), after.blocked, before.blocked), blockedWords(after)));
    if (after.letThrough > 0)
        sentences.append(
            after.unknown > 0
                ? tr("%1 calls that were blocked would have been sent; of %2 nobody knows the "
                     "answer.")
                      .arg(figure(after.letThrough), figure(after.unknown))
                : tr("%1 calls that were blocked would have been sent.")
                      .arg(figure(after.letThrough)));
    QStringList costs;
    if (const qint64 attempts = after.attempts - before.attempts; attempts != 0)
        costs.append((attempts > 0 ? tr("%1 more attempts") : tr("%1 attempts saved"))
                         .arg(figure(qAbs(attempts))));
    const auto tellTime
        = [&costs](microseconds difference, const QString &more, const QString &less) {
              if (difference != microseconds(0))
                  costs.append((difference > microseconds(0) ? more : less)
                                   .arg(formatDuration(std::chrono::abs(difference))));
          };
    tellTime(after.failedTime - before.failedTime, tr("%1 more in failed attempts"),
             tr("%1 less in failed attempts"));
    tellTime(after.waitTime - before.waitTime, tr("%1 more in waits"), tr("%1 less in waits"));
    if (!costs.isEmpty())
        sentences.append(costs.join(u", "_s) + u'.');
    const bool isNothing = before == after;
    if (isNothing)
        sentences = {first == WhatIfFirst::AsItWas
                         ? tr("These rules would have done just what did happen.")
                         : tr("Both rules would have done the same.")};
    return sentences;
}

QStringList whatIfAssumptions(const WhatIfSide &a, const WhatIfSide &b, WhatIfFirst first)
{
    QStringList lines;
    for (const auto &[of, words] : assumptionWords()) {
        const qint64 inA = a.assumptions.*of;
        const qint64 inB = b.assumptions.*of;
        if (first == WhatIfFirst::AsItWas ? inB == 0 : inA == 0 && inB == 0)
            continue;
        lines.append(first == WhatIfFirst::AsItWas
                         ? u"%1 %2"_s.arg(figure(inB), words)
                         : tr("%1 (A), %2 (B) %3").arg(figure(inA), figure(inB), words));
    }
    if (b.totals.unknown > 0)
        lines.append(tr("%1 calls that were blocked have no answer near in time to go by; their "
                        "circuit ignores them")
                         .arg(figure(b.totals.unknown)));
    lines.append(tr("Callers call when they did, whatever becomes of their calls; who was first "
                    "within one millisecond is not known"));
    return lines;
}

QStringList whatIfRegroupings(const WhatIfSide &side, const QString &name)
{
    QStringList lines;
    if (side.splitCount > 0) {
        const WhatIfRegrouping &most = side.splits.constFirst();
        lines.append(tr("%1 splits %2 recorded circuits; the most: %3 into %4 (%5, …)")
                         .arg(name, figure(side.splitCount), most.key, figure(most.count),
                              most.others.mid(0, 2).join(u", "_s)));
    }
    if (side.mergeCount > 0) {
        const WhatIfRegrouping &most = side.merges.constFirst();
        lines.append(tr("%1 makes %2 circuits of several; the most: %3 of %4 (%5, …)")
                         .arg(name, figure(side.mergeCount), most.key, figure(most.count),
                              most.others.mid(0, 2).join(u", "_s)));
    }
    return lines;
}

QString whatIfCircuitWords(const WhatIfCircuit &circuit)
{
    const WhatIfCounts &counts = circuit.counts;
    if (counts.openings == 0 && counts.blocked == 0)
        return tr("never open");
    return tr("%1 openings, %2 in all; %3 blocked%4")
        .arg(figure(counts.openings), formatDuration(counts.openTime), figure(counts.blocked),
             blockedWords(counts));
}

} // namespace Recloser
