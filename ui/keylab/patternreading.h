// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/pattern.h"
#include "core/regex/syntax.h"

#include <QString>

namespace Recloser {

/// UTF-16 indices [begin, end) of a pattern's text.
struct TextRange
{
    qsizetype begin = 0;
    qsizetype end = 0;

    bool isEmpty() const { return end <= begin; }
    bool operator==(const TextRange &) const = default;
};

/// A pattern as one version of Python reads it, with the way from its code points to the text's
/// UTF-16. A value, cheap to copy once read.
class PatternReading
{
public:
    /// Longer ones are read by the run alone, off the GUI thread.
    static constexpr qsizetype longest = 20'000;

    PatternReading() = default;
    PatternReading(const QString &text, PythonVersion version);

    const QString &text() const { return m_text; }
    const std::u32string &source() const { return m_source; }
    PythonVersion version() const { return m_version; }
    /// False for an empty text and for one that is too long.
    bool isRead() const { return m_isRead; }
    const std::expected<Pattern, PatternError> &pattern() const { return m_pattern; }
    /// The syntax tree; null without a pattern.
    const SyntaxTree *syntax() const;

    qsizetype utf16(std::size_t codePoint) const;
    TextRange utf16(const SourceRange &range) const
    {
        return {utf16(range.begin), utf16(range.end)};
    }

private:
    QString m_text;
    std::u32string m_source;
    PythonVersion m_version = PythonVersion::Py311;
    bool m_isRead = false;
    bool m_isPlain = true; ///< every code point is one UTF-16 unit
    std::expected<Pattern, PatternError> m_pattern = std::unexpected(PatternError());
};

} // namespace Recloser
