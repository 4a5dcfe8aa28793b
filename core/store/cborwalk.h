// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

namespace Recloser {

/// Walks through CBOR (RFC 8949) in memory and takes out what is wanted, without building values of
/// the rest, which takes many times as long. It stands before an item; what takes or visits one
/// leaves it behind. Where the bytes are cut off or broken it is at their end, and everything is
/// empty from then on. Texts and byte strings in pieces (indefinite lengths) are passed over:
/// CborMapWriter writes none. Refers to the bytes.
class CborWalk
{
public:
    explicit CborWalk(QByteArrayView bytes) : m_rest(bytes) { }

    /// Calls `visit(name)` for each member of the map, standing before its value; what `visit` does
    /// not take is passed over. Not a map: nothing.
    template<typename Visit> void eachMember(Visit visit)
    {
        const Head head = m_rest.isEmpty() || major() != Map ? (skip(), Head{}) : takeHead();
        for (quint64 n = 0; hasNext(head, n); ++n) {
            const QByteArrayView name = text();
            const QByteArrayView before = m_rest;
            visit(name);
            if (m_rest.size() == before.size())
                skip();
        }
    }

    /// Calls `visit(first, second)` for each two byte strings of the array.
    template<typename Visit> void eachPair(Visit visit)
    {
        const Head head = m_rest.isEmpty() || major() != Array ? (skip(), Head{}) : takeHead();
        for (quint64 n = 0; hasNext(head, n); n += 2) {
            const QByteArrayView first = bytes();
            if (hasNext(head, n + 1))
                visit(first, bytes());
        }
    }

    /// The item where it is one of that type; else it is passed over.
    QByteArrayView bytes() { return string(Bytes); }
    QByteArrayView text() { return string(Text); }
    qint64 integer(qint64 otherwise);
    bool boolean();

private:
    enum Major { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
    struct Head
    {
        Major major = Simple;
        /// The argument: a number, a length, a count of items (of a map: of its members).
        quint64 argument = 0;
        bool isIndefinite = false;
    };

    Major major() const { return Major(uchar(m_rest[0]) >> 5); }
    Head takeHead();
    /// Whether item `n` of a container is there; takes the mark that ends an indefinite one.
    bool hasNext(const Head &head, quint64 n);
    QByteArrayView string(Major major);
    void skip();
    void skipItems(int depth);
    QByteArrayView take(quint64 size);
    void giveUp() { m_rest = {}; }

    QByteArrayView m_rest;
};

} // namespace Recloser
