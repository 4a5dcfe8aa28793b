// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/expectedkeys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

const auto patternHeader = "pattern:"_L1;
const auto pythonHeader = "python:"_L1;
const auto noMatch = "(no match)"_L1;

bool needsEscape(const QString &text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate())
        return at + 1 == text.size() || !text[at + 1].isLowSurrogate();
    if (c.isLowSurrogate())
        return at == 0 || !text[at - 1].isHighSurrogate();
    return c.category() == QChar::Other_Control || c == QChar::ByteOrderMark
        || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

QString quoted(const QString &text)
{
    QString result = u"\""_s;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (needsEscape(text, i))
            result += u"\\u%1"_s.arg(uint(text[i].unicode()), 4, 16, QChar(u'0'));
        else if (text[i] == u'"' || text[i] == u'\\')
            result += u"\\"_s + text[i];
        else
            result += text[i];
    }
    return result + u'"';
}

/// As it is where that reads as the same, else a JSON string.
QString written(const QString &text)
{
    bool isPlain = !text.isEmpty() && text == text.trimmed() && !text.startsWith(u'"');
    for (qsizetype i = 0; isPlain && i < text.size(); ++i)
        isPlain = !needsEscape(text, i);
    return isPlain ? text : quoted(text);
}

QString writtenUrl(const QString &url)
{
    return url.startsWith(u'#') || url.startsWith(patternHeader) || url.startsWith(pythonHeader)
        ? quoted(url)
        : written(url);
}

QString writtenKey(const std::optional<QString> &key)
{
    if (!key)
        return noMatch;
    return *key == noMatch ? quoted(*key) : written(*key);
}

/// Reads one file, line by line.
class Reader
{
public:
    std::expected<ExpectedKeys, FormatError> read(const QString &text)
    {
        m_keys.hasReturns = text.contains("\r\n"_L1);
        const QList<QStringView> lines = QStringView(text).split(u'\n');
        for (qsizetype i = 0; i < lines.size() && !m_error; ++i) {
            QStringView line = lines[i];
            if (line.endsWith(u'\r'))
                line.chop(1);
            // Behind the last line feed there is no line.
            if (i > 0 && i + 1 == lines.size() && line.isEmpty())
                break;
            m_number = int(i) + 1;
            readLine(line);
        }
        if (!m_error && !m_hasPattern)
            fail(0, u"the file names no pattern: write \"pattern: ...\" before the first URL"_s);
        if (m_error)
            return std::unexpected(*m_error);
        m_keys.after = m_comments;
        return m_keys;
    }

private:
    void readLine(QStringView line)
    {
        if (line.trimmed().isEmpty() || line.startsWith(u'#')) {
            m_comments += line;
            m_comments += u'\n';
        } else if (m_keys.rows.isEmpty() && line.startsWith(patternHeader)) {
            if (m_hasPattern)
                return fail(0, u"a second pattern: one file holds one, move this to another"_s);
            m_hasPattern = true;
            m_keys.header = std::exchange(m_comments, {});
            m_keys.pattern = cell(line, patternHeader.size(), false);
        } else if (m_keys.rows.isEmpty() && line.startsWith(pythonHeader)) {
            if (!m_hasPattern)
                return fail(0, u"\"python:\" stands behind \"pattern:\", move it there"_s);
            if (!m_keys.python.isEmpty())
                return fail(0, u"a second \"python:\", remove one"_s);
            m_keys.middle = std::exchange(m_comments, {});
            m_keys.python = cell(line, pythonHeader.size(), true);
            if (!m_error && m_keys.python.isEmpty())
                fail(line.size(), u"no version: write 3.8 to 3.14, or remove the line"_s);
        } else {
            readRow(line);
        }
    }

    void readRow(QStringView line)
    {
        if (!m_hasPattern)
            return fail(0, u"a URL before the pattern: write \"pattern: ...\" above it"_s);
        const qsizetype tab = line.indexOf(u'\t');
        if (tab < 0)
            return fail(line.size(),
                        u"no key: write a tab and the key behind the URL, or (no match)"_s);
        ExpectedKey row{
            .before = std::exchange(m_comments, {}), .line = line.toString(), .number = m_number};
        row.url = cell(line.first(tab), 0, true);
        qsizetype begin = tab;
        while (begin < line.size() && line[begin] == u'\t')
            ++begin;
        const QStringView key = line.sliced(begin);
        if (key.contains(u'\t'))
            return fail(begin + key.indexOf(u'\t'),
                        u"a third column: a line is a URL, a tab and a key"_s);
        if (key.trimmed().isEmpty())
            return fail(begin, u"no key: write the key, (no match), or \"\" for the empty one"_s);
        if (key.trimmed() != noMatch)
            row.key = cell(line, begin, true);
        m_keys.rows.append(row);
    }

    /// What stands from `begin` to the end of the line, plain or as a JSON string.
    QString cell(QStringView line, qsizetype begin, bool trims)
    {
        QStringView text = line.sliced(begin);
        if (trims)
            text = text.trimmed();
        else if (text.startsWith(u' '))
            text = text.sliced(1);
        if (!text.trimmed().startsWith(u'"'))
            return text.toString();
        QJsonParseError error;
        const QByteArray json = "[" + text.toUtf8() + "]";
        const QJsonArray array = QJsonDocument::fromJson(json, &error).array();
        if (array.size() == 1 && array[0].isString())
            return array[0].toString();
        fail(begin + line.sliced(begin).indexOf(u'"'),
             u"not a JSON string, which everything that begins with a quote is: write \\\" for "
             "a quote and \\\\ for a backslash in it"_s);
        return {};
    }

    void fail(qsizetype column, const QString &message)
    {
        if (!m_error)
            m_error = FormatError{m_number, int(column) + 1, message};
    }

    ExpectedKeys m_keys;
    QString m_comments;
    std::optional<FormatError> m_error;
    int m_number = 1;
    bool m_hasPattern = false;
};

} // namespace

std::expected<ExpectedKeys, FormatError> parseExpectedKeys(const QByteArray &file)
{
    QStringDecoder decoder(QStringDecoder::Utf8); // which drops a byte order mark
    const QString text = decoder(file);
    if (decoder.hasError()) {
        int number = 0;
        for (const QByteArray &line : file.split('\n')) {
            ++number;
            QStringDecoder one(QStringDecoder::Utf8);
            const QString decoded = one(line);
            if (one.hasError())
                return std::unexpected(
                    FormatError{number, int(decoded.indexOf(QChar::ReplacementCharacter)) + 1,
                                u"not UTF-8: save the file in that encoding"_s});
        }
    }
    return Reader().read(text);
}

QByteArray toFile(const ExpectedKeys &keys)
{
    const auto header = [](QLatin1StringView name, const QString &value) -> QString {
        return name + u' ' + value + u'\n';
    };
    QString text = keys.header + header(patternHeader, written(keys.pattern));
    if (!keys.python.isEmpty())
        text += keys.middle + header(pythonHeader, written(keys.python));
    for (const ExpectedKey &row : keys.rows) {
        QString line = writtenUrl(row.url) + u'\t' + writtenKey(row.key);
        if (!row.line.isEmpty()) {
            const auto read = Reader().read(header(patternHeader, u"x"_s) + row.line + u'\n');
            if (read && read->rows.size() == 1 && read->rows[0].url == row.url
                && read->rows[0].key == row.key)
                line = row.line;
        }
        text += row.before + line + u'\n';
    }
    text += keys.after;
    if (keys.hasReturns)
        text.replace(u'\n', "\r\n"_L1);
    return text.toUtf8();
}

} // namespace Recloser
