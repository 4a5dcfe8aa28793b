// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/search.h"

#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace Recloser {

/// QRegularExpression behind search(), until the project's own matcher takes its place. Private to
/// core/regex, and the only file there whose source sees Qt. Immutable; any thread may search.
class StandIn
{
public:
    /// @return or why the engine does not take the translation, in the engine's words
    static std::expected<std::unique_ptr<const StandIn>, std::string>
    compile(const std::u32string &translation);

    ~StandIn();
    StandIn(const StandIn &) = delete;
    StandIn &operator=(const StandIn &) = delete;

    SearchResult search(std::u32string_view subject, const Budget &budget,
                        std::size_t groupCount) const;

private:
    struct Engine;

    StandIn();

    std::u32string m_translation;
    std::unique_ptr<const Engine> m_engine;
};

} // namespace Recloser
