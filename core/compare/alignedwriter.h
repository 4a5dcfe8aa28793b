// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"

namespace Recloser {

/// Writes two texts side by side, row by row. Long rows come out in parts, the parts of both sides
/// beside what they have in common. Move-only.
class AlignedWriter
{
public:
    /// What the next row of each side is; emptied by endRow().
    QByteArray left;
    QByteArray right;

    /// Ends the row on the sides that `kind` has. `tail` ends both rows and says nothing about
    /// them, such as a comma that one has.
    void endRow(RowKind kind, QByteArrayView leftTail = {}, QByteArrayView rightTail = {});
    qsizetype rowCount() const { return m_rowCount; }
    std::expected<AlignedRows, StoreError> finish();

private:
    struct Side
    {
        HeldBytesWriter bytes;
        std::vector<quint32> begins;

        bool isFull() const { return bytes.size() > TextRows::longestText - 16'000'000; }
        /// Writes a line; how many rows it became.
        quint32 write(QByteArrayView line, QByteArrayView tail);
    };

    void endLongRow(RowKind kind, QByteArrayView leftTail, QByteArrayView rightTail);
    void append(const RowStretch &stretch);

    Side m_leftSide;
    Side m_rightSide;
    std::vector<RowStretch> m_stretches;
    qsizetype m_rowCount = 0;
};

} // namespace Recloser
