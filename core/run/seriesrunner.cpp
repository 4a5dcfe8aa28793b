// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/seriesrunner.h"

#include <utility>

namespace Recloser {

using namespace std::chrono_literals;

void SeriesTotals::count(const Exchange &exchange)
{
    switch (exchange.outcome) {
    case Outcome::Success:
        ++success;
        break;
    case Outcome::Failed:
        ++failed;
        break;
    case Outcome::Exception:
        ++exception;
        break;
    case Outcome::Blocked:
        ++blocked;
        break;
    case Outcome::Cancelled:
        ++cancelled;
        break;
    }
    retries += std::max<qint64>(0, exchange.attempts.size() - 1);
}

SeriesRunner::SeriesRunner(Sender &sender, Clock &clock, std::unique_ptr<SeriesSource> source,
                           SeriesOptions options, QObject *parent)
    : QObject(parent)
    , m_sender(sender)
    , m_clock(clock)
    , m_source(std::move(source))
    , m_options(options)
{
    m_options.atOnce = std::clamp(m_options.atOnce, 1, 1000);
}

SeriesRunner::~SeriesRunner() = default;

void SeriesRunner::start()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Running;
    m_startedAt = m_clock.now();
    m_wait = m_clock.schedule(0ms, [this] {
        m_wait.reset();
        goOn();
    });
}

void SeriesRunner::cancel()
{
    if (m_state != State::Running || m_isCancelling)
        return;
    m_isCancelling = true;
    m_next.reset();
    m_wait.reset();
    const QPointer self(this);
    while (self && m_state == State::Running && !m_running.empty())
        m_running.begin()->first->cancel();
    if (self)
        finish(Ending::Cancelled);
}

SeriesTotals SeriesRunner::totals() const
{
    SeriesTotals totals = m_totals;
    if (m_state == State::Running)
        totals.elapsed = sinceStart();
    return totals;
}

bool SeriesRunner::asksForMore() const
{
    return m_state == State::Running && !m_isAsking && !m_wait && !m_next && !m_isSourceEmpty
        && !m_hasFailed && !m_isCancelling && m_running.size() < size_t(m_options.atOnce);
}

void SeriesRunner::goOn()
{
    // A source that answers at once, and a listener that ends a step, come back here.
    if (m_isGoingOn)
        return;
    m_isGoingOn = true;
    const QPointer self(this);
    while (self && asksForMore())
        ask();
    if (!self)
        return;
    m_isGoingOn = false;
    if (m_state != State::Running || m_isCancelling || m_isAsking || m_wait || !m_running.empty())
        return;
    if (m_hasFailed)
        finish(Ending::StoppedAtFailure);
    else if (m_isSourceEmpty)
        finish(Ending::Done);
}

void SeriesRunner::ask()
{
    m_isAsking = true;
    QFuture<std::optional<SeriesStep>> step = m_source->next();
    if (step.isFinished()) {
        take(step.takeResult());
        return;
    }
    step.then(this, [this](QFuture<std::optional<SeriesStep>> answer) {
        take(answer.takeResult());
        goOn();
    });
}

void SeriesRunner::take(std::optional<SeriesStep> step)
{
    m_isAsking = false;
    if (m_state != State::Running || m_hasFailed || m_isCancelling)
        return;
    if (!step) {
        m_isSourceEmpty = true;
        return;
    }
    m_next = std::move(step);
    const milliseconds early = untilTime(*m_next);
    if (early <= 0ms) {
        begin();
        return;
    }
    m_wait = m_clock.schedule(early, [this] {
        m_wait.reset();
        const QPointer self(this);
        begin();
        if (self)
            goOn();
    });
}

milliseconds SeriesRunner::untilTime(const SeriesStep &step) const
{
    microseconds time{0};
    if (m_options.spacing == SeriesOptions::Spacing::Original)
        time = step.startsAt;
    if (m_options.pause > 0ms && m_lastEnd)
        time = std::max(time, *m_lastEnd + m_options.pause);
    return std::chrono::ceil<milliseconds>(time - sinceStart());
}

void SeriesRunner::begin()
{
    if (m_hasFailed)
        return;
    Running running{m_totals.started++, *std::exchange(m_next, std::nullopt), sinceStart(), {}};
    const QPointer self(this);
    Q_EMIT stepStarted(running.index, running.step);
    if (!self || m_state != State::Running || m_isCancelling)
        return;
    if (const auto refusal = running.step.refusal) {
        refuse(std::move(running), *refusal);
        return;
    }
    const SeriesStep &step = running.step;
    running.operation = m_sender.send(step.spec, step.scope, step.options, step.layers);
    SendOperation *operation = running.operation.get();
    connect(operation, &SendOperation::finished, this,
            [this, operation](const ExchangePtr &exchange) { takeEnd(operation, exchange); });
    m_running.emplace(operation, std::move(running));
    operation->start();
}

void SeriesRunner::refuse(Running running, const SendError &error)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->startedAt = m_clock.wallTime();
    exchange->spec = running.step.spec;
    exchange->policies = policiesOf(running.step.layers, running.step.spec.policy);
    if (running.step.options.exactly)
        exchange->request = *running.step.options.exactly;
    exchange->outcome = Outcome::Exception;
    exchange->ending = Recloser::Ending::Invalid;
    exchange->error = error;
    // Many in a row leave the event loop its turns.
    m_wait = m_clock.schedule(0ms, [this] {
        m_wait.reset();
        goOn();
    });
    tell(std::move(running), exchange);
}

void SeriesRunner::takeEnd(SendOperation *operation, const ExchangePtr &exchange)
{
    auto node = m_running.extract(operation);
    if (node.empty())
        return;
    // It is the sender of the signal that brought us here.
    node.mapped().operation.release()->deleteLater();
    const QPointer self(this);
    tell(std::move(node.mapped()), exchange);
    if (self)
        goOn();
}

void SeriesRunner::tell(Running running, const ExchangePtr &exchange)
{
    m_totals.count(*exchange);
    m_totals.elapsed = sinceStart();
    m_lastEnd = m_totals.elapsed;
    if (m_options.onFailure == SeriesOptions::OnFailure::Stop
        && exchange->outcome != Outcome::Success) {
        m_hasFailed = true;
        if (m_next) { // its time will not come
            m_next.reset();
            m_wait.reset();
        }
    }
    const SeriesResult result{running.index, std::move(running.step), exchange,
                              running.startedAfter};
    const QPointer self(this);
    Q_EMIT stepFinished(result);
    if (self)
        m_source->noteEnd(result);
}

void SeriesRunner::finish(Ending ending)
{
    if (m_state == State::Finished)
        return;
    m_totals.elapsed = sinceStart();
    m_state = State::Finished;
    m_wait.reset();
    Q_EMIT finished(ending);
}

microseconds SeriesRunner::sinceStart() const
{
    return std::chrono::duration_cast<microseconds>(m_clock.now() - m_startedAt);
}

} // namespace Recloser
