// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

namespace Recloser {

/// A place in a text as people count: lines and columns from 1, columns in code points; the offset
/// in bytes from 0.
struct TextPlace
{
    qint64 offset = 0;
    qint64 line = 1;
    qint64 column = 1;

    bool operator==(const TextPlace &) const = default;
};

/// The first thing in a text that its grammar forbids.
struct SyntaxFault
{
    enum class Kind {
        UnexpectedCharacter,
        UnexpectedEnd,
        InvalidNumber,
        InvalidWord, ///< neither true, false nor null
        ControlCharacter, ///< unescaped in a string, or anywhere in XML
        InvalidEscape,
        MismatchedBracket,
        TrailingText, ///< something after the value or the root element
        MismatchedTag, ///< `expected` is the element that is open
        InvalidTag,
        DuplicateAttribute,
        InvalidReference, ///< an & that begins no entity or character
    };

    Kind kind = Kind::UnexpectedCharacter;
    TextPlace place;
    /// The byte or name that stands there; empty at the end.
    QByteArray found;
    /// What had to come, where that is one thing.
    QByteArray expected;

    bool operator==(const SyntaxFault &) const = default;
};

/// Counts lines and columns while bytes of UTF-8 go by.
class PlaceCounter
{
public:
    void count(char c)
    {
        ++m_offset;
        if (c == '\n' || c == '\r') {
            if (c == '\r' || !m_afterReturn)
                ++m_line;
            m_lineStart = m_offset;
            m_continuations = 0;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) {
            ++m_continuations;
        }
        m_afterReturn = c == '\r';
    }
    void count(QByteArrayView bytes)
    {
        constexpr qsizetype block = 256;
        for (; bytes.size() >= block; bytes = bytes.sliced(block)) {
            // Most blocks of a long text hold neither line breaks nor parts of characters.
            unsigned odd = 0;
            for (qsizetype i = 0; i < block; ++i) {
                const auto byte = static_cast<unsigned char>(bytes.data()[i]);
                odd |= unsigned(byte < 0x20) | unsigned(byte >= 0x80);
            }
            if (odd == 0) {
                m_offset += block;
                m_afterReturn = false;
                continue;
            }
            for (qsizetype i = 0; i < block; ++i)
                count(bytes.data()[i]);
        }
        for (const char c : bytes)
            count(c);
    }
    /// Of the byte that comes next.
    TextPlace place() const
    {
        return {m_offset, m_line, m_offset - m_lineStart - m_continuations + 1};
    }

private:
    qint64 m_offset = 0;
    qint64 m_line = 1;
    qint64 m_lineStart = 0;
    qint64 m_continuations = 0;
    bool m_afterReturn = false;
};

} // namespace Recloser
