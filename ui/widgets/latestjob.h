// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QThreadPool>

#include <stop_token>

namespace Recloser {

/// Asks a thread of its own one thing at a time: a new question stops the one before it, whose
/// answer is never heard. Destroying it is silent and waits for what still runs, which should look
/// at its stop token. GUI thread.
class LatestJob : public QObject
{
public:
    explicit LatestJob(QObject *parent = nullptr) : QObject(parent)
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setThreadPriority(QThread::LowPriority);
    }
    ~LatestJob() override
    {
        m_stop.request_stop();
        m_pool.waitForDone();
    }

    /// `work(std::stop_token)` runs in the thread; `then(answer)` here, never inside this call.
    template<typename Work, typename Then> void ask(Work work, Then then)
    {
        cancel();
        m_stop = std::stop_source();
        m_isBusy = true;
        m_pool.start([this, work = std::move(work), then = std::move(then),
                      stop = m_stop.get_token()]() mutable {
            if (stop.stop_requested())
                return;
            auto answer = work(stop);
            QMetaObject::invokeMethod(
                this,
                [this, stop, answer = std::move(answer), then = std::move(then)]() mutable {
                    if (stop.stop_requested())
                        return;
                    m_isBusy = false;
                    then(std::move(answer));
                },
                Qt::QueuedConnection);
        });
    }
    void cancel()
    {
        m_stop.request_stop();
        m_isBusy = false;
    }
    bool isBusy() const { return m_isBusy; }

private:
    QThreadPool m_pool;
    std::stop_source m_stop;
    bool m_isBusy = false;
};

} // namespace Recloser
