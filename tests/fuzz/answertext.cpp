// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/answertext.h"

#include <charconv>
#include <format>

namespace Recloser::Fuzz {

namespace {

std::string_view reasonName(GaveUp reason)
{
    switch (reason) {
    case GaveUp::TooSlow:
        return "TooSlow";
    case GaveUp::OutOfStack:
        return "OutOfStack";
    case GaveUp::Cancelled:
        break;
    }
    return "Cancelled";
}

/// The bytes of a message, escaped one by one.
std::string escaped(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        if (c == '\\')
            line += "\\\\";
        else if (c >= ' ' && c <= '~')
            line += c;
        else
            line += std::format("\\{:x};", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return line;
}

std::string errorText(const PatternError &error, std::u32string_view source, PythonVersion version)
{
    const bool isPython = error.type != PatternError::Type::NotSupported;
    const std::string type = isPython ? errorTypeName(error.type, version) : "NotSupported";
    const std::string place = error.position
        ? std::format("{} {} {}", *error.position, error.line, error.column)
        : "- - -";
    return std::format("error {} {} {}", type, place, escaped(describe(error, source)));
}

std::string resultText(const SearchResult &result)
{
    if (!result)
        return std::format("gave up {}", reasonName(result.error()));
    if (!*result)
        return "none";
    std::string text = "match";
    for (const std::optional<Span> &span : (*result)->groups)
        text += span ? std::format(" {}-{}", span->begin, span->end) : " -";
    return text;
}

} // namespace

std::string answerText(const std::expected<Pattern, PatternError> &pattern,
                       std::u32string_view source, PythonVersion version,
                       std::u32string_view subject, const Budget &budget)
{
    if (!pattern)
        return errorText(pattern.error(), source, version);
    std::string text = resultText(search(*pattern, subject, budget));
    for (const PatternWarning &warning : pattern->warnings()) {
        text += std::format(" ! {} {}", warning.category, escaped(warning.message));
        if (warning.position)
            text += std::format(" at position {}", *warning.position);
    }
    return text;
}

std::optional<std::u32string> unescaped(std::string_view line)
{
    std::u32string text;
    text.reserve(line.size());
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c != '\\') {
            text += static_cast<char32_t>(static_cast<unsigned char>(c));
            continue;
        }
        if (line.substr(at + 1).starts_with('\\')) {
            text += U'\\';
            ++at;
            continue;
        }
        unsigned code = 0;
        const char *const end = line.data() + line.size();
        const auto [last, fault] = std::from_chars(line.data() + at + 1, end, code, 16);
        if (fault != std::errc() || last == end || *last != ';' || code > 0x10ffff)
            return std::nullopt;
        text += static_cast<char32_t>(code);
        at = static_cast<std::size_t>(last - line.data());
    }
    return text;
}

std::optional<PythonVersion> versionOf(std::string_view name)
{
    if (!name.starts_with("3."))
        return std::nullopt;
    unsigned minor = 0;
    const char *const end = name.data() + name.size();
    const auto [last, fault] = std::from_chars(name.data() + 2, end, minor);
    if (fault != std::errc() || last != end || minor < 8 || minor > 14)
        return std::nullopt;
    return static_cast<PythonVersion>(minor - 8);
}

} // namespace Recloser::Fuzz
