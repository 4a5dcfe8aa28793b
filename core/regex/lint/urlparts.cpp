// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/urlparts.h"

#include "core/regex/dialect.h"

#include <algorithm>

namespace Recloser {

namespace {

constexpr auto npos = std::u32string_view::npos;

char32_t lower(char32_t c)
{
    return c >= U'A' && c <= U'Z' ? c + 32 : c;
}

void appendLower(std::u32string &to, std::u32string_view text)
{
    for (const char32_t c : text)
        to += lower(c);
}

bool equalsLower(std::u32string_view text, std::u32string_view lowerCase)
{
    return std::ranges::equal(text, lowerCase,
                              [](char32_t a, char32_t b) { return lower(a) == b; });
}

std::size_t firstOf(std::u32string_view text, std::size_t from, std::u32string_view set)
{
    // Delimiters are few, so comparing beats std's generic search by far.
    for (std::size_t i = from; i < text.size(); ++i) {
        for (const char32_t c : set) {
            if (text[i] == c)
                return i;
        }
    }
    return text.size();
}

/// Behind the scheme's colon, or 0: ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) ":".
std::size_t schemeEnd(std::u32string_view url)
{
    if (url.empty() || !isAsciiLetter(url.front()))
        return 0;
    for (std::size_t i = 1; i < url.size(); ++i) {
        const char32_t c = url[i];
        if (c == U':')
            return i + 1;
        if (!isAsciiLetter(c) && !isAsciiDigit(c) && c != U'+' && c != U'-' && c != U'.')
            return 0;
    }
    return 0;
}

void readAuthority(std::u32string_view url, std::size_t begin, std::size_t end, UrlParts &parts)
{
    const std::u32string_view authority = url.substr(0, end);
    std::size_t host = begin;
    // The last one, as browsers do: a password may hold another.
    if (const std::size_t at = authority.rfind(U'@'); at != npos && at >= begin)
        host = at + 1;
    parts.userInfo = {begin, host > begin ? host - 1 : begin};
    std::size_t hostEnd = end;
    std::size_t port = end;
    std::size_t bracket = host;
    if (host < end && url[host] == U'[')
        bracket = std::min(firstOf(authority, host, U"]"), end);
    if (const std::size_t colon = authority.rfind(U':'); colon != npos && colon >= bracket) {
        if (std::all_of(url.begin() + static_cast<std::ptrdiff_t>(colon) + 1,
                        url.begin() + static_cast<std::ptrdiff_t>(end), isAsciiDigit)) {
            hostEnd = colon;
            port = colon + 1;
        }
    }
    parts.host = {host, hostEnd};
    parts.port = {port, end};
}

std::u32string_view usualPort(std::u32string_view scheme)
{
    if (equalsLower(scheme, U"http") || equalsLower(scheme, U"ws"))
        return U"80";
    if (equalsLower(scheme, U"https") || equalsLower(scheme, U"wss"))
        return U"443";
    return equalsLower(scheme, U"ftp") ? U"21" : U"";
}

std::u32string_view portOf(std::u32string_view url, const UrlParts &parts)
{
    std::u32string_view port = slice(url, parts.port);
    while (port.size() > 1 && port.front() == U'0')
        port.remove_prefix(1);
    return port.empty() ? usualPort(slice(url, parts.scheme)) : port;
}

void appendHost(std::u32string &to, std::u32string_view url, const UrlParts &parts)
{
    std::u32string_view host = slice(url, parts.host);
    if (host.size() > 1 && host.back() == U'.')
        host.remove_suffix(1);
    appendLower(to, host);
}

bool isUnreserved(char32_t c)
{
    return isAsciiLetter(c) || isAsciiDigit(c) || c == U'-' || c == U'.' || c == U'_' || c == U'~';
}

char32_t hexValue(char32_t c)
{
    return isAsciiDigit(c) ? c - U'0' : lower(c) - U'a' + 10;
}

/// RFC 3986 sections 6.2.2.1 and 6.2.2.2.
std::u32string withPlainEscapes(std::u32string_view text)
{
    std::u32string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != U'%' || i + 2 >= text.size() || !isHexDigit(text[i + 1])
            || !isHexDigit(text[i + 2])) {
            result += text[i];
            continue;
        }
        const char32_t value = hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]);
        if (isUnreserved(value)) {
            result += value;
        } else {
            result += U'%';
            for (const char32_t digit : text.substr(i + 1, 2))
                result += digit >= U'a' && digit <= U'f' ? digit - 32 : digit;
        }
        i += 2;
    }
    return result;
}

/// RFC 3986 section 5.2.4, for whole paths and ends of them.
std::u32string withoutDots(std::u32string_view path)
{
    std::vector<std::u32string_view> kept;
    std::size_t at = 0;
    for (bool isLast = false; !isLast;) {
        const std::size_t end = std::min(path.find(U'/', at), path.size());
        const std::u32string_view segment = path.substr(at, end - at);
        isLast = end == path.size();
        at = end + 1;
        if (segment != U"." && segment != U"..")
            kept.push_back(segment);
        else if (segment == U".." && kept.size() > 1)
            kept.pop_back();
        if (isLast && (segment == U"." || segment == U".."))
            kept.push_back({});
    }
    std::u32string result;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i > 0)
            result += U'/';
        result += kept[i];
    }
    return result;
}

} // namespace

UrlParts urlParts(std::u32string_view url)
{
    UrlParts parts{.size = url.size()};
    std::size_t at = schemeEnd(url);
    const bool hasSlashes = url.substr(at, 2) == U"//";
    if (hasSlashes) {
        parts.scheme = {0, at > 0 ? at - 1 : 0};
        at += 2;
    } else {
        at = 0;
    }
    const std::size_t authorityEnd = firstOf(url, at, U"/?#");
    readAuthority(url, at, authorityEnd, parts);
    const std::size_t pathEnd = firstOf(url, authorityEnd, U"?#");
    parts.path = {authorityEnd, pathEnd};
    std::size_t queryEnd = pathEnd;
    if (pathEnd < url.size() && url[pathEnd] == U'?') {
        queryEnd = firstOf(url, pathEnd, U"#");
        parts.query = Span{pathEnd + 1, queryEnd};
    }
    if (queryEnd < url.size())
        parts.fragment = Span{queryEnd + 1, url.size()};
    return parts;
}

std::vector<Span> pathSegments(std::u32string_view url, const UrlParts &parts)
{
    std::vector<Span> segments;
    for (std::size_t at = parts.path.begin; at < parts.path.end;) {
        const std::size_t begin = at + 1; // behind the slash every path of ours begins with
        const std::size_t end = std::min(firstOf(url, begin, U"/"), parts.path.end);
        segments.push_back({begin, end});
        at = end;
    }
    return segments;
}

UrlParameter parameterAt(std::u32string_view url, Span query, std::size_t at)
{
    const std::u32string_view inside = url.substr(0, query.end);
    const std::size_t end = firstOf(inside, at, U"&;");
    const std::size_t equals = firstOf(inside.substr(0, end), at, U"=");
    return {{at, equals}, {std::min(equals + 1, end), end}};
}

std::vector<UrlParameter> queryParameters(std::u32string_view url, const UrlParts &parts)
{
    std::vector<UrlParameter> parameters;
    if (!parts.query)
        return parameters;
    for (std::size_t at = parts.query->begin; at < parts.query->end;) {
        const UrlParameter parameter = parameterAt(url, *parts.query, at);
        if (parameter.value.end > at)
            parameters.push_back(parameter);
        at = parameter.value.end + 1;
    }
    return parameters;
}

UrlComponent componentAt(const UrlParts &parts, std::size_t position)
{
    if (parts.fragment && position + 1 >= parts.fragment->begin)
        return UrlComponent::Fragment;
    if (parts.query && position + 1 >= parts.query->begin)
        return UrlComponent::Query;
    if (position >= parts.path.begin)
        return UrlComponent::Path;
    if (position >= parts.host.end)
        return UrlComponent::Port;
    if (position >= parts.host.begin)
        return UrlComponent::Host;
    return position >= parts.userInfo.begin ? UrlComponent::UserInfo : UrlComponent::Scheme;
}

const char *nameOf(UrlComponent component)
{
    switch (component) {
    case UrlComponent::Scheme:
        return "the scheme";
    case UrlComponent::UserInfo:
        return "the user information";
    case UrlComponent::Host:
        return "the host";
    case UrlComponent::Port:
        return "the port";
    case UrlComponent::Path:
        return "the path";
    case UrlComponent::Query:
        return "the query";
    case UrlComponent::Fragment:
        return "the fragment";
    }
    return "";
}

std::u32string originOf(std::u32string_view url, const UrlParts &parts)
{
    std::u32string origin;
    origin.reserve(parts.path.begin + 8);
    appendLower(origin, slice(url, parts.scheme));
    origin += U"://";
    appendHost(origin, url, parts);
    if (const std::u32string_view port = portOf(url, parts); !port.empty())
        (origin += U':') += port;
    return origin;
}

std::u32string hostAndPort(std::u32string_view url, const UrlParts &parts)
{
    std::u32string text;
    appendHost(text, url, parts);
    const std::u32string_view port = portOf(url, parts);
    if (!port.empty() && port != usualPort(slice(url, parts.scheme)))
        (text += U':') += port;
    return text;
}

std::u32string normalizedKey(std::u32string_view url, const UrlParts &parts, Span key)
{
    const auto within = [&](std::size_t begin, std::size_t end) {
        const std::size_t from = std::max(begin, key.begin);
        return from < std::min(end, key.end) ? url.substr(from, std::min(end, key.end) - from)
                                             : std::u32string_view();
    };
    std::u32string result;
    appendLower(result, within(0, parts.scheme.end));
    result += within(parts.scheme.end, parts.host.begin);
    std::u32string_view host = within(parts.host.begin, parts.host.end);
    if (host.size() > 1 && host.back() == U'.' && key.end >= parts.host.end)
        host.remove_suffix(1);
    appendLower(result, withPlainEscapes(host));
    const bool hasWholePort = key.end >= parts.port.end && key.begin < parts.host.end;
    const std::u32string_view port = slice(url, parts.port);
    if (!hasWholePort
        || (!port.empty() && portOf(url, parts) != usualPort(slice(url, parts.scheme))))
        result += within(parts.host.end, parts.port.end);
    result += withoutDots(withPlainEscapes(within(parts.path.begin, parts.path.end)));
    result += withPlainEscapes(within(parts.path.end, parts.size));
    return result;
}

} // namespace Recloser
