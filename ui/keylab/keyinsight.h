// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/explanation.h"
#include "core/regex/search.h"
#include "core/regex/trace.h"
#include "ui/keylab/patternreading.h"

#include <memory>

namespace Recloser {

/// What a pattern means, and what it did on one URL. Never changed once published.
struct KeyInsight
{
    PatternReading reading;
    QString url; ///< null: none was chosen, and there is no trace
    Explanation explanation;
    SearchResult found = std::unexpected(GaveUp::Cancelled);
    Trace trace;
    /// By NodeId: what the part matched in the URL, as code points; several times in a repeat.
    std::vector<std::vector<Span>> matched;

    /// What a part matched, from its first character to its last; nothing where it took no part.
    std::optional<Span> extent(NodeId node) const;
    /// The part of the URL's text.
    QString textOf(const Span &span) const;
    /// How often a part was tried, from 0 to 1, on a scale that grows by factors.
    double heatOf(NodeId node) const;
};

using KeyInsightPtr = std::shared_ptr<const KeyInsight>;

/// Explains the pattern of `reading`, which has one, and searches `url` step by step.
KeyInsightPtr insightInto(const PatternReading &reading, const QString &url,
                          const std::stop_token &stop);

/// By NodeId: what each part matched on the way that led to the match; empty without one, and where
/// the trace was cut.
std::vector<std::vector<Span>> matchedParts(const Trace &trace, const SyntaxTree &tree);

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::KeyInsightPtr)
