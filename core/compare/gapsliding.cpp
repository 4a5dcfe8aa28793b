// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/gapsliding.h"

#include <algorithm>

namespace Recloser {

namespace {

constexpr quint32 farthestSlide = 64;

/// Blanks before the text; -1 for a blank row.
int indentOf(QByteArrayView row)
{
    int indent = 0;
    for (const char c : row.first(std::min<qsizetype>(row.size(), 512))) {
        if (c != ' ' && c != '\t')
            return c == '\r' ? -1 : indent;
        indent += c == '\t' ? 8 : 1;
    }
    return -1;
}

/// How bad a place between rows `at` - 1 and `at` is to begin or end a gap.
int badness(const TextRows &rows, qsizetype at)
{
    if (at <= 0 || at >= rows.count())
        return 0;
    const int before = indentOf(rows.row(at - 1));
    const int after = indentOf(rows.row(at));
    if (before < 0)
        return after < 0 ? 1 : 2;
    if (after < 0)
        return 4;
    // What ends something belongs to what it ends.
    return 10 + after * 4 + (after < before ? 40 : 0);
}

/// How far the gap [begin, end) of one side is best moved; negative: up.
qint32 bestSlide(const TextRows &rows, quint32 begin, quint32 end, quint32 mostUp, quint32 mostDown)
{
    quint32 up = 0;
    while (up < mostUp && rows.row(begin - 1 - up) == rows.row(end - 1 - up))
        ++up;
    quint32 down = 0;
    while (down < mostDown && rows.row(begin + down) == rows.row(end + down))
        ++down;
    qint32 best = 0;
    int least = -1;
    for (qint32 slide = qint32(down); slide >= -qint32(up); --slide) {
        const int bad
            = badness(rows, qsizetype(begin) + slide) + badness(rows, qsizetype(end) + slide);
        if (least < 0 || bad < least) {
            least = bad;
            best = slide;
        }
    }
    return best;
}

} // namespace

void slideGaps(std::vector<EqualRun> &runs, const TextRows &left, const TextRows &right)
{
    for (size_t i = 0; i < runs.size(); ++i) {
        EqualRun &before = runs[i];
        const bool hasNext = i + 1 < runs.size();
        const quint32 leftBegin = before.left + before.count;
        const quint32 rightBegin = before.right + before.count;
        const quint32 leftEnd = hasNext ? runs[i + 1].left : quint32(left.count());
        const quint32 rightEnd = hasNext ? runs[i + 1].right : quint32(right.count());
        // A run that vanished would make two gaps one.
        const quint32 up = std::min(before.count - 1, farthestSlide);
        const quint32 down = hasNext ? std::min(runs[i + 1].count - 1, farthestSlide) : 0;
        qint32 slide = 0;
        if (leftBegin == leftEnd && rightBegin < rightEnd)
            slide = bestSlide(right, rightBegin, rightEnd, up, down);
        else if (rightBegin == rightEnd && leftBegin < leftEnd)
            slide = bestSlide(left, leftBegin, leftEnd, up, down);
        if (slide == 0)
            continue;
        before.count = quint32(qint32(before.count) + slide);
        if (hasNext) {
            EqualRun &after = runs[i + 1];
            after.left = quint32(qint32(after.left) + slide);
            after.right = quint32(qint32(after.right) + slide);
            after.count = quint32(qint32(after.count) - slide);
        } else {
            // Rows that slid past the gap follow it.
            const auto moved = quint32(-slide);
            runs.push_back({leftEnd - moved, rightEnd - moved, moved});
            break;
        }
    }
}

} // namespace Recloser
