// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifrun.h"
#include "core/store/historyrecords.h"
#include "core/store/historystore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTimeZone>

#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

/// Calls of 40 stores, a few a second each, some of which are in trouble for a while.
class Traffic
{
public:
    Exchange exchange(int i)
    {
        m_time += milliseconds(below(20));
        const int store = below(40);
        const QString url
            = u"http://www.store%1.com:8001/m_search?productId=%2&page=%3"_s.arg(store)
                  .arg(below(99'999))
                  .arg(i % 50);
        Exchange exchange;
        exchange.startedAt
            = QDateTime::fromMSecsSinceEpoch(1'760'000'000'000 + m_time.count(), QTimeZone::UTC);
        exchange.id = i + 1;
        exchange.spec.url = url;
        exchange.request.method = "GET";
        exchange.request.url = QUrl(url);
        exchange.request.urlText = url;
        exchange.request.headers = {{"Accept", "*/*"}, {"User-Agent", "recloser"}};
        exchange.key.key = exchange.request.url.authority();
        const bool isTrouble = (m_time / 5min) % 40 == store;
        do {
            Attempt attempt;
            attempt.number = int(exchange.attempts.size()) + 1;
            attempt.startedAfter = exchange.elapsed;
            attempt.timings.total = milliseconds(5 + below(isTrouble ? 900 : 90));
            exchange.elapsed += attempt.timings.total;
            attempt.result = result(isTrouble ? below(4) : 3);
            exchange.attempts.append(attempt);
        } while (isTrouble && exchange.attempts.size() < 4 && below(4) > 0);
        exchange.outcome = exchange.response() && exchange.response()->status < 400
            ? Outcome::Success
            : exchange.response() ? Outcome::Failed
                                  : Outcome::Exception;
        return exchange;
    }

private:
    int below(int bound) { return int(m_random.bounded(bound)); }
    std::expected<Response, SendError> result(int what)
    {
        if (what < 2)
            return std::unexpected(SendError{SendError::Kind::ConnectionReset, u"host"_s, {}});
        Response response;
        response.status = what == 2 ? 503 : 200;
        response.headers = {{"content-type", "application/json"},
                            {"server", "nginx"},
                            {"x-request-id", QByteArray::number(m_random.generate64(), 16)},
                            {"date", "Mon, 01 Jan 2026 00:00:00 GMT"}};
        response.body.bytes = "{\"items\":[]}";
        response.body.size = response.body.bytes.size();
        return response;
    }

    QRandomGenerator m_random{1};
    milliseconds m_time{0};
};

/// Resident memory, in MB.
double memory()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ')[1].toDouble() * 4096 / 1e6
                                          : 0;
}

/// Time that passes, and what of it the processor works for this program: what remains comparable
/// on a busy machine.
class Stopwatch
{
public:
    void start()
    {
        m_timer.start();
        m_before = processor();
    }
    void stop()
    {
        m_passed += m_timer.nsecsElapsed();
        m_worked += processor() - m_before;
    }
    void tell(const char *what, qint64 calls) const
    {
        std::printf("%-28s %7.2f s, %7.2f s of processor: %5.2f us a call; %4.0f MB resident\n",
                    what, double(m_passed) / 1e9, double(m_worked) / 1e9,
                    double(m_worked) / 1e3 / double(calls), memory());
        std::fflush(stdout);
    }

private:
    static qint64 processor()
    {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }

    QElapsedTimer m_timer;
    qint64 m_before = 0;
    qint64 m_passed = 0;
    qint64 m_worked = 0;
};

qint64 threadWork()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

WhatIfPlan plan(Preset preset, const QString &pattern)
{
    WhatIfPlan result{.policies = presetPolicies(preset)};
    result.policies.breaker.keyPattern = pattern;
    return result;
}

qint64 runCalls(const char *what, int count, const QList<WhatIfPlan> &plans)
{
    Traffic traffic;
    WhatIf whatIf(plans, {});
    // Made in portions that are not counted.
    Stopwatch watch;
    for (int i = 0; i < count;) {
        QList<RecordedCall> calls;
        for (; calls.size() < 4096 && i < count; ++i)
            calls.append(recordedCall(traffic.exchange(i)));
        watch.start();
        for (RecordedCall &call : calls)
            whatIf.add(std::move(call));
        watch.stop();
    }
    watch.start();
    const WhatIfResult result = whatIf.finish();
    watch.stop();
    watch.tell(what, count);
    std::printf("  %lld openings, %lld blocked\n",
                static_cast<long long>(result.sides[0].totals.openings),
                static_cast<long long>(result.sides[0].totals.blocked));
    return result.calls;
}

bool fill(const QString &folder, int count)
{
    auto records = HistoryRecords::open(folder);
    if (!records)
        return false;
    Traffic traffic;
    for (int i = 0; i < count;) {
        QList<ExchangePtr> batch;
        for (; batch.size() < 4096 && i < count; ++i)
            batch.append(std::make_shared<const Exchange>(traffic.exchange(i)));
        if (!(*records)->insert(batch))
            return false;
    }
    // Of the full-text index, which HistoryStore would go on with, nothing is measured here.
    records->reset();
    const auto database = HistoryDatabase::open(folder);
    return database && (*database)->execute(u"DELETE FROM unindexed"_s)
        && (*database)->execute(u"UPDATE totals SET unindexed = 0"_s);
}

qint64 readCalls(const QString &folder)
{
    auto records = HistoryRecords::open(folder);
    qint64 calls = 0;
    RecordedCallQuery query;
    for (bool hasMore = true; hasMore;) {
        const auto page = (*records)->recordedCalls(query);
        if (!page)
            return -1;
        calls += page->calls.size();
        hasMore = page->hasMore;
        if (!page->calls.isEmpty()) {
            query.afterStart = page->calls.constLast().startedAt;
            query.afterId = page->calls.constLast().id;
        }
    }
    return calls;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int count = argc > 1 ? atoi(argv[1]) : 100'000;
    const QString pattern = u"[w].+(?=/)"_s;
    const QList<WhatIfPlan> one{plan(Preset::Fynd, pattern)};
    const QList<WhatIfPlan> two{plan(Preset::Fynd, pattern), plan(Preset::Guarded, pattern)};
    const QList<WhatIfPlan> patterns{plan(Preset::Fynd, pattern),
                                     plan(Preset::Guarded, u"store[0-9]+"_s)};
    bool isGood = runCalls("one plan, calls in memory", count, one) == count
        && runCalls("two plans, one pattern", count, two) == count
        && runCalls("two plans, two patterns", count, patterns) == count
        && runCalls("a circuit for each URL", count, {plan(Preset::Guarded, u".*"_s)}) == count;

    QTemporaryDir folder;
    isGood = isGood && fill(folder.path(), count);
    Stopwatch reading;
    reading.start();
    isGood = isGood && readCalls(folder.path()) == count;
    reading.stop();
    reading.tell("reading them from history", count);

    HistoryStore store(folder.path());
    Stopwatch both;
    both.start();
    WhatIfRun run([&store](const RecordedCallQuery &query) { return store.recordedCalls(query); },
                  {}, two, {});
    // How long the thread of the window works at a time, at the most.
    qint64 longest = 0;
    qint64 before = threadWork();
    QTimer pulse;
    QObject::connect(&pulse, &QTimer::timeout, &pulse, [&] {
        const qint64 now = threadWork();
        longest = std::max(longest, now - before);
        before = now;
    });
    pulse.start(1);
    QObject::connect(&run, &WhatIfRun::finished, &application, [&](WhatIfRun::Ending ending) {
        isGood = isGood && ending == WhatIfRun::Ending::Done && run.result().calls == count;
        QCoreApplication::quit();
    });
    run.start();
    QCoreApplication::exec();
    both.stop();
    both.tell("both at once, two plans", count);
    std::printf("  the thread of the window worked %.1f ms at a time at the most\n",
                double(longest) / 1e6);
    return isGood ? 0 : 1;
}
