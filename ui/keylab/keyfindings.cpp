// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keyfindings.h"

#include <QCoreApplication>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyLab", text);
}

QString number(qsizetype value)
{
    return QLocale().toString(value);
}

/// "1 URL", "12 URLs".
QString urlCount(qsizetype count)
{
    return count == 1 ? tr("1 URL") : tr("%1 URLs").arg(number(count));
}

QString fallbackWords(KeyFallback fallback)
{
    switch (fallback) {
    case KeyFallback::WholeUrl:
        return tr("whole URL");
    case KeyFallback::PathOnly:
        return tr("path only");
    case KeyFallback::Error:
        return tr("not sent");
    case KeyFallback::NoBreaker:
        return tr("no breaker");
    }
    return {};
}

void findErrors(const KeyGroups &groups, QList<KeyFinding> &found)
{
    const KeyCounts &counts = groups.counts;
    const bool hasPattern = !groups.policy.keyPattern.isEmpty() && !groups.error;
    if (counts.tooSlow > 0)
        found.append(
            {ChipTone::Bad, tr("too slow: %1").arg(urlCount(counts.tooSlow)),
             tr("Given up after two million steps. Python would go on and block its event loop. "
                "Look for a repeat inside a repeat.")});
    if (hasPattern && counts.unmatched > 0 && counts.matched == 0 && counts.tooSlow == 0)
        found.append({ChipTone::Bad, tr("matches nothing"),
                      tr("Every URL falls back, so nearly every URL has a circuit of its own.")});
    else if (hasPattern && counts.unmatched > 0)
        found.append({ChipTone::Bad, tr("no match: %1").arg(urlCount(counts.unmatched)),
                      tr("They fall back, and share no circuit with the others.")});
    if (counts.empty > 0)
        found.append(
            {ChipTone::Bad, tr("empty match: %1").arg(urlCount(counts.empty)),
             tr("The pattern matches nothing at all there. Strict Python would give the empty "
                "key: one circuit for all of them.")});
    qsizetype merged = 0;
    for (const KeyGroup &group : groups.groups)
        merged += group.source == KeySource::Match && group.hosts > 1;
    if (merged > 0)
        found.append({ChipTone::Bad, tr("one key, several hosts"),
                      tr("One dead host opens the circuit for the others as well.")});
    if (counts.matched > 1 && counts.wholeUrl * 5 >= counts.matched * 4)
        found.append({ChipTone::Bad, tr("key is the whole URL"),
                      tr("Requests share no circuit, so none protects the others.")});
}

} // namespace

QList<KeyFinding> findingsOf(const KeyGroups &groups)
{
    QList<KeyFinding> found;
    findErrors(groups, found);
    const KeyCounts &counts = groups.counts;
    for (const QString &warning : groups.warnings) {
        // Python's own begin with their category; an empty match has its chip already.
        if (!warning.contains(u": "_s))
            continue;
        found.append(
            {ChipTone::Warning, warning.section(u": "_s, 1), tr("Python: %1").arg(warning)});
    }
    if (counts.intoQuery > 0 && counts.wholeUrl * 5 < counts.matched * 4)
        found.append(
            {ChipTone::Warning, tr("reaches into the query"),
             tr("%1: another parameter makes another circuit. End it before ? and #, for example "
                "with [^?#].")
                 .arg(urlCount(counts.intoQuery))});
    if (counts.withoutHost > 0)
        found.append(
            {ChipTone::Warning, tr("without the host"),
             tr("%1: the key begins behind the host, so hosts with the same paths share a circuit.")
                 .arg(urlCount(counts.withoutHost))});
    if (counts.insideWord > 0)
        found.append(
            {ChipTone::Warning, tr("begins inside a name"),
             tr("%1: the key begins in the middle of a word of the host name, as [w] does in "
                "twitter.com.")
                 .arg(urlCount(counts.insideWord))});
    return found;
}

QString titleOf(const KeyGroup &group, const BreakerPolicy &policy)
{
    const QString fallback = fallbackWords(policy.fallback);
    switch (group.source) {
    case KeySource::Match:
        return group.key;
    case KeySource::NoMatch:
        return tr("no match: %1").arg(fallback);
    case KeySource::Invalid:
        return tr("invalid pattern: %1").arg(fallback);
    case KeySource::Missing:
        return tr("no pattern: %1").arg(fallback);
    case KeySource::Empty:
        return policy.emptyMatch == EmptyMatch::Strict ? tr("empty match: the empty key")
                                                       : tr("empty match: %1").arg(fallback);
    case KeySource::TooSlow:
        return tr("too slow: given up");
    }
    return {};
}

ChipTone toneOfGroup(const KeyGroup &group)
{
    switch (group.source) {
    case KeySource::Match:
        return ChipTone::Neutral;
    case KeySource::Missing:
        return ChipTone::Accent;
    case KeySource::TooSlow:
    case KeySource::Empty:
        return ChipTone::Warning;
    default:
        return ChipTone::Bad;
    }
}

QString summaryOf(const KeyGroups &groups)
{
    if (!groups.isComplete())
        return tr("%1 of %2…").arg(number(groups.examined), urlCount(groups.urls.size()));
    const QString circuits
        = groups.circuits == 1 ? tr("1 circuit") : tr("%1 circuits").arg(number(groups.circuits));
    return u"%1 · %2"_s.arg(circuits, urlCount(groups.urls.size()));
}

} // namespace Recloser
