// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonprinter.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/// Writes to the end of a byte array without asking it for room each time.
class JsonPrinter::Writer
{
public:
    Writer(QByteArray &out, qsizetype expected) : m_out(out)
    {
        const qsizetype size = out.size();
        out.resize(size + expected * 3 / 2 + 512);
        take(size);
    }
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;
    ~Writer() { m_out.resize(m_at - m_out.constData()); }

    /// Where `count` bytes may be written at least.
    char *room(qsizetype count)
    {
        if (m_end - m_at < count) {
            const qsizetype size = m_at - m_out.constData();
            m_out.resize(size * 3 / 2 + count + 512);
            take(size);
        }
        return m_at;
    }
    void wrote(qsizetype count) { m_at += count; }
    void put(char c)
    {
        *room(1) = c;
        ++m_at;
    }
    void putBlanks(qsizetype count)
    {
        // Sixteen at a time, too many of them rather than each on its own.
        char *at = room(count + 16);
        for (qsizetype done = 0; done < count; done += 16)
            std::memset(at + done, ' ', 16);
        m_at += count;
    }

private:
    void take(qsizetype size)
    {
        m_at = m_out.data() + size;
        m_end = m_out.data() + m_out.size();
    }

    QByteArray &m_out;
    char *m_at = nullptr;
    char *m_end = nullptr;
};

void JsonPrinter::print(QByteArrayView piece, QByteArray &out)
{
    const char *at = piece.data();
    const char *const end = at + piece.size();
    if (!m_fault) {
        Writer writer(out, piece.size());
        while (at != end && !m_fault) {
            switch (m_token) {
            case Token::String:
                at = takeString(at, end, writer);
                break;
            case Token::Number:
                at = takeNumber(at, end, writer);
                break;
            case Token::Escape:
            case Token::Hex:
                takeEscape(*at, writer);
                at += !m_fault;
                break;
            case Token::Word:
                takeWord(*at, writer);
                at += !m_fault;
                break;
            case Token::None:
                if (!isBlank(*at))
                    takeStructure(*at, writer);
                at += !m_fault;
                break;
            }
        }
        m_place.count(piece.first(at - piece.data()));
        if (m_fault)
            m_fault->place = m_place.place();
    }
    out.append(piece.last(end - at));
}

/// What of a string is in [at, end), its last quote included.
const char *JsonPrinter::takeString(const char *at, const char *end, Writer &out)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i lastControl = _mm_set1_epi8(0x1F);
    while (end - at >= 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, lastControl), bytes);
        const __m128i ends
            = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash));
        const auto special = unsigned(_mm_movemask_epi8(_mm_or_si128(ends, controls)));
        const int plain = special == 0 ? 16 : std::countr_zero(special);
        // All sixteen are written, and those that are not plain written over.
        _mm_storeu_si128(reinterpret_cast<__m128i *>(out.room(16)), bytes);
        out.wrote(plain);
        at += plain;
        if (special != 0)
            break;
    }
#endif
    for (; at != end; ++at) {
        const char c = *at;
        if (static_cast<unsigned char>(c) < 0x20) {
            fail(SyntaxFault::Kind::ControlCharacter, c);
            return at;
        }
        out.put(c);
        if (c == '\\') {
            m_token = Token::Escape;
            return at + 1;
        }
        if (c == '"') {
            m_token = Token::None;
            if (std::exchange(m_isKey, false))
                m_expect = Expect::Colon;
            else
                valueDone();
            return at + 1;
        }
    }
    return at;
}

void JsonPrinter::takeEscape(char c, Writer &out)
{
    const bool isRight
        = m_token == Token::Hex ? isHexDigit(c) : QByteArrayView("\"\\/bfnrtu").contains(c);
    if (!isRight) {
        fail(SyntaxFault::Kind::InvalidEscape, c);
        return;
    }
    out.put(c);
    if (m_token == Token::Escape) {
        m_hexLeft = 4;
        m_token = c == 'u' ? Token::Hex : Token::String;
    } else if (--m_hexLeft == 0) {
        m_token = Token::String;
    }
}

bool JsonPrinter::isNumberWhole() const
{
    return m_number == NumberPart::Zero || m_number == NumberPart::Integer
        || m_number == NumberPart::Fraction || m_number == NumberPart::Exponent;
}

/// What of a number is in [at, end).
const char *JsonPrinter::takeNumber(const char *at, const char *end, Writer &out)
{
    for (; at != end; ++at) {
        const char c = *at;
        if (continueNumber(c)) {
            out.put(c);
            continue;
        }
        // 0 must not be followed by more digits, and no number by letters.
        if (!isNumberWhole() || isDigit(c) || c == '.' || (c | 0x20) == 'e') {
            fail(SyntaxFault::Kind::InvalidNumber, c);
            return at;
        }
        m_token = Token::None;
        valueDone();
        return at;
    }
    return at;
}

void JsonPrinter::takeWord(char c, Writer &out)
{
    if (c != m_word[m_wordAt]) {
        fail(SyntaxFault::Kind::InvalidWord, c, m_word.toByteArray());
        return;
    }
    out.put(c);
    if (++m_wordAt == m_word.size()) {
        m_token = Token::None;
        valueDone();
    }
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

void JsonPrinter::takeStructure(char c, Writer &out)
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
        out.put(':');
        out.put(' ');
        m_expect = Expect::Value;
        return;
    case Expect::CommaOrEnd:
        if (c == ',') {
            out.put(',');
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
            out.put(c);
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

void JsonPrinter::beginValue(char c, Writer &out)
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
    out.put(c);
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

void JsonPrinter::open(char c, Writer &out)
{
    out.put(c);
    m_open.push_back(c);
    m_fresh = true;
    m_expect = c == '{' ? Expect::KeyOrEnd : Expect::ValueOrEnd;
}

void JsonPrinter::close(char c, Writer &out)
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
    out.put(c);
    valueDone();
}

void JsonPrinter::valueDone()
{
    if (!m_open.empty())
        m_expect = Expect::CommaOrEnd;
    else
        m_expect = m_values == Values::Many ? Expect::Value : Expect::Nothing;
}

void JsonPrinter::breakLine(Writer &out) const
{
    const auto depth = std::min(qsizetype(m_open.size()), deepestIndent);
    out.put('\n');
    out.putBlanks(depth * indentWidth);
}

void JsonPrinter::fail(SyntaxFault::Kind kind, char found, QByteArray expected)
{
    // print() knows the place.
    m_fault = SyntaxFault{kind, {}, QByteArray(1, found), std::move(expected)};
}

std::optional<SyntaxFault> JsonPrinter::finish()
{
    if (m_fault)
        return m_fault;
    if (m_token == Token::Number && isNumberWhole()) {
        m_token = Token::None;
        valueDone();
    }
    const bool atEnd = m_expect == Expect::Nothing || (m_values == Values::Many && m_open.empty());
    if (m_token != Token::None || !atEnd)
        m_fault = SyntaxFault{SyntaxFault::Kind::UnexpectedEnd, m_place.place(), {}, {}};
    return m_fault;
}

} // namespace Recloser
