// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace Recloser {

// Ways in which URLs change (KEYS.md section 5, V). Each gives another URL wherever it can.

std::u32string withTrailingSlash(std::u32string_view url);
std::u32string withQuery(std::u32string_view url);
std::u32string withSlashedQuery(std::u32string_view url);
std::u32string deeper(std::u32string_view url);
/// The ids of its path are others; the same URL where there are none.
std::u32string withOtherIds(std::u32string_view url);
std::u32string withOtherPort(std::u32string_view url);
std::u32string withOtherScheme(std::u32string_view url);
std::u32string bareOrigin(std::u32string_view url);
std::u32string withUpperCaseHost(std::u32string_view url);

} // namespace Recloser
