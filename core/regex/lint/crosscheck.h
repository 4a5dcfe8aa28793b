// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/finding.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace Recloser {

/// A request of a workspace, its placeholders resolved.
struct KeyedRequest
{
    std::u32string name;
    std::u32string url;
    std::u32string pattern; ///< as it applies to it; empty for none
    std::optional<std::u32string> key; ///< nothing where no breaker applies

    bool operator==(const KeyedRequest &) const = default;
};

/// What only shows when requests are seen together (KEYS.md section 5, W): one key for several
/// hosts, and several patterns for one origin. Finding::urls are indices in `requests`.
std::vector<Finding> crossFindings(std::span<const KeyedRequest> requests);

} // namespace Recloser
