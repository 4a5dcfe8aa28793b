// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

#include <vector>

namespace Recloser {

/// A row of a text: a line, or a part of one that is long.
struct TextRow
{
    /// Bytes [begin, end) without the line feed, which stands at `end` where there is one.
    qint64 begin = 0;
    qint64 end = 0;
    /// Where the next row begins.
    qint64 next = 0;
    /// From 0.
    qint64 number = 0;
    /// The number of its line, from 1.
    qint64 line = 1;
    /// False where it goes on with the line of the row before.
    bool startsLine = true;

    bool operator==(const TextRow &) const = default;
};

/// A row that is known to the index.
struct LineMark
{
    qint64 begin = 0;
    qint64 row = 0;
    qint64 line = 1;
};

/// What a scan came upon, on the way from the thread that scans to the one that shows.
struct LineScan
{
    std::vector<LineMark> marks;
    /// Of everything scanned so far: rows and lines that are complete, and where the next one
    /// begins.
    qint64 rows = 0;
    qint64 lines = 0;
    qint64 bytes = 0;
    bool isComplete = false;
};

/// Finds the rows of a text (UTF-8) that may still be growing. A text with n line feeds has n + 1
/// lines; lines longer than `longestRow` are cut, behind a delimiter where there is one, so that no
/// row is long whatever the text. Plain value.
class LineScanner
{
public:
    static constexpr qsizetype longestRow = 1'024;
    /// One row in so many bytes is remembered.
    static constexpr qint64 markStep = 16'384;

    /// Scans on, about as far as byte `until`. `text` is what there is by now, from its start; the
    /// last row is complete only when it `isWhole`.
    LineScan scan(QByteArrayView text, qint64 until, bool isWhole);

private:
    qint64 m_next = 0;
    qint64 m_row = 0;
    qint64 m_line = 1;
    qint64 m_nextMark = 0;
    bool m_isComplete = false;
};

/// Which row is where: a mark every few kilobytes, and scanning between them. Takes what a
/// LineScanner found, piece by piece, and is usable at any time. Less than 0.2 % of the text. Plain
/// value; the text is handed to each call.
class LineIndex
{
public:
    void add(LineScan &&scan);

    qint64 rowCount() const { return m_rows; }
    qint64 lineCount() const { return m_lines; }
    /// How far the text is known.
    qint64 bytes() const { return m_bytes; }
    bool isComplete() const { return m_isComplete; }

    /// `number` in [0, rowCount()).
    TextRow row(QByteArrayView text, qint64 number) const;
    /// The row behind `row`, which is not the last one.
    static TextRow following(QByteArrayView text, const TextRow &row);
    /// The row that holds a byte, or the last one that is known.
    TextRow rowAt(QByteArrayView text, qint64 byte) const;
    /// The row a line (from 1) begins with, or the last one's.
    TextRow rowOfLine(QByteArrayView text, qint64 line) const;

private:
    std::vector<LineMark> m_marks;
    qint64 m_rows = 0;
    qint64 m_lines = 0;
    qint64 m_bytes = 0;
    bool m_isComplete = false;
};

} // namespace Recloser
