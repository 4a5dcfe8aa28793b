// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/dialect.h"
#include "core/regex/reader.h"
#include "core/regex/syntax.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Recloser {

/// What there is to know about a pattern that Python accepts, before it is made ready to search.
struct ParsedPattern
{
    SyntaxTree syntax;
    std::vector<PatternWarning> warnings;
};

/// Reads a pattern by Python's grammar and finds its errors in the order Python does.
std::expected<ParsedPattern, PatternError> readPattern(std::u32string_view source,
                                                       PythonVersion version);

/// One reading of a pattern. Private to core/regex; made by readPattern().
class PatternParser : public PatternReader
{
public:
    /// @param isVerbose the pattern is known to switch `x` on
    PatternParser(std::u32string_view source, PythonVersion version, bool isVerbose,
                  std::vector<PatternWarning> warnings);

    void parse();

    /// A flag was found that changes how the pattern is read, so what was read does not count.
    bool restarts() const { return m_restarts; }
    SyntaxTree takeTree() { return std::move(m_tree); }

private:
    /// How many characters something can match. Python counts without a bound; here the sums stop
    /// at `boundless`, where nothing is decided any more.
    struct Width
    {
        static constexpr std::uint64_t boundless = 0xffffffffffffffff;

        std::uint64_t least = 0;
        std::uint64_t most = 0;
    };
    enum class EscapeKind { Literal, Category, Position, GroupReference };
    struct Escape
    {
        EscapeKind kind = EscapeKind::Literal;
        char32_t character = 0; ///< the literal, or the letter of the category or position
        std::size_t group = 0;
    };
    struct Bounds
    {
        std::uint32_t least = 0;
        std::uint32_t most = 0;
        bool isLiteral = false; ///< the brace is only a brace
    };
    /// State of one sequence of items while it is read.
    struct Sequence
    {
        std::size_t begin = 0;
        bool isFirst = false; ///< nothing stands before it in the pattern
        std::vector<NodeId> items;
        std::optional<std::size_t> last; ///< the item that a quantifier behind it applies to
    };
    /// A part of the pattern with flags of its own.
    struct Scope
    {
        std::size_t outer = 0;
        FlagSet on = 0;
        FlagSet off = 0;
    };
    struct FlagChange
    {
        FlagSet on = 0;
        FlagSet off = 0;
    };

    /// What is known of a group at its opening parenthesis.
    struct GroupHead
    {
        NodeKind kind = NodeKind::Group;
        std::size_t group = 0;
        std::u32string name;
    };

    // The tree.
    NodeId addNode(Node node, Width width);
    void append(Sequence &sequence, Node node, Width width);
    void appendUnseen(Sequence &sequence, NodeKind kind, std::size_t begin);
    NodeId close(Sequence &&sequence);
    Width clamped(Width width) const;
    Width spanOf(const std::vector<NodeId> &branches) const;
    NodeId addAlternation(std::size_t begin, std::vector<NodeId> branches);
    void addGroup(Sequence &sequence, std::size_t start, const GroupHead &head, NodeId inside);
    void addLook(Sequence &sequence, std::size_t start, bool isBehind, bool isNegated,
                 NodeId inside);
    void addConditional(Sequence &sequence, std::size_t start, const GroupHead &head,
                        std::vector<NodeId> branches);
    void finish(NodeId root);
    /// What Python refuses when it compiles what it has read.
    void checkNodes();
    void checkConditions();

    // The grammar. Each reads what its name says and gives its node, noNode after an error.
    NodeId readAlternatives(bool isFirst);
    NodeId readSequence(bool isFirst);
    void readItem(Sequence &sequence, Token token);
    void readCharacter(Sequence &sequence, Token token);
    void goDeeper();
    bool skipsBlank(Token token);
    void readRepeat(Sequence &sequence, char32_t letter);
    Bounds readBounds();
    std::u32string_view readDigits();
    std::uint32_t countOf(std::u32string_view digits);
    /// Fails on more digits than Python's int() takes.
    void checkDigits(std::size_t count);

    void readGroup(Sequence &sequence);
    void readExtension(Sequence &sequence, std::size_t start);
    void readNamed(Sequence &sequence, std::size_t start);
    void readNamedReference(Sequence &sequence, std::size_t start);
    void readComment(Sequence &sequence, std::size_t start);
    void readLookaround(Sequence &sequence, std::size_t start, char32_t kind);
    void readConditional(Sequence &sequence, std::size_t start);
    std::optional<GroupHead> readCondition();
    std::optional<std::size_t> groupNumberOf(const std::u32string &name, std::size_t position);
    void failUnknown(std::string_view before, Token token);
    void readPlainGroup(Sequence &sequence, std::size_t start, const GroupHead &head,
                        FlagChange change);
    std::size_t openGroup(const std::u32string &name);
    void readCapture(Sequence &sequence, std::size_t start, const std::u32string &name);
    bool closes(std::size_t start);
    void checkName(const std::u32string &name);
    void referTo(Sequence &sequence, std::size_t start, std::size_t group,
                 const std::u32string &name);
    bool isClosed(std::size_t group) const;
    void checkLookbehind(std::size_t group);

    void readFlagGroup(Sequence &sequence, std::size_t start, char32_t letter);
    /// Nothing when they were global flags, or wrong.
    std::optional<FlagChange> readFlags(char32_t letter);
    FlagSet readFlagsOn(char32_t &letter);
    FlagSet readFlagsOff();
    bool isAlphabetic(Token token) const;

    Escape readEscape(Token token);
    Escape readSetEscape(Token token);
    /// Those that are the same in a set and outside.
    std::optional<Escape> readCharacterEscape(Token token);
    Escape readHexadecimal(std::size_t start, std::size_t digits);
    Escape readCharacterName(std::size_t start);
    Escape readOctal(std::size_t start, int moreDigits);
    Escape readGroupNumber(std::size_t start);

    void readSet(Sequence &sequence);
    Escape readSetItem(Token token);
    void warnAboutSet(char32_t operation, std::size_t position);

    SyntaxTree m_tree;
    std::vector<Width> m_widths; ///< of the nodes
    std::vector<std::size_t> m_scopeOf; ///< of the nodes, in m_scopes
    std::vector<Scope> m_scopes{Scope()};
    std::size_t m_scope = 0; ///< where the next node belongs
    FlagSet m_globalFlags = 0;
    bool m_isVerbose = false;
    std::vector<std::optional<Width>> m_groups{Width()}; ///< nothing while a group is open
    std::map<std::u32string, std::size_t> m_names;
    /// Groups that conditions ask for, and where, in the order of the source.
    std::vector<std::pair<std::size_t, std::size_t>> m_conditions;
    std::vector<NodeId> m_toCheck; ///< at the end
    std::optional<std::size_t> m_lookbehindGroups; ///< groups there were when the look-behind began
    int m_depth = 0;
    bool m_restarts = false;
};

} // namespace Recloser
