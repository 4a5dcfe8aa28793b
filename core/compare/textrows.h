// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"

#include <stop_token>
#include <vector>

namespace Recloser {

/// A text (UTF-8) as rows: its lines, and long lines in parts, so that no row is long whatever the
/// text. A text with n line breaks has n + 1 lines. Long lines are cut where their content says, so
/// that equal stretches of two lines fall into equal parts wherever they stand. Plain value.
class TextRows
{
public:
    /// Bytes of the longest row.
    static constexpr qsizetype longestRow = 4'096;
    /// Bytes of the longest text.
    static constexpr qint64 longestText = 0x7FFF'FFF0LL;

    /// No row at all.
    TextRows() = default;
    /// `bytes` has at most `longestText` bytes. Rows stop where they are once `stop` asks for it.
    explicit TextRows(HeldBytes bytes, const std::stop_token &stop = {});
    /// `begins` are where rows begin, ascending from 0. A row that does not follow a line break
    /// goes on with the line before it.
    TextRows(HeldBytes bytes, std::vector<quint32> begins);

    qsizetype count() const { return qsizetype(m_begins.size()); }
    /// Without its line feed.
    QByteArrayView row(qsizetype index) const
    {
        const qsizetype begin = m_begins[size_t(index)];
        qsizetype end = index + 1 < count() ? m_begins[size_t(index) + 1] : m_bytes.size();
        if (end > begin && m_bytes.view()[end - 1] == '\n' && index + 1 < count())
            --end;
        return m_bytes.view().sliced(begin, end - begin);
    }
    /// With the line feed, where there is one.
    QByteArrayView rowWithEnd(qsizetype index) const
    {
        const qsizetype begin = m_begins[size_t(index)];
        const qsizetype end = index + 1 < count() ? m_begins[size_t(index) + 1] : m_bytes.size();
        return m_bytes.view().sliced(begin, end - begin);
    }
    /// The row goes on with the line of the row before it.
    bool isContinuation(qsizetype index) const
    {
        return index > 0 && m_bytes.view()[m_begins[size_t(index)] - 1] != '\n';
    }
    /// The number of the row's line, from 1.
    qsizetype lineNumber(qsizetype index) const;
    qsizetype lineCount() const { return count() - qsizetype(m_continuations.size()); }
    /// Where the row begins, in bytes.
    qsizetype begin(qsizetype index) const { return m_begins[size_t(index)]; }
    /// The row that holds a byte.
    qsizetype rowAt(qsizetype byte) const;
    /// Bytes of the longest row.
    qsizetype longest() const;
    const HeldBytes &bytes() const { return m_bytes; }

private:
    HeldBytes m_bytes;
    std::vector<quint32> m_begins;
    /// Rows that continue a line, ascending.
    std::vector<quint32> m_continuations;
};

/// Where parts of a line that is longer than TextRows::longestRow begin, the first one at `base`,
/// to the end of `begins`.
void cutLongLine(QByteArrayView line, qsizetype base, std::vector<quint32> &begins);

} // namespace Recloser
