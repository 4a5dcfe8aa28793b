// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/sequencediff.h"

#include "core/compare/middlesnake.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Anchors within anchors within ... : from here on, Myers.
constexpr int deepestAnchors = 12;
/// Shorter ranges gain nothing from anchors: the shortest difference is found at once.
constexpr quint32 shortestAnchored = 64;

/// An element that has a partner on the other side, with its place in the whole sequence.
struct Element
{
    quint32 symbol;
    quint32 place;
};

struct Range
{
    quint32 leftBegin;
    quint32 leftEnd;
    quint32 rightBegin;
    quint32 rightEnd;
    int depth;
};

class Diff
{
public:
    Diff(std::span<const quint32> left, std::span<const quint32> right, quint32 symbols,
         const std::stop_token &stop)
        : m_stop(stop)
        , m_counts(symbols)
    {
        for (const quint32 symbol : left)
            m_counts[symbol].left = 1;
        for (const quint32 symbol : right)
            m_counts[symbol].right = 1;
        // What has no partner at all only gets in the way.
        const auto keep = [this](std::span<const quint32> all, std::vector<Element> &kept) {
            for (size_t i = 0; i < all.size(); ++i) {
                const Count &count = m_counts[all[i]];
                if (count.left && count.right)
                    kept.push_back({all[i], quint32(i)});
            }
        };
        keep(left, m_left);
        keep(right, m_right);
        m_counts.assign(symbols, {});
        m_leftSymbols.reserve(m_left.size());
        for (const Element &element : m_left)
            m_leftSymbols.push_back(element.symbol);
        m_rightSymbols.reserve(m_right.size());
        for (const Element &element : m_right)
            m_rightSymbols.push_back(element.symbol);
    }

    SequenceDiff run()
    {
        m_ranges.push_back({0, quint32(m_left.size()), 0, quint32(m_right.size()), 0});
        while (!m_ranges.empty() && !m_stop.stop_requested()) {
            const Range range = m_ranges.back();
            m_ranges.pop_back();
            divide(range);
        }
        return joined();
    }

private:
    struct Count
    {
        quint32 left = 0;
        quint32 right = 0;
        quint32 leftAt = 0;
        quint32 rightAt = 0;
    };
    struct Pair
    {
        quint32 left;
        quint32 right;
    };

    void match(quint32 left, quint32 right, quint32 count)
    {
        if (count > 0)
            m_runs.push_back({left, right, count});
    }

    void divide(Range range)
    {
        quint32 same = 0;
        const quint32 shorter
            = std::min(range.leftEnd - range.leftBegin, range.rightEnd - range.rightBegin);
        while (same < shorter
               && m_leftSymbols[range.leftBegin + same] == m_rightSymbols[range.rightBegin + same])
            ++same;
        match(range.leftBegin, range.rightBegin, same);
        range.leftBegin += same;
        range.rightBegin += same;
        quint32 tail = 0;
        while (tail < shorter - same
               && m_leftSymbols[range.leftEnd - 1 - tail]
                   == m_rightSymbols[range.rightEnd - 1 - tail])
            ++tail;
        range.leftEnd -= tail;
        range.rightEnd -= tail;
        match(range.leftEnd, range.rightEnd, tail);
        if (range.leftBegin == range.leftEnd || range.rightBegin == range.rightEnd)
            return;
        const quint32 size = range.leftEnd - range.leftBegin + range.rightEnd - range.rightBegin;
        if (size >= shortestAnchored && range.depth < deepestAnchors && anchor(range))
            return;
        splitAtSnake(range);
    }

    /// Splits a range at elements that are unique on both sides; false if there are none.
    bool anchor(const Range &range)
    {
        for (quint32 i = range.leftBegin; i < range.leftEnd; ++i) {
            Count &count = m_counts[m_leftSymbols[i]];
            ++count.left;
            count.leftAt = i;
        }
        for (quint32 i = range.rightBegin; i < range.rightEnd; ++i) {
            Count &count = m_counts[m_rightSymbols[i]];
            ++count.right;
            count.rightAt = i;
        }
        std::vector<Pair> unique;
        for (quint32 i = range.leftBegin; i < range.leftEnd; ++i) {
            const Count &count = m_counts[m_leftSymbols[i]];
            if (count.left == 1 && count.right == 1)
                unique.push_back({i, count.rightAt});
        }
        for (quint32 i = range.leftBegin; i < range.leftEnd; ++i)
            m_counts[m_leftSymbols[i]] = {};
        for (quint32 i = range.rightBegin; i < range.rightEnd; ++i)
            m_counts[m_rightSymbols[i]] = {};
        const std::vector<Pair> anchors = longestAscending(unique);
        if (anchors.empty())
            return false;
        Range gap = range;
        gap.depth = range.depth + 1;
        for (const Pair &pair : anchors) {
            match(pair.left, pair.right, 1);
            gap.leftEnd = pair.left;
            gap.rightEnd = pair.right;
            pushUnlessEmpty(gap);
            gap.leftBegin = pair.left + 1;
            gap.rightBegin = pair.right + 1;
        }
        gap.leftEnd = range.leftEnd;
        gap.rightEnd = range.rightEnd;
        pushUnlessEmpty(gap);
        return true;
    }

    void pushUnlessEmpty(const Range &range)
    {
        if (range.leftBegin < range.leftEnd && range.rightBegin < range.rightEnd)
            m_ranges.push_back(range);
    }

    /// The longest part of `pairs`, which ascend on the left, that ascends on the right.
    static std::vector<Pair> longestAscending(const std::vector<Pair> &pairs)
    {
        std::vector<quint32> piles; // index of the pair on top of each
        std::vector<quint32> before(pairs.size());
        for (quint32 i = 0; i < pairs.size(); ++i) {
            const auto pile = std::ranges::lower_bound(
                piles, pairs[i].right, {}, [&](quint32 index) { return pairs[index].right; });
            before[i] = pile == piles.begin() ? i : *(pile - 1);
            if (pile == piles.end())
                piles.push_back(i);
            else
                *pile = i;
        }
        std::vector<Pair> longest(piles.size());
        if (piles.empty())
            return longest;
        quint32 index = piles.back();
        for (size_t i = piles.size(); i-- > 0; index = before[index])
            longest[i] = pairs[index];
        return longest;
    }

    void splitAtSnake(const Range &range)
    {
        const auto left
            = std::span(m_leftSymbols).subspan(range.leftBegin, range.leftEnd - range.leftBegin);
        const auto right = std::span(m_rightSymbols)
                               .subspan(range.rightBegin, range.rightEnd - range.rightBegin);
        const Split split = m_snakes.find(left, right);
        m_isApproximate = m_isApproximate || split.isApproximate;
        const quint32 x = range.leftBegin + split.left;
        const quint32 y = range.rightBegin + split.right;
        // A split at a corner has looked at everything and found nothing in common.
        if ((split.left == 0 && split.right == 0) || (x == range.leftEnd && y == range.rightEnd))
            return;
        pushUnlessEmpty({range.leftBegin, x, range.rightBegin, y, deepestAnchors});
        pushUnlessEmpty({x, range.leftEnd, y, range.rightEnd, deepestAnchors});
    }

    /// The runs in order, by places in the whole sequences.
    SequenceDiff joined()
    {
        std::ranges::sort(m_runs, {}, &EqualRun::left);
        SequenceDiff diff{.isApproximate = m_isApproximate};
        for (const EqualRun &run : m_runs) {
            for (quint32 i = 0; i < run.count; ++i) {
                const quint32 left = m_left[run.left + i].place;
                const quint32 right = m_right[run.right + i].place;
                EqualRun *last = diff.runs.empty() ? nullptr : &diff.runs.back();
                if (last && last->left + last->count == left && last->right + last->count == right)
                    ++last->count;
                else
                    diff.runs.push_back({left, right, 1});
            }
        }
        return diff;
    }

    const std::stop_token &m_stop;
    std::vector<Count> m_counts;
    std::vector<Element> m_left;
    std::vector<Element> m_right;
    std::vector<quint32> m_leftSymbols;
    std::vector<quint32> m_rightSymbols;
    std::vector<Range> m_ranges;
    std::vector<EqualRun> m_runs;
    MiddleSnake m_snakes;
    bool m_isApproximate = false;
};

} // namespace

SequenceDiff diffSequences(std::span<const quint32> left, std::span<const quint32> right,
                           quint32 symbols, const std::stop_token &stop)
{
    return Diff(left, right, symbols, stop).run();
}

} // namespace Recloser
