// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/send/sendoperation.h"
#include "ui/response/waterfallrows.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace Recloser {

/// What is known of a send that is under way, gathered from the signals of its operation. Ends with
/// it. GUI thread.
class LiveSend : public QObject
{
    Q_OBJECT

public:
    LiveSend(SendOperation &operation, Clock &clock, QObject *parent = nullptr);

    /// For the waterfall; `now` is the time of this call.
    WaterfallLive live() const;
    const Exchange &exchange() const { return m_operation->exchange(); }
    bool isRunning() const { return m_operation && !m_isFinished; }
    const TransferProgress &progress() const { return m_progress; }
    microseconds elapsed() const;

    /// "Attempt 2 of 4", "Waiting 0.4 s before attempt 3 of 4".
    QString stageText() const;
    /// "12 MB of 100 MB received, 8.1 MB/s, 11 s left"; empty while nothing moved.
    QString bytesText() const;
    /// The WebSocket connection that is open; null where there is none.
    WebSocketLink *webSocket() const { return m_operation ? m_operation->webSocket() : nullptr; }
    /// Null unless it downloads to a file.
    std::shared_ptr<DownloadFile> download() const;

Q_SIGNALS:
    /// A stage began, an attempt ended, bytes moved or a tenth of a second passed.
    void changed();
    void headArrived(const Recloser::Response &head);
    /// A piece of an event stream.
    void streamed(const QByteArray &piece);
    /// A second attempt is certain: there is something to see on the attempts page.
    void retrying();
    void finished(const Recloser::ExchangePtr &exchange);
    /// The operation was destroyed without an end.
    void vanished();

private:
    void enter(WaterfallLive::Stage stage, int number);
    void tick();
    void measure();
    /// Bytes moved in a second, over the last seconds; 0: not known yet.
    double speed() const;

    QPointer<SendOperation> m_operation;
    Clock &m_clock;
    Clock::time_point m_began;
    WaterfallLive m_live;
    TransferProgress m_progress;
    struct Sample
    {
        microseconds at{0};
        qint64 bytes = 0;
    };
    /// Of the last seconds.
    QList<Sample> m_samples;
    std::unique_ptr<ScheduledCall> m_tick;
    bool m_isFinished = false;
};

} // namespace Recloser
