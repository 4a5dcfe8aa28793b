// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/parser.h"

#include <format>

// Character sets.

namespace Recloser {

void PatternParser::warnAboutSet(char32_t operation, std::size_t position)
{
    const char *name = operation == U'-' ? "difference"
        : operation == U'&'              ? "intersection"
        : operation == U'~'              ? "symmetric difference"
                                         : "union";
    warn("FutureWarning", std::format("Possible set {}", name), position);
}

PatternParser::Escape PatternParser::readSetItem(Token token)
{
    return token.size() == 2 ? readSetEscape(token) : Escape{.character = token.front()};
}

void PatternParser::readSet(Sequence &sequence)
{
    const std::size_t here = tell() - 1;
    std::vector<SetItem> items;
    const auto add = [&](const Escape &escape, std::size_t begin, std::size_t end) {
        const bool isCategory = escape.kind == EscapeKind::Category;
        items.push_back({isCategory ? SetItem::Kind::Category : SetItem::Kind::Character,
                         escape.character,
                         escape.character,
                         {begin, end}});
    };
    if (nextIs(U'['))
        warn("FutureWarning", "Possible nested set", tell());
    const bool isNegated = match(U'^');
    for (;;) {
        const std::size_t begin = tell();
        const Token token = get();
        if (token.empty())
            return fail("unterminated character set", here);
        if (token == U"]" && !items.empty())
            break;
        if (!items.empty() && token.size() == 1
            && std::u32string_view(U"-&~|").contains(token.front()) && nextIs(token.front()))
            warnAboutSet(token.front(), tell() - 1);
        const Escape first = readSetItem(token);
        const std::size_t end = tell();
        if (failed())
            return;
        if (!match(U'-')) {
            add(first, begin, end);
            continue;
        }
        const Token lastToken = get();
        if (lastToken.empty())
            return fail("unterminated character set", here);
        if (lastToken == U"]") {
            add(first, begin, end);
            add({.character = U'-'}, end, end + 1);
            break;
        }
        if (lastToken == U"-")
            warnAboutSet(U'-', tell() - 2);
        const Escape last = readSetItem(lastToken);
        if (failed())
            return;
        if (first.kind != EscapeKind::Literal || last.kind != EscapeKind::Literal
            || last.character < first.character)
            return fail(std::format("bad character range {}-{}", utf8(token), utf8(lastToken)),
                        tell() - token.size() - 1 - lastToken.size());
        items.push_back({SetItem::Kind::Range, first.character, last.character, {begin, tell()}});
    }
    if (!failed())
        append(sequence,
               {.kind = NodeKind::Set,
                .range = {here, tell()},
                .negated = isNegated,
                .items = std::move(items)},
               {1, 1});
}

} // namespace Recloser
