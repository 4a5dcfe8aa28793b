// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/run/series.h"

#include <QObject>
#include <QPromise>
#include <QSet>

#include <functional>
#include <map>

namespace Recloser {

/// A request of a series, as its file and its environment have it.
struct SeriesRequest
{
    QString label;
    /// Who the request's name is known to first: the path of its file.
    QString group;
    RequestSpec spec;
    QList<PolicyLayer> layers;
    /// Without what earlier requests left.
    Scope scope;
    /// Some request may refer to what comes back, as in `{{login.response.body.$.token}}`, so it is
    /// kept until the next time.
    bool isReferredTo = false;
    /// Instead of what the series and the sender say; null for none.
    std::optional<CookieJarPtr> cookies;
    std::optional<SendError> refusal;

    bool operator==(const SeriesRequest &) const = default;
};

/// How often the requests of a series are sent.
struct SeriesRounds
{
    /// Requests of one round, and rounds; both from 1.
    qint64 requests = 1;
    qint64 rounds = 1;
    /// Variables of a round, from 0; may be empty.
    std::function<QHash<QString, QString>(qint64 round)> row;
};

/// All requests in order, round after round. A later request sees what an earlier one of the same
/// round brought back; while that is still under way it waits for it. GUI thread.
class RequestSeries : public SeriesSource
{
public:
    /// The request at `index`, in [0, rounds.requests).
    using Load = std::function<QFuture<SeriesRequest>(qint64 index)>;

    RequestSeries(Load load, SeriesRounds rounds, SendOptions options = {});

    QFuture<std::optional<SeriesStep>> next() override;
    void noteEnd(const SeriesResult &result) override;

    /// Of the step with this tag; tags are given in order from 0.
    qint64 requestOf(qint64 tag) const { return tag % m_rounds.requests; }
    qint64 roundOf(qint64 tag) const { return tag / m_rounds.requests; }
    qint64 count() const { return m_rounds.requests * m_rounds.rounds; }

private:
    /// What earlier requests of a round left.
    struct Left
    {
        QHash<QString, ExchangePtr> ofAll;
        /// By the group they belong to.
        QHash<QString, QHash<QString, ExchangePtr>> ofGroup;
    };
    struct Under
    {
        QString name;
        qint64 round = 0;
        QString group;
        bool isReferredTo = false;
    };

    SeriesStep stepOf(SeriesRequest request);
    bool hasToWait(const SeriesStep &step) const;
    SeriesStep completed(SeriesStep step) const;
    void release();

    Load m_load;
    SeriesRounds m_rounds;
    SendOptions m_options;
    qint64 m_next = 0;
    /// Steps that were given out and have not ended, by tag.
    std::map<qint64, Under> m_underWay;
    /// By round.
    std::map<qint64, Left> m_left;
    QSet<QString> m_confidential;
    std::optional<SeriesStep> m_held;
    std::optional<QPromise<std::optional<SeriesStep>>> m_promise;
    /// Its end takes back what waits for a load.
    QObject m_context;
};

} // namespace Recloser
