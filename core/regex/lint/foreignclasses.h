// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace Recloser {

// What stands for classes of other dialects within a set of Python; nothing where there is none.

/// Of `[:name:]`.
std::optional<std::u32string> posixClass(std::u32string_view name);
/// Of `\p{name}`; with ^ in front where it can only be said the other way round.
std::optional<std::u32string> unicodeProperty(std::u32string_view name);

/// \uXXXX or \UXXXXXXXX of hexadecimal digits.
std::optional<std::u32string> characterEscape(std::u32string_view digits);

} // namespace Recloser
