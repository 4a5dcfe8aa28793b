// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/jsonrehashing.h"

#include <QHashFunctions>

#include <utility>

namespace Recloser {

namespace {

quint64 mixed(quint64 hash)
{
    hash = (hash ^ (hash >> 32U)) * 0xD6E8'FEB8'6659'FD93ULL;
    return hash ^ (hash >> 32U);
}

class Rehashing
{
public:
    explicit Rehashing(const JsonTree &tree) : m_tree(tree), m_hashes(tree.count()) { }

    std::vector<quint64> run(const JsonPathMatch &match)
    {
        hash(0, match);
        return std::move(m_hashes);
    }

private:
    quint64 hash(quint32 value, const JsonPathMatch &match)
    {
        quint64 result = 0;
        if (match.isComplete()) {
            result = 1;
        } else if (!m_tree.isContainer(value)) {
            result = m_tree.hash(value);
        } else {
            const bool isObject = m_tree.kind(value) == JsonKind::Object;
            result = isObject ? 2 : 3;
            qint64 index = 0;
            for (quint32 child = m_tree.firstChild(value); child < m_tree.end(value);
                 child = m_tree.end(child), ++index) {
                if (!isObject) {
                    result = mixed(result * 31 + hash(child, match.element(index)));
                    continue;
                }
                const QByteArray key = m_tree.key(child);
                const JsonPathMatch below = match.member(key);
                const quint64 own = hash(child, below);
                if (!below.isComplete())
                    result += mixed(qHash(key, 7) + own * 5);
            }
        }
        m_hashes[value] = result;
        return result;
    }

    const JsonTree &m_tree;
    std::vector<quint64> m_hashes;
};

} // namespace

std::vector<quint64> hashesWithout(const JsonTree &tree, const QList<JsonPathPattern> &ignored)
{
    return Rehashing(tree).run(JsonPathMatch(ignored));
}

} // namespace Recloser
