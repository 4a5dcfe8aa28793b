// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/crosscheck.h"

#include "core/regex/lint/urlparts.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <format>
#include <map>

namespace Recloser {

namespace {

/// Values of requests that share something, with the first request of each value.
using Values = std::map<std::u32string, std::size_t>;

struct Group
{
    Values values;
    Tally requests;
};

std::string listed(std::span<const KeyedRequest> requests, const Values &values)
{
    // In the order of the requests.
    std::vector<std::pair<std::size_t, std::u32string>> ordered;
    for (const auto &[value, index] : values)
        ordered.emplace_back(index, value);
    std::ranges::sort(ordered);
    std::string text;
    constexpr std::size_t few = 3;
    for (std::size_t i = 0; i < std::min(few, ordered.size()); ++i)
        text += std::format("{}{} ({})", i == 0 ? "" : ", ", shown(ordered[i].second, 40),
                            shown(requests[ordered[i].first].name, 30));
    return ordered.size() > few ? text + " …" : text;
}

} // namespace

std::vector<Finding> crossFindings(std::span<const KeyedRequest> requests)
{
    std::map<std::u32string, Group> hostsOfKeys;
    std::map<std::u32string, Group> patternsOfOrigins;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const KeyedRequest &request = requests[i];
        const UrlParts parts = urlParts(request.url);
        if (parts.host.begin == parts.host.end)
            continue;
        if (request.key && !request.key->empty()) {
            Group &group = hostsOfKeys[*request.key];
            group.values.try_emplace(hostAndPort(request.url, parts), i);
            group.requests.add(i);
        }
        Group &group = patternsOfOrigins[originOf(request.url, parts)];
        group.values.try_emplace(request.pattern, i);
        group.requests.add(i);
    }
    std::vector<Finding> findings;
    for (const auto &[key, group] : hostsOfKeys) {
        if (group.values.size() > 1)
            findings.push_back(finding(
                "W", Severity::Warning, "Requests to several hosts share a circuit",
                std::format("{} is the key of {}: when one fails, the others are not called "
                            "either.",
                            shown(key), listed(requests, group.values)),
                group.requests));
    }
    for (const auto &[origin, group] : patternsOfOrigins) {
        if (group.values.size() > 1)
            findings.push_back(finding(
                "W", Severity::Warning, "Several patterns for one origin",
                std::format("Requests to {} have {} patterns, so that they hardly share circuits: "
                            "{}. Give the folder one.",
                            shown(origin, 40), group.values.size(), listed(requests, group.values)),
                group.requests));
    }
    return findings;
}

} // namespace Recloser
