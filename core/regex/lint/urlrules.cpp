// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/urlrules.h"

#include "core/regex/dialect.h"

#include <algorithm>
#include <array>

namespace Recloser {

namespace {

bool overlaps(Span a, Span b)
{
    return std::max(a.begin, b.begin) < std::min(a.end, b.end);
}

bool isWord(char32_t c)
{
    return isAsciiLetter(c) || isAsciiDigit(c) || c == U'_' || c >= 0x80;
}

/// True when `text` has digits where `shape` has 9, hexadecimal digits where it has F, and else the
/// same characters.
bool hasShape(std::u32string_view text, std::u32string_view shape)
{
    return std::ranges::equal(text, shape, [](char32_t c, char32_t s) {
        return s == U'9' ? isAsciiDigit(c) : s == U'F' ? isHexDigit(c) : c == s;
    });
}

/// Crockford's alphabet in 26 characters, the first at most 7 (github.com/ulid/spec).
bool isUlid(std::u32string_view text)
{
    constexpr std::u32string_view without = U"ILOUilou";
    return text.size() == 26 && text.front() >= U'0' && text.front() <= U'7'
        && std::ranges::all_of(text, [&](char32_t c) {
               return (isAsciiDigit(c) || isAsciiLetter(c)) && !without.contains(c);
           });
}

bool isMixed(std::u32string_view text)
{
    bool hasUpper = false;
    bool hasLower = false;
    bool hasDigit = false;
    for (const char32_t c : text) {
        if (!isAsciiLetter(c) && !isAsciiDigit(c) && c != U'-' && c != U'_' && c != U'='
            && c != U'+')
            return false;
        hasUpper |= c >= U'A' && c <= U'Z';
        hasLower |= c >= U'a' && c <= U'z';
        hasDigit |= isAsciiDigit(c);
    }
    return hasDigit && hasUpper && hasLower;
}

constexpr std::array<std::u32string_view, 20> secretWords{
    U"token",   U"key",       U"sig",        U"signature",     U"password",  U"passwd",      U"pwd",
    U"pass",    U"secret",    U"auth",       U"authorization", U"apikey",    U"accesstoken", U"jwt",
    U"session", U"sessionid", U"credential", U"credentials",   U"authtoken", U"accesskey"};
/// What makes a secret of the word `key`; a sort_key is none.
constexpr std::array<std::u32string_view, 10> secretKeys{
    U"api",          U"access", U"private", U"app",     U"client",
    U"subscription", U"auth",   U"shared",  U"account", U"x"};

template<std::size_t N>
bool isOneOf(std::u32string_view word, const std::array<std::u32string_view, N> &words)
{
    return std::ranges::find(words, word) != words.end();
}

} // namespace

bool isWholeUrl(std::u32string_view url, const UrlParts &parts, Span key)
{
    const bool isBare = parts.path.end == url.size() && parts.path.end <= parts.path.begin + 1;
    return key == Span{0, url.size()} && !isBare;
}

bool reachesBeyondPath(const UrlParts &parts, Span key)
{
    return parts.pathEnd() < parts.size && key.end > parts.pathEnd() && key.begin < key.end;
}

bool looksLikeIdentifier(std::u32string_view segment)
{
    if (segment.empty() || segment.size() > 512)
        return false;
    if (std::ranges::all_of(segment, isAsciiDigit))
        return true;
    if (segment.size() < 8)
        return false;
    const bool hasDigit = std::ranges::any_of(segment, isAsciiDigit);
    if (!hasDigit)
        return false;
    return std::ranges::all_of(segment, isHexDigit)
        || hasShape(segment, U"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF")
        || hasShape(segment, U"9999-99-99") || isUlid(segment)
        || (segment.size() >= 16 && isMixed(segment));
}

std::optional<Span> identifierIn(std::u32string_view url, const UrlParts &parts, Span key)
{
    const std::size_t end = std::min(parts.path.end, key.end);
    if (end <= parts.path.begin)
        return std::nullopt;
    for (std::size_t begin = parts.path.begin; begin < end;) {
        std::size_t next = begin + 1;
        while (next < parts.path.end && url[next] != U'/')
            ++next;
        const Span segment{begin + 1, next};
        if (overlaps(segment, key) && looksLikeIdentifier(slice(url, segment)))
            return segment;
        begin = next;
    }
    return std::nullopt;
}

bool startsMidHost(std::u32string_view url, const UrlParts &parts, Span key)
{
    if (key.begin <= parts.host.begin || key.begin >= parts.host.end || key.begin == key.end)
        return false;
    const char32_t before = url[key.begin - 1];
    return before != U'.' && before != U'[';
}

bool startsBehindHost(const UrlParts &parts, Span key)
{
    return parts.host.begin < parts.host.end && key.begin >= parts.host.end && key.begin < key.end;
}

bool isSecretName(std::u32string_view name)
{
    // No string with memory of its own: a million URLs have a few million names.
    std::array<char32_t, 40> buffer{};
    if (name.size() > buffer.size())
        return false;
    std::ranges::transform(name, buffer.begin(),
                           [](char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; });
    const std::u32string_view lower(buffer.data(), name.size());
    if (isOneOf(lower, secretWords))
        return true;
    std::u32string_view before;
    for (std::size_t at = 0; at <= lower.size();) {
        const std::size_t end = std::min(lower.find_first_of(U"-_.", at), lower.size());
        const std::u32string_view word = lower.substr(at, end - at);
        if (word == U"key" ? isOneOf(before, secretKeys) : isOneOf(word, secretWords))
            return true;
        before = word;
        at = end + 1;
    }
    return false;
}

std::optional<Span> secretIn(std::u32string_view url, const UrlParts &parts, Span key)
{
    if (overlaps(parts.userInfo, key))
        return Span{};
    if (!parts.query || key.end <= parts.query->begin)
        return std::nullopt;
    for (std::size_t at = parts.query->begin; at < parts.query->end;) {
        const UrlParameter parameter = parameterAt(url, *parts.query, at);
        if (overlaps(parameter.value, key) && isSecretName(slice(url, parameter.name)))
            return parameter.name;
        at = parameter.value.end + 1;
    }
    return std::nullopt;
}

bool cutsWord(std::u32string_view url, Span key)
{
    return key.begin < key.end && key.end < url.size() && isWord(url[key.end - 1])
        && isWord(url[key.end]);
}

std::optional<std::string> oddityOf(std::u32string_view key, std::size_t size, std::size_t longKey,
                                    std::size_t shortKey)
{
    if (size > longKey)
        return "is longer than " + std::to_string(longKey)
            + " characters, which every command to Redis carries";
    bool hasControl = false;
    bool hasBlank = false;
    bool hasGlob = false;
    for (const char32_t c : key) {
        hasControl |= c < 0x20 || (c >= 0x7f && c < 0xa0);
        hasBlank |= c == U' ' || c == 0xa0;
        hasGlob |= c == U'*' || c == U'?' || c == U'[' || c == U']';
    }
    if (hasControl)
        return "has a control character, which tools show in ways of their own";
    if (hasBlank)
        return "has a blank, which redis-cli and logs take for the end of the key";
    if (const std::size_t brace = key.find(U'{'); brace != std::u32string_view::npos
        && key.find(U'}', brace) > brace + 1 && key.find(U'}', brace) != std::u32string_view::npos)
        return "has {...}: a cluster of Redis places the key by that part alone (hash tag)";
    if (hasGlob)
        return "has one of * ? [ ], which mean something else in KEYS, SCAN and ACL patterns";
    if (size < shortKey)
        return "is so short that other keys of the same Redis may be the same: use a prefix";
    if (key.find_first_of(U"./:") == std::u32string_view::npos)
        return "is a bare word that other keys of the same Redis may be, too: use a prefix";
    return std::nullopt;
}

} // namespace Recloser
