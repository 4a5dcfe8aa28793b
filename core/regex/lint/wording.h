// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/evidence.h"
#include "core/regex/lint/finding.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace Recloser {

/// In quotes, on one line; the middle of what is long is left out.
std::string shown(std::u32string_view text, std::size_t longest = 60);
/// "1 URL", "12 URLs".
std::string counted(std::size_t count, const char *noun);
/// "3.11"
const char *nameOf(PythonVersion version);

/// A finding with the URLs of a tally.
Finding finding(const char *rule, Severity severity, std::string title, std::string detail,
                const Tally &urls = {});

} // namespace Recloser
