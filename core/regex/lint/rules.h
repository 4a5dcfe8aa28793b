// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/evidence.h"

#include <stop_token>
#include <vector>

namespace Recloser {

/// What a rule is asked about.
struct RuleContext
{
    const Evidence &evidence;
    std::stop_token stop;
    bool offersFixes = true; ///< not while a fix is tried

    /// For rules that need a pattern: nothing without one, or without a match where that is asked.
    const Pattern *pattern() const { return evidence.pattern ? &*evidence.pattern : nullptr; }
};

using Findings = std::vector<Finding>;
/// Adds what it finds, mostly nothing. Pure: the same evidence gives the same findings.
using Rule = void (*)(const RuleContext &, Findings &);

// Each by its name in KEYS.md section 5.
namespace Rules {

// patternrules.cpp: about the pattern alone
void p1Invalid(const RuleContext &context, Findings &findings);
void p2Warns(const RuleContext &context, Findings &findings);
void p3Versions(const RuleContext &context, Findings &findings);
void e1CanBeEmpty(const RuleContext &context, Findings &findings);

// foreignrule.cpp
void p4ForeignSyntax(const RuleContext &context, Findings &findings);
/// The fix of P4, and its first sentence, for findings that it is the cause of.
std::optional<PatternFix> pythonSpelling(const RuleContext &context, std::string &why);

// stylerules.cpp: what a pattern says and probably does not mean
void l1OneCharacterSet(const RuleContext &context, Findings &findings);
void l2NoEffect(const RuleContext &context, Findings &findings);
void l3BareDot(const RuleContext &context, Findings &findings);

// matchrules.cpp: whether and where it matches
void m1Never(const RuleContext &context, Findings &findings);
void m2Some(const RuleContext &context, Findings &findings);
void a1Unanchored(const RuleContext &context, Findings &findings);
void l4NeverUsed(const RuleContext &context, Findings &findings);
void l5CutWord(const RuleContext &context, Findings &findings);

// endrules.cpp: where the key ends
void g1UnusedGroup(const RuleContext &context, Findings &findings);
void g2Overshoot(const RuleContext &context, Findings &findings);

// circuitrules.cpp: what circuits there are
void e2EmptyKey(const RuleContext &context, Findings &findings);
void c1WholeUrl(const RuleContext &context, Findings &findings);
void c2ManyKeys(const RuleContext &context, Findings &findings);
void c3BeyondPath(const RuleContext &context, Findings &findings);
void c4Identifiers(const RuleContext &context, Findings &findings);
void c5OnePartVaries(const RuleContext &context, Findings &findings);

// hostrules.cpp: which hosts they are of
void h1HostsMerged(const RuleContext &context, Findings &findings);
void h2MidHost(const RuleContext &context, Findings &findings);
void h3NoHost(const RuleContext &context, Findings &findings);
void h4Spellings(const RuleContext &context, Findings &findings);

// textrules.cpp: what is in their keys
void s1Secrets(const RuleContext &context, Findings &findings);
void s2KeyText(const RuleContext &context, Findings &findings);

// slownessrule.cpp
void x1Slow(const RuleContext &context, Findings &findings);

// stability.cpp
void vUnstable(const RuleContext &context, Findings &findings);

} // namespace Rules

} // namespace Recloser
