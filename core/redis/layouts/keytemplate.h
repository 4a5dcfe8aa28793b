// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QString>

#include <expected>
#include <optional>

namespace Recloser {

/// Which circuit of a layout. Plain value; any bytes.
struct CircuitName
{
    /// What the client puts before every key of its own.
    QByteArray prefix;
    QByteArray name;

    bool operator==(const CircuitName &) const = default;
};

inline size_t qHash(const CircuitName &circuit, size_t seed = 0)
{
    return qHashMulti(seed, circuit.prefix, circuit.name);
}

/// The form of one Redis key of a circuit: prefix, head, name, tail. Plain value.
struct KeyTemplate
{
    enum class Prefix {
        None, ///< the key begins with the head
        Any,
        Separated, ///< none, or one that does not end in a letter or digit
    };

    QByteArray head;
    QByteArray tail;
    Prefix prefix = Prefix::Any;
    /// Names that end so belong to companions.
    QByteArrayList notEnding;
    /// Where not 0 the name may be empty and else ends with this byte.
    char nameEnd = 0;

    /// The circuit whose key this may be; the leftmost head counts.
    std::optional<CircuitName> match(const QByteArray &key) const;
    QByteArray key(const CircuitName &circuit) const
    {
        return circuit.prefix + head + circuit.name + tail;
    }
    /// As SCAN MATCH writes it.
    QByteArray glob() const;

    bool operator==(const KeyTemplate &) const = default;
};

/// Reads "cb:{name}:state": one {name}, a leading star for any prefix, a backslash before a
/// character that is meant as it stands. The error says what is wrong, for a place that the caller
/// names.
std::expected<KeyTemplate, QString> parseKeyTemplate(const QString &text);

/// Whether `key` fits a glob of Redis: * ? [a-c] [^a] and a backslash. Takes at most size x size
/// steps.
bool matchesGlob(QByteArrayView glob, QByteArrayView key);

/// `text` with what a glob of Redis would take for special escaped.
QByteArray escapedForGlob(const QByteArray &text);

} // namespace Recloser
