// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

#include <span>
#include <stop_token>
#include <vector>

namespace Recloser {

/// `count` elements from `left` on are those from `right` on.
struct EqualRun
{
    quint32 left = 0;
    quint32 right = 0;
    quint32 count = 0;

    bool operator==(const EqualRun &) const = default;
};

struct SequenceDiff
{
    /// Ascending on both sides, none touches the next on both.
    std::vector<EqualRun> runs;
    /// Work was cut short; there may be longer common sequences.
    bool isApproximate = false;
};

/// What two sequences of numbers have in common, in order. Elements that are unique on both sides
/// are anchors (patience diff, Bram Cohen); between them Myers' algorithm with linear space ("An
/// O(ND) Difference Algorithm and Its Variations", 1986) whose work is bounded. Numbers are below
/// `symbols`; only their equality counts. Ends early, with what it has, once `stop` asks for it.
SequenceDiff diffSequences(std::span<const quint32> left, std::span<const quint32> right,
                           quint32 symbols, const std::stop_token &stop = {});

} // namespace Recloser
