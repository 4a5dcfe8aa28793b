// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/search.h"

#include <optional>
#include <string>
#include <string_view>

namespace Recloser::Fuzz {

/// What one search came to, as one line that can be compared with what judge.py writes for CPython:
/// "none", "match 0-5 - 2-3" (the groups), "error TYPE POSITION LINE COLUMN TEXT" (dashes without a
/// position) or "gave up TooSlow", and behind it " ! CATEGORY TEXT" for each warning.
std::string answerText(const std::expected<Pattern, PatternError> &pattern,
                       std::u32string_view source, PythonVersion version,
                       std::u32string_view subject, const Budget &budget = {});

/// Text on one line of ASCII: printable characters stand for themselves, a backslash is doubled,
/// any other is \HEX; with the number of its code point. Nothing where this is not such a line.
std::optional<std::u32string> unescaped(std::string_view line);

/// "3.8" to "3.14".
std::optional<PythonVersion> versionOf(std::string_view name);

} // namespace Recloser::Fuzz
