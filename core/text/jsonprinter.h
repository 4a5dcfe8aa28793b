// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/syntaxfault.h"

#include <optional>
#include <vector>

namespace Recloser {

/// Lays JSON (RFC 8259, UTF-8) out over lines, piece by piece. Only white space changes: numbers,
/// escapes and the order of keys stay as they are. At the first fault it stops laying out and
/// passes the rest on as it is. Linear time; memory is one byte per open bracket. Plain value.
class JsonPrinter
{
public:
    enum class Values {
        One,
        Many, ///< values one after the other (JSON Lines, RFC 7464)
    };
    static constexpr int indentWidth = 4;
    /// Deeper levels are indented like this one, or else a body of brackets would print
    /// quadratically.
    static constexpr qsizetype deepestIndent = 64;

    explicit JsonPrinter(Values values = Values::One) : m_values(values) { }

    /// Prints the next piece to the end of `out`; pieces may be split anywhere.
    void print(QByteArrayView piece, QByteArray &out);
    /// No more pieces. The fault, if there was one.
    std::optional<SyntaxFault> finish();
    const std::optional<SyntaxFault> &fault() const { return m_fault; }

private:
    enum class Expect : char { Value, ValueOrEnd, Key, KeyOrEnd, Colon, CommaOrEnd, Nothing };
    enum class Token : char { None, String, Escape, Hex, Number, Word };
    enum class NumberPart : char { Minus, Zero, Integer, Point, Fraction, E, Sign, Exponent };

    class Writer;

    const char *takeString(const char *at, const char *end, Writer &out);
    const char *takeNumber(const char *at, const char *end, Writer &out);
    void takeEscape(char c, Writer &out);
    void takeWord(char c, Writer &out);
    bool continueNumber(char c);
    bool isNumberWhole() const;
    void takeStructure(char c, Writer &out);
    void beginValue(char c, Writer &out);
    void open(char c, Writer &out);
    void close(char c, Writer &out);
    void valueDone();
    void breakLine(Writer &out) const;
    void fail(SyntaxFault::Kind kind, char found, QByteArray expected = {});

    Values m_values;
    Expect m_expect = Expect::Value;
    Token m_token = Token::None;
    NumberPart m_number = NumberPart::Minus;
    bool m_isKey = false;
    /// A bracket was opened and nothing of its content seen.
    bool m_fresh = false;
    bool m_anyValue = false;
    int m_hexLeft = 0;
    QByteArrayView m_word;
    qsizetype m_wordAt = 0;
    std::vector<char> m_open;
    PlaceCounter m_place;
    std::optional<SyntaxFault> m_fault;
};

} // namespace Recloser
