// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
//
// Feeds whatever a fuzzer thinks of to parse() and search(), for libFuzzer (-DRECLOSER_FUZZ=ON with
// clang) or, without it, for randomfuzz.cpp. Only what no input may cause is looked for: crashes,
// undefined behaviour, leaks, spans that are not of the subject, and work beyond the budget.

#include "core/regex/search.h"
#include "core/regex/trace.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace Recloser;

namespace {

/// Bytes as code points: most as they are, pairs of two kinds for the rest of Unicode.
std::u32string textOf(const std::uint8_t *data, std::size_t size)
{
    std::u32string text;
    for (std::size_t at = 0; at < size; ++at) {
        const char32_t byte = data[at];
        if (byte >= 0xf0 && at + 2 < size) {
            text += ((byte & 0xfU) << 16 | char32_t(data[at + 1]) << 8 | data[at + 2]) % 0x110000;
            at += 2;
        } else if (byte >= 0xc0 && at + 1 < size) {
            text += (byte & 0x3fU) << 8 | data[at + 1];
            at += 1;
        } else {
            text += byte;
        }
    }
    return text;
}

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void checkMatch(const Pattern &pattern, const std::u32string &subject, const SearchResult &result)
{
    if (!result || !*result)
        return;
    const auto &groups = (*result)->groups;
    require(groups.size() == pattern.groupCount() + 1 && groups.front().has_value());
    for (const std::optional<Span> &span : groups)
        require(!span || (span->begin <= span->end && span->end <= subject.size()));
}

/// The nodes' ranges lie within the source, children within the tree and before their parents.
void checkTree(const SyntaxTree &tree, std::size_t size)
{
    require(tree.root < tree.nodes.size());
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        const Node &node = tree.node(id);
        require(node.range.begin <= node.range.end && node.range.end <= size);
        for (const NodeId child : node.children)
            require(child < id);
    }
}

} // namespace

// NOLINTNEXTLINE: the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    // The first byte is the version and whether there is a trace; the last NUL begins the subject.
    const auto version = PythonVersion(data[0] % 7U);
    const bool isTraced = data[0] >= 0x80;
    std::size_t middle = size;
    while (middle > 1 && data[middle - 1] != 0)
        --middle;
    const bool isSplit = middle > 1;
    const std::u32string source = textOf(data + 1, (isSplit ? middle - 1 : size) - 1);
    const std::u32string subject
        = isSplit ? textOf(data + middle, size - middle) : std::u32string(U"aab");

    const auto pattern = parse(source, version);
    if (!pattern) {
        const PatternError &error = pattern.error();
        require(!error.position || *error.position <= source.size());
        require(!describe(error, source).empty() || error.type == PatternError::Type::Verbose);
        return 0;
    }
    checkTree(pattern->syntax(), source.size());
    const Budget budget{.steps = 50'000, .stack = 1'000'000};
    Trace trace{.limit = 1000};
    const SearchResult result = search(*pattern, subject, budget, isTraced ? &trace : nullptr);
    checkMatch(*pattern, subject, result);
    if (isTraced) {
        require(trace.steps.size() <= trace.limit);
        // Short cuts change no answer.
        const SearchResult plain = search(*pattern, subject, budget);
        require(!result || !plain || *result == *plain);
    }
    return 0;
}
