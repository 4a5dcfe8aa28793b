// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace Recloser {

/// A value of a JSON text with the place of its bytes.
struct JsonNode
{
    enum class Kind { String, Number, Literal, Object, List };

    struct Member
    {
        /// Decoded; empty in lists.
        QString key;
        /// The key with its quotes; in lists where the value begins.
        qsizetype keyBegin = 0;
        qsizetype keyEnd = 0;
        /// Index of the value among the nodes.
        qsizetype value = 0;
        /// The comma behind the value; -1: none.
        qsizetype comma = -1;
    };

    Kind kind = Kind::Literal;
    qsizetype begin = 0;
    /// Behind the last byte; where the text breaks off, its end.
    qsizetype end = 0;
    QList<Member> members = {};
};

/// A JSON text (RFC 8259) as it stands in its bytes: comments and trailing commas, as JetBrains and
/// VS Code allow them, are passed over. Reading stops at the first fault; what stood before it is
/// there. Plain value.
struct PlacedJson
{
    struct Fault
    {
        qsizetype offset = 0;
        /// What was expected: "a comma", "a value", "\"\"\"", "less depth".
        QString expected;
    };

    QByteArray bytes;
    /// The first one is the root.
    QList<JsonNode> nodes;
    std::optional<Fault> fault;

    static PlacedJson parse(const QByteArray &bytes);
    const JsonNode *root() const { return nodes.isEmpty() ? nullptr : &nodes.first(); }
    /// The last member of this name.
    const JsonNode::Member *member(const JsonNode &object, const QString &key) const;
    /// The text of a string; of anything else its bytes.
    QString textOf(const JsonNode &node) const;
};

/// `text` as a JSON string, with its quotes; only what must be escaped is.
QByteArray quotedJson(const QString &text);

/// The first byte from `at` on that is neither blank nor in a comment.
qsizetype skipJsonBlanks(QByteArrayView bytes, qsizetype at);

/// Line and column, from 1, of bytes of a text in UTF-8; columns count UTF-16 units.
class TextPlaces
{
public:
    /// `bytes` outlives this.
    explicit TextPlaces(const QByteArray &bytes);
    std::pair<int, int> at(qsizetype offset) const;

private:
    const QByteArray &m_bytes;
    QList<qsizetype> m_lines;
};

} // namespace Recloser
