// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/shellreader.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

int hexDigit(QChar c)
{
    const char16_t u = c.unicode();
    return u >= u'0' && u <= u'9' ? u - u'0'
        : u >= u'a' && u <= u'f'  ? u - u'a' + 10
        : u >= u'A' && u <= u'F'  ? u - u'A' + 10
                                  : -1;
}

bool isNameCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
        || c == u'_';
}

/// POSIX words, with bash's `$'...'`.
class PosixReader
{
public:
    explicit PosixReader(const QString &text) : m_text(text) { }

    ShellReading read();

private:
    QChar at(qsizetype offset) const
    {
        return m_at + offset < m_text.size() ? m_text[m_at + offset] : QChar();
    }
    bool startsWith(QStringView sign) const { return m_text.sliced(m_at).startsWith(sign); }
    void unclosed(qsizetype from)
    {
        m_out.note(ShellNote::Kind::UnclosedQuote, m_text.sliced(from).left(40).toString());
    }

    void readSign();
    void readSingleQuotes();
    void readDoubleQuotes();
    void readAnsiQuotes();
    void readAnsiEscape(QByteArray &bytes);
    /// An expansion at a `$` or back-tick, kept as it is written; false when it is none.
    bool readExpansion();
    void readHereDocument();
    void readHereDocuments();

    QStringView m_text;
    qsizetype m_at = 0;
    ShellGatherer m_out;
    /// Where a here-document ends that the line has announced.
    std::optional<QString> m_delimiter;
    bool m_stripsTabs = false;
};

ShellReading PosixReader::read()
{
    while (m_at < m_text.size()) {
        const QChar c = m_text[m_at];
        if (c == u'\\') {
            if (at(1) == u'\n' || (at(1) == u'\r' && at(2) == u'\n')) {
                m_at += at(1) == u'\r' ? 3 : 2;
            } else {
                m_out.add(at(1).isNull() ? c : at(1));
                m_at += 2;
            }
        } else if (c == u'\n') {
            readHereDocuments();
        } else if (c.isSpace()) {
            m_out.endWord();
            ++m_at;
        } else if (c == u'#' && !m_out.isInWord()) {
            while (m_at < m_text.size() && m_text[m_at] != u'\n')
                ++m_at;
        } else if (c == u'\'') {
            readSingleQuotes();
        } else if (c == u'"' || (c == u'$' && at(1) == u'"')) {
            m_at += c == u'$' ? 1 : 0;
            readDoubleQuotes();
        } else if (c == u'$' && at(1) == u'\'') {
            readAnsiQuotes();
        } else if (QStringView(u";&|<>()").contains(c)) {
            readSign();
        } else if (!readExpansion()) {
            m_out.add(c);
            ++m_at;
        }
    }
    return m_out.take();
}

void PosixReader::readSign()
{
    // A number directly in front of it is a file descriptor.
    const QStringView word = m_out.word();
    const bool isDescriptor = m_out.isInWord() && word.size() == 1 && word[0].isDigit();
    const QChar c = m_text[m_at];
    if (c == u'<' || c == u'>' || (c == u'&' && at(1) == u'>')) {
        if (startsWith(u"<<") && !startsWith(u"<<<")) {
            readHereDocument();
            return;
        }
        if (isDescriptor)
            m_out.dropWord();
        qsizetype size = c == u'&' ? 2 : 1;
        while (at(size) == c || at(size) == u'&' || at(size) == u'|' || at(size) == u'>')
            ++size;
        m_out.redirect(m_text.sliced(m_at, size));
        m_at += size;
        return;
    }
    m_out.endCommand();
    ++m_at;
}

void PosixReader::readHereDocument()
{
    m_out.endWord();
    m_at += 2;
    m_stripsTabs = at(0) == u'-';
    m_at += m_stripsTabs ? 1 : 0;
    while (at(0) == u' ' || at(0) == u'\t')
        ++m_at;
    QString delimiter;
    for (QChar c = at(0); !c.isNull() && !c.isSpace() && !QStringView(u";&|<>").contains(c);
         c = at(0)) {
        if (!QStringView(u"'\"\\").contains(c))
            delimiter += c;
        ++m_at;
    }
    m_delimiter = delimiter;
}

void PosixReader::readHereDocuments()
{
    ++m_at;
    if (m_delimiter) {
        QString document;
        while (m_at < m_text.size()) {
            qsizetype end = m_text.indexOf(u'\n', m_at);
            end = end < 0 ? m_text.size() : end;
            QStringView line = m_text.sliced(m_at, end - m_at);
            m_at = std::min(end + 1, m_text.size());
            while (m_stripsTabs && line.startsWith(u'\t'))
                line = line.sliced(1);
            if (line == *m_delimiter)
                break;
            document += line;
            document += u'\n';
        }
        m_out.setInputText(document);
        m_delimiter.reset();
    }
    m_out.endCommand();
}

void PosixReader::readSingleQuotes()
{
    const qsizetype begin = m_at;
    const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
    m_out.begin();
    if (end < 0)
        unclosed(begin);
    const qsizetype stop = end < 0 ? m_text.size() : end;
    m_out.add(m_text.sliced(begin + 1, stop - begin - 1));
    m_at = stop + 1;
}

void PosixReader::readDoubleQuotes()
{
    const qsizetype begin = m_at++;
    m_out.begin();
    while (m_at < m_text.size()) {
        const QChar c = m_text[m_at];
        if (c == u'"') {
            ++m_at;
            return;
        }
        if (c == u'\\' && at(1) == u'\n') {
            m_at += 2;
        } else if (c == u'\\' && !at(1).isNull() && QStringView(u"$`\"\\").contains(at(1))) {
            m_out.add(at(1));
            m_at += 2;
        } else if (!readExpansion()) {
            m_out.add(c);
            ++m_at;
        }
    }
    unclosed(begin);
}

void PosixReader::readAnsiQuotes()
{
    const qsizetype begin = m_at;
    m_at += 2;
    m_out.begin();
    QByteArray bytes;
    bool isClosed = false;
    while (m_at < m_text.size() && !isClosed) {
        if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size()) {
            ++m_at;
            readAnsiEscape(bytes);
            continue;
        }
        isClosed = m_text[m_at] == u'\'';
        if (!isClosed) {
            const bool isPair = m_text[m_at].isHighSurrogate() && at(1).isLowSurrogate();
            bytes += m_text.sliced(m_at, isPair ? 2 : 1).toUtf8();
            m_at += isPair ? 1 : 0;
        }
        ++m_at;
    }
    if (!isClosed)
        unclosed(begin);
    m_out.add(QString::fromUtf8(bytes));
}

/// Behind the backslash (bash manual, section 3.1.2.4).
void PosixReader::readAnsiEscape(QByteArray &bytes)
{
    static constexpr QStringView letters = u"abeEfnrtv\\'\"?";
    static constexpr char meanings[] = "\a\b\x1b\x1b\f\n\r\t\v\\'\"?";
    const QChar c = m_text[m_at++];
    if (const qsizetype index = letters.indexOf(c); index >= 0) {
        bytes += meanings[index];
        return;
    }
    const auto number = [this](int base, int mostDigits) {
        char32_t value = 0;
        int digits = 0;
        for (int d = hexDigit(at(0)); digits < mostDigits && d >= 0 && d < base;
             d = hexDigit(at(0)), ++digits) {
            value = value * static_cast<char32_t>(base) + static_cast<char32_t>(d);
            ++m_at;
        }
        return digits > 0 ? std::optional(value) : std::nullopt;
    };
    const auto addByte = [&bytes](char32_t value) { bytes += static_cast<char>(value & 0xff); };
    if (c >= u'0' && c <= u'7') {
        --m_at;
        addByte(number(8, 3).value_or(0));
    } else if (c == u'x' || c == u'u' || c == u'U') {
        const auto value = number(16, c == u'x' ? 2 : c == u'u' ? 4 : 8);
        if (!value)
            bytes += '\\' + QString(c).toUtf8();
        else if (c == u'x')
            addByte(*value);
        else if (*value <= 0x10ffff && (*value < 0xd800 || *value > 0xdfff))
            bytes += QString::fromUcs4(&*value, 1).toUtf8();
        else
            bytes += "\xef\xbf\xbd";
    } else if (c == u'c' && m_at < m_text.size()) {
        addByte(m_text[m_at++].unicode() & 0x1f);
    } else {
        bytes += '\\' + QString(c).toUtf8();
    }
}

bool PosixReader::readExpansion()
{
    const QChar c = m_text[m_at];
    qsizetype end = m_at;
    if (c == u'`') {
        end = m_text.indexOf(u'`', m_at + 1) + 1;
    } else if (c == u'$' && (at(1) == u'(' || at(1) == u'{')) {
        const QChar open = at(1);
        const QChar close = open == u'(' ? u')' : u'}';
        int depth = 0;
        for (qsizetype i = m_at + 1; i < m_text.size() && end == m_at; ++i) {
            depth += m_text[i] == open ? 1 : m_text[i] == close ? -1 : 0;
            if (depth == 0)
                end = i + 1;
        }
    } else if (c == u'$' && (isNameCharacter(at(1)) || QStringView(u"@*?!").contains(at(1)))
               && !at(1).isNull()) {
        end = m_at + 2;
        while (isNameCharacter(at(1)) && !at(1).isDigit() && end < m_text.size()
               && isNameCharacter(m_text[end]))
            ++end;
    } else {
        return false;
    }
    if (end <= m_at)
        return false;
    const QStringView expansion = m_text.sliced(m_at, end - m_at);
    m_out.note(ShellNote::Kind::Expansion, expansion.toString());
    m_out.add(expansion);
    m_at = end;
    return true;
}

} // namespace

ShellReading readPosix(const QString &text)
{
    return PosixReader(text).read();
}

} // namespace Recloser
