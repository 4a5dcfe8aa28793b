// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace Recloser {

/// Where a circuit key comes from.
enum class KeySource {
    Match,
    NoMatch,
    Invalid,
    Missing,
    Empty,
    TooSlow, ///< given up: over the budget of steps; never the same as no match
};

/// Half-open range [begin, end) in code points, as Python counts.
struct TextSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const TextSpan &) const = default;
};

struct KeyError
{
    /// Python's own text, without the position.
    QString message;
    /// Code points from the start of the pattern.
    std::optional<qsizetype> position;

    bool operator==(const KeyError &) const = default;
};

/// Stable lower-case name: "match", "no-match", "invalid", "missing", "empty", "too-slow".
QString keySourceName(KeySource source);

/// The circuit key of one URL and how it came about.
struct KeyResult
{
    /// Null (not merely empty) when no breaker applies.
    QString key;
    KeySource source = KeySource::Missing;
    /// Set for Match and Empty.
    std::optional<TextSpan> span;
    /// Set for Invalid.
    std::optional<KeyError> error;
    QStringList warnings;

    bool operator==(const KeyResult &) const = default;
};

} // namespace Recloser
