// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/search.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Recloser {

/// Where the parts of a URL are (RFC 3986 section 3), without the delimiters between them. An empty
/// part stands where it would be. Any text has parts: without `//` what comes before the first of
/// `/ ? #` is the authority, as people write hosts. A plain value.
struct UrlParts
{
    Span scheme;
    Span userInfo;
    Span host; ///< with the brackets of an IPv6 address
    Span port;
    Span path;
    std::optional<Span> query;
    std::optional<Span> fragment;
    std::size_t size = 0; ///< of the URL

    /// Where scheme and authority end and the path, query or fragment begins.
    std::size_t authorityEnd() const { return path.begin; }
    /// Where the path ends: at `?`, `#` or the end.
    std::size_t pathEnd() const { return path.end; }

    bool operator==(const UrlParts &) const = default;
};

UrlParts urlParts(std::u32string_view url);

/// Parts of the path between slashes; empty ones too: `/a/` has `a` and an empty one.
std::vector<Span> pathSegments(std::u32string_view url, const UrlParts &parts);

/// `name=value`, as between `&` (or `;`) of a query.
struct UrlParameter
{
    Span name;
    Span value;

    bool operator==(const UrlParameter &) const = default;
};
/// The one that begins at `at`, which is within the query.
UrlParameter parameterAt(std::u32string_view url, Span query, std::size_t at);
std::vector<UrlParameter> queryParameters(std::u32string_view url, const UrlParts &parts);

/// In the order in which they stand in a URL. A delimiter belongs to what it opens; `:` and `//`
/// behind the scheme and the `@` belong to what they close.
enum class UrlComponent { Scheme, UserInfo, Host, Port, Path, Query, Fragment };

UrlComponent componentAt(const UrlParts &parts, std::size_t position);
/// UTF-8, "the host".
const char *nameOf(UrlComponent component);

/// Scheme and host in lower case with the effective port (RFC 6454 section 4): who is at the other
/// end. "https://store1.com:443"; without a port where the scheme has no usual one.
std::u32string originOf(std::u32string_view url, const UrlParts &parts);

/// Host in lower case, with its port unless that is the usual one of the scheme: http and https of
/// one host are the same machine.
std::u32string hostAndPort(std::u32string_view url, const UrlParts &parts);

/// `key`, a span of `url`, as it would be after normalisation (RFC 3986 sections 6.2.2 and 6.2.3):
/// scheme and host in lower case, no final dot of the host, no port that is the usual one,
/// percent-encoding in upper case and only where it is needed, no dot segments.
std::u32string normalizedKey(std::u32string_view url, const UrlParts &parts, Span key);

inline std::u32string_view slice(std::u32string_view text, Span span)
{
    return text.substr(span.begin, span.end - span.begin);
}

} // namespace Recloser
