// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"
#include "core/resilience/whatif.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <expected>

namespace Recloser {

/// Where recorded calls come from, a page at a time: history.
using RecordedCalls
    = std::function<QFuture<std::expected<RecordedCallPage, StoreError>>(RecordedCallQuery)>;

/// One what-if over history: asks for pages and runs them in a thread of its own, the next page
/// under way meanwhile, never more. Destroying it stops it silently, within milliseconds; cancel()
/// stops it and says so. GUI thread, which it costs nothing but handing on pages.
class WhatIfRun : public QObject
{
    Q_OBJECT

public:
    enum class Ending { Done, Cancelled, Failed };

    WhatIfRun(RecordedCalls calls, RecordedCallQuery query, const QList<WhatIfPlan> &plans,
              const WhatIfSettings &settings, QObject *parent = nullptr);
    ~WhatIfRun() override;

    /// Begins; once. finished() is never emitted inside this call.
    void start();
    /// finished() follows inside this call, unless it has been emitted already.
    void cancel();

    const WhatIfResult &result() const { return m_result; }
    const std::optional<StoreError> &error() const { return m_error; }
    qint64 done() const { return m_done; }
    qint64 total() const { return m_total; }

Q_SIGNALS:
    /// So many calls of `total` have been run; a page at a time.
    void progressed(qint64 done, qint64 total);
    void finished(Recloser::WhatIfRun::Ending ending);

private:
    using Page = std::expected<RecordedCallPage, StoreError>;
    void askForPage();
    void takePage(Page page);
    void runPage();
    void pageIsDone(qint64 calls);
    void finish();
    void end(Ending ending);
    void forget();

    RecordedCalls m_calls;
    RecordedCallQuery m_query;
    /// Used by the worker alone while a page is under way.
    std::shared_ptr<WhatIf> m_whatIf;
    std::stop_source m_stop;
    /// One thread: pages in their order.
    QThreadPool m_worker;
    std::optional<RecordedCallPage> m_next;
    bool m_isAsking = false;
    bool m_isRunning = false;
    bool m_isOver = false;
    bool m_hasMore = true;
    qint64 m_done = 0;
    qint64 m_total = 0;
    WhatIfResult m_result;
    std::optional<StoreError> m_error;
};

} // namespace Recloser
