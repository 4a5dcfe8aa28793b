// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keyjson.h"

#include <QStringDecoder>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Reads one line by the grammar of RFC 8259. After an error nothing more is read.
class LineReader
{
public:
    explicit LineReader(QByteArrayView line)
        : m_at(line.begin())
        , m_begin(line.begin())
        , m_end(line.end())
    {
    }

    std::expected<KeyQuestion, KeyQuestionError> read()
    {
        KeyQuestion question;
        bool hasUrl = false;
        readMembers(question, hasUrl);
        if (!m_error && m_at != m_end)
            fail(u"text behind the object"_s);
        if (!m_error && !hasUrl) {
            m_at = m_begin;
            fail(u"no \"url\""_s);
        }
        if (m_error)
            return std::unexpected(*m_error);
        return question;
    }

private:
    void readMembers(KeyQuestion &question, bool &hasUrl)
    {
        skipBlanks();
        if (!take('{'))
            return fail(u"not an object"_s);
        skipBlanks();
        if (take('}'))
            return skipBlanks();
        do {
            skipBlanks();
            const QString name = readString(u"the name of a member"_s);
            skipBlanks();
            if (m_error)
                return;
            if (!take(':'))
                return fail(u"a colon is missing"_s);
            skipBlanks();
            if (name == "url"_L1) {
                question.url = readString(u"\"url\" as a string"_s);
                hasUrl = true;
            } else if (name == "pattern"_L1) {
                question.pattern.reset();
                if (!takeWord("null"))
                    question.pattern = readString(u"\"pattern\" as a string or null"_s);
            } else {
                skipValue(0);
            }
            skipBlanks();
        } while (!m_error && take(','));
        if (!m_error && !take('}'))
            return fail(m_at == m_end ? u"the object does not end"_s
                                      : u"neither a comma nor a closing brace"_s);
        skipBlanks();
    }

    void skipBlanks()
    {
        while (m_at < m_end && isBlank(*m_at))
            ++m_at;
    }

    bool take(char c)
    {
        if (m_error || m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }

    bool takeWord(QByteArrayView word)
    {
        if (!QByteArrayView(m_at, m_end - m_at).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }

    QString readString(const QString &expected)
    {
        if (!take('"')) {
            fail(u"not "_s + expected);
            return {};
        }
        QString text;
        for (;;) {
            const char *from = m_at;
            while (m_at < m_end && *m_at != '"' && *m_at != '\\' && uchar(*m_at) >= 0x20)
                ++m_at;
            if (m_at > from)
                appendUtf8(text, QByteArrayView(from, m_at - from));
            if (m_error)
                return {};
            if (m_at == m_end) {
                fail(u"a string does not end"_s);
                return {};
            }
            if (take('"'))
                return text;
            if (*m_at != '\\') {
                fail(u"a control character in a string, which is to be written as an escape"_s);
                return {};
            }
            readEscape(text);
            if (m_error)
                return {};
        }
    }

    void appendUtf8(QString &text, QByteArrayView bytes)
    {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(bytes);
        if (decoder.hasError())
            return fail(u"not UTF-8"_s);
        if (text.isEmpty())
            text = decoded;
        else
            text += decoded;
    }

    void readEscape(QString &text)
    {
        ++m_at;
        const char c = m_at < m_end ? *m_at : '\0';
        constexpr QByteArrayView letters = "\"\\/bfnrt";
        constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
        if (c == 'u') {
            uint value = 0;
            for (int i = 1; i <= 4; ++i) {
                const char digit = m_at + i < m_end ? *(m_at + i) : 'x';
                const char lower = digit | 0x20;
                const bool isLetter = lower >= 'a' && lower <= 'f';
                if (!isLetter && (digit < '0' || digit > '9'))
                    return fail(u"\\u has four hexadecimal digits"_s);
                value = value * 16 + uint(isLetter ? lower - 'a' + 10 : digit - '0');
            }
            text += QChar(char16_t(value));
            m_at += 5;
            return;
        }
        const qsizetype index = c == '\0' ? -1 : letters.indexOf(c);
        if (index < 0)
            return fail(u"an escape JSON does not have: a backslash is \\\\"_s);
        text += QLatin1Char(meanings[index]);
        ++m_at;
    }

    void skipValue(int depth)
    {
        constexpr int deepest = 200;
        if (depth > deepest)
            return fail(u"nested more than 200 deep"_s);
        const char c = m_at < m_end ? *m_at : '\0';
        if (c == '"') {
            readString({});
        } else if (c == '{' || c == '[') {
            skipContainer(c == '{', depth);
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            skipNumber();
        } else if (!takeWord("true") && !takeWord("false") && !takeWord("null")) {
            fail(u"not a value"_s);
        }
    }

    void skipContainer(bool isObject, int depth)
    {
        ++m_at;
        const char close = isObject ? '}' : ']';
        skipBlanks();
        if (take(close))
            return;
        do {
            skipBlanks();
            if (isObject) {
                readString(u"the name of a member"_s);
                skipBlanks();
                if (!m_error && !take(':'))
                    return fail(u"a colon is missing"_s);
                skipBlanks();
            }
            if (m_error)
                return;
            skipValue(depth + 1);
            skipBlanks();
        } while (take(','));
        if (!m_error && !take(close))
            fail(u"neither a comma nor a closing bracket"_s);
    }

    void skipDigits()
    {
        const char *from = m_at;
        while (m_at < m_end && *m_at >= '0' && *m_at <= '9')
            ++m_at;
        if (m_at == from)
            fail(u"a number without digits"_s);
    }

    void skipNumber()
    {
        take('-');
        if (!take('0'))
            skipDigits();
        if (take('.'))
            skipDigits();
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            skipDigits();
        }
    }

    void fail(const QString &message)
    {
        if (!m_error)
            m_error = KeyQuestionError{m_at - m_begin + 1, message};
    }

    const char *m_at;
    const char *m_begin;
    const char *m_end;
    std::optional<KeyQuestionError> m_error;
};

void appendEscape(QByteArray &to, char16_t c)
{
    constexpr char digits[] = "0123456789abcdef";
    switch (c) {
    case u'"':
        to += "\\\"";
        break;
    case u'\\':
        to += "\\\\";
        break;
    case u'\n':
        to += "\\n";
        break;
    case u'\r':
        to += "\\r";
        break;
    case u'\t':
        to += "\\t";
        break;
    default:
        to += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4)
            to += digits[(c >> shift) & 0xf];
        break;
    }
}

void appendNumber(QByteArray &to, qsizetype number)
{
    to += QByteArray::number(number);
}

void appendError(QByteArray &to, const KeyError &error)
{
    to += "{\"message\":";
    appendJson(to, error.message);
    to += ",\"position\":";
    if (error.position)
        appendNumber(to, *error.position);
    else
        to += "null";
    to += '}';
}

} // namespace

std::expected<KeyQuestion, KeyQuestionError> parseKeyQuestion(QByteArrayView line)
{
    return LineReader(line).read();
}

void appendJson(QByteArray &to, QStringView text)
{
    to += '"';
    qsizetype plain = 0;
    const auto flush = [&](qsizetype end) {
        if (end > plain)
            to += text.sliced(plain, end - plain).toUtf8();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
        } else if (c < 0x20 || c == u'"' || c == u'\\' || QChar::isSurrogate(c)) {
            flush(i);
            appendEscape(to, c);
            plain = i + 1;
        }
    }
    flush(text.size());
    to += '"';
}

void appendJson(QByteArray &to, std::string_view utf8)
{
    to += '"';
    for (const char c : utf8) {
        if (uchar(c) < 0x20 || c == '"' || c == '\\')
            appendEscape(to, char16_t(uchar(c)));
        else
            to += c;
    }
    to += '"';
}

void appendJson(QByteArray &to, const KeyResult &result)
{
    to += "{\"key\":";
    if (result.key.isNull())
        to += "null";
    else
        appendJson(to, result.key);
    to += ",\"source\":\"";
    to += keySourceName(result.source).toLatin1();
    to += "\",\"span\":";
    if (result.span) {
        to += '[';
        appendNumber(to, result.span->begin);
        to += ',';
        appendNumber(to, result.span->end);
        to += ']';
    } else {
        to += "null";
    }
    to += ",\"error\":";
    if (result.error)
        appendError(to, *result.error);
    else
        to += "null";
    to += ",\"warnings\":[";
    for (qsizetype i = 0; i < result.warnings.size(); ++i) {
        if (i > 0)
            to += ',';
        appendJson(to, result.warnings[i]);
    }
    to += "]}\n";
}

} // namespace Recloser
