// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"

#include <bit>
#include <map>

namespace Recloser {

/// How long many things took, in as much memory for a million of them as for a thousand: what it
/// tells is at most 3 % more than it was.
class Durations
{
public:
    void add(microseconds duration)
    {
        ++m_counts[bucketOf(quint64(std::max<qint64>(0, duration.count())))];
        ++m_count;
        m_longest = std::max(m_longest, duration);
    }
    qint64 count() const { return m_count; }
    microseconds longest() const { return m_longest; }

    /// What `share`, in (0, 1], of them took at most; 0 without any.
    microseconds quantile(double share) const
    {
        qint64 left = qint64(double(m_count) * share + 0.999999);
        for (const auto &[bucket, count] : m_counts) {
            left -= count;
            if (left <= 0)
                return std::min(m_longest, microseconds(endOf(bucket)));
        }
        return m_longest;
    }

private:
    static constexpr int fineBits = 5;

    static int bucketOf(quint64 value)
    {
        const int coarse = std::max(0, int(std::bit_width(value)) - fineBits - 1);
        return (coarse << fineBits) + int(value >> coarse);
    }
    static qint64 endOf(int bucket)
    {
        const int coarse = std::max(0, (bucket >> fineBits) - 1);
        const auto fine = qint64(bucket - (coarse << fineBits));
        return ((fine + 1) << coarse) - 1;
    }

    std::map<int, qint64> m_counts;
    qint64 m_count = 0;
    microseconds m_longest{0};
};

} // namespace Recloser
