// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/structure/bodyquery.h"

#include <QObject>
#include <QThreadPool>

#include <optional>
#include <vector>

namespace Recloser {

/// Puts a query to a text on a thread of its own: what was found comes while it goes on, and
/// another query ends the one before. Destroying it is silent. GUI thread.
class BodyFilter : public QObject
{
    Q_OBJECT

public:
    /// More are counted, not kept.
    static constexpr size_t mostMatches = 20'000;

    explicit BodyFilter(QObject *parent = nullptr);
    ~BodyFilter() override;

    /// Asks the same query of another text.
    void setText(const QueriedText &text);
    const QueriedText &text() const { return m_text; }
    /// An empty one looks for nothing.
    void setQuery(const QString &query);
    QString query() const { return m_words; }

    const std::vector<BodyMatch> &matches() const { return m_matches; }
    qint64 total() const { return m_total; }
    /// What the query gives where that stands nowhere in the text.
    QString value() const { return m_value; }
    bool isRunning() const { return m_isRunning; }
    bool isTooMuch() const { return m_ending == BodyQuery::Ending::TooMuch; }
    /// Nothing was looked for: the text is broken.
    bool isUnsound() const { return m_ending == BodyQuery::Ending::Unsound; }
    const std::optional<BodyQueryFault> &fault() const { return m_fault; }

Q_SIGNALS:
    void updated();

private:
    struct Batch
    {
        std::vector<BodyMatch> matches;
        qint64 total = 0;
        QString value;
        bool isLast = false;
        BodyQuery::Ending ending = BodyQuery::Ending::Done;
    };

    void restart();
    void take(Batch &&batch);

    QueriedText m_text;
    QString m_words;
    std::optional<BodyQuery> m_query;
    std::optional<BodyQueryFault> m_fault;
    std::vector<BodyMatch> m_matches;
    qint64 m_total = 0;
    QString m_value;
    bool m_isRunning = false;
    BodyQuery::Ending m_ending = BodyQuery::Ending::Done;
    /// What is kept answers another query, until something comes.
    bool m_isOld = false;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace Recloser
