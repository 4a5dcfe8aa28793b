// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonprinter.h"

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

void JsonPrinter::print(QByteArrayView piece, QByteArray &out)
{
    qsizetype at = 0;
    for (; at < piece.size() && !m_fault; ++at) {
        take(piece[at], out);
        if (m_fault)
            break;
        m_place.count(piece[at]);
    }
    out.append(piece.sliced(at));
}

void JsonPrinter::take(char c, QByteArray &out)
{
    if (m_token != Token::None && continueToken(c, out))
        return;
    if (m_fault || isBlank(c))
        return;
    takeStructure(c, out);
}

/// False if the token ended before `c`.
bool JsonPrinter::continueToken(char c, QByteArray &out)
{
    switch (m_token) {
    case Token::String:
        if (static_cast<unsigned char>(c) < 0x20) {
            fail(SyntaxFault::Kind::ControlCharacter, c);
            return true;
        }
        out += c;
        if (c == '\\') {
            m_token = Token::Escape;
        } else if (c == '"') {
            m_token = Token::None;
            if (std::exchange(m_isKey, false))
                m_expect = Expect::Colon;
            else
                valueDone();
        }
        return true;
    case Token::Escape:
        if (!QByteArrayView("\"\\/bfnrtu").contains(c)) {
            fail(SyntaxFault::Kind::InvalidEscape, c);
            return true;
        }
        out += c;
        m_hexLeft = 4;
        m_token = c == 'u' ? Token::Hex : Token::String;
        return true;
    case Token::Hex:
        if (!isHexDigit(c)) {
            fail(SyntaxFault::Kind::InvalidEscape, c);
            return true;
        }
        out += c;
        if (--m_hexLeft == 0)
            m_token = Token::String;
        return true;
    case Token::Number:
        if (continueNumber(c)) {
            out += c;
            return true;
        }
        if (m_number == NumberPart::Zero || m_number == NumberPart::Integer
            || m_number == NumberPart::Fraction || m_number == NumberPart::Exponent) {
            // 0 must not be followed by more digits, and no number by letters.
            if (isDigit(c) || c == '.' || (c | 0x20) == 'e') {
                fail(SyntaxFault::Kind::InvalidNumber, c);
                return true;
            }
            m_token = Token::None;
            valueDone();
            return false;
        }
        fail(SyntaxFault::Kind::InvalidNumber, c);
        return true;
    case Token::Word:
        if (c != m_word[m_wordAt]) {
            fail(SyntaxFault::Kind::InvalidWord, c, m_word.toByteArray());
            return true;
        }
        out += c;
        if (++m_wordAt == m_word.size()) {
            m_token = Token::None;
            valueDone();
        }
        return true;
    case Token::None:
        break;
    }
    return false;
}

bool JsonPrinter::continueNumber(char c)
{
    using enum NumberPart;
    const auto go = [this](NumberPart part) {
        m_number = part;
        return true;
    };
    const bool digit = isDigit(c);
    const bool e = (c | 0x20) == 'e';
    switch (m_number) {
    case Minus:
        return digit && go(c == '0' ? Zero : Integer);
    case Zero:
    case Integer:
        if (digit && m_number == Integer)
            return true;
        return (c == '.' && go(Point)) || (e && go(E));
    case Point:
        return digit && go(Fraction);
    case Fraction:
        return digit || (e && go(E));
    case E:
        return ((c == '+' || c == '-') && go(Sign)) || (digit && go(Exponent));
    case Sign:
    case Exponent:
        return digit && go(Exponent);
    }
    return false;
}

void JsonPrinter::takeStructure(char c, QByteArray &out)
{
    switch (m_expect) {
    case Expect::Nothing:
        fail(SyntaxFault::Kind::TrailingText, c);
        return;
    case Expect::Colon:
        if (c != ':') {
            fail(SyntaxFault::Kind::UnexpectedCharacter, c, ":");
            return;
        }
        out += ": ";
        m_expect = Expect::Value;
        return;
    case Expect::CommaOrEnd:
        if (c == ',') {
            out += ',';
            breakLine(out);
            m_expect = m_open.back() == '{' ? Expect::Key : Expect::Value;
        } else {
            close(c, out);
        }
        return;
    case Expect::KeyOrEnd:
    case Expect::Key:
        if (c == '"') {
            if (std::exchange(m_fresh, false))
                breakLine(out);
            m_isKey = true;
            m_token = Token::String;
            out += c;
        } else if (m_expect == Expect::KeyOrEnd) {
            close(c, out);
        } else {
            fail(SyntaxFault::Kind::UnexpectedCharacter, c, "\"");
        }
        return;
    case Expect::ValueOrEnd:
        if (c == ']' || c == '}') {
            close(c, out);
            return;
        }
        [[fallthrough]];
    case Expect::Value:
        // Record separators of RFC 7464.
        if (m_values == Values::Many && c == '\x1e' && m_open.empty())
            return;
        beginValue(c, out);
    }
}

void JsonPrinter::beginValue(char c, QByteArray &out)
{
    const bool number = c == '-' || isDigit(c);
    const bool word = c == 't' || c == 'f' || c == 'n';
    if (!number && !word && c != '"' && c != '{' && c != '[') {
        fail(SyntaxFault::Kind::UnexpectedCharacter, c);
        return;
    }
    if (std::exchange(m_fresh, false) || (m_open.empty() && m_anyValue))
        breakLine(out);
    m_anyValue = true;
    if (c == '{' || c == '[') {
        open(c, out);
        return;
    }
    out += c;
    if (number) {
        m_token = Token::Number;
        m_number = c == '-' ? NumberPart::Minus : c == '0' ? NumberPart::Zero : NumberPart::Integer;
    } else if (word) {
        m_token = Token::Word;
        m_word = c == 't' ? QByteArrayView("true") : c == 'f' ? "false" : "null";
        m_wordAt = 1;
    } else {
        m_token = Token::String;
    }
}

void JsonPrinter::open(char c, QByteArray &out)
{
    out += c;
    m_open.push_back(c);
    m_fresh = true;
    m_expect = c == '{' ? Expect::KeyOrEnd : Expect::ValueOrEnd;
}

void JsonPrinter::close(char c, QByteArray &out)
{
    const char expected = m_open.back() == '{' ? '}' : ']';
    if (c != expected) {
        const bool bracket = c == '}' || c == ']';
        fail(bracket ? SyntaxFault::Kind::MismatchedBracket
                     : SyntaxFault::Kind::UnexpectedCharacter,
             c, QByteArray(1, expected));
        return;
    }
    m_open.pop_back();
    if (!std::exchange(m_fresh, false))
        breakLine(out);
    out += c;
    valueDone();
}

void JsonPrinter::valueDone()
{
    if (!m_open.empty())
        m_expect = Expect::CommaOrEnd;
    else
        m_expect = m_values == Values::Many ? Expect::Value : Expect::Nothing;
}

void JsonPrinter::breakLine(QByteArray &out) const
{
    const auto depth = std::min(qsizetype(m_open.size()), deepestIndent);
    out += '\n';
    out.append(depth * indentWidth, ' ');
}

void JsonPrinter::fail(SyntaxFault::Kind kind, char found, QByteArray expected)
{
    m_fault = SyntaxFault{kind, m_place.place(), QByteArray(1, found), std::move(expected)};
}

std::optional<SyntaxFault> JsonPrinter::finish()
{
    if (m_fault)
        return m_fault;
    if (m_token == Token::Number) {
        using enum NumberPart;
        if (m_number == Zero || m_number == Integer || m_number == Fraction
            || m_number == Exponent) {
            m_token = Token::None;
            valueDone();
        }
    }
    const bool atEnd = m_expect == Expect::Nothing || (m_values == Values::Many && m_open.empty());
    if (m_token != Token::None || !atEnd)
        m_fault = SyntaxFault{SyntaxFault::Kind::UnexpectedEnd, m_place.place(), {}, {}};
    return m_fault;
}

} // namespace Recloser
