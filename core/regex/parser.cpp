// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/parser.h"

#include <algorithm>

namespace Recloser {

namespace {

using Type = PatternError::Type;

/// How deep Python's own functions may call each other while they read a pattern, of the 1000 calls
/// it allows in all. What is left is what a program has that calls re.compile() at its top level;
/// deeper in a program Python gives up that much earlier.
int deepestCall(PythonVersion version)
{
    return version < PythonVersion::Py311 ? 989 : 990;
}

std::uint64_t times(std::uint64_t a, std::uint64_t b)
{
    return a != 0 && b > ~std::uint64_t(0) / a ? ~std::uint64_t(0) : a * b;
}

} // namespace

std::expected<ParsedPattern, PatternError> readPattern(std::u32string_view source,
                                                       PythonVersion version)
{
    PatternParser parser(source, version, false, {});
    parser.parse();
    if (!parser.restarts()) {
        if (parser.error())
            return std::unexpected(*parser.error());
        return ParsedPattern{parser.takeTree(), parser.takeWarnings()};
    }
    PatternParser again(source, version, true, parser.takeWarnings());
    again.parse();
    // Python's signal to itself to start over then reaches the caller.
    if (again.restarts())
        return std::unexpected(PatternError{.type = Type::Verbose, .message = {}, .position = {}});
    if (again.error())
        return std::unexpected(*again.error());
    return ParsedPattern{again.takeTree(), again.takeWarnings()};
}

PatternParser::PatternParser(std::u32string_view source, PythonVersion version, bool isVerbose,
                             std::vector<PatternWarning> warnings)
    : PatternReader(source, version, std::move(warnings))
    , m_globalFlags(isVerbose ? Flag::Verbose : 0)
    , m_isVerbose(isVerbose)
{
}

void PatternParser::parse()
{
    const NodeId root = readAlternatives(true);
    if (m_restarts)
        forgetError();
    else if (!failed())
        finish(root);
}

// What calls itself by way of others keeps little on the stack: it makes no nodes and no messages.

void PatternParser::goDeeper()
{
    if (++m_depth > deepestCall(version()))
        fail("maximum recursion depth exceeded", {}, Type::RecursionError);
}

NodeId PatternParser::readAlternatives(bool isFirst)
{
    goDeeper();
    const std::size_t begin = tell();
    std::vector<NodeId> branches{readSequence(isFirst)};
    while (match(U'|'))
        branches.push_back(readSequence(false));
    --m_depth;
    if (failed() || branches.size() == 1)
        return branches.front();
    return addAlternation(begin, std::move(branches));
}

NodeId PatternParser::readSequence(bool isFirst)
{
    goDeeper();
    Sequence sequence{.begin = tell(), .isFirst = isFirst};
    while (!failed() && !atEnd() && !nextIs(U'|') && !nextIs(U')')) {
        const Token token = get();
        if (!failed() && !skipsBlank(token))
            readItem(sequence, token);
    }
    --m_depth;
    return failed() ? noNode : close(std::move(sequence));
}

void PatternParser::readItem(Sequence &sequence, Token token)
{
    switch (token.size() == 1 ? token.front() : U'\\') {
    case U'[':
        return readSet(sequence);
    case U'(':
        return readGroup(sequence);
    case U'*':
    case U'+':
    case U'?':
    case U'{':
        return readRepeat(sequence, token.front());
    default:
        return readCharacter(sequence, token);
    }
}

void PatternParser::readCharacter(Sequence &sequence, Token token)
{
    const std::size_t begin = tell() - token.size();
    Escape item{.character = token.front()};
    if (token.size() == 2)
        item = readEscape(token);
    else if (token.front() == U'.')
        return append(sequence, {.kind = NodeKind::Any, .range = {begin, tell()}}, {1, 1});
    else if (token.front() == U'^' || token.front() == U'$')
        item.kind = EscapeKind::Position;
    if (failed())
        return;
    const SourceRange range{begin, tell()};
    switch (item.kind) {
    case EscapeKind::Literal:
        return append(sequence,
                      {.kind = NodeKind::Literal, .range = range, .character = item.character},
                      {1, 1});
    case EscapeKind::Category:
        return append(sequence,
                      {.kind = NodeKind::Category, .range = range, .letter = item.character},
                      {1, 1});
    case EscapeKind::Position:
        return append(sequence,
                      {.kind = NodeKind::Position, .range = range, .letter = item.character}, {});
    case EscapeKind::GroupReference:
        return referTo(sequence, begin, item.group, {});
    }
}

bool PatternParser::skipsBlank(Token token)
{
    if (!m_isVerbose || token.size() != 1)
        return false;
    if (std::u32string_view(U" \t\n\r\v\f").contains(token.front()))
        return true;
    if (token.front() != U'#')
        return false;
    for (;;) {
        const Token rest = get();
        if (rest.empty() || rest == U"\n")
            return true;
    }
}

void PatternParser::readRepeat(Sequence &sequence, char32_t letter)
{
    const std::size_t here = tell() - 1;
    Bounds bounds;
    switch (letter) {
    case U'?':
        bounds = {0, 1};
        break;
    case U'*':
        bounds = {0, repeatLimit};
        break;
    case U'+':
        bounds = {1, repeatLimit};
        break;
    default:
        bounds = readBounds();
        break;
    }
    if (failed())
        return;
    if (bounds.isLiteral)
        return append(sequence,
                      {.kind = NodeKind::Literal, .range = {here, here + 1}, .character = letter},
                      {1, 1});
    const Node *item = sequence.last ? &m_tree.nodes[sequence.items[*sequence.last]] : nullptr;
    if (item == nullptr || item->kind == NodeKind::Position)
        return fail("nothing to repeat", here);
    if (item->kind == NodeKind::Repeat)
        return fail("multiple repeat", here);
    RepeatMode mode = RepeatMode::Greedy;
    if (match(U'?'))
        mode = RepeatMode::Lazy;
    else if (version() >= PythonVersion::Py311 && match(U'+'))
        mode = RepeatMode::Possessive;
    if (failed())
        return;

    const NodeId child = sequence.items[*sequence.last];
    const Width once = m_widths[child];
    const bool isBounded = bounds.most != repeatLimit || version() < PythonVersion::Py311;
    sequence.items[*sequence.last]
        = addNode({.kind = NodeKind::Repeat,
                   .range = {item->range.begin, tell()},
                   .children = {child},
                   .least = bounds.least,
                   .most = bounds.most,
                   .mode = mode,
                   .quantifier = {here, tell()}},
                  {times(once.least, bounds.least),
                   isBounded || once.most == 0 ? times(once.most, bounds.most) : Width::boundless});
}

} // namespace Recloser
