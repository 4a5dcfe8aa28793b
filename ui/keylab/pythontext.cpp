// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/pythontext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isPrintable(char16_t c)
{
    return c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0) && !QChar::isSurrogate(c)
        && c != 0x2028 && c != 0x2029;
}

QString escaped(const QString &text)
{
    QString literal = u"\""_s;
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit == '"' || unit == '\\')
            literal += u'\\' + QString(c);
        else if (unit == '\n')
            literal += "\\n"_L1;
        else if (isPrintable(unit) || c.isSurrogate())
            literal += c;
        else
            literal += u"\\u%1"_s.arg(uint(unit), 4, 16, QLatin1Char('0'));
    }
    return literal + u'"';
}

} // namespace

QString pythonLiteral(const QString &text)
{
    qsizetype backslashes = 0;
    while (backslashes < text.size() && text.at(text.size() - 1 - backslashes) == u'\\')
        ++backslashes;
    const bool isRaw = backslashes % 2 == 0 && std::ranges::all_of(text, [](QChar c) {
                           return isPrintable(c.unicode()) || c.isSurrogate();
                       });
    // In a raw literal a quote cannot be escaped without its backslash staying in the text.
    if (isRaw && !text.contains(u'"'))
        return u"r\"%1\""_s.arg(text);
    if (isRaw && !text.contains(u'\''))
        return u"r'%1'"_s.arg(text);
    return escaped(text);
}

QString pythonSnippet(const QString &pattern)
{
    return u"import re\n\nmatch = re.search(%1, url)\nkey = match.group(0) if match else url\n"_s
        .arg(pythonLiteral(pattern));
}

QString cbConfigSnippet(const QString &pattern)
{
    const QByteArray list = QJsonDocument(QJsonArray{pattern}).toJson(QJsonDocument::Compact);
    const QString literal = QString::fromUtf8(list.sliced(1, list.size() - 2));
    return u"\"cb_config\": {\"regex_pattern\": %1}"_s.arg(literal);
}

QString pythonTest(const QString &pattern, const QList<std::pair<QString, WantedKey>> &keys)
{
    QString rows;
    for (const auto &[url, key] : keys)
        rows += u"    (%1, %2),\n"_s.arg(pythonLiteral(url), key ? pythonLiteral(*key) : u"None"_s);
    return uR"(import re

import pytest

PATTERN = re.compile()"_s
        + pythonLiteral(pattern) + uR"()

KEYS = [
)"_s + rows
        + uR"(]


@pytest.mark.parametrize(("url", "key"), KEYS)
def test_circuit_key(url, key):
    match = PATTERN.search(url)
    assert (match.group(0) if match else None) == key
)"_s;
}

} // namespace Recloser
