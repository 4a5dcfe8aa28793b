// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/parser.h"

#include "core/regex/unicode.h"

// Inline flags.

namespace Recloser {

void PatternParser::readFlagGroup(Sequence &sequence, std::size_t start, char32_t letter)
{
    const auto change = readFlags(letter);
    if (failed())
        return;
    if (change)
        return readPlainGroup(sequence, start, {}, *change);
    // Global flags.
    if (!sequence.isFirst || sequence.last) {
        if (version() >= PythonVersion::Py311)
            return fail("global flags not at the start of the expression", start);
        const bool tellsWhere = version() > PythonVersion::Py38;
        warn("DeprecationWarning",
             "Flags not at the start of the expression "
                 + pythonRepr(source().substr(0, 20), version())
                 + (source().size() > 20 ? " (truncated)" : "") + (tellsWhere ? " but" : ""),
             tellsWhere ? std::optional(start) : std::nullopt);
    }
    // Python starts over at once, because blanks may have been read as characters.
    if ((m_globalFlags & Flag::Verbose) != 0 && !m_isVerbose) {
        m_restarts = true;
        fail({}, {});
        return;
    }
    appendUnseen(sequence, NodeKind::GlobalFlags, start);
}

bool PatternParser::isAlphabetic(Token token) const
{
    return token.size() == 1 && isLetter(token.front(), version());
}

FlagSet PatternParser::readFlagsOn(char32_t &letter)
{
    FlagSet on = 0;
    for (;;) {
        const FlagSet flag = flagOf(letter, version());
        if (flag == Flag::Locale) {
            fail("bad inline flags: cannot use 'L' flag with a str pattern", tell());
            return 0;
        }
        on |= flag;
        if ((flag & Flag::Types) != 0 && (on & Flag::Types) != flag) {
            fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", tell());
            return 0;
        }
        const Token token = get();
        if (token.empty()) {
            fail("missing -, : or )", tell());
            return 0;
        }
        letter = token.size() == 1 ? token.front() : U'\\';
        if (letter == U')' || letter == U'-' || letter == U':')
            return on;
        if (flagOf(letter, version()) == 0) {
            fail(isAlphabetic(token) ? "unknown flag" : "missing -, : or )", tell() - token.size());
            return 0;
        }
    }
}

FlagSet PatternParser::readFlagsOff()
{
    FlagSet off = 0;
    const char *missing = "missing flag";
    for (;;) {
        const Token token = get();
        if (token.empty()) {
            fail(missing, tell());
            return 0;
        }
        if (off != 0 && token == U":")
            return off;
        const FlagSet flag = token.size() == 1 ? flagOf(token.front(), version()) : 0;
        if (flag == 0) {
            fail(isAlphabetic(token) ? "unknown flag" : missing, tell() - token.size());
            return 0;
        }
        if ((flag & Flag::Types) != 0) {
            fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", tell());
            return 0;
        }
        off |= flag;
        missing = "missing :";
    }
}

std::optional<PatternParser::FlagChange> PatternParser::readFlags(char32_t letter)
{
    FlagChange change;
    if (letter != U'-')
        change.on = readFlagsOn(letter);
    if (failed())
        return std::nullopt;
    if (letter == U')') {
        m_globalFlags |= change.on;
        return std::nullopt;
    }
    if ((change.on & Flag::Template) != 0)
        fail("bad inline flags: cannot turn on global flag", tell() - 1);
    else if (letter == U'-')
        change.off = readFlagsOff();
    if (failed())
        return std::nullopt;
    if ((change.off & Flag::Template) != 0)
        fail("bad inline flags: cannot turn off global flag", tell() - 1);
    else if ((change.on & change.off) != 0)
        fail("bad inline flags: flag turned on and off", tell() - 1);
    return change;
}

} // namespace Recloser
