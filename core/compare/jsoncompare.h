// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"
#include "core/compare/jsonpath.h"
#include "core/compare/jsontree.h"

#include <array>

namespace Recloser {

/// One place where two JSON texts differ.
struct JsonDifference
{
    enum class Kind {
        Removed, ///< on the left alone
        Added, ///< on the right alone
        Changed,
        TypeChanged, ///< such as a string that became a number
        Rewritten, ///< equal by value, written differently, such as 1.0 and 1
    };
    static constexpr int kinds = 5;
    /// Bytes of a value that are kept.
    static constexpr qsizetype longestText = 4'096;

    Kind kind = Kind::Changed;
    /// `$.items[3].name`, by the left side's indexes where it has the value.
    QString path;
    /// By the right side's indexes, where they are others.
    QString rightPath;
    /// Values as they are written, the first bytes of long ones; null where there is none.
    QByteArray left;
    QByteArray right;
    bool isLeftCut = false;
    bool isRightCut = false;
    /// Where it is in the rows.
    qsizetype row = 0;

    bool operator==(const JsonDifference &) const = default;
};

struct JsonComparison
{
    /// More are counted and not listed.
    static constexpr size_t mostListed = 100'000;

    /// Both laid out over lines, the right one with its keys in the order of the left one.
    AlignedRows rows;
    /// In the order of the rows.
    std::vector<JsonDifference> differences;
    std::array<qint64, JsonDifference::kinds> counts{};
    /// Differing values that were ignored, and what was found in other orders of keys.
    qint64 ignored = 0;
    qint64 reordered = 0;

    qint64 total() const
    {
        qint64 sum = 0;
        for (const qint64 count : counts)
            sum += count;
        return sum;
    }
};

/// Compares by structure: keys in any order, numbers by their exact value and as they are written,
/// elements of arrays by equality, identity and place. Values that `ignored` names are never told.
/// Nothing once `stop` asked for it; an error when temporary files cannot be written.
std::expected<std::optional<JsonComparison>, StoreError>
compareJson(const JsonTree &left, const JsonTree &right, const QList<JsonPathPattern> &ignored = {},
            const std::stop_token &stop = {});

} // namespace Recloser
