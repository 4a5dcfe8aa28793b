// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <format>
#include <initializer_list>

// Rules about a pattern alone: P1, P2, P3, E1.

namespace Recloser::Rules {

namespace {

/// What one version of Python makes of a pattern.
struct Profile
{
    PythonVersion version = PythonVersion::Py311;
    std::expected<Pattern, PatternError> pattern;

    bool isKnown() const
    {
        return pattern || pattern.error().type != PatternError::Type::NotSupported;
    }
};

std::vector<Profile> profilesOf(const Evidence &evidence)
{
    std::vector<PythonVersion> versions{PythonVersion::Py38, PythonVersion::Py310,
                                        PythonVersion::Py311, PythonVersion::Py312,
                                        PythonVersion::Py314};
    if (std::ranges::find(versions, evidence.version) == versions.end())
        versions.push_back(evidence.version);
    std::ranges::sort(versions);
    std::vector<Profile> profiles;
    for (const PythonVersion version : versions) {
        Profile profile{version, parse(evidence.source, version)};
        if (profile.isKnown())
            profiles.push_back(std::move(profile));
    }
    return profiles;
}

std::string errorText(const PatternError &error, std::u32string_view source, PythonVersion version)
{
    const std::string type = errorTypeName(error.type, version);
    const std::string text = describe(error, source);
    return type.empty() ? text : text.empty() ? type : type + ": " + text;
}

std::string namesOf(const std::vector<Profile> &profiles, bool valid)
{
    std::string text;
    for (const Profile &profile : profiles) {
        if (profile.pattern.has_value() == valid)
            text += (text.empty() ? "" : ", ") + std::string(nameOf(profile.version));
    }
    return text;
}

/// "only from 3.11", or which they are where they do not follow each other.
std::string whereValid(const std::vector<Profile> &profiles)
{
    const auto isValid = [](const Profile &profile) { return profile.pattern.has_value(); };
    const auto first = std::ranges::find_if(profiles, isValid);
    const auto end = std::find_if_not(first, profiles.end(), isValid);
    if (end == profiles.end())
        return std::string("only from ") + nameOf(first->version);
    if (first == profiles.begin() && std::none_of(end, profiles.end(), isValid))
        return std::string("only up to ") + nameOf((end - 1)->version);
    return "only in " + namesOf(profiles, true);
}

void findOtherKeys(const RuleContext &context, const Profile &profile, Findings &findings)
{
    Tally others;
    std::string example;
    for (const SampledUrl &one : context.evidence.sample) {
        if (context.stop.stop_requested())
            return;
        const SearchResult result = search(*profile.pattern, one.url, {.stop = context.stop});
        if (!result || (*result && (*result)->groups.front() == one.key()))
            continue;
        if (others.count == 0)
            example = std::format("{} gives {} in {} and {} in {}", shown(one.url),
                                  shown(one.keyText()), nameOf(context.evidence.version),
                                  *result ? shown(slice(one.url, *(*result)->groups.front()))
                                          : std::string("nothing"),
                                  nameOf(profile.version));
        others.add(one.index);
    }
    for (const SampledUrl &one : context.evidence.unmatchedSample) {
        const auto match = searchAgain(*profile.pattern, one.url, context.stop);
        if (!match)
            continue;
        if (others.count == 0)
            example = std::format("{} gives {} in {} and nothing in {}", shown(one.url),
                                  shown(slice(one.url, *match->groups.front())),
                                  nameOf(profile.version), nameOf(context.evidence.version));
        others.add(one.index);
    }
    if (others.count > 0)
        findings.push_back(finding(
            "P3", Severity::Warning,
            std::format("Other keys in Python {}", nameOf(profile.version)),
            example + ". Services on different versions do not share these circuits.", others));
}

} // namespace

void p1Invalid(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.pattern)
        return;
    const PatternError &error = evidence.pattern.error();
    if (error.type == PatternError::Type::NotSupported) {
        findings.push_back(
            finding("P1", Severity::Error, "Not known here",
                    describe(error, evidence.source) + ". Python may well take it: ask yours."));
        return;
    }
    std::string detail = errorText(error, evidence.source, evidence.version)
        + ". A service falls back to the whole URL";
    if (evidence.urls > 0)
        detail += std::format(": {}, {}", counted(evidence.urls, "URL"),
                              counted(evidence.fallbacks, "circuit"));
    Finding found = finding("P1", Severity::Error, "Not a pattern of Python", detail + ".",
                            evidence.unmatched);
    if (error.position) {
        const std::size_t at = std::min(*error.position, evidence.source.size());
        found.range = SourceRange{at, std::min(at + 1, evidence.source.size())};
    }
    std::string why;
    if (const auto spelling = pythonSpelling(context, why))
        found.fixes.push_back(*spelling);
    findings.push_back(std::move(found));
}

void p2Warns(const RuleContext &context, Findings &findings)
{
    const Pattern *pattern = context.pattern();
    if (!pattern)
        return;
    for (const PatternWarning &warning : pattern->warnings()) {
        std::string text = warning.category + ": " + warning.message;
        if (warning.position)
            text += std::format(" at position {}", *warning.position);
        const bool isSet = warning.category == "FutureWarning";
        Finding found = finding(
            "P2", Severity::Warning, "Python warns",
            text
                + (isSet ? ". A later Python may read this set in another way; put a backslash "
                           "before the character that is meant as such."
                         : ". A later Python refuses the pattern; write it as the text says."));
        if (warning.position) {
            const std::size_t at = std::min(*warning.position, context.evidence.source.size());
            found.range = SourceRange{at, std::min(at + 1, context.evidence.source.size())};
            if (isSet && warning.message == "Possible nested set") {
                std::u32string fixed = context.evidence.source;
                fixed.insert(at, U"\\");
                offerSame(context, p2Warns, found, "Write \\[", fixed);
            }
        }
        findings.push_back(std::move(found));
    }
}

void p3Versions(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const std::vector<Profile> profiles = profilesOf(evidence);
    const auto valid = std::ranges::count_if(
        profiles, [](const Profile &profile) { return profile.pattern.has_value(); });
    if (valid == 0 || profiles.empty())
        return;
    if (static_cast<std::size_t>(valid) < profiles.size()) {
        const auto bad = std::ranges::find_if(
            profiles, [](const Profile &profile) { return !profile.pattern; });
        findings.push_back(
            finding("P3", Severity::Warning, "Works " + whereValid(profiles),
                    std::format("Python {} refuses the pattern ({}): services on it fall back to "
                                "the whole URL.",
                                namesOf(profiles, false),
                                errorText(bad->pattern.error(), evidence.source, bad->version))));
        return;
    }
    for (const Profile &profile : profiles) {
        if (profile.version == evidence.version)
            continue;
        const std::size_t before = findings.size();
        findOtherKeys(context, profile, findings);
        if (findings.size() > before)
            return;
    }
}

void e1CanBeEmpty(const RuleContext &context, Findings &findings)
{
    const Pattern *pattern = context.pattern();
    if (!pattern || pattern->source().empty() || pattern->syntax().root == noNode
        || pattern->syntax().top().width.least > 0)
        return;
    Finding found
        = finding("E1", Severity::Warning, "Can match nothing",
                  "The pattern also fits the empty text, so that it is never without a match, but "
                  "the key may be empty. Ask for one character at least, + for *.");
    const std::u32string &source = pattern->source();
    for (const Node &node : pattern->syntax().nodes) {
        if (node.kind != NodeKind::Repeat || node.least != 0 || node.most != repeatLimit)
            continue;
        std::u32string fixed = source;
        if (source[node.quantifier.begin] == U'*') {
            fixed[node.quantifier.begin] = U'+';
            offer(context, e1CanBeEmpty, found, "At least one character", fixed);
        }
    }
    findings.push_back(std::move(found));
}

} // namespace Recloser::Rules
