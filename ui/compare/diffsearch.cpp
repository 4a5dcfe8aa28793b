// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/diffsearch.h"

#include <algorithm>
#include <cstring>

namespace Recloser {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? char(c - 32) : c;
}

const char *find(const char *from, const char *end, char c)
{
    const auto *found = static_cast<const char *>(std::memchr(from, c, size_t(end - from)));
    return found ? found : end;
}

/// Looks for a text in bytes, from place to place.
class Finder
{
public:
    Finder(QByteArrayView bytes, const QByteArray &needle, Qt::CaseSensitivity sensitivity)
        : m_end(bytes.data() + bytes.size())
        , m_needle(needle)
        , m_isFolding(sensitivity == Qt::CaseInsensitive)
        , m_nextLower(bytes.data())
        , m_nextUpper(bytes.data())
    {
        const char first = needle.front();
        m_lower = m_isFolding ? lower(first) : first;
        m_upper = m_isFolding ? upper(first) : first;
        m_nextLower = find(m_nextLower, m_end, m_lower);
        m_nextUpper = m_upper == m_lower ? m_end : find(m_nextUpper, m_end, m_upper);
    }

    /// The next place; null at the end.
    const char *next()
    {
        while (m_nextLower != m_end || m_nextUpper != m_end) {
            const char *at = std::min(m_nextLower, m_nextUpper);
            if (at == m_nextLower)
                m_nextLower = find(at + 1, m_end, m_lower);
            else
                m_nextUpper = find(at + 1, m_end, m_upper);
            if (m_end - at >= m_needle.size() && isHere(at))
                return at;
        }
        return nullptr;
    }

private:
    bool isHere(const char *at) const
    {
        if (!m_isFolding)
            return std::memcmp(at, m_needle.constData(), size_t(m_needle.size())) == 0;
        return std::equal(m_needle.begin(), m_needle.end(), at,
                          [](char a, char b) { return lower(a) == lower(b); });
    }

    const char *m_end;
    const QByteArray &m_needle;
    bool m_isFolding;
    char m_lower = 0;
    char m_upper = 0;
    const char *m_nextLower;
    const char *m_nextUpper;
};

void findOn(AlignedRows::Side side, const AlignedRows &rows, const QByteArray &needle,
            Qt::CaseSensitivity sensitivity, const std::stop_token &stop, DiffMatches &matches)
{
    const TextRows &text = rows.side(side);
    const QByteArrayView bytes = text.bytes().view();
    Finder finder(bytes, needle, sensitivity);
    size_t found = 0;
    while (const char *place = finder.next()) {
        if (stop.stop_requested())
            return;
        if (++found > DiffMatches::most) {
            matches.isTruncated = true;
            return;
        }
        const qsizetype offset = place - bytes.data();
        const qsizetype row = text.rowAt(offset);
        const qsizetype begin = offset - text.begin(row);
        const qsizetype length = std::min(needle.size(), text.row(row).size() - begin);
        matches.all.push_back({rows.rowOf(side, row), side, row, quint32(begin), quint32(length)});
    }
}

} // namespace

DiffMatches findInRows(const AlignedRows &rows, const QString &text,
                       Qt::CaseSensitivity sensitivity, const std::stop_token &stop)
{
    DiffMatches matches;
    const QByteArray needle = text.toUtf8();
    if (needle.isEmpty())
        return matches;
    findOn(AlignedRows::Side::Left, rows, needle, sensitivity, stop, matches);
    findOn(AlignedRows::Side::Right, rows, needle, sensitivity, stop, matches);
    std::ranges::sort(matches.all, {}, [](const DiffMatch &match) {
        return std::tuple(match.row, match.side, match.begin);
    });
    return matches;
}

} // namespace Recloser
