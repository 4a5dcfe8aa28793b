// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/urlrules.h"
#include "core/regex/lint/wording.h"

#include <format>

// What is in the text of keys: S1, S2.

namespace Recloser::Rules {

void s1Secrets(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.secrets.count == 0)
        return;
    // Without its text, which would be shown, logged and copied from here.
    const std::string what = evidence.aSecret.empty()
        ? std::string("User name or password before the @")
        : std::format("The value of {}", shown(evidence.aSecret, 30));
    Finding found = finding("S1", Severity::Error, "A secret is part of the key",
                            what
                                + " is in the key. Keys are seen in MONITOR, SLOWLOG, dumps and "
                                  "logs of Redis. End the key before it.",
                            evidence.secrets);
    const Pattern *pattern = context.pattern();
    if (pattern && context.offersFixes && !evidence.aSecret.empty())
        offer(context, s1Secrets, found, "End before ? and #", excluding(*pattern, U"?#"));
    offer(context, s1Secrets, found, "Scheme, host and port", untilPath);
    offer(context, s1Secrets, found, "Host and port, without user information",
          withoutUserInformation);
    findings.push_back(std::move(found));
}

void s2KeyText(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const Thresholds &limits = evidence.thresholds;
    std::string first;
    Tally keys;
    for (const KeyFacts &key : evidence.keys) {
        if (key.text.empty() && key.size <= limits.longKey)
            continue;
        // C3 has said that already.
        std::u32string_view text = key.text;
        if (const std::size_t query = text.find(U'?');
            query != std::u32string_view::npos && evidence.beyondPath.count > 0)
            text = text.substr(0, query);
        const auto oddity = oddityOf(text, key.size, limits.longKey, limits.shortKey);
        if (!oddity)
            continue;
        if (first.empty())
            first = std::format("{} {}", shown(key.text), *oddity);
        keys.add(key.firstUrl);
    }
    if (keys.count > 0)
        findings.push_back(
            finding("S2", Severity::Info, "Inconvenient as a Redis key",
                    keys.count == 1 ? first + "."
                                    : std::format("{}. {} keys are like that.", first, keys.count),
                    keys));
}

} // namespace Recloser::Rules
