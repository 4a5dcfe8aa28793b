// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/keyresult.h"
#include "core/model/policies.h"
#include "core/regex/pattern.h"
#include "core/regex/search.h"

#include <QHash>

#include <expected>
#include <stop_token>

namespace Recloser {

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
        SearchResult found;
    };
    Known &known(const QString &pattern);

    PythonVersion m_version;
    QHash<QString, Known> m_patterns;
};

/// The key that `policy` makes of what search() found in `url`; without a pattern `found` is not
/// looked at. What KeyReader reads, for those who search themselves.
KeyResult keyOf(const BreakerPolicy &policy, const QString &url,
                const std::expected<Pattern, PatternError> &pattern, const SearchResult &found);

/// `text` as Python sees it. Lone surrogates stay what they are: ordinary characters.
std::u32string codePoints(QStringView text);
QString fromCodePoints(std::u32string_view text);

/// UTF-16 index of a code point index in `text`, and back.
qsizetype utf16Index(QStringView text, qsizetype codePoints);
qsizetype codePointIndex(QStringView text, qsizetype utf16);

} // namespace Recloser
