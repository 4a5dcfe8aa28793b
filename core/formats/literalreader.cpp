// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/literalreader.h"

#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestNesting = 200;
constexpr qsizetype largestText = 16 * 1024 * 1024;

} // namespace

std::expected<PythonValue, FormatError> LiteralReader::literal()
{
    if (m_text.size() > largestText)
        return failed(0, u"the text is larger than 16 MiB; open the body as a file instead"_s);
    auto value = read(0);
    if (value)
        return ended(*std::move(value));
    return value;
}

std::expected<PythonValue, FormatError> LiteralReader::call()
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
        while (m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'_'))
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

std::unexpected<FormatError> LiteralReader::failed(qsizetype at, const QString &message) const
{
    const QStringView before = m_text.first(std::min(at, m_text.size()));
    const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
    return std::unexpected(
        FormatError{int(before.count(u'\n')) + 1, int(before.size() - lineStart) + 1, message});
}

LiteralReader::Result LiteralReader::ended(PythonValue value)
{
    skipBlank();
    if (m_at < m_text.size() && peek() != u';')
        return failed(m_at, u"expected nothing more after the request; remove what follows it"_s);
    return value;
}

void LiteralReader::skipBlank()
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

LiteralReader::Result LiteralReader::read(int depth)
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

LiteralReader::Result LiteralReader::readAt(int depth)
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
        return readWord(depth);
    return failed(
        m_at,
        u"expected a value: a text in quotes, a number, True, False, None, {...}, [...] or (...)"_s);
}

LiteralReader::Result LiteralReader::readDict(int depth)
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

LiteralReader::Result LiteralReader::readItems(int depth, Kind kind, QChar closing)
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

LiteralReader::Result LiteralReader::readWord(int depth)
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
    // The one object that requests are written with (aiohttp's manual, "BasicAuth").
    for (const QStringView name : {u"aiohttp.BasicAuth", u"BasicAuth"}) {
        if (m_text.sliced(begin).startsWith(QString(name + u'('))) {
            m_at = begin + name.size();
            ++m_pythonSigns;
            return readItems(depth, Kind::Tuple, u')');
        }
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

} // namespace Recloser
