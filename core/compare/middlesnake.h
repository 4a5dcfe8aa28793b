// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

#include <span>
#include <vector>

namespace Recloser {

/// A point that a short way through two sequences goes through: `left` and `right` elements are
/// before it.
struct Split
{
    quint32 left = 0;
    quint32 right = 0;
    bool isApproximate = false;
};

/// Finds where to split two sequences (Myers 1986, section 4b). A way that needs many steps is not
/// looked for to its end: the point that has come furthest serves then. All the work of one object
/// is bounded, however different the sequences are.
class MiddleSnake
{
public:
    /// Neither is empty, and they differ in their first and in their last element. The corner
    /// (0, 0) if they have nothing in common.
    Split find(std::span<const quint32> left, std::span<const quint32> right);

private:
    /// Steps along diagonals that one comparison may take in all: seconds.
    static constexpr qint64 mostWork = 400'000'000;

    qint64 m_work = 0;
    /// How far left each diagonal has come, from the start and from the end.
    std::vector<qint32> m_forward;
    std::vector<qint32> m_backward;
};

} // namespace Recloser
