// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/reader.h"

#include "core/regex/dialect.h"

#include <algorithm>
#include <format>

namespace Recloser {

PatternReader::PatternReader(std::u32string_view source, PythonVersion version,
                             std::vector<PatternWarning> warnings)
    : m_source(source)
    , m_version(version)
    , m_warnings(std::move(warnings))
{
    for (const PatternWarning &warning : m_warnings)
        m_again.emplace(warning.position, warning.message);
    load();
}

void PatternReader::load()
{
    if (m_at >= m_source.size()) {
        m_end = m_at;
    } else if (m_source[m_at] != U'\\') {
        m_end = m_at + 1;
    } else if (m_at + 1 < m_source.size()) {
        m_end = m_at + 2;
    } else {
        fail("bad escape (end of pattern)", m_at);
    }
}

PatternReader::Token PatternReader::get()
{
    const Token token = m_source.substr(m_at, m_end - m_at);
    m_at = m_end;
    load();
    return token;
}

bool PatternReader::match(char32_t character)
{
    if (!nextIs(character))
        return false;
    get();
    return !failed();
}

bool PatternReader::nextIs(char32_t character) const
{
    return m_end == m_at + 1 && m_source[m_at] == character;
}

bool PatternReader::nextIsDigit() const
{
    return m_end == m_at + 1 && isAsciiDigit(m_source[m_at]);
}

bool PatternReader::nextIsOctal() const
{
    return m_end == m_at + 1 && isOctalDigit(m_source[m_at]);
}

bool PatternReader::nextIsHexadecimal() const
{
    return m_end == m_at + 1 && isHexDigit(m_source[m_at]);
}

void PatternReader::seek(std::size_t position)
{
    m_at = position;
    load();
}

void PatternReader::seekEnd()
{
    m_at = m_source.size();
    m_end = m_at;
}

std::u32string PatternReader::getUntil(char32_t terminator, const std::string &what)
{
    const std::size_t start = tell();
    for (;;) {
        const Token token = get();
        if (failed())
            return {};
        const std::size_t length = tell() - start - token.size();
        if (token.empty()) {
            if (length == 0)
                fail("missing " + what, tell());
            else
                fail(std::format("missing {}, unterminated name", static_cast<char>(terminator)),
                     start);
            return {};
        }
        if (token.size() == 1 && token.front() == terminator) {
            if (length == 0)
                fail("missing " + what, start);
            return std::u32string(m_source.substr(start, length));
        }
    }
}

void PatternReader::fail(const std::string &message, std::optional<std::size_t> position,
                         PatternError::Type type)
{
    seekEnd();
    if (m_error)
        return;
    PatternError error{.type = type, .message = message, .position = position};
    if (position) {
        const std::u32string_view before = m_source.substr(0, *position);
        error.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), U'\n')) + 1;
        const std::size_t lineFeed = before.rfind(U'\n');
        error.column = lineFeed == std::u32string_view::npos ? *position + 1 : *position - lineFeed;
    }
    m_error = std::move(error);
}

void PatternReader::warn(const char *category, const std::string &message,
                         std::optional<std::size_t> position)
{
    if (m_again.contains({position, message}))
        return;
    if (!position)
        m_again.emplace(position, message);
    m_warnings.push_back({category, message, position});
}

} // namespace Recloser
