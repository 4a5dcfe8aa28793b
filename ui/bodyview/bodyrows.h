// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/lineindex.h"

#include <QList>
#include <QString>

namespace Recloser {

/// Columns [begin, end) of a row as it is shown.
struct ColumnSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const ColumnSpan &) const = default;
};

/// A row as it is shown: tabs as wide as they are, control characters as signs. Plain value.
struct ShownRow
{
    QString text;
    /// The byte of the row that each column stands for, and the end; empty where column n is byte
    /// n.
    std::vector<quint32> bytes;
    /// Every unit is as wide as any other one.
    bool isPlain = true;
    /// Bytes that are no UTF-8.
    QList<ColumnSpan> bad;
};

/// What a BodyView shows: the rows of a text that may be growing, or of hexadecimal digits, none of
/// which is made before it is seen. Plain value.
class BodyRows
{
public:
    enum class Kind { Text, Hex };
    static constexpr qint64 hexWidth = 16;

    BodyRows() = default;
    explicit BodyRows(Kind kind) : m_kind(kind) { }

    /// A text that begins as the one before, and its further rows.
    void grow(HeldBytes text, LineScan &&scan);
    void setBytes(HeldBytes bytes) { m_bytes = std::move(bytes); }

    Kind kind() const { return m_kind; }
    const HeldBytes &bytes() const { return m_bytes; }
    qint64 size() const { return m_bytes.size(); }
    qint64 rowCount() const;
    qint64 lineCount() const;
    bool isComplete() const { return m_kind == Kind::Hex || m_index.isComplete(); }

    TextRow row(qint64 number) const;
    TextRow following(const TextRow &row) const;
    TextRow rowAt(qint64 byte) const;
    TextRow rowOfLine(qint64 line) const;

    ShownRow shown(const TextRow &row) const;
    /// Where bytes [begin, end) of the body are in a row; one span, or two in hexadecimal digits.
    QList<ColumnSpan> columns(const TextRow &row, const ShownRow &shown, qint64 begin,
                              qint64 end) const;
    /// The column a byte begins at.
    qsizetype columnOf(const TextRow &row, const ShownRow &shown, qint64 byte) const;
    /// The byte that a place between columns is in front of.
    qint64 byteAt(const TextRow &row, const ShownRow &shown, qsizetype column) const;
    /// Bytes [begin, end) as people want them in other programs.
    QString copied(qint64 begin, qint64 end) const;

private:
    QByteArrayView bytesOf(const TextRow &row) const;

    Kind m_kind = Kind::Text;
    HeldBytes m_bytes;
    LineIndex m_index;
};

/// Characters that would be drawn as nothing, or turn the order of what follows.
bool isInvisible(char32_t code);

/// "00000000  7b 22 61 22 ...  {"a"..." for 16 bytes at `offset`.
QString hexRow(qint64 offset, QByteArrayView bytes);

} // namespace Recloser
