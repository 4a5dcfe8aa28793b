// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/livesend.h"

#include "ui/describe/formatting.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

constexpr microseconds speedWindow = 4s;
/// A figure of less would jump.
constexpr microseconds shortestMeasure = 300ms;

} // namespace

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
        m_samples.clear();
        enter(WaterfallLive::Stage::Sending, number);
    });
    connect(&operation, &SendOperation::headArrived, this, &LiveSend::headArrived);
    connect(&operation, &SendOperation::headArrived, this, &LiveSend::changed);
    connect(&operation, &SendOperation::streamed, this, &LiveSend::streamed);
    connect(&operation, &SendOperation::progressed, this, [this](const TransferProgress &progress) {
        m_progress = progress;
        measure();
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
        if (webSocket())
            return tr("Connected");
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

void LiveSend::measure()
{
    const qint64 bytes = m_progress.received > 0 ? m_progress.received : m_progress.sent;
    // What is measured began anew with the answer.
    if (!m_samples.isEmpty() && bytes < m_samples.last().bytes)
        m_samples.clear();
    const microseconds now = elapsed();
    m_samples.append({now, bytes});
    while (m_samples.size() > 2 && now - m_samples.first().at > speedWindow)
        m_samples.removeFirst();
}

double LiveSend::speed() const
{
    if (m_samples.size() < 2)
        return 0;
    const microseconds time = m_samples.last().at - m_samples.first().at;
    return time < shortestMeasure
        ? 0
        : double(m_samples.last().bytes - m_samples.first().bytes) * 1e6 / double(time.count());
}

QString LiveSend::bytesText() const
{
    const TransferProgress &p = m_progress;
    const bool isReceiving = p.received > 0;
    const qint64 done = isReceiving ? p.before + p.received : p.sent;
    const qint64 total
        = isReceiving ? (p.receiveTotal > 0 ? p.before + p.receiveTotal : -1) : p.sendTotal;
    if (done <= 0 || (!isReceiving && total <= 0))
        return {};
    const QString moved
        = total > 0 ? tr("%1 of %2").arg(formatSize(done), formatSize(total)) : formatSize(done);
    QString text = isReceiving ? tr("%1 received").arg(moved) : tr("%1 sent").arg(moved);
    if (const double perSecond = speed(); perSecond >= 1) {
        text += tr(", %1/s").arg(formatSize(qint64(perSecond)));
        if (total > done)
            text += tr(", %1 left")
                        .arg(formatDuration(std::chrono::duration_cast<microseconds>(
                            std::chrono::duration<double>(double(total - done) / perSecond))));
    }
    return text;
}

std::shared_ptr<DownloadFile> LiveSend::download() const
{
    return m_operation ? m_operation->download() : nullptr;
}

} // namespace Recloser
