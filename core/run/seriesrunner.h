// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/run/series.h"
#include "core/send/sender.h"

#include <QObject>

#include <map>
#include <memory>

namespace Recloser {

/// Sends the requests of a source, in order or several at once, each through the sender with its
/// key, circuit and retries. Memory stays flat however many there are: a step lives until its
/// result has been told. Destroying it is silent and stops everything; cancel() stops it and says
/// so. GUI thread; sender and clock outlive it.
class SeriesRunner : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Running, Finished };
    enum class Ending {
        Done, ///< the source had no more
        StoppedAtFailure,
        Cancelled,
    };
    Q_ENUM(Ending)

    SeriesRunner(Sender &sender, Clock &clock, std::unique_ptr<SeriesSource> source,
                 SeriesOptions options = {}, QObject *parent = nullptr);
    ~SeriesRunner() override;

    /// Begins; once. Nothing is emitted inside this call.
    void start();
    /// Cancels what is under way, each of which still tells its result, and ends; all inside this
    /// call. Nothing unless it runs.
    void cancel();

    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running; }
    /// As of now.
    SeriesTotals totals() const;
    SeriesSource &source() const { return *m_source; }

Q_SIGNALS:
    /// A step is about to be sent.
    void stepStarted(qint64 index, const Recloser::SeriesStep &step);
    /// In the order of the ends. The source is asked for no further step before it is told.
    void stepFinished(const Recloser::SeriesResult &result);
    /// Exactly once, after the last result.
    void finished(Recloser::SeriesRunner::Ending ending);

private:
    struct Running
    {
        qint64 index = 0;
        SeriesStep step;
        microseconds startedAfter{0};
        std::unique_ptr<SendOperation> operation;
    };

    void goOn();
    bool asksForMore() const;
    void ask();
    void take(std::optional<SeriesStep> step);
    /// How long from now; not positive when it has come.
    milliseconds untilTime(const SeriesStep &step) const;
    void begin();
    void refuse(Running running, const SendError &error);
    void takeEnd(SendOperation *operation, const ExchangePtr &exchange);
    void tell(Running running, const ExchangePtr &exchange);
    void finish(Ending ending);
    microseconds sinceStart() const;

    Sender &m_sender;
    Clock &m_clock;
    std::unique_ptr<SeriesSource> m_source;
    SeriesOptions m_options;
    State m_state = State::Idle;
    Clock::time_point m_startedAt{};
    SeriesTotals m_totals;
    std::map<SendOperation *, Running> m_running;
    /// A question to the source is out.
    bool m_isAsking = false;
    bool m_isGoingOn = false;
    bool m_isSourceEmpty = false;
    bool m_hasFailed = false;
    bool m_isCancelling = false;
    std::optional<microseconds> m_lastEnd;
    /// The step whose time has not come.
    std::optional<SeriesStep> m_next;
    /// A pause, or the wait for `m_next`.
    std::unique_ptr<ScheduledCall> m_wait;
};

} // namespace Recloser
