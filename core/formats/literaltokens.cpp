// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/literalreader.h"

#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

LiteralReader::Result LiteralReader::readStrings()
{
    PythonValue value{.kind = Kind::String, .text = u""_s};
    while (true) {
        bool isRaw = false;
        if (peek() == u'r' || peek() == u'R' || peek() == u'u' || peek() == u'U') {
            isRaw = peek().toLower() == u'r';
            ++m_at;
            ++m_pythonSigns;
        }
        if (auto error = readString(value.text, isRaw))
            return std::unexpected(*error);
        const qsizetype after = m_at;
        skipBlank();
        const QChar next = peek();
        const bool isPrefixed = m_at + 1 < m_text.size() && QStringView(u"rRuU").contains(next)
            && (m_text[m_at + 1] == u'"' || m_text[m_at + 1] == u'\'');
        if (next != u'"' && next != u'\'' && !isPrefixed) {
            m_at = after;
            return value;
        }
        ++m_pythonSigns;
    }
}

std::optional<FormatError> LiteralReader::readString(QString &text, bool isRaw)
{
    const qsizetype begin = m_at;
    const QChar quote = peek();
    const QString triple(3, quote);
    const bool isTriple = m_text.sliced(m_at).startsWith(triple);
    m_at += isTriple ? 3 : 1;
    m_pythonSigns += isTriple || quote == u'\'' ? 1 : 0;
    while (m_at < m_text.size()) {
        const QChar c = m_text[m_at];
        if (isTriple ? m_text.sliced(m_at).startsWith(triple) : c == quote) {
            m_at += isTriple ? 3 : 1;
            return std::nullopt;
        }
        if (c == u'\n' && !isTriple)
            break;
        if (c != u'\\') {
            m_pythonSigns += c.unicode() < 0x20 ? 1 : 0;
            text += c;
            ++m_at;
        } else if (isRaw) {
            text += c;
            if (++m_at < m_text.size())
                text += m_text[m_at++];
        } else if (auto error = readEscape(text)) {
            return error;
        }
    }
    return failed(begin,
                  u"the text that begins here has no end; close it with %1"_s.arg(
                      isTriple ? triple : QString(quote)))
        .error();
}

std::optional<FormatError> LiteralReader::readEscape(QString &text)
{
    const qsizetype begin = m_at++;
    if (m_at >= m_text.size())
        return std::nullopt; // the missing end is reported
    const QChar c = m_text[m_at++];
    m_pythonSigns += QStringView(u"bfnrtu\\\"/").contains(c) ? 0 : 1;
    static constexpr QStringView from = u"abfnrtv\\'\"/";
    static constexpr QStringView to = u"\a\b\f\n\r\t\v\\'\"/";
    if (c == u'/') {
        // JSON's; Python keeps the backslash, which nobody means.
        text += c;
    } else if (const qsizetype index = from.indexOf(c); index >= 0) {
        text += to[index];
    } else if (c == u'\n') {
        // a line that goes on
    } else if (c == u'x' || c == u'u' || c == u'U') {
        const qsizetype digits = c == u'x' ? 2 : c == u'u' ? 4 : 8;
        bool isNumber = false;
        const QStringView code = m_text.sliced(m_at, std::min(digits, m_text.size() - m_at));
        const uint codePoint = code.size() == digits && code.at(0).isLetterOrNumber()
            ? code.toUInt(&isNumber, 16)
            : 0;
        if (!isNumber || codePoint > 0x10ffff)
            return failed(begin,
                          u"expected %1 hexadecimal digits after \\%2; write \\\\ for a backslash"_s
                              .arg(digits)
                              .arg(c))
                .error();
        m_at += digits;
        // JSON writes characters beyond the basic plane as two escapes, which are UTF-16 units
        // as here.
        if (codePoint <= 0xffff)
            text += QChar(char16_t(codePoint));
        else
            text += QString::fromUcs4(reinterpret_cast<const char32_t *>(&codePoint), 1);
    } else if (c >= u'0' && c <= u'7') {
        uint code = c.unicode() - u'0';
        for (int i = 0; i < 2 && peek() >= u'0' && peek() <= u'7'; ++i)
            code = code * 8 + (m_text[m_at++].unicode() - u'0');
        text += QChar(char16_t(code));
    } else {
        text += u'\\';
        text += c;
    }
    return std::nullopt;
}

LiteralReader::Result LiteralReader::readNumber()
{
    static const QRegularExpression number(
        u"^([+-]?)(?:0[xX]([0-9a-fA-F_]+)|0[oO]([0-7_]+)|0[bB]([01_]+)|"
        "((?:\\d[\\d_]*)?)(\\.[\\d_]*)?([eE][+-]?\\d+)?)(?![\\w.])"_s);
    const QStringView rest = m_text.sliced(m_at, std::min<qsizetype>(m_text.size() - m_at, 10'000));
    const auto match = number.matchView(rest);
    const bool hasDigits = match.capturedLength(2) + match.capturedLength(3)
                + match.capturedLength(4) + match.capturedLength(5)
            > 0
        || match.capturedLength(6) > 1;
    if (!match.hasMatch() || !hasDigits)
        return failed(m_at, u"expected a number; put other texts in quotes"_s);
    PythonValue value{.kind = Kind::Number};
    const QString sign = match.captured(1) == "-"_L1 ? u"-"_s : QString();
    for (const auto &[group, base] : {std::pair(2, 16), std::pair(3, 8), std::pair(4, 2)}) {
        if (match.capturedLength(group) == 0)
            continue;
        bool fits = false;
        const qulonglong whole = match.captured(group).remove(u'_').toULongLong(&fits, base);
        if (!fits)
            return failed(m_at, u"the number is too large in this notation; write it in decimal"_s);
        value.text = sign + QString::number(whole);
    }
    if (value.text.isEmpty()) {
        QString whole = match.captured(5).remove(u'_');
        QString fraction = match.captured(6).remove(u'_');
        if (whole.isEmpty())
            whole = u"0"_s;
        if (whole.size() > 1 && whole.startsWith(u'0') && fraction.isEmpty()
            && match.capturedLength(7) == 0 && whole.count(u'0') != whole.size())
            return failed(
                m_at, u"numbers do not begin with 0; put codes such as %1 in quotes"_s.arg(whole));
        while (whole.size() > 1 && whole.startsWith(u'0'))
            whole.remove(0, 1);
        if (fraction == "."_L1)
            fraction = u".0"_s;
        value.text = sign + whole + fraction + match.captured(7);
    }
    m_at += match.capturedEnd();
    m_pythonSigns += value.text != match.captured() ? 1 : 0;
    return value;
}

} // namespace Recloser
