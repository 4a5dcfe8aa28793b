// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/lineindex.h"
#include "core/text/structureitem.h"

#include <stop_token>
#include <vector>

namespace Recloser {

/// Rows that are hidden behind one that is shown.
struct RowFold
{
    /// The one that stays.
    qint64 row = 0;
    /// Rows (row, row + hidden] are not shown.
    qint64 hidden = 0;
    /// By the folds before this one.
    qint64 hiddenBefore = 0;

    bool operator==(const RowFold &) const = default;
};

/// Which rows of a text are shown. Of folds within others only the outer ones are known. Plain
/// value.
class FoldedRows
{
public:
    /// More are not made at once.
    static constexpr size_t mostFolds = 500'000;

    bool isEmpty() const { return m_folds.empty(); }
    void clear() { m_folds.clear(); }
    /// By their rows, none within another one.
    void set(std::vector<RowFold> folds);
    void fold(qint64 row, qint64 hidden);
    void unfold(qint64 row);

    /// The fold that a row is the head of; null if there is none.
    const RowFold *at(qint64 row) const;
    /// The fold that hides a row.
    const RowFold *hiding(qint64 row) const;
    /// Of `rows` in all.
    qint64 shownCount(qint64 rows) const;
    /// Which one of the rows that are shown; of a hidden one, that of its head.
    qint64 indexOf(qint64 row) const;
    qint64 rowOf(qint64 index) const;
    /// The row that is shown next.
    qint64 next(qint64 row) const;
    /// The row that is shown before it; -1 before the first one.
    qint64 previous(qint64 row) const;

private:
    void count();

    std::vector<RowFold> m_folds;
};

/// Whether something is open at the end of a row of a text that was laid out, which the rows behind
/// it close; the byte it begins at, or -1.
qint64 foldStart(StructureLanguage language, QByteArrayView row);

/// Every fold of a text that was laid out so many levels below its root. Goes through all of it.
std::vector<RowFold> foldsOfLevel(StructureLanguage language, const HeldBytes &text, int level,
                                  const std::stop_token &stop);

} // namespace Recloser
