// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/stability.h"

#include "core/regex/lint/rules.h"
#include "core/regex/lint/urlrules.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <array>
#include <format>

namespace Recloser {

namespace {

using std::u32string;
using std::u32string_view;

u32string inserted(u32string_view url, std::size_t at, u32string_view text)
{
    return u32string(url.substr(0, at)) + u32string(text) + u32string(url.substr(at));
}

u32string queried(u32string_view url, u32string_view parameter)
{
    const UrlParts parts = urlParts(url);
    if (!parts.query)
        return inserted(url, parts.pathEnd(), U"?" + u32string(parameter));
    const bool isEmpty = parts.query->begin == parts.query->end;
    return inserted(url, parts.query->end, (isEmpty ? U"" : U"&") + u32string(parameter));
}

/// Another one of the same shape.
u32string otherId(u32string_view id)
{
    u32string other(id);
    for (char32_t &c : other) {
        if (c >= U'0' && c <= U'9')
            c = c == U'9' ? U'1' : c + 1;
    }
    return other;
}

struct Change
{
    const char *name;
    u32string (*of)(u32string_view);
    bool isHarmless; ///< it is the same service, whatever one takes for a service
};

constexpr std::array<Change, 9> changes{{{"+ trailing slash", withTrailingSlash, true},
                                         {"+ query", withQuery, true},
                                         {"+ query with a slash", withSlashedQuery, true},
                                         {"other id", withOtherIds, true},
                                         {"other port", withOtherPort, false},
                                         {"http or https", withOtherScheme, false},
                                         {"deeper path", deeper, false},
                                         {"bare origin", bareOrigin, false},
                                         {"host in upper case", withUpperCaseHost, false}}};

std::optional<u32string> keyOf(const SearchResult &result, u32string_view url)
{
    if (!result || !*result)
        return std::nullopt;
    return u32string(slice(url, *(*result)->groups.front()));
}

KeyChange changeOf(const SearchResult &before, const SearchResult &after, u32string_view url,
                   u32string_view changed)
{
    if (!before || !after)
        return KeyChange::TooSlow;
    if (!*before)
        return *after ? KeyChange::Appears : KeyChange::NoMatch;
    if (!*after)
        return KeyChange::Vanishes;
    return keyOf(before, url) == keyOf(after, changed) ? KeyChange::Stays : KeyChange::Changes;
}

} // namespace

u32string withTrailingSlash(u32string_view url)
{
    return inserted(url, urlParts(url).pathEnd(), U"/");
}

u32string withQuery(u32string_view url)
{
    return queried(url, U"page=2");
}

u32string withSlashedQuery(u32string_view url)
{
    return queried(url, U"next=/a/b");
}

u32string deeper(u32string_view url)
{
    const UrlParts parts = urlParts(url);
    const bool hasSlash = parts.path.end > parts.path.begin && url[parts.path.end - 1] == U'/';
    return inserted(url, parts.pathEnd(), hasSlash ? U"more/below" : U"/more/below");
}

u32string withOtherIds(u32string_view url)
{
    const UrlParts parts = urlParts(url);
    u32string other(url);
    for (const Span segment : pathSegments(url, parts)) {
        if (looksLikeIdentifier(slice(url, segment)))
            other.replace(segment.begin, segment.end - segment.begin, otherId(slice(url, segment)));
    }
    return other;
}

u32string withOtherPort(u32string_view url)
{
    const UrlParts parts = urlParts(url);
    u32string other(url);
    if (parts.port.begin < parts.port.end || parts.host.end < parts.port.begin)
        other.replace(parts.port.begin, parts.port.end - parts.port.begin,
                      slice(url, parts.port) == U"8002" ? U"8003" : U"8002");
    else
        other.insert(parts.host.end, U":8002");
    return other;
}

u32string withOtherScheme(u32string_view url)
{
    const UrlParts parts = urlParts(url);
    const u32string_view scheme = slice(url, parts.scheme);
    if (scheme.empty())
        return u32string(url);
    return (scheme == U"https" ? U"http" : U"https") + u32string(url.substr(parts.scheme.end));
}

u32string bareOrigin(u32string_view url)
{
    return u32string(url.substr(0, urlParts(url).authorityEnd()));
}

u32string withUpperCaseHost(u32string_view url)
{
    const UrlParts parts = urlParts(url);
    u32string other(url);
    for (std::size_t i = parts.host.begin; i < parts.host.end; ++i) {
        if (other[i] >= U'a' && other[i] <= U'z')
            other[i] -= 32;
    }
    return other;
}

std::vector<MatrixRow> stabilityMatrix(const Pattern &pattern, const std::vector<u32string> &urls,
                                       const std::stop_token &stop)
{
    std::vector<SearchResult> before;
    for (const u32string &url : urls)
        before.push_back(search(pattern, url, {.stop = stop}));
    std::vector<MatrixRow> rows;
    for (const Change &change : changes) {
        if (stop.stop_requested())
            break;
        MatrixRow row{.change = change.name, .outcomes = {}, .urls = {}, .keys = {}};
        for (std::size_t i = 0; i < urls.size(); ++i) {
            u32string changed = change.of(urls[i]);
            const SearchResult after = search(pattern, changed, {.stop = stop});
            row.outcomes.push_back(changeOf(before[i], after, urls[i], changed));
            row.keys.push_back(keyOf(after, changed));
            row.urls.push_back(std::move(changed));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void Rules::vUnstable(const RuleContext &context, Findings &findings)
{
    const Pattern *pattern = context.pattern();
    constexpr std::size_t most = 30;
    if (!pattern || context.evidence.sample.empty())
        return;
    std::string told;
    std::string example;
    Tally all;
    const std::size_t count = std::min(context.evidence.sample.size(), most);
    for (const Change &change : changes) {
        if (!change.isHarmless)
            continue;
        std::size_t unstable = 0;
        for (std::size_t i = 0; i < count && !context.stop.stop_requested(); ++i) {
            const SampledUrl &one = context.evidence.sample[i];
            const u32string changed = change.of(one.url);
            const SearchResult after = search(*pattern, changed, {.stop = context.stop});
            const KeyChange outcome = changeOf(one.match, after, one.url, changed);
            if (outcome != KeyChange::Changes && outcome != KeyChange::Vanishes)
                continue;
            if (example.empty()) {
                const auto key = keyOf(after, changed);
                example
                    = std::format("{} gives {}, {} gives {}", shown(one.url), shown(one.keyText()),
                                  shown(changed), key ? shown(*key) : std::string("nothing"));
            }
            if (std::ranges::find(all.first, one.index) == all.first.end())
                all.add(one.index);
            ++unstable;
        }
        if (unstable > 0)
            told += std::format("{}{} ({} of {})", told.empty() ? "" : ", ", change.name, unstable,
                                count);
    }
    if (told.empty())
        return;
    std::ranges::sort(all.first);
    all.count = std::max(all.count, all.first.size());
    findings.push_back(finding("V", Severity::Info, "The key is not stable",
                               std::format("It is another one with: {}. {}.", told, example), all));
}

} // namespace Recloser
