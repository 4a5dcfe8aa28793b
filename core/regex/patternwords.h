// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/syntax.h"

#include <string>
#include <string_view>
#include <vector>

namespace Recloser {

// The words of explain() for the smallest parts of a pattern. UTF-8, without full stops.

/// False for controls, surrogates and what takes no room: those are named, not shown.
bool isShown(char32_t character);

/// “:” or, of what cannot be shown, "a line feed", "U+200B".
std::string quotedCharacter(char32_t character);
/// “://”
std::string inQuotes(std::u32string_view text);

/// `letter` is one of d D s S w W.
std::string categoryWords(char32_t letter, FlagSet flags);
std::string setWords(const Node &set);
std::string positionWords(char32_t letter, FlagSet flags);
/// "one or more times, as many as possible"
std::string repeatWords(const Node &repeat);
/// What the letters of `(?ims)` switch on.
std::string flagWords(std::u32string_view letters);

/// "a, b and c" with the word before the last.
std::string joined(const std::vector<std::string> &words, const std::string &last);

} // namespace Recloser
