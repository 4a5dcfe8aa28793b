// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/searcher.h"

namespace Recloser {

/// One search with a Searcher of its own.
SearchResult search(const Pattern &pattern, std::u32string_view subject, const Budget &budget = {},
                    Trace *trace = nullptr);

} // namespace Recloser
