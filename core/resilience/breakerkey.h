// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/keyresult.h"
#include "core/model/policies.h"
#include "core/regex/pattern.h"
#include "core/regex/searcher.h"
#include "core/resilience/codepoints.h"

#include <QHash>

#include <expected>
#include <stop_token>
#include <string>

namespace Recloser {

/// What a search found, without its groups.
using FoundSpan = std::expected<std::optional<Span>, GaveUp>;

/// Finds circuit keys (KEYS.md section 3) and remembers the patterns it has parsed. One per thread;
/// copies are cheap.
class KeyReader
{
public:
    explicit KeyReader(PythonVersion version = PythonVersion::Py311);

    /// The circuit key of `url`. The key is null when no breaker applies (fallback NoBreaker or
    /// Error).
    KeyResult read(const BreakerPolicy &policy, const QString &url,
                   const std::stop_token &stop = {});

private:
    using Parsed = std::expected<Pattern, PatternError>;
    struct Known
    {
        Parsed pattern;
        /// Where was searched last, and what was found there: most sends repeat one.
        std::optional<QString> url;
        FoundSpan found;
    };
    Known &known(const QString &pattern);

    PythonVersion m_version;
    QHash<QString, Known> m_patterns;
    Searcher m_searcher;
    std::u32string m_url; ///< what is searched, kept for its memory
};

/// The key that `policy` makes of what was found in `url`; without a pattern `found` is not looked
/// at. What KeyReader reads, for those who search themselves.
KeyResult keyOf(const BreakerPolicy &policy, const QString &url,
                const std::expected<Pattern, PatternError> &pattern, const FoundSpan &found);

} // namespace Recloser
