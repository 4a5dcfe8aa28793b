// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/syntaxfault.h"

#include <expected>
#include <optional>
#include <stop_token>
#include <vector>

namespace Recloser {

enum class JsonKind : char { Object, Array, String, Number, True, False, Null };

/// JSON (RFC 8259, UTF-8) as a flat tree over its own text: a value is a stretch of bytes, so
/// that numbers and strings stay as they were written. A value's children follow it. Many values
/// one after the other (JSON Lines) are an array. Plain value.
class JsonTree
{
public:
    /// Deeper ones are not read: who compares them goes down with them.
    static constexpr qsizetype deepest = 512;
    /// Values of the largest tree.
    static constexpr size_t mostValues = 40'000'000;
    static constexpr quint32 none = 0xFFFF'FFFFU;

    enum class Values { One, Many };
    struct Failure
    {
        enum class Kind { Syntax, TooDeep, TooMany, Stopped };
        Kind kind = Kind::Syntax;
        /// Set for Syntax.
        std::optional<SyntaxFault> fault;
    };

    static std::expected<JsonTree, Failure> parse(HeldBytes bytes, Values values = Values::One,
                                                  const std::stop_token &stop = {});

    /// The root is value 0.
    quint32 count() const { return quint32(m_nodes.size()); }
    JsonKind kind(quint32 value) const;
    /// As it is written.
    QByteArrayView text(quint32 value) const
    {
        const Node &node = m_nodes[value];
        return m_bytes.view().sliced(node.begin, node.end - node.begin);
    }
    bool isContainer(quint32 value) const
    {
        const JsonKind is = kind(value);
        return is == JsonKind::Object || is == JsonKind::Array;
    }
    bool isMember(quint32 value) const { return m_nodes[value].key != none; }
    /// The key of a member as it is written, with its quotes.
    QByteArrayView keyText(quint32 value) const;
    /// The key's characters, escapes resolved; lone surrogates as three bytes each.
    QByteArray key(quint32 value) const;
    /// The first value within a container, or end(value) if it is empty.
    quint32 firstChild(quint32 value) const { return value + 1; }
    /// The value after this one and all within it.
    quint32 end(quint32 value) const { return m_nodes[value].next; }
    bool isEmpty(quint32 value) const { return end(value) == value + 1; }
    std::vector<quint32> children(quint32 value) const;
    /// The same for values that are equal, whatever the order of keys and however strings and
    /// numbers are written.
    quint64 hash(quint32 value) const { return m_nodes[value].hash; }
    bool isSequence() const { return m_isSequence; }

private:
    friend class JsonTreeReader;
    struct Node
    {
        quint32 begin;
        quint32 end;
        quint32 next; ///< the value after
        quint32 key; ///< where its quote is
        quint64 hash;
    };

    HeldBytes m_bytes;
    std::vector<Node> m_nodes;
    bool m_isSequence = false;
};

} // namespace Recloser
