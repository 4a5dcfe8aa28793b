// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <format>

// What a pattern says, and probably does not mean: L1, L2, L3.

namespace Recloser::Rules {

namespace {

bool isAlphanumeric(char32_t c)
{
    return isAsciiLetter(c) || isAsciiDigit(c);
}

/// An item that says nothing new behind others of its set.
bool isRepeated(const Node &set, std::size_t index)
{
    const SetItem &item = set.items[index];
    for (std::size_t i = 0; i < set.items.size(); ++i) {
        const SetItem &other = set.items[i];
        if (i == index)
            continue;
        const bool isEarlier = i < index;
        if (item.kind == SetItem::Kind::Category) {
            if (isEarlier && other.kind == item.kind && other.first == item.first)
                return true;
        } else if (other.kind != SetItem::Kind::Category) {
            const bool isWithin = other.first <= item.first && item.last <= other.last;
            const bool isSame = other.first == item.first && other.last == item.last;
            if (isWithin && (!isSame || isEarlier))
                return true;
        } else {
            const bool isDigits = isAsciiDigit(item.first) && isAsciiDigit(item.last);
            const bool isLetters = isAsciiLetter(item.first) && isAsciiLetter(item.last)
                && (item.first >= U'a') == (item.last >= U'a');
            const bool isLow = item.first == U'_' && item.last == U'_';
            if ((other.first == U'd' && isDigits)
                || (other.first == U'w' && (isDigits || isLetters || isLow)))
                return true;
        }
    }
    return false;
}

/// `|` or `,` between what is to be told apart: [a|b], where it is one more character.
bool isSeparator(const Node &set, std::size_t index)
{
    const auto isName = [](const SetItem &item) {
        return item.kind != SetItem::Kind::Character || isAlphanumeric(item.first);
    };
    const SetItem &item = set.items[index];
    return item.kind == SetItem::Kind::Character && (item.first == U'|' || item.first == U',')
        && index > 0 && index + 1 < set.items.size() && isName(set.items[index - 1])
        && isName(set.items[index + 1]);
}

/// What a part without effect is, and the pattern's text without it.
struct NoEffect
{
    SourceRange range;
    std::string what;
    std::vector<SourceEdit> edits;
};

std::vector<NoEffect> noEffectsOf(const SyntaxTree &tree, std::u32string_view source)
{
    std::vector<NoEffect> found;
    const auto isEmpty = [&tree](NodeId id) {
        return tree.node(id).kind == NodeKind::Sequence && tree.node(id).children.empty();
    };
    for (const Node &node : tree.nodes) {
        const std::string text = shown(slice(source, node.range), 30);
        switch (node.kind) {
        case NodeKind::Look:
            if (isEmpty(node.children.front()) && !node.negated)
                found.push_back(
                    {node.range, text + " is empty, so it is always true", {{node.range, U""}}});
            break;
        case NodeKind::Group:
            if (node.group == 0 && isEmpty(node.children.front())
                && source.substr(node.range.begin, 3) == U"(?:")
                found.push_back(
                    {node.range, text + " is empty and matches nothing", {{node.range, U""}}});
            break;
        case NodeKind::Repeat:
            if (node.least == 1 && node.most == 1)
                found.push_back({node.quantifier,
                                 shown(slice(source, node.quantifier)) + " is once, as without it",
                                 {{node.quantifier, U""}}});
            break;
        case NodeKind::Set: {
            NoEffect set{node.range, {}, {}};
            for (std::size_t i = 0; i < node.items.size(); ++i) {
                const SetItem &item = node.items[i];
                const std::string itemText = shown(slice(source, item.range));
                if (isSeparator(node, i))
                    set.what = itemText + " in " + text
                        + " is one more character of the set, it separates nothing";
                else if (isRepeated(node, i))
                    set.what = itemText + " is in " + text + " already";
                else
                    continue;
                set.edits.push_back({item.range, U""});
            }
            if (!set.edits.empty())
                found.push_back(std::move(set));
            break;
        }
        default:
            break;
        }
    }
    return found;
}

/// The letters and digits around a dot: "store1.com".
std::u32string around(const SyntaxTree &tree, const std::vector<NodeId> &items, std::size_t dot)
{
    const auto isName = [&](std::size_t i) {
        const Node &node = tree.node(items[i]);
        return node.kind == NodeKind::Literal && isAlphanumeric(node.character);
    };
    std::size_t begin = dot;
    while (begin > 0 && isName(begin - 1))
        --begin;
    std::u32string text;
    for (std::size_t i = begin; i < items.size() && (i == dot || isName(i)); ++i)
        text += i == dot ? U'x' : tree.node(items[i]).character;
    return text;
}

} // namespace

void l1OneCharacterSet(const RuleContext &context, Findings &findings)
{
    const Pattern *pattern = context.pattern();
    if (!pattern)
        return;
    const SyntaxTree &tree = pattern->syntax();
    const std::u32string &source = pattern->source();
    for (const Node &node : tree.nodes) {
        if (node.kind != NodeKind::Set || node.negated || node.items.size() != 1
            || node.items.front().kind != SetItem::Kind::Character
            || !isAlphanumeric(node.items.front().first))
            continue;
        const char32_t c = node.items.front().first;
        const std::u32string text(1, c);
        std::string detail
            = std::format("{} is the same as {}: the first {} anywhere in the URL, not a word that "
                          "begins with it.",
                          shown(slice(source, node.range)), shown(text), shown(text));
        if (c == U'w')
            detail += " If “www” is meant, write that; if the host is, write (?<=//).";
        Finding found = finding("L1", Severity::Info, "A set of one character", detail);
        found.range = node.range;
        offerSame(context, l1OneCharacterSet, found, "Write it without brackets",
                  edited(source, {{node.range, text}}));
        if (c == U'w' && !context.evidence.sample.empty())
            offerSame(context, l1OneCharacterSet, found, "Begin at www.",
                      edited(source, {{node.range, U"www\\."}}));
        if (!context.evidence.sample.empty())
            offerSame(context, l1OneCharacterSet, found, "Begin where the host begins",
                      edited(source, {{node.range, U"(?<=//)" + text}}));
        findings.push_back(std::move(found));
        return;
    }
}

void l2NoEffect(const RuleContext &context, Findings &findings)
{
    const Pattern *pattern = context.pattern();
    if (!pattern)
        return;
    for (NoEffect &none : noEffectsOf(pattern->syntax(), pattern->source())) {
        Finding found = finding("L2", Severity::Info, "A part without effect", none.what + ".");
        found.range = none.range;
        // A separator may have matched; then another key is what was meant.
        Finding unchecked = found;
        const std::u32string fixed = edited(pattern->source(), std::move(none.edits));
        if (context.offersFixes) {
            const auto after = tried(context, fixed);
            Findings left;
            if (after)
                l2NoEffect({*after, context.stop, false}, left);
            Findings before;
            l2NoEffect({context.evidence, context.stop, false}, before);
            if (after && left.size() < before.size()
                && after->matched >= context.evidence.sample.size())
                found.fixes.push_back({"Leave it out", fixed});
        }
        findings.push_back(std::move(found));
    }
}

void l3BareDot(const RuleContext &context, Findings &findings)
{
    const Pattern *pattern = context.pattern();
    if (!pattern)
        return;
    const SyntaxTree &tree = pattern->syntax();
    std::vector<SourceEdit> edits;
    std::u32string example;
    std::u32string meant;
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        if (tree.node(id).kind != NodeKind::Sequence)
            continue;
        const std::vector<NodeId> items = itemsOf(tree, id);
        for (std::size_t i = 1; i + 1 < items.size(); ++i) {
            const Node &before = tree.node(items[i - 1]);
            const Node &dot = tree.node(items[i]);
            const Node &after = tree.node(items[i + 1]);
            if (dot.kind != NodeKind::Any || before.kind != NodeKind::Literal
                || after.kind != NodeKind::Literal || !isAlphanumeric(before.character)
                || !isAlphanumeric(after.character))
                continue;
            if (edits.empty()) {
                example = around(tree, items, i);
                meant = slice(pattern->source(), SourceRange{before.range.begin, after.range.end});
            }
            edits.push_back({dot.range, U"\\."});
        }
    }
    if (edits.empty())
        return;
    Finding found = finding("L3", Severity::Warning, "A dot that is any character",
                            std::format("The dot in {} is any character, so that {} fits, too. "
                                        "A backslash makes it a dot.",
                                        shown(meant), shown(example)));
    found.range = edits.front().range;
    offerSame(context, l3BareDot, found, "Write \\.", edited(pattern->source(), std::move(edits)));
    findings.push_back(std::move(found));
}

} // namespace Recloser::Rules
