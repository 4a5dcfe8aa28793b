// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifrun.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Page = std::expected<RecordedCallPage, StoreError>;

namespace {

RecordedCall callAt(qint64 id, milliseconds start)
{
    RecordedCall call{
        .id = id, .startedAt = start, .method = "GET", .url = u"http://h/%1"_s.arg(id)};
    call.attempts.append({0us, 5ms, {.status = id % 3 ? 200 : 503}});
    call.elapsed = 5ms;
    call.key = u"h"_s;
    return call;
}

/// Pages of calls, handed out as history does: later, from the event loop.
struct Pages
{
    qint64 calls = 0;
    /// Fails with the page after so many calls.
    qint64 failsAfter = std::numeric_limits<qint64>::max();
    int asked = 0;
    int open = 0;
    int mostOpen = 0;

    RecordedCalls source()
    {
        return [this](const RecordedCallQuery &query) {
            ++asked;
            mostOpen = std::max(mostOpen, ++open);
            auto promise = std::make_shared<QPromise<Page>>();
            promise->start();
            QTimer::singleShot(0, qApp, [this, promise, query] {
                --open;
                promise->addResult(page(query));
                promise->finish();
            });
            return promise->future();
        };
    }
    Page page(const RecordedCallQuery &query) const
    {
        if (query.afterId >= failsAfter)
            return std::unexpected(StoreError{StoreError::Kind::Corrupt, u"history"_s, {}});
        RecordedCallPage page;
        for (qint64 id = query.afterId + 1; id <= calls && page.calls.size() < query.limit; ++id)
            page.calls.append(callAt(id, id * 10ms));
        page.hasMore = query.afterId + page.calls.size() < calls;
        if (query.afterId == 0)
            page.total = calls;
        return page;
    }
};

WhatIfPlan plan(const QString &pattern)
{
    WhatIfPlan result;
    result.policies.breaker.keyPattern = pattern;
    return result;
}

} // namespace

class TestWhatIfRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void pagesAreRunToTheEnd()
    {
        Pages pages{.calls = 5000};
        WhatIfRun run(pages.source(), {.limit = 400}, {plan(u"h"_s)}, {});
        QSignalSpy finished(&run, &WhatIfRun::finished);
        QSignalSpy progressed(&run, &WhatIfRun::progressed);
        run.start();
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QCOMPARE(finished[0][0].value<WhatIfRun::Ending>(), WhatIfRun::Ending::Done);
        QCOMPARE(run.result().calls, 5000);
        QCOMPARE(run.result().sides[0].totals.calls, 5000);
        QCOMPARE(progressed.last()[0].toLongLong(), 5000);
        QCOMPARE(progressed.last()[1].toLongLong(), 5000);
        QCOMPARE(pages.asked, 13);
        // One at a time, and never far ahead of the worker.
        QCOMPARE(pages.mostOpen, 1);

        WhatIf whole({plan(u"h"_s)}, {});
        for (qint64 id = 1; id <= 5000; ++id)
            whole.add(callAt(id, id * 10ms));
        QCOMPARE(run.result(), whole.finish());
    }

    void anEmptyHistoryIsDone()
    {
        Pages pages;
        WhatIfRun run(pages.source(), {}, {plan(u"h"_s)}, {});
        QSignalSpy finished(&run, &WhatIfRun::finished);
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QCOMPARE(run.result().calls, 0);
        QCOMPARE(run.result().sides.size(), 1);
    }

    void whatHistorySaysIsTold()
    {
        Pages pages{.calls = 5000, .failsAfter = 2000};
        WhatIfRun run(pages.source(), {.limit = 1000}, {plan(u"h"_s)}, {});
        QSignalSpy finished(&run, &WhatIfRun::finished);
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QCOMPARE(finished[0][0].value<WhatIfRun::Ending>(), WhatIfRun::Ending::Failed);
        QCOMPARE(run.error()->kind, StoreError::Kind::Corrupt);
    }

    void cancelSaysSoAtOnce()
    {
        Pages pages{.calls = 10'000'000};
        WhatIfRun run(pages.source(), {.limit = 200}, {plan(u"h"_s)}, {});
        QSignalSpy finished(&run, &WhatIfRun::finished);
        QSignalSpy progressed(&run, &WhatIfRun::progressed);
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(progressed.size() > 2, 30'000);
        run.cancel();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].value<WhatIfRun::Ending>(), WhatIfRun::Ending::Cancelled);
        const auto told = progressed.size();
        QTest::qWait(20);
        QCOMPARE(progressed.size(), told);
        QCOMPARE(finished.size(), 1);
    }

    void itsEndStopsItSilently_data()
    {
        QTest::addColumn<int>("pages");
        QTest::newRow("before anything came") << 0;
        QTest::newRow("after the first page") << 1;
        QTest::newRow("in the middle") << 5;
    }

    void itsEndStopsItSilently()
    {
        QFETCH(const int, pages);
        Pages source{.calls = 1'000'000};
        auto run = std::make_unique<WhatIfRun>(source.source(), RecordedCallQuery{.limit = 200},
                                               QList<WhatIfPlan>{plan(u"h"_s)}, WhatIfSettings{});
        QSignalSpy finished(run.get(), &WhatIfRun::finished);
        QSignalSpy progressed(run.get(), &WhatIfRun::progressed);
        run->start();
        QTRY_VERIFY_WITH_TIMEOUT(progressed.size() >= pages, 30'000);
        run.reset();
        QTest::qWait(5);
        QCOMPARE(finished.size(), 0);
    }

    void aListenerMayEndIt()
    {
        Pages pages{.calls = 100'000};
        auto run = std::make_unique<WhatIfRun>(pages.source(), RecordedCallQuery{.limit = 200},
                                               QList<WhatIfPlan>{plan(u"h"_s)}, WhatIfSettings{});
        int told = 0;
        connect(run.get(), &WhatIfRun::progressed, this, [&] {
            ++told;
            run.reset();
        });
        run->start();
        QTRY_COMPARE_WITH_TIMEOUT(told, 1, 30'000);
        QTest::qWait(5);
        QCOMPARE(told, 1);
    }
};

QTEST_GUILESS_MAIN(TestWhatIfRun)
#include "tst_whatifrun.moc"
