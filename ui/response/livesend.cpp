// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/livesend.h"

#include "ui/describe/formatting.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace std::chrono_literals;

LiveSend::LiveSend(SendOperation &operation, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_operation(&operation)
    , m_clock(clock)
    , m_began(clock.now())
{
    m_live.stage = WaterfallLive::Stage::Asking;
    // It may have been under way before anybody looked.
    using State = SendOperation::State;
    if (const QDateTime &started = operation.exchange().startedAt; started.isValid())
        m_began -= std::max(milliseconds(0), milliseconds(started.msecsTo(clock.wallTime())));
    const int next = int(operation.exchange().attempts.size()) + 1;
    if (operation.state() == State::Transferring)
        enter(WaterfallLive::Stage::Sending, next);
    else if (operation.state() == State::Waiting)
        enter(WaterfallLive::Stage::Waiting, next);

    connect(&operation, &SendOperation::attemptStarted, this, [this](int number) {
        m_progress = {};
        enter(WaterfallLive::Stage::Sending, number);
    });
    connect(&operation, &SendOperation::headArrived, this, &LiveSend::headArrived);
    connect(&operation, &SendOperation::streamed, this, &LiveSend::streamed);
    connect(&operation, &SendOperation::progressed, this, [this](const TransferProgress &progress) {
        m_progress = progress;
        Q_EMIT changed();
    });
    connect(&operation, &SendOperation::retryScheduled, this,
            [this](std::chrono::milliseconds delay, WaitReason reason) {
                m_live.wait = delay;
                m_live.reason = reason;
                enter(WaterfallLive::Stage::Waiting, int(exchange().attempts.size()) + 1);
                Q_EMIT retrying();
            });
    connect(&operation, &SendOperation::finished, this, [this](const ExchangePtr &exchange) {
        m_isFinished = true;
        m_tick.reset();
        m_live = {};
        Q_EMIT finished(exchange);
    });
    connect(&operation, &QObject::destroyed, this, [this] {
        m_tick.reset();
        if (!std::exchange(m_isFinished, true))
            Q_EMIT vanished();
    });
    tick();
}

microseconds LiveSend::elapsed() const
{
    return std::chrono::duration_cast<microseconds>(m_clock.now() - m_began);
}

void LiveSend::enter(WaterfallLive::Stage stage, int number)
{
    m_live.stage = stage;
    m_live.number = number;
    m_live.stageBegan = elapsed();
    Q_EMIT changed();
}

void LiveSend::tick()
{
    m_tick = m_clock.schedule(100ms, [this] {
        tick();
        Q_EMIT changed();
    });
}

WaterfallLive LiveSend::live() const
{
    WaterfallLive live = m_live;
    live.now = elapsed();
    return live;
}

QString LiveSend::stageText() const
{
    if (!m_operation)
        return {};
    const int most = exchange().policies.retry.maxAttempts;
    const auto left = std::chrono::ceil<milliseconds>(m_live.stageBegan + m_live.wait - elapsed());
    switch (m_live.stage) {
    case WaterfallLive::Stage::None:
        return tr("Finishing");
    case WaterfallLive::Stage::Asking:
        return tr("Asking the circuit breaker");
    case WaterfallLive::Stage::Sending:
        if (m_operation->state() == SendOperation::State::Settling)
            return tr("Telling the circuit breaker");
        return most > 1 ? tr("Attempt %1 of %2").arg(m_live.number).arg(most) : tr("Sending");
    case WaterfallLive::Stage::Waiting:
        return tr("Attempt %1 of %2 in %3")
            .arg(m_live.number)
            .arg(most)
            .arg(formatCountdown(std::max(left, 0ms)));
    }
    return {};
}

QString LiveSend::bytesText() const
{
    const TransferProgress &p = m_progress;
    if (p.received > 0)
        return p.receiveTotal > 0
            ? tr("%1 of %2 received").arg(formatSize(p.received), formatSize(p.receiveTotal))
            : tr("%1 received").arg(formatSize(p.received));
    if (p.sent > 0 && p.sendTotal > 0)
        return tr("%1 of %2 sent").arg(formatSize(p.sent), formatSize(p.sendTotal));
    return {};
}

} // namespace Recloser
