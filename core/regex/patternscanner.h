// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/dialect.h"
#include "core/regex/pattern.h"
#include "core/regex/syntax.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Recloser {

/// A pattern that Python accepts, rewritten for the engine behind search().
struct ScannedPattern
{
    std::u32string translation;
    SyntaxTree syntax;
    std::size_t groupCount = 0;
    std::vector<PatternWarning> warnings;
};

/// Reads a pattern by Python's grammar, finds its errors in the order Python does, and translates
/// it.
std::expected<ScannedPattern, PatternError> scanPattern(std::u32string_view source,
                                                        PythonVersion version);

/// One reading of a pattern. Private to core/regex; made by scanPattern().
///
/// Its tokens are single characters or a backslash with the character behind it. One token is
/// looked at ahead, as in Python, which decides which of two errors is seen first.
class PatternScanner
{
public:
    /// @param globalFlags what inline flags of the whole pattern are known to switch on
    /// @param warnings of the readings before this one
    PatternScanner(std::u32string_view source, PythonVersion version, FlagSet globalFlags,
                   std::vector<PatternWarning> warnings);

    void scan();

    const std::optional<PatternError> &error() const { return m_error; }
    /// The flags a further reading needs when they are not those of this one.
    FlagSet globalFlags() const { return m_globalFlags; }
    ScannedPattern take();

private:
    using Token = std::u32string_view;

    /// How many characters something can match.
    struct Width
    {
        std::uint64_t least = 0;
        std::uint64_t most = 0;
    };
    enum class ItemKind { None, Position, Repeat, Other };
    /// What a quantifier behind it would apply to.
    struct Item
    {
        ItemKind kind = ItemKind::None;
        std::size_t start = 0; ///< in the translation
        Width width;
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
        std::uint64_t least = 0;
        std::uint64_t most = 0;
        bool literal = false; ///< the brace is only a brace
    };
    /// State of one sequence of items while it is read.
    struct Sequence
    {
        Item last;
        Width width;
        bool first = false; ///< nothing stands before it in the pattern
    };

    // Tokens.
    void load();
    Token get();
    bool match(char32_t character);
    bool nextIs(char32_t character) const;
    bool nextIsDigit() const;
    bool nextIsOctal() const;
    std::u32string getUntil(char32_t terminator, const std::string &what);
    void seek(std::size_t position);
    std::size_t tell() const { return m_at; }

    void fail(const std::string &message, std::optional<std::size_t> position,
              PatternError::Type type = PatternError::Type::ReError);
    bool failed() const { return m_error.has_value(); }
    void warn(const char *category, const std::string &message,
              std::optional<std::size_t> position);

    // The grammar.
    Width readAlternatives(bool first);
    Width readSequence(bool first);
    void add(Sequence &sequence, ItemKind kind, std::size_t start, Width width);
    bool skipsBlank(Token token);
    void readRepeat(Sequence &sequence, Token token);
    Bounds readBounds(std::size_t brace);
    void readGroup(Sequence &sequence);
    void readExtension(Sequence &sequence, std::size_t start);
    void readNamed(Sequence &sequence, std::size_t start);
    void readNamedReference(Sequence &sequence);
    void readComment(std::size_t start);
    void readLookaround(Sequence &sequence, std::size_t start, char32_t kind);
    void readConditional(Sequence &sequence, std::size_t start);
    std::optional<std::size_t> readCondition();
    void readFlagGroup(Sequence &sequence, std::size_t start, char32_t letter);
    /// Nothing when they were global flags.
    std::optional<FlagSet> readFlags(char32_t letter);
    std::optional<FlagSet> readFlagsOff(FlagSet on);
    void readPlainGroup(Sequence &sequence, std::size_t start, const std::u32string &opening,
                        FlagSet flags);
    void readCapture(Sequence &sequence, std::size_t start, const std::u32string &name);
    bool closes(std::size_t start);
    void checkName(const std::u32string &name);
    void referTo(Sequence &sequence, std::size_t group);
    bool isClosed(std::size_t group) const;
    void checkLookbehind(std::size_t group);
    void checkAtEnd();

    Escape readEscape(Token token);
    Escape readSetEscape(Token token);
    Escape readHexadecimal(std::size_t start, std::size_t digits);
    Escape readCharacterName(std::size_t start);
    Escape readOctal(std::size_t start, int moreDigits);
    Escape readNumber(std::size_t start);

    void readSet(Sequence &sequence);
    /// Nothing at the end of the set.
    std::optional<Escape> readSetItem(Token token);
    void warnAboutSet(char32_t operation, std::size_t position);
    void addToSet(std::u32string &simple, std::u32string &complex, const Escape &escape) const;

    const std::u32string_view m_source;
    const PythonVersion m_version;
    std::size_t m_at = 0; ///< of the next token
    std::size_t m_end = 0; ///< behind the next token
    FlagSet m_globalFlags;
    FlagSet m_flags;
    std::optional<PatternError> m_error;
    std::optional<PatternError>
        m_lateError; ///< found when the pattern is compiled, not when it is read
    std::vector<PatternWarning> m_warnings;
    std::u32string m_translation;
    std::vector<std::optional<Width>> m_groups{Width()}; ///< nothing while a group is open
    std::map<std::u32string, std::size_t> m_names;
    std::map<std::size_t, std::size_t> m_conditions; ///< group to position of the condition
    std::optional<std::size_t> m_lookbehindGroups; ///< groups there were when the look-behind began
    int m_depth = 0;
    bool m_restarts = false; ///< what was read does not count, flags found in it do
};

} // namespace Recloser
