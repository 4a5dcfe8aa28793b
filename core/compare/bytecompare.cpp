// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/bytecompare.h"

#include "core/compare/rowlikeness.h"

#include <algorithm>
#include <cstring>

namespace Recloser {

namespace {

constexpr qint64 bytesPerRow = 16;
constexpr qint64 rowsBefore = 8;
constexpr qint64 mostRows = 512;

void appendHex(QByteArray &text, quint64 value, int digits)
{
    static constexpr char hex[] = "0123456789abcdef";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        text.append(hex[(value >> shift) & 15U]);
}

/// "00000010  7b 22 61 22 ...  {"a"".
QByteArray hexRow(QByteArrayView bytes, qint64 offset)
{
    QByteArray row;
    appendHex(row, quint64(offset), 8);
    row.append("  ");
    QByteArray signs;
    for (qsizetype i = 0; i < bytesPerRow; ++i) {
        if (i == bytesPerRow / 2)
            row.append(' ');
        if (i >= bytes.size()) {
            row.append("   ");
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes[i]);
        appendHex(row, byte, 2);
        row.append(' ');
        signs.append(byte >= 0x20 && byte < 0x7f ? char(byte) : '.');
    }
    return row + ' ' + signs;
}

} // namespace

ByteComparison compareBytes(QByteArrayView left, QByteArrayView right, const std::stop_token &stop)
{
    ByteComparison result;
    const qsizetype both = std::min(left.size(), right.size());
    constexpr qsizetype block = 1 << 16;
    for (qsizetype at = 0; at < both && !stop.stop_requested(); at += block) {
        const qsizetype size = std::min(block, both - at);
        if (std::memcmp(left.data() + at, right.data() + at, size_t(size)) == 0)
            continue;
        for (qsizetype i = at; i < at + size; ++i) {
            if (left[i] == right[i])
                continue;
            ++result.differingBytes;
            if (!result.firstDifference)
                result.firstDifference = i;
        }
    }
    if (!result.firstDifference && left.size() != right.size())
        result.firstDifference = both;
    if (!result.firstDifference)
        return result;

    const qint64 firstRow = std::max<qint64>(0, *result.firstDifference / bytesPerRow - rowsBefore);
    QByteArray texts[2];
    quint32 counts[2] = {};
    std::vector<RowStretch> stretches;
    for (qint64 row = firstRow; row < firstRow + mostRows; ++row) {
        const qint64 offset = row * bytesPerRow;
        const auto part = [offset](QByteArrayView bytes) {
            return offset >= bytes.size()
                ? QByteArrayView()
                : bytes.sliced(offset, std::min<qsizetype>(bytesPerRow, bytes.size() - offset));
        };
        const QByteArrayView parts[2]{part(left), part(right)};
        if (parts[0].isEmpty() && parts[1].isEmpty())
            break;
        const RowKind kind = parts[1].isEmpty() ? RowKind::Removed
            : parts[0].isEmpty()                ? RowKind::Added
            : parts[0] == parts[1]              ? RowKind::Equal
                                                : RowKind::Changed;
        appendStretch(stretches, {counts[0], counts[1], 1, kind});
        for (int side = 0; side < 2; ++side) {
            if (parts[side].isEmpty())
                continue;
            if (counts[side]++ > 0)
                texts[side].append('\n');
            texts[side].append(hexRow(parts[side], offset));
        }
    }
    const auto rowsOf = [](const QByteArray &text) {
        return text.isEmpty() ? TextRows() : TextRows(HeldBytes(text));
    };
    result.rows = AlignedRows(rowsOf(texts[0]), rowsOf(texts[1]), std::move(stretches));
    return result;
}

} // namespace Recloser
