// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"

namespace Recloser {

struct ByteComparison
{
    /// The first byte that differs, or where the shorter one ends; unset if they are the same.
    std::optional<qint64> firstDifference;
    /// Bytes that differ where both have one.
    qint64 differingBytes = 0;
    /// Hexadecimal digits, 16 bytes a row, from shortly before the first difference.
    AlignedRows rows;
};

ByteComparison compareBytes(QByteArrayView left, QByteArrayView right,
                            const std::stop_token &stop = {});

} // namespace Recloser
