// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/textfinder.h"

#include <QObject>
#include <QThreadPool>

#include <optional>
#include <stop_token>
#include <vector>

namespace Recloser {

/// Looks for a text in bytes on a thread of its own: what was found comes while it goes on.
/// Destroying it is silent. GUI thread.
class BodySearch : public QObject
{
    Q_OBJECT

public:
    /// More places are counted, not kept; step() finds them again.
    static constexpr size_t mostPlaces = 100'000;

    explicit BodySearch(QObject *parent = nullptr);
    ~BodySearch() override;

    /// Looks in these bytes from now on, for the same query.
    void setBytes(const HeldBytes &bytes);
    /// An empty text looks for nothing.
    void setQuery(const FindQuery &query);
    const FindQuery &query() const { return m_query; }

    /// By their place; what is kept of them.
    const std::vector<FoundPlace> &places() const { return m_places; }
    qint64 total() const { return m_total; }
    bool isTruncated() const { return m_total > qint64(m_places.size()); }
    bool isRunning() const { return m_isRunning; }
    /// It was given up, since the regular expression takes too long.
    bool isTooSlow() const { return m_isTooSlow; }
    const std::optional<TextFinder::Fault> &fault() const { return m_fault; }
    /// Index of the first place that begins at or behind `byte`; places().size() if there is none.
    size_t firstFrom(qint64 byte) const;

    /// Looks for the next place that begins at or behind `byte`, or the last one before it, among
    /// those that are not kept too; stepped() tells.
    enum class Direction { Next, Previous };
    void step(Direction direction, qint64 byte);

Q_SIGNALS:
    void updated();
    void stepped(const Recloser::FoundPlace &place);

private:
    struct Batch
    {
        std::vector<FoundPlace> places;
        qint64 total = 0;
        bool isLast = false;
        bool isTooSlow = false;
    };

    void restart();
    void take(Batch &&batch);

    HeldBytes m_bytes;
    FindQuery m_query;
    std::optional<TextFinder> m_finder;
    std::optional<TextFinder::Fault> m_fault;
    std::vector<FoundPlace> m_places;
    qint64 m_total = 0;
    bool m_isRunning = false;
    bool m_isTooSlow = false;
    /// What is kept was found in other bytes or by another query, until something comes.
    bool m_isOld = false;
    std::stop_source m_stop;
    std::stop_source m_stopStep;
    QThreadPool m_pool;
};

} // namespace Recloser
