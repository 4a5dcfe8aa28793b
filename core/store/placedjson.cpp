// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/placedjson.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 64;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

QString decoded(QByteArrayView quoted)
{
    const QString raw = QString::fromUtf8(quoted.sliced(1, quoted.size() - 2));
    if (!raw.contains(u'\\'))
        return raw;
    QString text;
    text.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != u'\\' || i + 1 == raw.size()) {
            text += raw[i];
            continue;
        }
        const QChar escape = raw[++i];
        static constexpr QStringView from = u"bfnrt";
        static constexpr QStringView to = u"\b\f\n\r\t";
        bool isHex = false;
        const char16_t unit
            = escape == u'u' && i + 4 < raw.size() ? raw.sliced(i + 1, 4).toUShort(&isHex, 16) : 0;
        if (isHex) {
            text += QChar(unit);
            i += 4;
        } else if (const qsizetype known = from.indexOf(escape); known >= 0) {
            text += to[known];
        } else {
            text += escape;
        }
    }
    return text;
}

class Reader
{
public:
    explicit Reader(PlacedJson &tree) : m_tree(tree), m_bytes(tree.bytes) { }

    void read()
    {
        if (m_bytes.startsWith("\xef\xbb\xbf"))
            m_at = 3;
        skip();
        if (m_at == m_bytes.size())
            return;
        if (!value(0))
            return;
        skip();
        if (m_at < m_bytes.size())
            fail(u"the end"_s);
    }

private:
    void skip() { m_at = skipJsonBlanks(m_bytes, m_at); }
    char current() const { return m_at < m_bytes.size() ? m_bytes[m_at] : '\0'; }

    bool fail(const QString &expected)
    {
        if (!m_tree.fault)
            m_tree.fault = {m_at, expected};
        return false;
    }

    bool value(int depth)
    {
        const char c = current();
        if (c == '{' || c == '[')
            return members(depth, c == '{' ? '}' : ']');
        const qsizetype begin = m_at;
        auto kind = JsonNode::Kind::String;
        if (c == '"') {
            if (!string())
                return false;
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            kind = JsonNode::Kind::Number;
            while (QByteArrayView("+-.eE0123456789").contains(current()) && current() != '\0')
                ++m_at;
        } else {
            kind = JsonNode::Kind::Literal;
            const QByteArrayView rest = QByteArrayView(m_bytes).sliced(m_at);
            for (const QByteArrayView word : {"true", "false", "null"}) {
                if (rest.startsWith(word))
                    m_at += word.size();
            }
            if (m_at == begin)
                return fail(u"a value"_s);
        }
        m_tree.nodes.append({kind, begin, m_at});
        return true;
    }

    /// Leaves the place behind the closing quote.
    bool string()
    {
        for (qsizetype at = m_at + 1; at < m_bytes.size(); ++at) {
            if (m_bytes[at] == '"') {
                m_at = at + 1;
                return true;
            }
            if (m_bytes[at] == '\n' || m_bytes[at] == '\r')
                break;
            if (m_bytes[at] == '\\')
                ++at;
        }
        return fail(u"the end of the text"_s);
    }

    bool members(int depth, char close)
    {
        if (depth == deepest)
            return fail(u"less depth"_s);
        const qsizetype self = m_tree.nodes.size();
        m_tree.nodes.append(
            {close == '}' ? JsonNode::Kind::Object : JsonNode::Kind::List, m_at, m_bytes.size()});
        ++m_at;
        for (skip(); current() != close || m_at == m_bytes.size(); skip()) {
            JsonNode::Member member{.keyBegin = m_at, .keyEnd = m_at};
            if (close == '}' && !key(member))
                return false;
            member.value = m_tree.nodes.size();
            const bool isWhole = value(depth + 1);
            // What has begun is there, as far as it goes.
            if (member.value < m_tree.nodes.size())
                m_tree.nodes[self].members.append(member);
            if (!isWhole)
                return false;
            skip();
            if (current() == ',') {
                m_tree.nodes[self].members.last().comma = m_at++;
            } else if (current() != close || m_at == m_bytes.size()) {
                return fail(u"a comma"_s);
            }
        }
        m_tree.nodes[self].end = ++m_at;
        return true;
    }

    bool key(JsonNode::Member &member)
    {
        if (current() != '"')
            return fail(u"a name in quotes"_s);
        if (!string())
            return false;
        member.keyEnd = m_at;
        member.key = decoded(
            QByteArrayView(m_bytes).sliced(member.keyBegin, member.keyEnd - member.keyBegin));
        skip();
        if (current() != ':')
            return fail(u"a colon"_s);
        ++m_at;
        skip();
        return true;
    }

    PlacedJson &m_tree;
    const QByteArray &m_bytes;
    qsizetype m_at = 0;
};

} // namespace

PlacedJson PlacedJson::parse(const QByteArray &bytes)
{
    PlacedJson tree{.bytes = bytes};
    Reader(tree).read();
    return tree;
}

const JsonNode::Member *PlacedJson::member(const JsonNode &object, const QString &key) const
{
    const JsonNode::Member *found = nullptr;
    for (const JsonNode::Member &candidate : object.members) {
        if (object.kind == JsonNode::Kind::Object && candidate.key == key)
            found = &candidate;
    }
    return found;
}

QString PlacedJson::textOf(const JsonNode &node) const
{
    const QByteArrayView raw = QByteArrayView(bytes).sliced(node.begin, node.end - node.begin);
    return node.kind == JsonNode::Kind::String ? decoded(raw) : QString::fromUtf8(raw);
}

QByteArray quotedJson(const QString &text)
{
    QString out(u'"');
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        // One by itself has no bytes in UTF-8.
        const bool isPair
            = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        static constexpr QStringView plain = u"\b\f\n\r\t";
        static constexpr QStringView letters = u"bfnrt";
        if (c == u'"' || c == u'\\') {
            out += u'\\';
            out += c;
        } else if (const qsizetype known = plain.indexOf(c); known >= 0) {
            out += u'\\';
            out += letters[known];
        } else if (isPair) {
            out += c;
            out += text[++i];
        } else if (c < u' ' || c.isSurrogate()) {
            out += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
        } else {
            out += c;
        }
    }
    return (out + u'"').toUtf8();
}

qsizetype skipJsonBlanks(QByteArrayView bytes, qsizetype at)
{
    while (at < bytes.size()) {
        if (isBlank(bytes[at])) {
            ++at;
        } else if (bytes.sliced(at).startsWith("//")) {
            while (at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r')
                ++at;
        } else if (bytes.sliced(at).startsWith("/*")) {
            const qsizetype end = bytes.indexOf("*/", at + 2);
            if (end < 0)
                return at;
            at = end + 2;
        } else {
            return at;
        }
    }
    return at;
}

TextPlaces::TextPlaces(const QByteArray &bytes) : m_bytes(bytes), m_lines({0})
{
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const bool isPair = bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
        if (!isPair && (bytes[at] == '\n' || bytes[at] == '\r'))
            m_lines.append(at + 1);
    }
}

std::pair<int, int> TextPlaces::at(qsizetype offset) const
{
    const auto line = std::upper_bound(m_lines.begin(), m_lines.end(), offset) - m_lines.begin();
    qsizetype begin = m_lines[line - 1];
    if (begin == 0 && offset >= 3 && m_bytes.startsWith("\xef\xbb\xbf"))
        begin = 3;
    const QString before = QString::fromUtf8(QByteArrayView(m_bytes).sliced(begin, offset - begin));
    return {int(line), int(before.size()) + 1};
}

} // namespace Recloser
