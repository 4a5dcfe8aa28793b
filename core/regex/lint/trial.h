// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/rules.h"

#include <optional>
#include <string>
#include <string_view>

namespace Recloser {

/// What a pattern finds in `url`; nothing also where it is too slow.
std::optional<Match> searchAgain(const Pattern &pattern, std::u32string_view url,
                                 const std::stop_token &stop);

/// The evidence of another pattern over the sample of `context`; nothing when it is not valid.
std::optional<Evidence> tried(const RuleContext &context, std::u32string_view candidate);

/// Offers `candidate` when it parses, `rule` does not find what it found any more, and it makes no
/// new error (KEYS.md: every fix is tried before it is offered).
/// @return whether it was offered
bool offer(const RuleContext &context, Rule rule, Finding &finding, std::string label,
           const std::u32string &candidate);

/// The same, where also every URL of the sample keeps its key.
bool offerSame(const RuleContext &context, Rule rule, Finding &finding, std::string label,
               const std::u32string &candidate);

/// Good defaults: scheme, host and port; and host and port where user information may stand before
/// them, which no look-behind of one width can do.
inline constexpr const char32_t *untilPath = U"^https?://[^/?#]+";
inline constexpr const char32_t *withoutUserInformation = U"(?:(?<=//)|(?<=@))[^/?#@]+(?=[/?#]|$)";

/// Offers the first of them that will do.
void offerDefaults(const RuleContext &context, Rule rule, Finding &finding);

} // namespace Recloser
