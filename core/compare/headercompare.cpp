// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/headercompare.h"

#include <algorithm>
#include <vector>

namespace Recloser {

namespace {

/// Marks pairs that are not part of the longest run that kept its order.
void markMoved(QList<ComparedHeader> &pairs)
{
    std::vector<qsizetype> both;
    for (qsizetype i = 0; i < pairs.size(); ++i) {
        if (pairs[i].left >= 0 && pairs[i].right >= 0)
            both.push_back(i);
    }
    // Lists of headers are short: the plain way will do.
    std::vector<qsizetype> length(both.size(), 1);
    std::vector<qsizetype> before(both.size(), -1);
    for (size_t i = 0; i < both.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            if (pairs[both[j]].right < pairs[both[i]].right && length[j] + 1 > length[i]) {
                length[i] = length[j] + 1;
                before[i] = qsizetype(j);
            }
        }
    }
    std::vector<bool> isKept(both.size());
    if (!both.empty()) {
        qsizetype at = std::ranges::max_element(length) - length.begin();
        for (; at >= 0; at = before[size_t(at)])
            isKept[size_t(at)] = true;
    }
    for (size_t i = 0; i < both.size(); ++i) {
        ComparedHeader &pair = pairs[both[i]];
        if (!isKept[i] && (pair.verdict == Verdict::Same || pair.verdict == Verdict::Rewritten))
            pair.verdict = Verdict::Moved;
    }
}

} // namespace

bool matchesName(QStringView pattern, QStringView name)
{
    const qsizetype star = pattern.indexOf(u'*');
    if (star < 0)
        return pattern.compare(name, Qt::CaseInsensitive) == 0;
    if (!name.startsWith(pattern.first(star), Qt::CaseInsensitive))
        return false;
    const QStringView rest = pattern.sliced(star + 1);
    for (qsizetype at = star; at <= name.size(); ++at) {
        if (matchesName(rest, name.sliced(at)))
            return true;
    }
    return false;
}

QList<ComparedHeader> compareHeaders(const QList<RawHeader> &left, const QList<RawHeader> &right,
                                     const QStringList &ignored)
{
    std::vector<qsizetype> partners(size_t(left.size()), -1);
    std::vector<qsizetype> partnersOfRight(size_t(right.size()), -1);
    const auto pairUp = [&](auto &&fits) {
        for (qsizetype i = 0; i < left.size(); ++i) {
            for (qsizetype j = 0; partners[size_t(i)] < 0 && j < right.size(); ++j) {
                if (partnersOfRight[size_t(j)] < 0 && isNamed(left[i], right[j].name)
                    && fits(left[i], right[j])) {
                    partners[size_t(i)] = j;
                    partnersOfRight[size_t(j)] = i;
                }
            }
        }
    };
    pairUp([](const RawHeader &a, const RawHeader &b) { return a.value == b.value; });
    pairUp([](const RawHeader &, const RawHeader &) { return true; });

    QList<ComparedHeader> pairs;
    const auto appendAlone = [&](qsizetype from) {
        for (qsizetype j = from; j < right.size() && partnersOfRight[size_t(j)] < 0; ++j)
            pairs.append({Verdict::Added, -1, j});
    };
    appendAlone(0);
    for (qsizetype i = 0; i < left.size(); ++i) {
        const qsizetype j = partners[size_t(i)];
        if (j < 0) {
            pairs.append({Verdict::Removed, i, -1});
            continue;
        }
        const Verdict verdict = left[i].value != right[j].value ? Verdict::Changed
            : left[i].name != right[j].name                     ? Verdict::Rewritten
                                                                : Verdict::Same;
        pairs.append({verdict, i, j});
        appendAlone(j + 1);
    }
    markMoved(pairs);
    for (ComparedHeader &pair : pairs) {
        const QString name
            = QString::fromLatin1(pair.left >= 0 ? left[pair.left].name : right[pair.right].name);
        const bool isIgnored = std::ranges::any_of(
            ignored, [&name](const QString &pattern) { return matchesName(pattern, name); });
        if (isIgnored && pair.verdict != Verdict::Same)
            pair.verdict = Verdict::Ignored;
    }
    return pairs;
}

} // namespace Recloser
