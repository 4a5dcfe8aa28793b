// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonqueryreader.h"

#include <utility>

namespace Recloser {

namespace {

bool isDigit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

bool isSmall(char32_t c)
{
    return c >= U'a' && c <= U'z';
}

bool startsName(char32_t c)
{
    return isSmall(c) || (c >= U'A' && c <= U'Z') || c == U'_' || c >= 0x80;
}

void append(QByteArray &text, char32_t code)
{
    text += QString::fromUcs4(&code, 1).toUtf8();
}

} // namespace

bool JsonQueryReader::fail(Kind kind, qsizetype at, Expected expected, const QString &subject,
                           int count)
{
    if (!m_error) {
        const bool isThere = size_t(at) < m_text.size();
        m_error = JsonQueryError{.kind = kind,
                                 .at = at,
                                 .expected = expected,
                                 .found
                                 = isThere ? QString::fromUcs4(&m_text[size_t(at)], 1) : QString(),
                                 .subject = subject,
                                 .count = count};
    }
    return false;
}

bool JsonQueryReader::skip(std::u32string_view text)
{
    if (!isHere(text))
        return false;
    m_at += text.size();
    return true;
}

void JsonQueryReader::skipBlanks()
{
    while (current() == U' ' || current() == U'\t' || current() == U'\n' || current() == U'\r')
        ++m_at;
}

bool JsonQueryReader::takeName(QByteArray &name)
{
    if (!startsName(current()))
        return fail(Expected::Name);
    while (startsName(current()) || isDigit(current()))
        append(name, m_text[m_at++]);
    return true;
}

QByteArray JsonQueryReader::takeWord()
{
    QByteArray word;
    while (isSmall(current()) || isDigit(current()) || current() == U'_')
        word += char(m_text[m_at++]);
    return word;
}

bool JsonQueryReader::takeString(QByteArray &content)
{
    const char32_t quote = m_text[m_at++];
    for (;;) {
        if (isAtEnd())
            return fail(Expected::StringEnd);
        const char32_t c = m_text[m_at];
        if (c == quote) {
            ++m_at;
            return true;
        }
        if (c < 0x20)
            return fail(Expected::StringCharacter);
        ++m_at;
        if (c != U'\\')
            append(content, c);
        else if (!takeEscape(quote, content))
            return false;
    }
}

bool JsonQueryReader::takeEscape(char32_t quote, QByteArray &content)
{
    const char32_t c = current();
    if (c == U'u') {
        ++m_at;
        return takeUnicode(content);
    }
    constexpr std::u32string_view names = U"bfnrt/\\";
    constexpr char meanings[] = "\b\f\n\r\t/\\";
    const size_t name = c == quote ? names.size() : names.find(c);
    if (isAtEnd() || name == std::u32string_view::npos)
        return fail(Expected::Escape);
    content += name == names.size() ? char(quote) : meanings[name];
    ++m_at;
    return true;
}

bool JsonQueryReader::takeUnicode(QByteArray &content)
{
    const qsizetype begin = at() - 2;
    char32_t code = 0;
    if (!takeHex(code))
        return false;
    if (code >= 0xDC00 && code < 0xE000)
        return fail(Kind::Unexpected, begin, Expected::LowSurrogate);
    if (code >= 0xD800 && code < 0xDC00) {
        char32_t low = 0;
        const qsizetype second = at();
        if (!skip(U"\\u"))
            return fail(Expected::LowSurrogate);
        if (!takeHex(low))
            return false;
        if (low < 0xDC00 || low >= 0xE000)
            return fail(Kind::Unexpected, second, Expected::LowSurrogate);
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    }
    append(content, code);
    return true;
}

bool JsonQueryReader::takeHex(char32_t &code)
{
    for (int i = 0; i < 4; ++i) {
        const char32_t c = current();
        const char32_t letter = c | 0x20;
        if (!isDigit(c) && !(letter >= U'a' && letter <= U'f'))
            return fail(Expected::HexDigit);
        code = code * 16 + (isDigit(c) ? c - U'0' : letter - U'a' + 10);
        ++m_at;
    }
    return true;
}

bool JsonQueryReader::takeInteger(qint64 &number)
{
    constexpr qint64 largest = 9'007'199'254'740'991;
    const qsizetype begin = at();
    const bool isNegative = skip(U"-");
    if (!isDigit(current()))
        return fail(Expected::Integer);
    const bool isZero = current() == U'0';
    for (; isDigit(current()); ++m_at) {
        number = number * 10 + qint64(current() - U'0');
        if (number > largest)
            return fail(Kind::NumberTooLarge, begin);
    }
    // Neither -0 nor 007.
    if (isZero && at() - begin > 1)
        return fail(Kind::Unexpected, begin, Expected::Integer);
    number = isNegative ? -number : number;
    return true;
}

bool JsonQueryReader::takeDigits()
{
    if (!isDigit(current()))
        return fail(Expected::Digit);
    while (isDigit(current()))
        ++m_at;
    return true;
}

bool JsonQueryReader::takeNumber(QByteArray &number)
{
    const size_t begin = m_at;
    skip(U"-");
    if (current() == U'0')
        ++m_at;
    else if (!takeDigits())
        return false;
    if (skip(U".") && !takeDigits())
        return false;
    if (skip(U"e") || skip(U"E")) {
        if (!skip(U"+"))
            skip(U"-");
        if (!takeDigits())
            return false;
    }
    for (const char32_t c : m_text.substr(begin, m_at - begin))
        number += char(c);
    return true;
}

} // namespace Recloser
