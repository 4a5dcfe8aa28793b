// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"
#include "core/send/sendoperation.h"

#include <QFuture>

#include <optional>

namespace Recloser {

/// One request of a series, ready to be sent. Plain value.
struct SeriesStep
{
    /// The source's own: a row, an id in history. Comes back with the result.
    qint64 tag = 0;
    /// What people call the request.
    QString label;
    RequestSpec spec;
    QList<PolicyLayer> layers;
    Scope scope;
    SendOptions options;
    /// From the start of the series, for Spacing::Original.
    milliseconds startsAt{0};
    /// Why it cannot be sent: it ends with this error, nothing goes out, and history keeps nothing.
    std::optional<SendError> refusal;

    bool operator==(const SeriesStep &) const = default;
};

/// What became of one step.
struct SeriesResult
{
    /// In the order of the beginnings, from 0.
    qint64 index = 0;
    SeriesStep step;
    ExchangePtr exchange;
    /// From the start of the series to its beginning.
    microseconds startedAfter{0};
};

/// Where the steps of a series come from, one by one, so that none of a million waits in memory.
/// GUI thread.
class SeriesSource
{
public:
    SeriesSource() = default;
    SeriesSource(const SeriesSource &) = delete;
    SeriesSource &operator=(const SeriesSource &) = delete;
    virtual ~SeriesSource() = default;

    /// The next step, or nothing at the end. Asked when the step can begin, after everything that
    /// ended before was told, and not again until it has answered: a scope made here holds what
    /// earlier steps left. Always delivers a value; a ready one where it is at hand.
    virtual QFuture<std::optional<SeriesStep>> next() = 0;
    /// A step has ended and everybody has been told. May answer a question that is open.
    virtual void noteEnd(const SeriesResult &) { }
};

/// How a series goes.
struct SeriesOptions
{
    enum class Spacing {
        None, ///< each as soon as it may
        Original, ///< at SeriesStep::startsAt, or as soon after as `atOnce` permits
    };
    enum class OnFailure { GoOn, Stop };

    /// Most that are under way together, in [1, 1000]; 1 is in order.
    int atOnce = 1;
    Spacing spacing = Spacing::None;
    /// From the end of a step to the next beginning.
    milliseconds pause{0};
    /// Any outcome but Success is a failure; what is under way then still ends.
    OnFailure onFailure = OnFailure::GoOn;

    bool operator==(const SeriesOptions &) const = default;
};

/// How far a series is. Plain value.
struct SeriesTotals
{
    qint64 started = 0;
    qint64 success = 0;
    qint64 failed = 0;
    qint64 exception = 0;
    qint64 blocked = 0;
    qint64 cancelled = 0;
    /// Attempts beyond the first of each.
    qint64 retries = 0;
    microseconds elapsed{0};

    qint64 ended() const { return success + failed + exception + blocked + cancelled; }
    qint64 notSuccessful() const { return ended() - success; }
    void count(const Exchange &exchange);
    bool operator==(const SeriesTotals &) const = default;
};

} // namespace Recloser
