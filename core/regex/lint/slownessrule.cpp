// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <format>

// X1: patterns that take too long.

namespace Recloser::Rules {

void x1Slow(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.tooSlow.count == 0)
        return;
    Finding found = finding(
        "X1", Severity::Error,
        std::format("Too slow for {}", counted(evidence.tooSlow.count, "URL")),
        "The search was given up. Python does not give up: it blocks the event loop of the service "
        "until it is through.",
        evidence.tooSlow);
    findings.push_back(std::move(found));
}

} // namespace Recloser::Rules
