// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifrun.h"

#include "core/resilience/owedvalue.h"

#include <utility>

namespace Recloser {

WhatIfRun::WhatIfRun(RecordedCalls calls, RecordedCallQuery query, const QList<WhatIfPlan> &plans,
                     const WhatIfSettings &settings, QObject *parent)
    : QObject(parent)
    , m_calls(std::move(calls))
    , m_query(std::move(query))
    , m_whatIf(std::make_shared<WhatIf>(plans, settings))
{
    m_worker.setMaxThreadCount(1);
    m_worker.setThreadPriority(QThread::LowPriority);
}

WhatIfRun::~WhatIfRun()
{
    m_stop.request_stop();
    // What is under way notices the stop with the next call.
    m_worker.waitForDone();
    forget();
}

void WhatIfRun::forget()
{
    // Freeing a million circuits takes a while, which is not the window's.
    QThreadPool::globalInstance()->start(
        [whatIf = std::move(m_whatIf)]() mutable { whatIf.reset(); });
}

void WhatIfRun::start()
{
    askForPage();
}

void WhatIfRun::cancel()
{
    m_stop.request_stop();
    end(Ending::Cancelled);
}

void WhatIfRun::askForPage()
{
    if (m_isAsking || m_next || !m_hasMore || m_isOver)
        return;
    m_isAsking = true;
    // Taken out, not copied: the worker takes it apart.
    m_calls(m_query).then(this, [this](QFuture<Page> page) { takePage(page.takeResult()); });
}

void WhatIfRun::takePage(Page page)
{
    m_isAsking = false;
    if (m_isOver)
        return;
    if (!page) {
        m_error = page.error();
        end(Ending::Failed);
        return;
    }
    if (page->total)
        m_total = *page->total;
    m_hasMore = page->hasMore && !page->calls.isEmpty();
    if (!page->calls.isEmpty()) {
        m_query.afterStart = page->calls.constLast().startedAt;
        m_query.afterId = page->calls.constLast().id;
    }
    m_next = *std::move(page);
    runPage();
}

void WhatIfRun::runPage()
{
    if (m_isRunning || !m_next)
        return;
    m_isRunning = true;
    const auto promise = std::make_shared<OwedValue<qint64>>(qint64(0));
    promise->future().then(this, [this](qint64 calls) { pageIsDone(calls); });
    m_worker.start([whatIf = m_whatIf, page = std::exchange(m_next, std::nullopt), promise,
                    stop = m_stop.get_token()]() mutable {
        qint64 calls = 0;
        for (RecordedCall &call : page->calls) {
            if (stop.stop_requested())
                break;
            whatIf->add(std::move(call), stop);
            ++calls;
        }
        promise->deliver(calls);
    });
    askForPage();
}

void WhatIfRun::pageIsDone(qint64 calls)
{
    m_isRunning = false;
    if (m_isOver)
        return;
    m_done += calls;
    const QPointer self(this);
    Q_EMIT progressed(m_done, std::max(m_done, m_total));
    if (!self || m_isOver)
        return;
    runPage();
    if (!m_isRunning && !m_isAsking)
        finish();
}

void WhatIfRun::finish()
{
    m_isRunning = true;
    const auto promise = std::make_shared<OwedValue<WhatIfResult>>(WhatIfResult());
    promise->future().then(this, [this](const WhatIfResult &result) {
        if (m_isOver)
            return;
        m_result = result;
        end(Ending::Done);
    });
    m_worker.start([whatIf = m_whatIf, promise, stop = m_stop.get_token()] {
        promise->deliver(whatIf->finish(stop));
    });
}

void WhatIfRun::end(Ending ending)
{
    if (std::exchange(m_isOver, true))
        return;
    forget();
    Q_EMIT finished(ending);
}

} // namespace Recloser
