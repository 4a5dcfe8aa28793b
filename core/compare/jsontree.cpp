// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/jsontree.h"

#include "core/text/jsonnumber.h"
#include "core/text/jsonprinter.h"
#include "core/text/jsonstrings.h"

#include <QHashFunctions>

#include <algorithm>

namespace Recloser {

namespace {

quint64 mixed(quint64 hash)
{
    hash = (hash ^ (hash >> 30U)) * 0xBF58'476D'1CE4'E5B9ULL;
    hash = (hash ^ (hash >> 27U)) * 0x94D0'49BB'1331'11EBULL;
    return hash ^ (hash >> 31U);
}

quint64 hashOf(QByteArrayView bytes, quint64 kind)
{
    return mixed(qHash(bytes, size_t(kind)) + kind);
}

quint64 stringHash(QByteArrayView literal)
{
    const QByteArrayView content = literal.sliced(1, literal.size() - 2);
    return content.contains('\\') ? hashOf(jsonStringContent(literal), 's') : hashOf(content, 's');
}

quint64 numberHash(QByteArrayView digits, qint64 exponent, bool isNegative)
{
    return mixed(hashOf(digits, 'n') + quint64(exponent) * 2 + (isNegative ? 1 : 0));
}

/// The same for all ways to write a number.
quint64 numberHash(QByteArrayView text)
{
    const bool isNegative = text.startsWith('-');
    QByteArrayView digits = text.sliced(isNegative ? 1 : 0);
    const bool isInteger = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!isInteger || digits == "0") {
        const JsonNumber number = jsonNumber(text);
        return numberHash(number.digits, number.exponent, number.isNegative);
    }
    const qsizetype size = digits.size();
    while (digits.endsWith('0'))
        digits.chop(1);
    return numberHash(digits, size - digits.size(), isNegative);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

/// Reads a text into a tree, without recursion.
class JsonTreeReader
{
public:
    JsonTreeReader(JsonTree &tree, const std::stop_token &stop)
        : m_tree(tree)
        , m_text(tree.m_bytes.view())
        , m_stop(stop)
    {
    }

    /// Nothing when it went well.
    std::optional<JsonTree::Failure::Kind> read(JsonTree::Values values)
    {
        if (values == JsonTree::Values::Many) {
            m_tree.m_isSequence = true;
            begin(JsonTree::none);
            m_open.push_back({.node = 0, .isObject = false});
        }
        skipBlanks();
        quint32 key = JsonTree::none;
        while (m_at < m_text.size() || !isWhole()) {
            if (m_tree.m_nodes.size() >= JsonTree::mostValues)
                return JsonTree::Failure::Kind::TooMany;
            if ((m_tree.m_nodes.size() & 0xFFFFU) == 0xFFFFU && m_stop.stop_requested())
                return JsonTree::Failure::Kind::Stopped;
            if (!m_open.empty() && m_open.back().isObject && !takeKey(key))
                return JsonTree::Failure::Kind::Syntax;
            if (const auto failure = takeValue(key))
                return failure;
            if (!takeEnds())
                return JsonTree::Failure::Kind::Syntax;
            key = JsonTree::none;
            if (isWhole() && m_at == m_text.size())
                break;
            if (m_open.empty())
                return JsonTree::Failure::Kind::Syntax;
        }
        if (values == JsonTree::Values::Many)
            closeSequence();
        return m_tree.m_nodes.empty() ? std::optional(JsonTree::Failure::Kind::Syntax)
                                      : std::nullopt;
    }

private:
    struct Open
    {
        quint32 node;
        bool isObject;
        quint64 hash = 0;
    };

    /// Nothing is open that has to be closed.
    bool isWhole() const
    {
        return m_tree.m_isSequence ? m_open.size() == 1 : m_open.empty() && !m_tree.m_nodes.empty();
    }
    char current() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipBlanks()
    {
        while (m_at < m_text.size()
               && (isBlank(m_text[m_at]) || (m_text[m_at] == '\x1e' && isSeparatorHere())))
            ++m_at;
    }
    /// RFC 7464: a record separator before each value.
    bool isSeparatorHere() const { return m_tree.m_isSequence && m_open.size() == 1; }

    quint32 begin(quint32 key)
    {
        m_tree.m_nodes.push_back({quint32(m_at), 0, 0, key, 0});
        return quint32(m_tree.m_nodes.size() - 1);
    }
    void finish(quint32 index, quint64 hash)
    {
        JsonTree::Node &node = m_tree.m_nodes[index];
        node.end = quint32(m_at);
        node.next = quint32(m_tree.m_nodes.size());
        node.hash = hash;
        if (m_open.empty())
            return;
        Open &parent = m_open.back();
        // The sum of members does not depend on their order.
        parent.hash = parent.isObject
            ? parent.hash + mixed(stringHash(m_tree.keyText(index)) * 3 + hash)
            : mixed(parent.hash * 0x1000'0000'01B3ULL + hash);
    }

    bool takeString()
    {
        const qsizetype begin = m_at++;
        while (m_at < m_text.size()) {
            const auto c = static_cast<unsigned char>(m_text[m_at]);
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (c < 0x20)
                return false;
            if (c == '\\') {
                const char escape = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
                if (escape == 'u') {
                    if (jsonHexAt(m_text, m_at + 2) < 0)
                        return false;
                    m_at += 4;
                } else if (!QByteArrayView("\"\\/bfnrt").contains(escape) || escape == '\0') {
                    return false;
                }
                ++m_at;
            }
            ++m_at;
        }
        m_at = begin;
        return false;
    }

    bool takeDigits()
    {
        const qsizetype begin = m_at;
        while (current() >= '0' && current() <= '9')
            ++m_at;
        return m_at > begin;
    }

    bool takeNumber()
    {
        if (current() == '-')
            ++m_at;
        if (current() == '0')
            ++m_at;
        else if (!takeDigits())
            return false;
        if (current() == '.') {
            ++m_at;
            if (!takeDigits())
                return false;
        }
        if (current() == 'e' || current() == 'E') {
            ++m_at;
            if (current() == '+' || current() == '-')
                ++m_at;
            if (!takeDigits())
                return false;
        }
        // In a sequence of values nothing else would tell 01 from 0 and 1.
        return !(current() >= '0' && current() <= '9') && current() != '.';
    }

    bool takeKey(quint32 &key)
    {
        key = quint32(m_at);
        if (current() != '"' || !takeString())
            return false;
        skipBlanks();
        if (current() != ':')
            return false;
        ++m_at;
        skipBlanks();
        return true;
    }

    /// A scalar whole, of a container its beginning.
    std::optional<JsonTree::Failure::Kind> takeValue(quint32 key)
    {
        const qsizetype from = m_at;
        const char c = current();
        const quint32 node = begin(key);
        if (c == '{' || c == '[') {
            if (qsizetype(m_open.size()) >= JsonTree::deepest)
                return JsonTree::Failure::Kind::TooDeep;
            ++m_at;
            m_open.push_back({.node = node, .isObject = c == '{'});
            m_isFresh = true;
            return {};
        }
        if (c == '"') {
            if (!takeString())
                return JsonTree::Failure::Kind::Syntax;
            finish(node, stringHash(m_text.sliced(from, m_at - from)));
            return {};
        }
        for (const QByteArrayView word : {"true", "false", "null"}) {
            if (m_text.sliced(m_at).startsWith(word)) {
                m_at += word.size();
                finish(node, hashOf(word, 'w'));
                return {};
            }
        }
        if (!takeNumber())
            return JsonTree::Failure::Kind::Syntax;
        finish(node, numberHash(m_text.sliced(from, m_at - from)));
        return {};
    }

    /// Whatever stands between this value and the next.
    bool takeEnds()
    {
        for (;;) {
            skipBlanks();
            if (m_open.empty() || isSeparatorHere())
                return true;
            const char closing = m_open.back().isObject ? '}' : ']';
            if (current() == closing) {
                ++m_at;
                const Open closed = m_open.back();
                m_open.pop_back();
                finish(closed.node, mixed(closed.hash + (closed.isObject ? 0x6F : 0x61)));
                m_isFresh = false;
                continue;
            }
            if (m_isFresh) {
                m_isFresh = false;
                return true;
            }
            if (current() != ',')
                return false;
            ++m_at;
            skipBlanks();
            return true;
        }
    }

    void closeSequence()
    {
        m_at = m_text.size();
        const Open closed = m_open.back();
        m_open.pop_back();
        finish(closed.node, mixed(closed.hash + 0x61));
    }

    JsonTree &m_tree;
    QByteArrayView m_text;
    const std::stop_token &m_stop;
    qsizetype m_at = 0;
    std::vector<Open> m_open;
    /// A bracket was opened and nothing of its content seen.
    bool m_isFresh = false;
};

std::expected<JsonTree, JsonTree::Failure> JsonTree::parse(HeldBytes bytes, Values values,
                                                           const std::stop_token &stop)
{
    JsonTree tree;
    tree.m_bytes = std::move(bytes);
    const auto failure = JsonTreeReader(tree, stop).read(values);
    if (!failure)
        return tree;
    Failure result{.kind = *failure, .fault = {}};
    if (result.kind == Failure::Kind::Syntax) {
        // The printer knows what is wrong and where; it has to look only once.
        constexpr qsizetype piece = 1 << 20;
        JsonPrinter printer(values == Values::Many ? JsonPrinter::Values::Many
                                                   : JsonPrinter::Values::One);
        QByteArray printed;
        const QByteArrayView text = tree.m_bytes.view();
        for (qsizetype at = 0; at < text.size() && !printer.fault(); at += piece) {
            printed.clear();
            printer.print(text.sliced(at, std::min(piece, text.size() - at)), printed);
        }
        result.fault = printer.fault() ? printer.fault() : printer.finish();
    }
    return std::unexpected(result);
}

JsonKind JsonTree::kind(quint32 value) const
{
    if (m_isSequence && value == 0)
        return JsonKind::Array;
    switch (m_bytes.view()[m_nodes[value].begin]) {
    case '{':
        return JsonKind::Object;
    case '[':
        return JsonKind::Array;
    case '"':
        return JsonKind::String;
    case 't':
        return JsonKind::True;
    case 'f':
        return JsonKind::False;
    case 'n':
        return JsonKind::Null;
    default:
        return JsonKind::Number;
    }
}

QByteArrayView JsonTree::keyText(quint32 value) const
{
    const QByteArrayView rest = m_bytes.view().sliced(m_nodes[value].key);
    qsizetype end = 1;
    while (rest[end] != '"')
        end += rest[end] == '\\' ? 2 : 1;
    return rest.first(end + 1);
}

QByteArray JsonTree::key(quint32 value) const
{
    return jsonStringContent(keyText(value));
}

std::vector<quint32> JsonTree::children(quint32 value) const
{
    std::vector<quint32> result;
    for (quint32 child = firstChild(value); child < end(value); child = end(child))
        result.push_back(child);
    return result;
}

} // namespace Recloser
