// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/rowlikeness.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Rows that have less than this share in common do not stand side by side, [0, 100].
constexpr int leastLikeness = 40;
constexpr size_t mostWords = 96;

bool isWordByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

/// A row as its words, sorted: each a hash, with its length in the low bits.
std::vector<quint32> wordsOf(QByteArrayView row)
{
    std::vector<quint32> words;
    for (qsizetype at = 0; at < row.size() && words.size() < mostWords;) {
        const char first = row[at];
        if (first == ' ' || first == '\t' || first == '\r') {
            ++at;
            continue;
        }
        quint32 hash = 2'166'136'261U;
        quint32 length = 0;
        do {
            hash = (hash ^ static_cast<unsigned char>(row[at])) * 16'777'619U;
            ++length;
            ++at;
        } while (isWordByte(first) && at < row.size() && isWordByte(row[at]));
        words.push_back((hash << 5U) | std::min(length, 31U));
    }
    std::ranges::sort(words);
    return words;
}

quint32 weightOf(quint32 word)
{
    return word & 31U;
}

/// The share of what both have in common, [0, 100].
int likeness(const std::vector<quint32> &left, const std::vector<quint32> &right)
{
    quint32 common = 0;
    quint32 all = 0;
    auto a = left.begin();
    auto b = right.begin();
    while (a != left.end() && b != right.end()) {
        if (*a == *b) {
            common += 2 * weightOf(*a);
            all += 2 * weightOf(*a);
            ++a;
            ++b;
        } else if (*a < *b) {
            all += weightOf(*a++);
        } else {
            all += weightOf(*b++);
        }
    }
    for (; a != left.end(); ++a)
        all += weightOf(*a);
    for (; b != right.end(); ++b)
        all += weightOf(*b);
    return all == 0 ? 100 : int(common * 100 / all);
}

} // namespace

void appendStretch(std::vector<RowStretch> &stretches, const RowStretch &stretch)
{
    if (stretch.count == 0)
        return;
    if (!stretches.empty()) {
        RowStretch &last = stretches.back();
        if (last.kind == stretch.kind
            && last.left + (hasLeft(last.kind) ? last.count : 0) == stretch.left
            && last.right + (hasRight(last.kind) ? last.count : 0) == stretch.right) {
            last.count += stretch.count;
            return;
        }
    }
    stretches.push_back(stretch);
}

void RowPairing::pair(quint32 leftBegin, quint32 leftEnd, quint32 rightBegin, quint32 rightEnd,
                      std::vector<RowStretch> &stretches)
{
    const quint32 n = leftEnd - leftBegin;
    const quint32 m = rightEnd - rightBegin;
    const quint64 cells = quint64(n) * m;
    if (cells == 0 || cells > mostCells || m_work > mostWork) {
        const quint32 both = std::min(n, m);
        appendStretch(stretches, {leftBegin, rightBegin, both, RowKind::Changed});
        appendStretch(stretches, {leftBegin + both, rightBegin + both, n - both, RowKind::Removed});
        appendStretch(stretches, {leftEnd, rightBegin + both, m - both, RowKind::Added});
        return;
    }
    m_work += qint64(cells);
    std::vector<std::vector<quint32>> leftWords;
    std::vector<std::vector<quint32>> rightWords;
    for (quint32 i = 0; i < n; ++i)
        leftWords.push_back(wordsOf(m_left.row(leftBegin + i)));
    for (quint32 j = 0; j < m; ++j)
        rightWords.push_back(wordsOf(m_right.row(rightBegin + j)));

    // The best sum of likenesses for what is left of both.
    const size_t width = m + 1;
    std::vector<int> best((n + 1) * width);
    std::vector<int> like(n * width);
    for (quint32 i = n; i-- > 0;) {
        for (quint32 j = m; j-- > 0;) {
            const int own = likeness(leftWords[i], rightWords[j]);
            like[i * width + j] = own;
            int sum = std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
            if (own >= leastLikeness)
                sum = std::max(sum, own + best[(i + 1) * width + j + 1]);
            best[i * width + j] = sum;
        }
    }
    quint32 i = 0;
    quint32 j = 0;
    quint32 removed = 0;
    quint32 added = 0;
    const auto flush = [&] {
        // One row for one row: what else should it have become.
        const quint32 both = n == 1 && m == 1 ? std::min(removed, added) : 0;
        appendStretch(stretches,
                      {leftBegin + i - removed, rightBegin + j - added, both, RowKind::Changed});
        appendStretch(stretches,
                      {leftBegin + i - removed + both, rightBegin + j - added + both,
                       removed - both, RowKind::Removed});
        appendStretch(stretches,
                      {leftBegin + i, rightBegin + j - added + both, added - both, RowKind::Added});
        removed = 0;
        added = 0;
    };
    while (i < n && j < m) {
        const int sum = best[i * width + j];
        const int own = like[i * width + j];
        if (own >= leastLikeness && sum == own + best[(i + 1) * width + j + 1]) {
            flush();
            appendStretch(stretches, {leftBegin + i, rightBegin + j, 1, RowKind::Changed});
            ++i;
            ++j;
        } else if (sum == best[(i + 1) * width + j]) {
            ++i;
            ++removed;
        } else {
            ++j;
            ++added;
        }
    }
    removed += n - i;
    added += m - j;
    i = n;
    j = m;
    flush();
}

} // namespace Recloser
