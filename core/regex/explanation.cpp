// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/explanation.h"

#include "core/regex/patternwords.h"

#include <algorithm>
#include <format>

namespace Recloser {

namespace {

/// Puts a pattern into words. What is simple is said in one line; of the rest each part has a line
/// of its own.
class Explainer
{
public:
    explicit Explainer(const Pattern &pattern)
        : m_source(pattern.source())
        , m_tree(pattern.syntax())
    {
    }

    Explanation whole() const
    {
        Explanation result{.range = {0, m_source.size()}, .node = m_tree.root};
        if (m_tree.root == noNode)
            return result;
        const Node &top = m_tree.top();
        if (top.kind == NodeKind::Alternation) {
            result.text = std::format(
                "the first place where one of these {} ways fits, tried in this order",
                top.children.size());
            for (const NodeId branch : top.children)
                result.children.push_back(explained(branch));
        } else {
            const auto runs = runsOf(m_tree.root);
            const auto said
                = std::ranges::count_if(runs, [&](const Run &run) { return counts(run); });
            result.text = said == 0 ? "nothing, which is found at the start of every text"
                : said == 1
                ? "the first place where this fits"
                : std::format("the first place where these {} parts follow each other", said);
            for (const Run &run : runs)
                result.children.push_back(explained(run));
        }
        return result;
    }

private:
    /// Literals of a sequence that are read as one text, or one part of another kind.
    using Run = std::vector<NodeId>;

    const Node &node(NodeId id) const { return m_tree.node(id); }

    bool joins(const Node &a, const Node &b) const
    {
        return a.kind == NodeKind::Literal && b.kind == NodeKind::Literal && isShown(a.character)
            && isShown(b.character) && ((a.flags ^ b.flags) & Flag::IgnoreCase) == 0;
    }

    /// Parts that match something or stand somewhere.
    bool counts(const Run &run) const
    {
        const NodeKind kind = node(run.front()).kind;
        return kind != NodeKind::Comment && kind != NodeKind::GlobalFlags;
    }

    std::vector<Run> runsOf(NodeId id) const
    {
        if (node(id).kind != NodeKind::Sequence)
            return {{id}};
        std::vector<Run> runs;
        for (const NodeId child : node(id).children) {
            if (!runs.empty() && joins(node(runs.back().back()), node(child)))
                runs.back().push_back(child);
            else
                runs.push_back({child});
        }
        return runs;
    }

    /// Of what is explained as its child is.
    bool isTransparent(const Node &group) const
    {
        return group.kind == NodeKind::Group && group.group == 0 && flagsSaid(group).empty();
    }

    /// What fits into a line of something else.
    bool isSimple(NodeId id) const
    {
        const Node &n = node(id);
        switch (n.kind) {
        case NodeKind::Sequence: {
            const auto runs = runsOf(id);
            return runs.empty() || (runs.size() == 1 && isSimple(runs.front().front()));
        }
        case NodeKind::Alternation:
            return n.children.size() <= 4
                && std::ranges::all_of(n.children, [this](NodeId c) { return isSimple(c); });
        case NodeKind::Group:
            return n.group == 0 && isSimple(n.children.front());
        case NodeKind::Repeat:
        case NodeKind::AtomicGroup:
        case NodeKind::Look:
            return isSimple(n.children.front());
        case NodeKind::Conditional:
            return false;
        default:
            return true;
        }
    }

    std::string runWords(const Run &run) const
    {
        const Node &first = node(run.front());
        if (first.kind != NodeKind::Literal)
            return words(run.front());
        std::string text = runQuoted(run);
        if (isShown(first.character))
            text = (run.size() == 1 ? "the character " : "the text ") + text;
        return text + caseWords(run);
    }

    std::string runQuoted(const Run &run) const
    {
        if (run.size() == 1)
            return quotedCharacter(node(run.front()).character);
        std::u32string text;
        for (const NodeId id : run)
            text += node(id).character;
        return inQuotes(text);
    }

    std::string caseWords(const Run &run) const
    {
        const bool matters
            = (node(run.front()).flags & Flag::IgnoreCase) != 0
            && std::ranges::any_of(run, [this](NodeId id) {
                   return isAsciiLetter(node(id).character) || node(id).character >= 0x80;
               });
        return matters ? ", in upper or lower case" : "";
    }

    /// A comma before the last "or" where one of the ways has some of its own.
    static std::string alternatives(const std::vector<std::string> &ways)
    {
        const bool isPlain = std::ranges::none_of(ways, [](const std::string &way) {
            return way.contains(" or ") || way.contains(", ");
        });
        if (isPlain)
            return joined(ways, "or");
        std::string text;
        for (const std::string &way : ways)
            text += (text.empty() ? "" : ", or ") + way;
        return text;
    }

    /// As words(), but literals are only quoted: "followed by “/”".
    std::string shortWords(NodeId id) const
    {
        const auto runs = runsOf(id);
        if (runs.size() == 1 && node(runs.front().front()).kind == NodeKind::Literal)
            return runQuoted(runs.front()) + caseWords(runs.front());
        const Node &n = node(id);
        if (n.kind == NodeKind::Alternation && isSimple(id)) {
            std::vector<std::string> branches;
            for (const NodeId branch : n.children)
                branches.push_back(shortWords(branch));
            return alternatives(branches);
        }
        return words(id);
    }

    std::string words(NodeId id) const
    {
        const Node &n = node(id);
        switch (n.kind) {
        case NodeKind::Sequence: {
            const auto runs = runsOf(id);
            const auto said
                = std::ranges::count_if(runs, [&](const Run &run) { return counts(run); });
            return runs.empty()    ? "nothing"
                : runs.size() == 1 ? runWords(runs.front())
                : said == 1        ? "this part"
                                   : std::format("these {} parts one after the other", said);
        }
        case NodeKind::Alternation: {
            if (!isSimple(id))
                return std::format("one of these {} ways, the first that fits", n.children.size());
            std::vector<std::string> branches;
            for (const NodeId branch : n.children)
                branches.push_back(words(branch));
            return alternatives(branches);
        }
        case NodeKind::Literal:
            return runWords({id});
        case NodeKind::Any:
            return (n.flags & Flag::DotAll) != 0 ? "any character"
                                                 : "any character except a line feed";
        case NodeKind::Category:
            return categoryWords(n.letter, n.flags);
        case NodeKind::Set:
            return setWords(n);
        case NodeKind::Position:
            return positionWords(n.letter, n.flags);
        case NodeKind::Group:
            return groupWords(n);
        case NodeKind::AtomicGroup:
            return words(n.children.front()) + ", kept as it was first found";
        case NodeKind::Look:
            return lookWords(n);
        case NodeKind::Repeat:
            return words(n.children.front()) + ", " + repeatWords(n);
        case NodeKind::BackReference:
            return "what " + groupName(n.group) + " found, once more"
                + ((n.flags & Flag::IgnoreCase) != 0 ? ", in upper or lower case" : "");
        case NodeKind::Conditional:
            return n.children.size() > 1
                ? "depending on whether " + groupName(n.group) + " found something"
                : "only if " + groupName(n.group) + " found something";
        case NodeKind::GlobalFlags:
            return "for the whole pattern: " + flagWords(letters(n));
        case NodeKind::Comment:
            return "a comment";
        }
        return {};
    }

    std::string groupName(std::uint32_t group) const
    {
        std::string name = std::format("group {}", group);
        if (group < m_tree.groupNames.size() && !m_tree.groupNames[group].empty())
            name += " " + inQuotes(m_tree.groupNames[group]);
        return name;
    }

    std::string groupWords(const Node &group) const
    {
        const NodeId body = group.children.front();
        if (group.group > 0)
            return groupName(group.group) + ": " + words(body);
        const std::string flags = flagsSaid(group);
        return flags.empty() || isSimple(body) ? words(body) : words(body) + ", where " + flags;
    }

    std::string lookWords(const Node &look) const
    {
        const NodeId body = look.children.front();
        if (node(body).kind == NodeKind::Sequence && node(body).children.empty())
            return look.negated ? "never: an empty condition that is turned round"
                                : "always: a condition that is empty and has no effect";
        const char *relation = look.behind ? "preceded by " : "followed by ";
        return (look.negated ? "not " : "") + (relation + shortWords(body))
            + (look.negated        ? ""
                   : isPoint(body) ? ""
                                   : " (which is not part of the key)");
    }

    /// Of what takes no characters anyway.
    bool isPoint(NodeId id) const { return node(id).width.most == 0; }

    std::u32string letters(const Node &n) const
    {
        std::u32string result;
        for (std::size_t i = n.range.begin; i < n.range.end && m_source[i] != U':'; ++i) {
            if (isAsciiLetter(m_source[i]))
                result += m_source[i];
        }
        return result;
    }

    /// What `(?i-s:...)` says; empty for another group.
    std::string flagsSaid(const Node &group) const
    {
        if (group.kind != NodeKind::Group || group.group > 0)
            return {};
        const std::u32string_view opening = std::u32string_view(m_source).substr(group.range.begin);
        const std::size_t colon = opening.find(U':');
        if (!opening.starts_with(U"(?") || colon == std::u32string_view::npos || colon == 2)
            return {};
        const std::u32string_view said = opening.substr(2, colon - 2);
        const std::size_t minus = std::min(said.find(U'-'), said.size());
        std::string text = flagWords(said.substr(0, minus));
        if (minus < said.size()) {
            text += (text.empty() ? "no longer " : " and no longer ")
                + flagWords(said.substr(minus + 1));
        }
        return text;
    }

    std::vector<Explanation> parts(NodeId id) const
    {
        if (isSimple(id))
            return {};
        std::vector<Explanation> result;
        const Node &n = node(id);
        switch (n.kind) {
        case NodeKind::Sequence: {
            const auto runs = runsOf(id);
            if (runs.size() == 1)
                return parts(runs.front().front());
            for (const Run &run : runs)
                result.push_back(explained(run));
            break;
        }
        case NodeKind::Alternation:
            for (const NodeId branch : n.children)
                result.push_back(explained(branch));
            break;
        case NodeKind::Conditional:
            for (std::size_t i = 0; i < n.children.size(); ++i) {
                Explanation branch = explained(n.children[i]);
                branch.text = (i == 0 ? "if so: " : "otherwise: ") + branch.text;
                result.push_back(std::move(branch));
            }
            break;
        default:
            if (!n.children.empty())
                return parts(n.children.front());
            break;
        }
        return result;
    }

    Explanation explained(NodeId id) const { return {words(id), node(id).range, id, parts(id)}; }

    Explanation explained(const Run &run) const
    {
        if (run.size() == 1)
            return explained(run.front());
        return {runWords(run),
                {node(run.front()).range.begin, node(run.back()).range.end},
                run.front(),
                {}};
    }

    const std::u32string &m_source;
    const SyntaxTree &m_tree;
};

} // namespace

Explanation explain(const Pattern &pattern)
{
    return Explainer(pattern).whole();
}

} // namespace Recloser
