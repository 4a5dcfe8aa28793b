// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"

#include <stop_token>
#include <vector>

namespace Recloser {

/// A place in a row, in bytes.
struct DiffMatch
{
    /// Among the aligned rows.
    qsizetype row = 0;
    AlignedRows::Side side = AlignedRows::Side::Left;
    /// Within its side.
    qsizetype sideRow = 0;
    quint32 begin = 0;
    quint32 length = 0;

    bool operator==(const DiffMatch &) const = default;
};

struct DiffMatches
{
    /// More are not collected: nobody steps through them.
    static constexpr size_t most = 100'000;

    /// By row, left before right.
    std::vector<DiffMatch> all;
    bool isTruncated = false;
};

/// All places of `text` within rows of both sides; of ASCII letters both cases unless
/// `sensitivity` says otherwise. On a thread of its own.
DiffMatches findInRows(const AlignedRows &rows, const QString &text,
                       Qt::CaseSensitivity sensitivity, const std::stop_token &stop);

} // namespace Recloser
