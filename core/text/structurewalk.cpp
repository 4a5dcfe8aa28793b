// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/structurewalk.h"

#include <algorithm>

namespace Recloser {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool endsScalar(char c)
{
    return isBlank(c) || c == ',' || c == ']' || c == '}' || c == '\x1e';
}

qint64 pastBlanks(QByteArrayView text, qint64 at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

/// Behind the last quote of the string that begins at `at`; -1 where that is not known.
qint64 stringEnd(QByteArrayView text, qint64 at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return -1;
}

ItemKind kindOf(char c)
{
    switch (c) {
    case '{':
        return ItemKind::Object;
    case '[':
        return ItemKind::Array;
    case '"':
        return ItemKind::String;
    case 't':
        return ItemKind::True;
    case 'f':
        return ItemKind::False;
    case 'n':
        return ItemKind::Null;
    default:
        return ItemKind::Number;
    }
}

bool isValueStart(char c)
{
    return c == '{' || c == '[' || c == '"' || c == 't' || c == 'f' || c == 'n' || c == '-'
        || (c >= '0' && c <= '9');
}

} // namespace

StructureWalk::StructureWalk(StructureLanguage language, const StructureItem &container)
    : m_language(language)
    , m_container(container.kind)
    , m_at(container.valueBegin)
{
    if (container.kind == ItemKind::Element) {
        m_phase = Phase::Tag;
        m_at = container.nameEnd;
    } else if (container.kind != ItemKind::Document) {
        ++m_at;
    }
}

StructureWalk::Step StructureWalk::next(QByteArrayView known, StructureItem &item)
{
    if (m_phase == Phase::Inside && !passLast(known))
        return Step::More;
    if (m_phase == Phase::Done)
        return Step::End;
    return m_language == StructureLanguage::Xml ? nextXml(known, item) : nextJson(known, item);
}

bool StructureWalk::passLast(QByteArrayView known)
{
    if (m_phase != Phase::Inside)
        return true;
    const bool passed = m_language == StructureLanguage::Xml ? passElement(known) : passJson(known);
    if (passed)
        m_phase = Phase::Between;
    return passed;
}

StructureWalk::Step StructureWalk::nextJson(QByteArrayView known, StructureItem &item)
{
    const bool isObject = m_container == ItemKind::Object;
    const bool isSequence
        = m_container == ItemKind::Document && m_language == StructureLanguage::JsonLines;
    while (m_at < known.size()
           && (isBlank(known[m_at]) || known[m_at] == ',' || (isSequence && known[m_at] == '\x1e')))
        ++m_at;
    if (m_at >= known.size())
        return Step::More;
    if (isObject ? known[m_at] != '"' : !isValueStart(known[m_at]))
        return end();
    item = {};
    item.begin = item.nameBegin = item.nameEnd = m_at;
    qint64 value = m_at;
    if (isObject) {
        item.nameEnd = stringEnd(known, m_at);
        if (item.nameEnd < 0)
            return Step::More;
        value = pastBlanks(known, item.nameEnd);
        if (value < known.size() && known[value] == ':')
            value = pastBlanks(known, value + 1);
        if (value >= known.size())
            return Step::More;
        if (!isValueStart(known[value]))
            return end();
    }
    item.kind = m_passing = kindOf(known[value]);
    item.valueBegin = value;
    m_at = value;
    m_phase = Phase::Inside;
    m_depth = 0;
    m_reader = {};
    return Step::Item;
}

bool StructureWalk::passJson(QByteArrayView known)
{
    const bool isString = m_passing == ItemKind::String;
    if (!isString && m_passing != ItemKind::Object && m_passing != ItemKind::Array) {
        while (m_at < known.size() && !endsScalar(known[m_at]))
            ++m_at;
        return m_at < known.size();
    }
    while (m_at < known.size()) {
        const qint64 count = std::min(JsonBlockReader::width, qint64(known.size()) - m_at);
        const JsonBlock block = m_reader.read(known.data() + m_at, count);
        if (isString) {
            quint64 quotes = block.quotes;
            if (m_depth == 0 && quotes != 0) {
                m_depth = 1;
                quotes &= quotes - 1;
            }
            if (quotes != 0) {
                m_at += std::countr_zero(quotes) + 1;
                return true;
            }
        } else if (m_depth > std::popcount(block.closes)) {
            m_depth += std::popcount(block.opens) - std::popcount(block.closes);
        } else {
            for (quint64 bits = block.opens | block.closes; bits != 0; bits &= bits - 1) {
                const bool opens = (block.opens & bits & -bits) != 0;
                m_depth += opens ? 1 : -1;
                if (m_depth == 0) {
                    m_at += std::countr_zero(bits) + 1;
                    return true;
                }
            }
        }
        m_at += count;
    }
    return false;
}

StructureWalk::Step StructureWalk::nextXml(QByteArrayView known, StructureItem &item)
{
    if (m_phase == Phase::Tag)
        return nextAttribute(known, item);
    // White space between tags is no item.
    qint64 at = pastBlanks(known, m_at);
    if (at < known.size() && known[at] == '<') {
        m_at = at;
        return nextMarkup(known, item);
    }
    const qsizetype next = known.indexOf('<', at);
    if (next < 0)
        return Step::More;
    item = {ItemKind::Text, m_at, m_at, m_at, m_at, next};
    m_at = next;
    return Step::Item;
}

StructureWalk::Step StructureWalk::nextAttribute(QByteArrayView known, StructureItem &item)
{
    const qint64 name = pastBlanks(known, m_at);
    if (name + 1 >= known.size() && (name >= known.size() || known[name] != '>'))
        return Step::More;
    if (known[name] == '/')
        return end();
    if (known[name] == '>') {
        m_at = name + 1;
        m_phase = Phase::Between;
        return nextXml(known, item);
    }
    qint64 at = name;
    while (at < known.size() && !isBlank(known[at]) && known[at] != '=' && known[at] != '>')
        ++at;
    const qint64 nameEnd = at;
    at = pastBlanks(known, at);
    if (at < known.size() && known[at] == '=')
        at = pastBlanks(known, at + 1);
    if (at >= known.size())
        return Step::More;
    if (known[at] != '"' && known[at] != '\'')
        return end();
    const qsizetype quote = known.indexOf(known[at], at + 1);
    if (quote < 0)
        return Step::More;
    item = {ItemKind::Attribute, name, name, nameEnd, at + 1, quote};
    m_at = quote + 1;
    return Step::Item;
}

StructureWalk::Step StructureWalk::nextMarkup(QByteArrayView known, StructureItem &item)
{
    const QByteArrayView rest = known.sliced(m_at);
    const auto closed = [&](ItemKind kind, qsizetype skip, QByteArrayView close) {
        const qsizetype found = rest.indexOf(close, skip);
        if (found < 0)
            return Step::More;
        item = {kind, m_at, m_at, m_at, m_at + skip, m_at + found};
        m_at += found + close.size();
        return Step::Item;
    };
    if (rest.size() < 2 || (rest[1] == '!' && rest.size() < 9))
        return Step::More;
    if (rest[1] == '/')
        return end();
    if (rest.startsWith("<!--"))
        return closed(ItemKind::Comment, 4, "-->");
    if (rest.startsWith("<![CDATA["))
        return closed(ItemKind::CData, 9, "]]>");
    if (rest[1] == '?')
        return closed(ItemKind::Instruction, 2, "?>");
    if (rest[1] == '!') {
        // What is in brackets may hold > of its own.
        const qsizetype mark = rest.indexOf('>');
        const bool hasSubset = rest.first(std::max<qsizetype>(0, mark)).contains('[');
        return closed(ItemKind::Doctype, 2, hasSubset ? "]>" : ">");
    }
    qint64 name = m_at + 1;
    while (name < known.size() && !isBlank(known[name]) && known[name] != '>' && known[name] != '/')
        ++name;
    if (name >= known.size())
        return Step::More;
    item = {ItemKind::Element, m_at, m_at + 1, name, m_at, -1};
    m_phase = Phase::Inside;
    m_depth = 0;
    return Step::Item;
}

/// Moves `at` from the < of a start tag behind its >.
bool StructureWalk::passTag(QByteArrayView known, qint64 &at, bool &isEmpty) const
{
    char quote = 0;
    for (qint64 i = at + 1; i < known.size(); ++i) {
        const char c = known[i];
        if (quote != 0) {
            quote = c == quote ? char(0) : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            isEmpty = known[i - 1] == '/';
            at = i + 1;
            return true;
        }
    }
    return false;
}

bool StructureWalk::passElement(QByteArrayView known)
{
    while (m_at < known.size()) {
        const qsizetype mark = known.indexOf('<', m_at);
        if (mark < 0) {
            m_at = known.size();
            return false;
        }
        m_at = mark;
        const QByteArrayView rest = known.sliced(mark);
        if (rest.size() < 2 || (rest[1] == '!' && rest.size() < 9))
            return false;
        QByteArrayView close;
        if (rest.startsWith("<!--"))
            close = "-->";
        else if (rest.startsWith("<![CDATA["))
            close = "]]>";
        else if (rest[1] == '?')
            close = "?>";
        else if (rest[1] == '/' || rest[1] == '!')
            close = ">";
        if (!close.isEmpty()) {
            const qsizetype found
                = rest.indexOf(close, rest[1] == '!' && close.size() == 3 ? 4 : 2);
            if (found < 0)
                return false;
            m_at += found + close.size();
            m_depth -= rest[1] == '/' ? 1 : 0;
        } else {
            bool isEmpty = false;
            if (!passTag(known, m_at, isEmpty))
                return false;
            m_depth += isEmpty ? 0 : 1;
        }
        if (m_depth <= 0)
            return true;
    }
    return false;
}

qint64 endOfItem(StructureLanguage language, const StructureItem &item, QByteArrayView text)
{
    if (item.valueEnd >= 0)
        return item.valueEnd;
    if (item.kind == ItemKind::Document)
        return text.size();
    StructureItem around;
    around.valueBegin = item.valueBegin;
    StructureItem same;
    StructureWalk walk(language, around);
    if (walk.next(text, same) != StructureWalk::Step::Item || !walk.passLast(text))
        return text.size();
    return walk.at();
}

} // namespace Recloser
