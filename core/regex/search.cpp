// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/search.h"

#include "core/regex/compiledpattern.h"

namespace Recloser {

SearchResult search(const Pattern &pattern, std::u32string_view subject, const Budget &budget,
                    Trace * /*trace*/)
{
    if (budget.stop.stop_requested())
        return std::unexpected(GaveUp::Cancelled);
    auto result = pattern.compiled().engine->search(subject, budget, pattern.groupCount());
    if (budget.stop.stop_requested())
        return std::unexpected(GaveUp::Cancelled);
    return result;
}

} // namespace Recloser
