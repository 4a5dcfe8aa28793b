// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace Recloser {

/// Values of a JSON text by where they stand: `$.items[*].id`, `$..timestamp`, `$["a key"][0]` (the
/// part of JSONPath, RFC 9535, that names places and does not look at values). Plain value.
class JsonPathPattern
{
public:
    struct Segment
    {
        /// A member by its key, or else an element by its index, or else any.
        std::optional<QByteArray> key;
        std::optional<qint64> index;
        /// At any depth below.
        bool isDeep = false;

        bool operator==(const Segment &) const = default;
    };

    /// Nothing if `text` is no such path; `$` alone is none.
    static std::optional<JsonPathPattern> parse(const QString &text);

    const QList<Segment> &segments() const { return m_segments; }
    bool operator==(const JsonPathPattern &) const = default;

private:
    QList<Segment> m_segments;
};

/// How far several patterns are matched by the path to a value. Plain value.
class JsonPathMatch
{
public:
    JsonPathMatch() = default;
    /// At the root; `patterns` outlives this and all that follow from it.
    explicit JsonPathMatch(const QList<JsonPathPattern> &patterns);

    JsonPathMatch member(const QByteArray &key) const { return step(&key, 0); }
    JsonPathMatch element(qint64 index) const { return step(nullptr, index); }
    /// A pattern names this value, or one that it is in.
    bool isComplete() const { return m_isComplete; }
    /// No value below can match.
    bool isHopeless() const { return m_states.empty() && !m_isComplete; }

private:
    struct State
    {
        const JsonPathPattern *pattern;
        qsizetype next;
    };

    JsonPathMatch step(const QByteArray *key, qint64 index) const;

    std::vector<State> m_states;
    bool m_isComplete = false;
};

} // namespace Recloser
