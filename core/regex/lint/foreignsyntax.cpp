// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/foreignsyntax.h"

#include "core/regex/dialect.h"
#include "core/regex/lint/foreignclasses.h"
#include "core/regex/lint/patterntools.h"

#include <algorithm>
#include <format>
#include <utility>

// Constructs that other dialects have.

namespace Recloser {

namespace {

using std::u32string;
using std::u32string_view;

constexpr auto npos = u32string_view::npos;

/// Reads a pattern from left to right, with an eye for what Python does not know.
class Scanner
{
public:
    Scanner(u32string_view source, PythonVersion version) : m_source(source), m_version(version) { }

    std::vector<ForeignPiece> scan()
    {
        while (m_at < m_source.size()) {
            const char32_t c = m_source[m_at];
            if (c == U'\\')
                scanEscape();
            else if (m_inSet)
                scanInSet(c);
            else if (c == U'[')
                openSet();
            else if (c == U'(')
                scanGroup();
            else
                ++m_at;
        }
        return std::move(m_pieces);
    }

    /// Letters of flags that belong to the front.
    const u32string &moved() const { return m_moved; }

private:
    bool nextIs(u32string_view text) const { return m_source.substr(m_at).starts_with(text); }

    void add(std::size_t size, std::string what, std::optional<u32string> python)
    {
        size = std::min(size, m_source.size() - m_at);
        m_pieces.push_back({{m_at, m_at + size}, std::move(what), std::move(python)});
        m_at += size;
    }

    std::size_t find(u32string_view end, std::size_t from) const
    {
        return m_source.find(end, from);
    }

    void openSet()
    {
        if (nextIs(U"[^]") && find(U"]", m_at + 3) == npos)
            return add(3, "[^] is JavaScript's any character", U"(?s:.)");
        m_inSet = true;
        ++m_at;
        if (nextIs(U"^"))
            ++m_at;
        if (nextIs(U"]"))
            ++m_at;
    }

    void scanInSet(char32_t c)
    {
        if (c == U']') {
            m_inSet = false;
            ++m_at;
            return;
        }
        const std::size_t end = nextIs(U"[:") ? find(U":]", m_at + 2) : npos;
        if (end == npos) {
            ++m_at;
            return;
        }
        const u32string_view name = m_source.substr(m_at + 2, end - m_at - 2);
        const auto inside = posixClass(name);
        if (inside)
            add(name.size() + 4,
                std::format("[:{}:] is a class of POSIX; Python takes it for its letters",
                            utf8(name)),
                inside);
        else
            ++m_at;
    }

    void scanGroup()
    {
        if (nextIs(U"(*"))
            return scanVerb();
        if (!nextIs(U"(?")) {
            ++m_at;
            return;
        }
        const u32string_view rest = m_source.substr(m_at + 2);
        const char32_t kind = rest.empty() ? 0 : rest.front();
        const char32_t next = rest.size() > 1 ? rest[1] : 0;
        if (kind == U'<' && next != U'=' && next != U'!')
            return add(3, "(?<name> is JavaScript, Java and .NET; Python writes (?P<name>",
                       U"(?P<");
        if (kind == U'\'') {
            const std::size_t end = find(U"'", m_at + 3);
            if (end != npos)
                return add(end + 1 - m_at, "(?'name' is .NET and PCRE; Python writes (?P<name>",
                           U"(?P<" + u32string(m_source.substr(m_at + 3, end - m_at - 3)) + U">");
        }
        if (kind == U'|')
            return add(3, "(?| (branch reset) is PCRE; Python numbers all groups", U"(?:");
        const bool isCall = kind == U'R' || kind == U'&' || isAsciiDigit(kind) || kind == U'+'
            || (kind == U'-' && isAsciiDigit(next)) || (kind == U'P' && next == U'>');
        if (isCall)
            return add(3, "Calling a group as a subroutine is PCRE; Python has no recursion",
                       std::nullopt);
        if (kind == U'^')
            return add(3, "(?^ is Perl and PCRE; Python has no such flag", std::nullopt);
        scanFlags();
    }

    /// `(?i)` in the middle, which counts from there on elsewhere.
    void scanFlags()
    {
        std::size_t end = m_at + 2;
        while (end < m_source.size() && isAsciiLetter(m_source[end]))
            ++end;
        const bool areFlags = end > m_at + 2 && end < m_source.size() && m_source[end] == U')';
        const u32string_view letters = m_source.substr(m_at + 2, end - m_at - 2);
        const bool areKnown = std::ranges::all_of(
            letters, [this](char32_t c) { return flagOf(c, m_version) != 0; });
        if (areFlags && areKnown && m_at > 0 && m_version >= PythonVersion::Py311) {
            m_moved += letters;
            return add(
                end + 1 - m_at,
                "Flags such as (?i) in the middle are Perl and PCRE; in Python they stand at "
                "the very start",
                u32string());
        }
        if (areFlags && !areKnown)
            return add(end + 1 - m_at, "These flags are not Python's, which has a, i, m, s, u, x",
                       knownFlags(letters));
        m_at += 2;
    }

    static u32string knownFlags(u32string_view letters)
    {
        u32string known;
        for (const char32_t c : letters) {
            if (u32string_view(U"aimsux").contains(c))
                known += c;
        }
        return known.empty() ? known : U"(?" + known + U")";
    }

    void scanVerb()
    {
        const std::size_t end = find(U")", m_at);
        const u32string_view name
            = end == npos ? u32string_view() : m_source.substr(m_at + 2, end - m_at - 2);
        const bool isVerb = !name.empty() && std::ranges::all_of(name, [](char32_t c) {
            return (c >= U'A' && c <= U'Z') || isAsciiDigit(c) || c == U'_' || c == U'='
                || c == U':';
        });
        if (!isVerb) {
            ++m_at;
            return;
        }
        std::optional<u32string> python;
        if (name == U"FAIL" || name == U"F")
            python = U"(?!)";
        else if (name.starts_with(U"UTF") || name == U"UCP" || name == U"LF" || name == U"NO_JIT"
                 || name.starts_with(U"LIMIT_"))
            python = U"";
        add(name.size() + 3, std::format("(*{}) is a verb of PCRE", utf8(name)), python);
    }

    void scanEscape()
    {
        if (m_at + 1 >= m_source.size()) {
            ++m_at;
            return;
        }
        const char32_t letter = m_source[m_at + 1];
        switch (letter) {
        case U'\\':
            return scanDoubled();
        case U'Q':
            return scanLiteral();
        case U'E':
            return add(2, "\\E ends \\Q of PCRE and Java", u32string());
        case U'h':
            return addClass(U" \\t", "\\h (a blank or tab) is PCRE and Java");
        case U'H':
            return add(2, "\\H is PCRE and Java",
                       m_inSet ? std::nullopt : std::optional<u32string>(U"[^ \\t]"));
        case U'R':
            return add(2, "\\R (a line end) is PCRE and Java",
                       m_inSet ? std::nullopt : std::optional<u32string>(U"(?:\\r\\n|\\n|\\r)"));
        case U'K':
            return scanKeepOut();
        case U'z':
            if (m_version >= PythonVersion::Py314)
                break;
            return add(2, "\\z (the very end) is PCRE, Java and .NET; Python up to 3.13 writes \\Z",
                       U"\\Z");
        case U'e':
            return add(2, "\\e (escape) is PCRE and Java", U"\\x1b");
        case U'N':
            if (m_source.substr(m_at + 2).starts_with(U"{"))
                break;
            return add(2, "\\N (no line feed) is PCRE",
                       m_inSet ? std::nullopt : std::optional<u32string>(U"[^\\n]"));
        case U'G':
        case U'X':
        case U'C':
            return add(2, std::format("\\{} is PCRE and has no counterpart", char(letter)),
                       std::nullopt);
        case U'p':
        case U'P':
            return scanProperty(letter == U'P');
        case U'k':
        case U'g':
            return scanReference();
        case U'x':
        case U'u':
            return scanBraced();
        case U'c':
            if (m_at + 2 < m_source.size() && isAsciiLetter(m_source[m_at + 2])) {
                const unsigned value = m_source[m_at + 2] & 0x1fU;
                u32string python = U"\\x";
                for (const char digit : std::format("{:02x}", value))
                    python += char32_t(digit);
                return add(3, "\\cX (a control character) is PCRE, Java and JavaScript", python);
            }
            break;
        default:
            break;
        }
        m_at += 2;
    }

    /// `\\d` of a string in a program. URLs have no backslashes.
    void scanDoubled()
    {
        const char32_t next = m_at + 2 < m_source.size() ? m_source[m_at + 2] : 0;
        if (next != 0 && u32string_view(U"dDwWsSbBAZ.+*?()[]{}|^$/-").contains(next))
            add(2,
                std::format("\\\\{} is how a string of a program writes \\{}; here it is a "
                            "backslash, and URLs have none",
                            char(next), char(next)),
                U"\\");
        else
            m_at += 2;
        if (next != 0 && m_at < m_source.size() && m_source[m_at] == next)
            ++m_at; // which belongs to the escape
    }

    void scanLiteral()
    {
        const std::size_t end = std::min(find(U"\\E", m_at + 2), m_source.size());
        u32string python;
        for (const char32_t c : m_source.substr(m_at + 2, end - m_at - 2))
            python += escaped(c);
        add(end + 2 - m_at,
            "\\Q...\\E (taken literally) is PCRE and Java; Python escapes each "
            "character",
            python);
    }

    void scanKeepOut()
    {
        // What stands before is only looked behind for, where Python can.
        const u32string before(m_source.substr(0, m_at));
        const bool isPlain = m_pieces.empty() && !before.empty() && !m_inSet
            && parse(U"(?<=" + before + U")", m_version).has_value();
        if (!isPlain)
            return add(2, "\\K (the key starts here) is PCRE; Python looks behind: (?<=...)",
                       std::nullopt);
        m_at = 0;
        add(before.size() + 2, "\\K (the key starts here) is PCRE; Python looks behind: (?<=...)",
            U"(?<=" + before + U")");
    }

    void scanProperty(bool isNegated)
    {
        u32string_view name = m_source.substr(m_at + 2, 1);
        std::size_t size = 3;
        if (name == U"{") {
            const std::size_t end = find(U"}", m_at);
            if (end == npos) {
                m_at += 2;
                return;
            }
            name = m_source.substr(m_at + 3, end - m_at - 3);
            size = end + 1 - m_at;
        }
        std::optional<u32string> python = unicodeProperty(name);
        if (python && python->starts_with(U'^'))
            python = m_inSet ? std::nullopt
                             : std::optional(isNegated ? U"[\\W\\d_]" : U"[" + *python + U"]");
        else if (python && isNegated)
            python = m_inSet ? std::nullopt : std::optional(U"[^" + *python + U"]");
        else if (python && !m_inSet)
            python = python->starts_with(U'\\') ? *python : U"[" + *python + U"]";
        add(size, "\\p{...} (a property of Unicode) is PCRE, Java and JavaScript", python);
    }

    void scanReference()
    {
        const u32string_view rest = m_source.substr(m_at + 2);
        const char32_t open = rest.empty() ? 0 : rest.front();
        const u32string_view close = open == U'<' ? U">" : open == U'{' ? U"}" : U"'";
        const bool isBracketed = open == U'<' || open == U'{' || open == U'\'';
        u32string_view name;
        std::size_t size = 2;
        if (isBracketed) {
            const std::size_t end = rest.find(close, 1);
            if (end == npos) {
                m_at += 2;
                return;
            }
            name = rest.substr(1, end - 1);
            size = end + 3;
        } else {
            std::size_t end = 0;
            while (end < rest.size() && isAsciiDigit(rest[end]))
                ++end;
            name = rest.substr(0, end);
            size = end + 2;
        }
        std::optional<u32string> python;
        if (!name.empty() && std::ranges::all_of(name, isAsciiDigit))
            python = U"\\" + u32string(name);
        else if (!name.empty() && name.front() != U'-')
            python = U"(?P=" + u32string(name) + U")";
        add(size,
            "\\k<name> and \\g{1} are PCRE, Java, JavaScript and .NET; Python writes (?P=name) "
            "and \\1",
            python);
    }

    void addClass(u32string_view inside, const char *what)
    {
        add(2, what, m_inSet ? u32string(inside) : U"[" + u32string(inside) + U"]");
    }

    void scanBraced()
    {
        const u32string_view rest = m_source.substr(m_at + 2);
        const std::size_t end = rest.starts_with(U"{") ? rest.find(U'}') : npos;
        if (end == npos) {
            m_at += 2;
            return;
        }
        add(end + 3, "\\x{...} and \\u{...} are PCRE and JavaScript; Python writes \\uXXXX",
            characterEscape(rest.substr(1, end - 1)));
    }

    u32string_view m_source;
    PythonVersion m_version;
    std::size_t m_at = 0;
    bool m_inSet = false;
    std::vector<ForeignPiece> m_pieces;
    u32string m_moved;
};

} // namespace

std::vector<ForeignPiece> foreignConstructs(u32string_view source, PythonVersion version)
{
    Scanner scanner(source, version);
    std::vector<ForeignPiece> pieces = scanner.scan();
    if (!scanner.moved().empty()) {
        // They get their place in front with the piece that took them away.
        const auto isMoved
            = [](const ForeignPiece &piece) { return piece.what.starts_with("Flags such as"); };
        const auto first = std::ranges::find_if(pieces, isMoved);
        const u32string before(source.substr(0, first->range.begin));
        if (first == pieces.begin()) {
            first->range.begin = 0;
            first->python = U"(?" + scanner.moved() + U")" + before;
        } else {
            pieces.insert(pieces.begin(), {{0, 0}, first->what, U"(?" + scanner.moved() + U")"});
        }
    }
    return pieces;
}

} // namespace Recloser
