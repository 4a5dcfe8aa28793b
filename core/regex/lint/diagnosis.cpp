// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/diagnosis.h"

#include "core/regex/lint/rules.h"

#include <algorithm>
#include <array>

namespace Recloser {

namespace {

/// Of two findings of one severity the one further up is the worse.
constexpr std::array<Rule, 29> rules{
    Rules::p1Invalid,       Rules::x1Slow,      Rules::m1Never,           Rules::s1Secrets,
    Rules::h1HostsMerged,   Rules::c1WholeUrl,  Rules::e2EmptyKey,        Rules::m2Some,
    Rules::p4ForeignSyntax, Rules::p3Versions,  Rules::h3NoHost,          Rules::g1UnusedGroup,
    Rules::g2Overshoot,     Rules::h2MidHost,   Rules::a1Unanchored,      Rules::c4Identifiers,
    Rules::c3BeyondPath,    Rules::c2ManyKeys,  Rules::l3BareDot,         Rules::e1CanBeEmpty,
    Rules::p2Warns,         Rules::vUnstable,   Rules::l1OneCharacterSet, Rules::l2NoEffect,
    Rules::l5CutWord,       Rules::l4NeverUsed, Rules::h4Spellings,       Rules::c5OnePartVaries,
    Rules::s2KeyText};

} // namespace

struct Diagnosis::State
{
    Evidence evidence;
};

Diagnosis::Diagnosis(std::u32string_view source,
                     const std::expected<Pattern, PatternError> &pattern,
                     const Thresholds &thresholds, PythonVersion version)
    : m_state(std::make_unique<State>(
          Evidence(source, pattern, pattern ? pattern->version() : version, thresholds)))
{
}

Diagnosis::~Diagnosis() = default;
Diagnosis::Diagnosis(Diagnosis &&) noexcept = default;
Diagnosis &Diagnosis::operator=(Diagnosis &&) noexcept = default;

void Diagnosis::add(std::u32string_view url, const SearchResult &result)
{
    m_state->evidence.add(url, result);
}

std::vector<Finding> Diagnosis::findings(const std::stop_token &stop) const
{
    Findings findings;
    for (const Rule rule : rules) {
        if (stop.stop_requested())
            break;
        rule({m_state->evidence, stop}, findings);
    }
    std::ranges::stable_sort(findings, {}, &Finding::severity);
    return findings;
}

} // namespace Recloser
