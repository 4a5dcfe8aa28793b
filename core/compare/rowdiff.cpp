// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/rowdiff.h"

#include "core/compare/rownumbers.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Rows of each side that are compared where the texts part: more when fewer do not tell.
constexpr quint32 windows[] = {1'024, 4'096, 16'384};
/// The texts go on together after so many equal rows, so many of them nowhere else in the window.
constexpr quint32 fewestTogether = 64;
constexpr quint32 fewestUnique = 8;

class RowDiff
{
public:
    RowDiff(const TextRows &left, const TextRows &right, const std::stop_token &stop)
        : m_left(left)
        , m_right(right)
        , m_stop(stop)
        , m_leftEnd(quint32(left.count()))
        , m_rightEnd(quint32(right.count()))
    {
    }

    SequenceDiff run()
    {
        walk();
        const quint32 tail = commonTail();
        m_leftEnd -= tail;
        m_rightEnd -= tail;
        while (!isAtEnd() && !m_stop.stop_requested()) {
            if (!passWindow()) {
                passRest();
                break;
            }
            walk();
        }
        append({m_leftEnd, m_rightEnd, tail});
        return std::move(m_diff);
    }

private:
    bool isAtEnd() const { return m_x == m_leftEnd || m_y == m_rightEnd; }

    void append(const EqualRun &run)
    {
        if (run.count == 0)
            return;
        if (!m_diff.runs.empty()) {
            EqualRun &last = m_diff.runs.back();
            if (last.left + last.count == run.left && last.right + last.count == run.right) {
                last.count += run.count;
                return;
            }
        }
        m_diff.runs.push_back(run);
    }

    void walk()
    {
        const EqualRun begin{m_x, m_y, 0};
        while (!isAtEnd() && m_left.row(m_x) == m_right.row(m_y)) {
            ++m_x;
            ++m_y;
            if (m_x % 65'536 == 0 && m_stop.stop_requested())
                break;
        }
        append({begin.left, begin.right, m_x - begin.left});
    }

    quint32 commonTail() const
    {
        const quint32 most = std::min(m_leftEnd - m_x, m_rightEnd - m_y);
        quint32 tail = 0;
        while (tail < most
               && m_left.row(m_leftEnd - 1 - tail) == m_right.row(m_rightEnd - 1 - tail)) {
            ++tail;
            if (tail % 65'536 == 0 && m_stop.stop_requested())
                break;
        }
        return tail;
    }

    /// Whether the texts were seen to go on together within a window: the runs up to there are
    /// taken.
    bool passWindow()
    {
        for (const quint32 size : windows) {
            const RowRange left{m_x, std::min(m_x + size, m_leftEnd)};
            const RowRange right{m_y, std::min(m_y + size, m_rightEnd)};
            // What is left is compared once, and by the budget for all of it.
            if (left.end == m_leftEnd && right.end == m_rightEnd)
                return false;
            const RowNumbers numbers = numberRows(m_left, left, m_right, right, m_stop);
            const SequenceDiff diff
                = diffSequences(numbers.left, numbers.right, numbers.count, m_stop);
            if (diff.isApproximate || m_stop.stop_requested())
                return false;
            const auto last = lastTogether(diff.runs, numbers);
            if (last == diff.runs.end())
                continue;
            take({diff.runs.begin(), last + 1});
            m_x += last->left + last->count;
            m_y += last->right + last->count;
            return true;
        }
        return false;
    }

    static std::vector<EqualRun>::const_iterator lastTogether(const std::vector<EqualRun> &runs,
                                                              const RowNumbers &numbers)
    {
        std::vector<quint32> counts(numbers.count);
        for (const quint32 number : numbers.left)
            ++counts[number];
        for (const quint32 number : numbers.right)
            ++counts[number];
        for (auto run = runs.end(); run != runs.begin();) {
            --run;
            if (run->count < fewestTogether)
                continue;
            const auto begin = numbers.left.begin() + run->left;
            const auto unique = std::count_if(begin, begin + run->count, [&](quint32 number) {
                return counts[number] == 2; // once on each side
            });
            if (unique >= fewestUnique)
                return run;
        }
        return runs.end();
    }

    void passRest()
    {
        const RowNumbers numbers
            = numberRows(m_left, {m_x, m_leftEnd}, m_right, {m_y, m_rightEnd}, m_stop);
        if (m_stop.stop_requested())
            return;
        const SequenceDiff diff = diffSequences(numbers.left, numbers.right, numbers.count, m_stop);
        m_diff.isApproximate = diff.isApproximate;
        take(diff.runs);
    }

    /// Runs of what begins at the present place.
    void take(std::span<const EqualRun> runs)
    {
        for (const EqualRun &run : runs)
            append({m_x + run.left, m_y + run.right, run.count});
    }

    const TextRows &m_left;
    const TextRows &m_right;
    const std::stop_token &m_stop;
    /// Up to where both have been compared, and where their common tail begins.
    quint32 m_x = 0;
    quint32 m_y = 0;
    quint32 m_leftEnd;
    quint32 m_rightEnd;
    SequenceDiff m_diff;
};

} // namespace

SequenceDiff diffRows(const TextRows &left, const TextRows &right, const std::stop_token &stop)
{
    return RowDiff(left, right, stop).run();
}

} // namespace Recloser
