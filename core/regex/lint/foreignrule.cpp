// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/foreignsyntax.h"
#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <algorithm>

// P4: another language's spelling.

namespace Recloser::Rules {

namespace {

std::vector<ForeignPiece> piecesOf(const Evidence &evidence, std::u32string_view source)
{
    if (auto wrapping = foreignWrapping(source))
        return {std::move(*wrapping)};
    std::vector<ForeignPiece> pieces = foreignConstructs(source, evidence.version);
    if (pieces.empty() && !parse(source, evidence.version)) {
        if (auto glob = foreignGlob(source))
            pieces.push_back(std::move(*glob));
    }
    return pieces;
}

/// The pattern as Python spells it; nothing where it cannot be spelled.
std::optional<std::u32string> pythonOf(const Evidence &evidence, std::u32string source)
{
    // Quotes within a call within blanks: each round takes one layer off.
    constexpr int mostLayers = 8;
    for (int i = 0; i < mostLayers; ++i) {
        const auto pieces = piecesOf(evidence, source);
        if (pieces.empty())
            return source;
        std::vector<SourceEdit> edits;
        for (const ForeignPiece &piece : pieces) {
            if (!piece.python)
                return std::nullopt;
            edits.push_back({piece.range, *piece.python});
        }
        source = edited(source, std::move(edits));
    }
    return std::nullopt;
}

} // namespace

std::optional<PatternFix> pythonSpelling(const RuleContext &context, std::string &why)
{
    const Evidence &evidence = context.evidence;
    const auto pieces = piecesOf(evidence, evidence.source);
    if (pieces.empty() || !context.offersFixes)
        return std::nullopt;
    why = pieces.front().what + ".";
    // It has to be valid; whether it matches these URLs is another question.
    const auto python = pythonOf(evidence, evidence.source);
    if (!python || python->empty() || !parse(*python, evidence.version))
        return std::nullopt;
    return PatternFix{"Python's spelling: " + shown(*python, 40), *python};
}

void p4ForeignSyntax(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const auto pieces = piecesOf(evidence, evidence.source);
    if (pieces.empty())
        return;
    std::vector<std::string> said;
    for (const ForeignPiece &piece : pieces) {
        if (std::ranges::find(said, piece.what) == said.end() && said.size() < 3)
            said.push_back(piece.what);
    }
    std::string detail;
    for (const std::string &what : said)
        detail += (detail.empty() ? "" : " ") + what + ".";
    Finding found = finding("P4", Severity::Warning, "Another language's spelling", detail);
    found.range = pieces.front().range;
    std::string why;
    if (auto fix = pythonSpelling(context, why))
        found.fixes.push_back(std::move(*fix));
    findings.push_back(std::move(found));
}

} // namespace Recloser::Rules
