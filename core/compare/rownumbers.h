// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/textrows.h"

#include <stop_token>
#include <vector>

namespace Recloser {

/// Rows of two texts as numbers that are the same where the rows are.
struct RowNumbers
{
    std::vector<quint32> left;
    std::vector<quint32> right;
    /// Numbers are below.
    quint32 count = 0;
};

/// Rows [begin, end) of a text.
struct RowRange
{
    quint32 begin = 0;
    quint32 end = 0;
};

RowNumbers numberRows(const TextRows &left, RowRange ofLeft, const TextRows &right,
                      RowRange ofRight, const std::stop_token &stop);

} // namespace Recloser
