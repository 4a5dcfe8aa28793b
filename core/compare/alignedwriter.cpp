// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/alignedwriter.h"

#include "core/compare/rowlikeness.h"
#include "core/compare/textcompare.h"

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

TextRows partsOf(const QByteArray &line)
{
    std::vector<quint32> begins;
    cutLongLine(line, 0, begins);
    return {HeldBytes(line), std::move(begins)};
}

/// What a stretch of parts is when their whole rows are of this kind.
RowKind within(RowKind part, RowKind whole)
{
    if (part == RowKind::Equal)
        return part;
    if (whole != RowKind::Ignored)
        return part == RowKind::Changed ? whole : part;
    return part == RowKind::Removed ? RowKind::IgnoredRemoved
        : part == RowKind::Added    ? RowKind::IgnoredAdded
                                    : RowKind::Ignored;
}

} // namespace

quint32 AlignedWriter::Side::write(QByteArrayView line, QByteArrayView tail)
{
    if (!begins.empty())
        bytes.append("\n");
    const size_t before = begins.size();
    cutLongLine(line, bytes.size(), begins);
    bytes.append(line);
    bytes.append(tail);
    return quint32(begins.size() - before);
}

void AlignedWriter::append(const RowStretch &stretch)
{
    appendStretch(m_stretches, stretch);
    m_rowCount += stretch.count;
}

void AlignedWriter::endRow(RowKind kind, QByteArrayView leftTail, QByteArrayView rightTail)
{
    const auto x = quint32(m_leftSide.begins.size());
    const auto y = quint32(m_rightSide.begins.size());
    const bool isLong = left.size() > TextRows::longestRow || right.size() > TextRows::longestRow;
    if (isLong && kind != RowKind::Equal && hasLeft(kind) && hasRight(kind)) {
        const auto parts = compareTexts(partsOf(left), partsOf(right));
        m_leftSide.write(left, leftTail);
        m_rightSide.write(right, rightTail);
        for (const RowStretch &stretch : parts->stretches())
            append(
                {x + stretch.left, y + stretch.right, stretch.count, within(stretch.kind, kind)});
    } else {
        quint32 count = 0;
        if (hasLeft(kind))
            count = m_leftSide.write(left, leftTail);
        if (hasRight(kind))
            count = m_rightSide.write(right, rightTail);
        append({x, y, count, kind});
    }
    // clear() would give back what the next row needs again.
    left.resize(0);
    right.resize(0);
}

std::expected<AlignedRows, StoreError> AlignedWriter::finish()
{
    auto leftBytes = m_leftSide.bytes.finish();
    if (!leftBytes)
        return std::unexpected(leftBytes.error());
    auto rightBytes = m_rightSide.bytes.finish();
    if (!rightBytes)
        return std::unexpected(rightBytes.error());
    return AlignedRows(TextRows(*std::move(leftBytes), std::move(m_leftSide.begins)),
                       TextRows(*std::move(rightBytes), std::move(m_rightSide.begins)),
                       std::move(m_stretches));
}

} // namespace Recloser
