// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"
#include "core/resolve/unmasking.h"
#include "core/run/replaycomparison.h"
#include "core/run/series.h"

#include <QObject>
#include <QPromise>

#include <functional>
#include <map>

namespace Recloser {

/// How recorded exchanges are sent again.
struct ReplayOptions
{
    enum class Form {
        AsItWas, ///< the very bytes
        Today, ///< as written, with what its placeholders mean now
    };

    Form form = Form::AsItWas;
    ReplayLeniency leniency;
    SendOptions::Breaker breaker = SendOptions::Breaker::Obey;
};

/// A recorded exchange as a step: with the policies it ran with. `scope` is today's, with the
/// secrets that replaySecrets() names. What is missing is the step's refusal.
SeriesStep replayStep(const Exchange &then, const Scope &scope, const ReplayOptions &options);

/// Names of `{{$secret name}}` that replayStep() needs.
QStringList replaySecrets(const Exchange &then, const Scope &scope, ReplayOptions::Form form);

/// Exchanges of history in the order of `ids`, read when their turn comes. The first begins at
/// once; for Spacing::Original the others follow as they did then. GUI thread.
class ReplaySource : public SeriesSource
{
public:
    using Load = std::function<QFuture<std::expected<ExchangePtr, StoreError>>(qint64 id)>;
    /// Today's variables, with the secrets that this exchange needs.
    using Surround = std::function<QFuture<Scope>(const ExchangePtr &then)>;

    ReplaySource(QList<qint64> ids, Load load, Surround surround, ReplayOptions options);

    QFuture<std::optional<SeriesStep>> next() override;
    void noteEnd(const SeriesResult &result) override;

    qint64 count() const { return m_ids.size(); }
    /// Of the result of one of its steps; whoever hears of its end can still ask.
    ReplayRow rowOf(const SeriesResult &result) const;

private:
    void take(qint64 tag, const std::expected<ExchangePtr, StoreError> &then);
    void answer(SeriesStep step);

    QList<qint64> m_ids;
    Load m_load;
    Surround m_surround;
    ReplayOptions m_options;
    qint64 m_next = 0;
    QDateTime m_firstStart;
    /// Of steps that have not ended, by tag.
    std::map<qint64, ExchangePtr> m_then;
    std::optional<QPromise<std::optional<SeriesStep>>> m_promise;
    /// Its end takes back what waits for an answer.
    QObject m_context;
};

} // namespace Recloser
