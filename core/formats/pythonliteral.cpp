// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/pythonliteral.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = PythonValue::Kind;

constexpr int deepestNesting = 200;
constexpr qsizetype largestText = 16 * 1024 * 1024;

/// Recursive descent; the first error ends it.
class LiteralReader
{
public:
    explicit LiteralReader(QStringView text) : m_text(text) { }

    std::expected<PythonValue, FormatError> literal()
    {
        if (m_text.size() > largestText)
            return failed(0, u"the text is larger than 16 MiB; open the body as a file instead"_s);
        auto value = read(0);
        if (value)
            return ended(*std::move(value));
        return value;
    }

    std::expected<PythonValue, FormatError> call()
    {
        static const QRegularExpression head(
            u"^\\s*(?:[A-Za-z_]\\w*\\s*=\\s*)?(?:await\\s+)?[\\w.]*request\\s*\\("_s);
        const auto match = head.matchView(m_text.first(std::min<qsizetype>(m_text.size(), 1000)));
        if (!match.hasMatch())
            return failed(0, u"expected a call of request(...)"_s);
        PythonValue arguments{.kind = Kind::Dict};
        m_at = match.capturedEnd();
        while (true) {
            skipBlank();
            if (peek() == u')') {
                ++m_at;
                return ended(std::move(arguments));
            }
            const qsizetype begin = m_at;
            while (m_at < m_text.size()
                   && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'_'))
                ++m_at;
            if (m_at == begin)
                return failed(m_at,
                              u"expected an argument such as url=..., or \")\" to end the call"_s);
            PythonValue name{.kind = Kind::String,
                             .text = m_text.sliced(begin, m_at - begin).toString(),
                             .begin = begin,
                             .end = m_at};
            skipBlank();
            if (peek() != u'=')
                return failed(m_at, u"expected \"=\" after the name \"%1\""_s.arg(name.text));
            ++m_at;
            auto value = read(1);
            if (!value)
                return value;
            arguments.items.append(std::move(name));
            arguments.items.append(*std::move(value));
            skipBlank();
            if (peek() == u',')
                ++m_at;
            else if (peek() != u')')
                return failed(m_at, u"expected \",\" or \")\" after the argument"_s);
        }
    }

private:
    using Result = std::expected<PythonValue, FormatError>;

    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    std::unexpected<FormatError> failed(qsizetype at, const QString &message) const
    {
        const QStringView before = m_text.first(std::min(at, m_text.size()));
        const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
        return std::unexpected(
            FormatError{int(before.count(u'\n')) + 1, int(before.size() - lineStart) + 1, message});
    }

    Result ended(PythonValue value)
    {
        skipBlank();
        if (m_at < m_text.size() && peek() != u';')
            return failed(m_at,
                          u"expected nothing more after the request; remove what follows it"_s);
        return value;
    }

    void skipBlank()
    {
        while (m_at < m_text.size()) {
            if (m_text[m_at] == u'#') {
                ++m_pythonSigns;
                while (m_at < m_text.size() && m_text[m_at] != u'\n')
                    ++m_at;
            } else if (m_text[m_at].isSpace() || m_text[m_at] == QChar::ByteOrderMark) {
                m_pythonSigns += QStringView(u" \t\r\n").contains(m_text[m_at]) ? 0 : 1;
                ++m_at;
            } else if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size()
                       && (m_text[m_at + 1] == u'\n' || m_text[m_at + 1] == u'\r')) {
                ++m_pythonSigns;
                m_at += 2;
            } else {
                return;
            }
        }
    }

    Result read(int depth)
    {
        if (depth > deepestNesting)
            return failed(
                m_at,
                u"nested more than %1 deep; make the data flatter or send it from a file"_s.arg(
                    deepestNesting));
        skipBlank();
        const qsizetype begin = m_at;
        const int signsBefore = m_pythonSigns;
        Result value = readAt(depth);
        if (value) {
            value->begin = begin;
            value->end = m_at;
            value->isJson = m_pythonSigns == signsBefore;
        }
        return value;
    }

    Result readAt(int depth)
    {
        if (m_at >= m_text.size())
            return failed(m_at, u"the text ends where a value should be; complete it"_s);
        const QChar c = peek();
        if (c == u'{')
            return readDict(depth);
        if (c == u'[')
            return readItems(depth, Kind::List, u']');
        if (c == u'(')
            return readItems(depth, Kind::Tuple, u')');
        if (c == u'"' || c == u'\'')
            return readStrings();
        if (c.isDigit() || c == u'-' || c == u'+' || c == u'.')
            return readNumber();
        if (c.isLetter() || c == u'_')
            return readWord();
        return failed(
            m_at,
            u"expected a value: a text in quotes, a number, True, False, None, {...}, [...] or (...)"_s);
    }

    Result readDict(int depth)
    {
        PythonValue dict{.kind = Kind::Dict};
        ++m_at;
        bool isAfterComma = false;
        while (true) {
            skipBlank();
            if (peek() == u'}') {
                ++m_at;
                m_pythonSigns += isAfterComma ? 1 : 0;
                return dict;
            }
            if (m_at >= m_text.size())
                return failed(m_at, u"the dict is not closed; add \"}\""_s);
            const qsizetype keyAt = m_at;
            auto key = read(depth + 1);
            if (!key) {
                if (key.error().message.startsWith("expected a value"_L1)
                    || key.error().message.startsWith("unknown word"_L1))
                    return failed(keyAt, u"expected a key in quotes, or \"}\" to end the dict"_s);
                return key;
            }
            if (key->kind == Kind::Dict || key->kind == Kind::List || key->kind == Kind::Tuple)
                return failed(keyAt, u"expected a key in quotes; lists and dicts cannot be keys"_s);
            skipBlank();
            if (peek() != u':')
                return failed(m_at, u"expected \":\" after the key"_s);
            ++m_at;
            auto value = read(depth + 1);
            if (!value)
                return value;
            m_pythonSigns += key->kind == Kind::String ? 0 : 1;
            dict.items.append(*std::move(key));
            dict.items.append(*std::move(value));
            skipBlank();
            isAfterComma = peek() == u',';
            if (isAfterComma)
                ++m_at;
            else if (peek() != u'}')
                return failed(m_at, u"expected \",\" or \"}\" after the value"_s);
        }
    }

    Result readItems(int depth, Kind kind, QChar closing)
    {
        PythonValue list{.kind = kind};
        ++m_at;
        bool hasComma = false;
        bool isAfterComma = false;
        m_pythonSigns += kind == Kind::Tuple ? 1 : 0;
        while (true) {
            skipBlank();
            if (peek() == closing) {
                ++m_at;
                m_pythonSigns += isAfterComma ? 1 : 0;
                // (x) is x in brackets, only (x,) is a tuple.
                if (kind == Kind::Tuple && list.items.size() == 1 && !hasComma)
                    return list.items.takeFirst();
                return list;
            }
            if (m_at >= m_text.size())
                return failed(m_at,
                              u"the %1 is not closed; add \"%2\""_s
                                  .arg(kind == Kind::List ? u"list"_s : u"tuple"_s)
                                  .arg(closing));
            auto value = read(depth + 1);
            if (!value)
                return value;
            list.items.append(*std::move(value));
            skipBlank();
            isAfterComma = peek() == u',';
            if (isAfterComma) {
                ++m_at;
                hasComma = true;
            } else if (peek() != closing) {
                return failed(m_at, u"expected \",\" or \"%1\" after the value"_s.arg(closing));
            }
        }
    }

    /// Texts next to each other are one (Python reference, section 2.4.2).
    Result readStrings()
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

    std::optional<FormatError> readString(QString &text, bool isRaw)
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

    std::optional<FormatError> readEscape(QString &text)
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
                return failed(
                           begin,
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

    Result readNumber()
    {
        static const QRegularExpression number(
            u"^([+-]?)(?:0[xX]([0-9a-fA-F_]+)|0[oO]([0-7_]+)|0[bB]([01_]+)|"
            "((?:\\d[\\d_]*)?)(\\.[\\d_]*)?([eE][+-]?\\d+)?)(?![\\w.])"_s);
        const QStringView rest
            = m_text.sliced(m_at, std::min<qsizetype>(m_text.size() - m_at, 10'000));
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
                return failed(m_at,
                              u"the number is too large in this notation; write it in decimal"_s);
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
                    m_at,
                    u"numbers do not begin with 0; put codes such as %1 in quotes"_s.arg(whole));
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

    Result readWord()
    {
        const qsizetype begin = m_at;
        qsizetype end = m_at;
        while (end < m_text.size() && (m_text[end].isLetterOrNumber() || m_text[end] == u'_'))
            ++end;
        const QStringView word = m_text.sliced(begin, end - begin);
        const bool isString = end < m_text.size() && (m_text[end] == u'"' || m_text[end] == u'\'');
        if (isString
            && (word.compare(u"r", Qt::CaseInsensitive) == 0
                || word.compare(u"u", Qt::CaseInsensitive) == 0))
            return readStrings();
        if (isString) {
            return failed(
                begin,
                u"texts with the prefix \"%1\" cannot be read; write the finished text without it"_s
                    .arg(word));
        }
        m_at = end;
        m_pythonSigns += word.front().isUpper() ? 1 : 0;
        if (word == u"True" || word == u"true")
            return PythonValue{.kind = Kind::Bool, .isTrue = true};
        if (word == u"False" || word == u"false")
            return PythonValue{.kind = Kind::Bool};
        if (word == u"None" || word == u"null")
            return PythonValue{};
        return failed(begin,
                      u"unknown word \"%1\"; only True, False and None stand without quotes"_s.arg(
                          word.left(40)));
    }

    QStringView m_text;
    qsizetype m_at = 0;
    /// How much was read that JSON has not.
    int m_pythonSigns = 0;
};

} // namespace

const PythonValue *PythonValue::member(QStringView name) const
{
    for (qsizetype i = items.size() - 2; kind == Kind::Dict && i >= 0; i -= 2) {
        if (items[i].kind == Kind::String && items[i].text == name)
            return &items[i + 1];
    }
    return nullptr;
}

std::expected<PythonValue, FormatError> parsePythonLiteral(const QString &text)
{
    return LiteralReader(text).literal();
}

std::expected<PythonValue, FormatError> parsePythonCall(const QString &text)
{
    return LiteralReader(text).call();
}

QString jsonString(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\' + QString(c);
        else if (c == u'\n')
            result += u"\\n"_s;
        else if (c == u'\t')
            result += u"\\t"_s;
        else if (c == u'\r')
            result += u"\\r"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            result += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            result += c;
    }
    return result + u'"';
}

QString pythonString(const QString &text)
{
    // As repr() chooses: double quotes only where that saves escapes. JSON's escapes are Python's
    // too.
    if (text.contains(u'\'') && !text.contains(u'"'))
        return jsonString(text);
    QString result = jsonString(text);
    result = result.sliced(1).chopped(1).replace("\\\""_L1, "\""_L1).replace(u'\'', u"\\'"_s);
    return u'\'' + result + u'\'';
}

namespace {

struct Notation
{
    QStringView none;
    QStringView yes;
    QStringView no;
    QString (*string)(const QString &);
    bool isPython;
};

void writeValue(QString &out, const PythonValue &value, const Notation &notation)
{
    switch (value.kind) {
    case Kind::None:
        out += notation.none;
        return;
    case Kind::Bool:
        out += value.isTrue ? notation.yes : notation.no;
        return;
    case Kind::Number:
        out += value.text;
        return;
    case Kind::String:
        out += notation.string(value.text);
        return;
    case Kind::List:
    case Kind::Tuple: {
        const bool isTuple = value.kind == Kind::Tuple && notation.isPython;
        out += isTuple ? u'(' : u'[';
        for (qsizetype i = 0; i < value.items.size(); ++i) {
            out += i > 0 ? u", "_s : QString();
            writeValue(out, value.items[i], notation);
        }
        if (isTuple && value.items.size() == 1)
            out += u',';
        out += isTuple ? u')' : u']';
        return;
    }
    case Kind::Dict:
        out += u'{';
        for (qsizetype i = 0; i + 1 < value.items.size(); i += 2) {
            out += i > 0 ? u", "_s : QString();
            const PythonValue &key = value.items[i];
            // JSON has only texts as keys; json.dumps() writes the others the same way.
            if (notation.isPython || key.kind == Kind::String) {
                writeValue(out, key, notation);
            } else {
                QString text;
                writeValue(text, key, notation);
                out += notation.string(text);
            }
            out += u": "_s;
            writeValue(out, value.items[i + 1], notation);
        }
        out += u'}';
        return;
    }
}

} // namespace

QString toJsonText(const PythonValue &value)
{
    QString text;
    writeValue(text, value, {u"null", u"true", u"false", jsonString, false});
    return text;
}

QString toPythonText(const PythonValue &value)
{
    QString text;
    writeValue(text, value, {u"None", u"True", u"False", pythonString, true});
    return text;
}

} // namespace Recloser
