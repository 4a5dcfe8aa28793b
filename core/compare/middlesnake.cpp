// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/middlesnake.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace Recloser {

namespace {

constexpr int fewestSteps = 256;
constexpr int mostSteps = 1'024;
constexpr int stepsWithoutBudget = 24;

} // namespace

Split MiddleSnake::find(std::span<const quint32> left, std::span<const quint32> right)
{
    constexpr qint32 unreached = std::numeric_limits<qint32>::max();
    const auto n = qint32(left.size());
    const auto m = qint32(right.size());
    const qint32 delta = n - m;
    const bool isOdd = delta % 2 != 0;
    const int limit = m_work < mostWork
        ? std::clamp(int(std::sqrt(double(n) + double(m))), fewestSteps, mostSteps)
        : stepsWithoutBudget;
    const int steps = std::min((n + m + 1) / 2, limit);
    // A diagonal is where left - right is the same; each side knows those near its own corner.
    m_forward.resize(size_t(2 * steps + 3));
    m_backward.resize(size_t(2 * steps + 3));
    qint32 *forward = m_forward.data() + steps + 1;
    qint32 *backward = m_backward.data() + steps + 1 - delta;
    forward[0] = 0;
    backward[delta] = n;
    qint32 forwardFirst = 0;
    qint32 forwardLast = 0;
    qint32 backwardFirst = delta;
    qint32 backwardLast = delta;

    for (int step = 1; step <= steps; ++step) {
        // One more diagonal on each side, unless that lies outside; then one less.
        if (forwardFirst > -m)
            forward[--forwardFirst - 1] = -1;
        else
            ++forwardFirst;
        if (forwardLast < n)
            forward[++forwardLast + 1] = -1;
        else
            --forwardLast;
        for (qint32 diagonal = forwardLast; diagonal >= forwardFirst; diagonal -= 2) {
            qint32 x = std::max(forward[diagonal - 1] + 1, forward[diagonal + 1]);
            const qint32 begin = x;
            while (x < n && x - diagonal < m && left[size_t(x)] == right[size_t(x - diagonal)])
                ++x;
            m_work += x - begin + 1;
            forward[diagonal] = x;
            if (isOdd && diagonal >= backwardFirst && diagonal <= backwardLast
                && backward[diagonal] <= x)
                return {quint32(x), quint32(x - diagonal)};
        }
        if (backwardFirst > -m)
            backward[--backwardFirst - 1] = unreached;
        else
            ++backwardFirst;
        if (backwardLast < n)
            backward[++backwardLast + 1] = unreached;
        else
            --backwardLast;
        for (qint32 diagonal = backwardLast; diagonal >= backwardFirst; diagonal -= 2) {
            qint32 x = std::min(backward[diagonal - 1], backward[diagonal + 1] - 1);
            const qint32 begin = x;
            while (x > 0 && x - diagonal > 0
                   && left[size_t(x - 1)] == right[size_t(x - diagonal - 1)])
                --x;
            m_work += begin - x + 1;
            backward[diagonal] = x;
            if (!isOdd && diagonal >= forwardFirst && diagonal <= forwardLast
                && x <= forward[diagonal])
                return {quint32(x), quint32(x - diagonal)};
        }
    }

    // Too far apart: the point that is furthest from its corner.
    Split best{.isApproximate = true};
    qint64 furthest = -1;
    const auto consider = [&](qint32 x, qint32 y, qint64 way) {
        if (x < 0 || x > n || y < 0 || y > m || way <= furthest)
            return;
        furthest = way;
        best = {quint32(x), quint32(y), true};
    };
    for (qint32 diagonal = forwardFirst; diagonal <= forwardLast; diagonal += 2) {
        const qint32 x = forward[diagonal];
        consider(x, x - diagonal, 2 * qint64(x) - diagonal);
    }
    for (qint32 diagonal = backwardFirst; diagonal <= backwardLast; diagonal += 2) {
        const qint32 x = backward[diagonal];
        consider(x, x - diagonal, qint64(n) + m - (2 * qint64(x) - diagonal));
    }
    return best;
}

} // namespace Recloser
