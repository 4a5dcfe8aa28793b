// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/foreignsyntax.h"

#include "core/regex/dialect.h"
#include "core/regex/lint/patterntools.h"

#include <algorithm>
#include <array>

// What stands around a pattern that was copied from a program.

namespace Recloser {

namespace {

using std::u32string;
using std::u32string_view;

ForeignPiece whole(u32string_view source, const char *what, u32string python)
{
    return {{0, source.size()}, what, std::move(python)};
}

bool isBlank(char32_t c)
{
    return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r';
}

std::optional<ForeignPiece> blanks(u32string_view source)
{
    std::size_t begin = 0;
    std::size_t end = source.size();
    while (begin < end && isBlank(source[begin]))
        ++begin;
    while (end > begin && isBlank(source[end - 1]) && (end < 2 || source[end - 2] != U'\\'))
        --end;
    if (begin == 0 && end == source.size())
        return std::nullopt;
    // Where blanks do not count they do no harm.
    if (const std::size_t flags = source.find(U"(?"); flags == begin
        && source.substr(flags, 8).contains(U'x') && source.find(U'x') < source.find(U')'))
        return std::nullopt;
    return whole(source, "Blanks at the ends are part of the pattern, and URLs have none",
                 u32string(source.substr(begin, end - begin)));
}

/// True when `quote` ends what it begins nowhere but at the end.
bool isQuoted(u32string_view text, u32string_view quote)
{
    if (text.size() < 2 * quote.size() || !text.starts_with(quote) || !text.ends_with(quote))
        return false;
    const u32string_view inside = text.substr(quote.size(), text.size() - 2 * quote.size());
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] == U'\\')
            ++i;
        else if (inside.substr(i).starts_with(quote))
            return false;
    }
    return true;
}

/// Of "\\d", which is \d in every language with such strings.
u32string unescaped(u32string_view text)
{
    u32string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == U'\\' && i + 1 < text.size()
            && (text[i + 1] == U'\\' || text[i + 1] == U'"' || text[i + 1] == U'\''))
            ++i;
        result += text[i];
    }
    return result;
}

std::optional<ForeignPiece> quotes(u32string_view source)
{
    u32string_view text = source;
    bool isRaw = false;
    constexpr u32string_view prefixes = U"rRbBuU@";
    for (std::size_t n = 0; n < 2 && !text.empty() && prefixes.contains(text.front()); ++n) {
        isRaw |= text.front() == U'r' || text.front() == U'R' || text.front() == U'@';
        text.remove_prefix(1);
    }
    for (const u32string_view quote : {U"'''", U"\"\"\"", U"'", U"\"", U"`"}) {
        if (!isQuoted(text, quote) || text.size() == 2 * quote.size())
            continue;
        const u32string_view inside = text.substr(quote.size(), text.size() - 2 * quote.size());
        const bool isPlain = isRaw || quote == U"`";
        return whole(source,
                     isRaw ? "r'...' is how a program writes the pattern; it is only what stands "
                             "between the quotes"
                           : "The quotes are part of the pattern, and URLs have none",
                     isPlain ? u32string(inside) : unescaped(inside));
    }
    return std::nullopt;
}

std::optional<ForeignPiece> call(u32string_view source)
{
    constexpr std::array<u32string_view, 6> names{U"re.compile(",   U"re.search(",  U"re.match(",
                                                  U"re.fullmatch(", U"new RegExp(", U"RegExp("};
    for (const u32string_view name : names) {
        if (!source.starts_with(name))
            continue;
        // Up to the end of the string, whatever other arguments there are.
        for (std::size_t end = source.size(); end > name.size() + 2; --end) {
            const u32string_view argument = source.substr(name.size(), end - name.size());
            if (const auto piece = quotes(argument))
                return whole(source, "This is a call of a program; the pattern is its first string",
                             *piece->python);
        }
    }
    return std::nullopt;
}

/// `/pattern/flags`, when it is not a path that is searched for.
std::optional<ForeignPiece> slashes(u32string_view source)
{
    if (source.size() < 3)
        return std::nullopt;
    const char32_t mark = source.front();
    if (mark != U'/' && mark != U'#' && mark != U'~' && mark != U'!' && mark != U'@')
        return std::nullopt;
    const std::size_t end = source.rfind(mark);
    if (end < 2)
        return std::nullopt;
    const u32string_view letters = source.substr(end + 1);
    const bool areFlags = letters.size() <= 6 && std::ranges::all_of(letters, [](char32_t c) {
                              return u32string_view(U"dgimsuvyxUAJDX").contains(c);
                          });
    const u32string_view body = source.substr(1, end - 1);
    const u32string escapedMark = u32string(U"\\") + mark;
    const bool isPath
        = mark == U'/' && body.find_first_of(U"\\^$.*+?()[]{}|") == u32string_view::npos;
    const bool isLikely = body.starts_with(U'^') || body.ends_with(U'$')
        || (mark == U'/' && !isPath && (!letters.empty() || body.contains(escapedMark)));
    // Within a set it needs no backslash, so that only other ones speak against it.
    bool inSet = false;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == U'\\')
            ++i;
        else if (body[i] == U'[')
            inSet = true;
        else if (body[i] == U']')
            inSet = false;
        else if (body[i] == mark && !inSet)
            return std::nullopt;
    }
    if (!areFlags || !isLikely)
        return std::nullopt;
    u32string flags;
    for (const char32_t c : u32string_view(U"imsx")) {
        if (letters.contains(c))
            flags += c;
    }
    u32string python = flags.empty() ? U"" : U"(?" + flags + U")";
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == U'\\' && i + 1 < body.size()) {
            if (body[i + 1] != mark)
                python += body[i];
            ++i;
        }
        python += body[i];
    }
    return whole(source,
                 "/.../ is how JavaScript, Perl and PHP write a pattern; Python has no delimiters, "
                 "and flags stand in front as in (?i)",
                 std::move(python));
}

} // namespace

std::optional<ForeignPiece> foreignWrapping(u32string_view source)
{
    for (const auto &layer : {blanks, call, quotes, slashes}) {
        if (auto piece = layer(source))
            return piece;
    }
    return std::nullopt;
}

std::optional<ForeignPiece> foreignGlob(u32string_view source)
{
    if (!source.starts_with(U'*') && !source.starts_with(U'?'))
        return std::nullopt;
    u32string python;
    for (const char32_t c : source) {
        if (u32string_view(U"()[]{}|^$+\\").contains(c))
            return std::nullopt;
        python += c == U'*' ? U"[^/]*" : c == U'?' ? U"[^/]" : escaped(c);
    }
    return whole(source,
                 "This looks like a name pattern of a shell, where * is any text; here * repeats "
                 "what stands before it",
                 std::move(python));
}

} // namespace Recloser
