// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/textrows.h"

#include <algorithm>
#include <cstring>

namespace Recloser {

namespace {

constexpr qsizetype shortestPart = 48;
constexpr qsizetype longestPart = 1'024;
/// Delimiters of one in so many contents end a part.
constexpr quint32 delimitersPerPart = 16;

bool isDelimiter(char c)
{
    return c == ',' || c == ';' || c == '}' || c == ']' || c == '>' || c == ' ' || c == '&';
}

/// The eight bytes up to `end`, as one number that depends on all of them.
quint32 contentHash(const char *end)
{
    quint64 word = 0;
    std::memcpy(&word, end - sizeof word, sizeof word);
    return quint32((word * 0x9E37'79B9'7F4A'7C15ULL) >> 40U);
}

/// Where the part ends that begins at the start of `line`.
qsizetype partLength(QByteArrayView line)
{
    if (line.size() <= longestPart)
        return line.size();
    for (qsizetype at = shortestPart; at < longestPart; ++at) {
        if (isDelimiter(line[at - 1]) && contentHash(line.data() + at) % delimitersPerPart == 0)
            return at;
    }
    qsizetype end = longestPart;
    // Between characters, not within one.
    while (end > longestPart - 4 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
        --end;
    return end;
}

} // namespace

void cutLongLine(QByteArrayView line, qsizetype base, std::vector<quint32> &begins)
{
    begins.push_back(quint32(base));
    if (line.size() <= TextRows::longestRow)
        return;
    qsizetype at = partLength(line);
    while (at < line.size()) {
        begins.push_back(quint32(base + at));
        at += partLength(line.sliced(at));
    }
}

TextRows::TextRows(HeldBytes bytes, const std::stop_token &stop) : m_bytes(std::move(bytes))
{
    const QByteArrayView text = m_bytes.view();
    Q_ASSERT(text.size() <= longestText);
    m_begins.reserve(size_t(std::count(text.begin(), text.end(), '\n')) + 1);
    constexpr size_t linesPerLook = 65'536;
    size_t lines = 0;
    qsizetype begin = 0;
    while (begin <= text.size()) {
        if (++lines % linesPerLook == 0 && stop.stop_requested())
            return;
        const qsizetype found = text.indexOf('\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        if (end - begin <= longestRow) {
            m_begins.push_back(quint32(begin));
        } else {
            const auto first = quint32(m_begins.size());
            cutLongLine(text.sliced(begin, end - begin), begin, m_begins);
            for (quint32 part = first + 1; part < m_begins.size(); ++part)
                m_continuations.push_back(part);
        }
        if (found < 0)
            break;
        begin = found + 1;
    }
}

TextRows::TextRows(HeldBytes bytes, std::vector<quint32> begins)
    : m_bytes(std::move(bytes))
    , m_begins(std::move(begins))
{
    for (qsizetype index = 1; index < count(); ++index) {
        if (isContinuation(index))
            m_continuations.push_back(quint32(index));
    }
}

qsizetype TextRows::rowAt(qsizetype byte) const
{
    return std::ranges::upper_bound(m_begins, quint32(byte)) - m_begins.begin() - 1;
}

qsizetype TextRows::longest() const
{
    quint32 longest = 0;
    for (size_t i = 1; i < m_begins.size(); ++i)
        longest = std::max(longest, m_begins[i] - m_begins[i - 1]);
    return m_begins.empty() ? 0 : std::max(qsizetype(longest), m_bytes.size() - m_begins.back());
}

qsizetype TextRows::lineNumber(qsizetype index) const
{
    const auto before = std::ranges::upper_bound(m_continuations, quint32(index));
    return index + 1 - (before - m_continuations.begin());
}

} // namespace Recloser
