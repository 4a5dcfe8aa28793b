// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/wording.h"

#include "core/regex/patternwords.h"

#include <format>

namespace Recloser {

std::string shown(std::u32string_view text, std::size_t longest)
{
    std::u32string line;
    const bool isLong = text.size() > longest;
    const std::size_t head = isLong ? longest * 2 / 3 : text.size();
    const std::size_t tail = isLong ? text.size() - longest / 3 : text.size();
    const auto append = [&line](std::u32string_view part) {
        for (const char32_t c : part)
            line += isShown(c) || c == U' ' ? c : U'\ufffd';
    };
    append(text.substr(0, head));
    if (isLong)
        line += U'…';
    append(text.substr(tail));
    return inQuotes(line);
}

std::string counted(std::size_t count, const char *noun)
{
    return std::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

const char *nameOf(PythonVersion version)
{
    constexpr const char *names[] = {"3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"};
    return names[static_cast<std::size_t>(version)];
}

Finding finding(const char *rule, Severity severity, std::string title, std::string detail,
                const Tally &urls)
{
    return {.rule = rule,
            .severity = severity,
            .title = std::move(title),
            .detail = std::move(detail),
            .range = {},
            .urls = urls.first,
            .urlCount = urls.count,
            .fixes = {}};
}

} // namespace Recloser
