// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Recloser {

/// A pattern's text as Python reads it: token by token, with the errors and warnings found on the
/// way. Private to core/regex.
///
/// A token is one character, or a backslash with the character behind it. One token is looked at
/// ahead, as in Python, which decides which of two errors is seen first.
class PatternReader
{
public:
    /// @param warnings of the readings before this one
    PatternReader(std::u32string_view source, PythonVersion version,
                  std::vector<PatternWarning> warnings);

    /// The first error; nothing is read behind it.
    const std::optional<PatternError> &error() const { return m_error; }
    std::vector<PatternWarning> takeWarnings() { return std::move(m_warnings); }

protected:
    using Token = std::u32string_view;

    /// The next token, empty at the end.
    Token get();
    /// Takes the next token if it is `character`.
    bool match(char32_t character);
    bool nextIs(char32_t character) const;
    bool nextIsDigit() const;
    bool nextIsOctal() const;
    bool nextIsHexadecimal() const;
    bool atEnd() const { return m_at >= m_source.size(); }
    /// What stands before `terminator`, which is taken too.
    /// @param what is missing when there is nothing
    std::u32string getUntil(char32_t terminator, const std::string &what);
    void seek(std::size_t position);
    /// Nothing more is read.
    void seekEnd();
    /// Where the next token begins.
    std::size_t tell() const { return m_at; }

    void fail(const std::string &message, std::optional<std::size_t> position,
              PatternError::Type type = PatternError::Type::ReError);
    bool failed() const { return m_error.has_value(); }
    void forgetError() { m_error.reset(); }
    /// Python shows the same warning once.
    void warn(const char *category, const std::string &message,
              std::optional<std::size_t> position);

    std::u32string_view source() const { return m_source; }
    PythonVersion version() const { return m_version; }

private:
    using WarningKey = std::pair<std::optional<std::size_t>, std::string>;

    void load();

    const std::u32string_view m_source;
    const PythonVersion m_version;
    std::size_t m_at = 0; ///< of the next token
    std::size_t m_end = 0; ///< behind the next token
    std::optional<PatternError> m_error;
    std::vector<PatternWarning> m_warnings;
    /// Those that may come again: found by readings before this one, or told without a position.
    std::set<WarningKey> m_again;
};

} // namespace Recloser
