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

void tell(const char *what, const QElapsedTimer &timer, qint64 calls)
{
    std::printf("%-52s %7.2f s, %5.2f us a call; %.0f MB resident\n", what,
                double(timer.nsecsElapsed()) / 1e9,
                double(timer.nsecsElapsed()) / 1e3 / double(calls), memory());
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
    qint64 taken = 0;
    QElapsedTimer timer;
    for (int i = 0; i < count;) {
        QList<RecordedCall> calls;
        for (; calls.size() < 4096 && i < count; ++i)
            calls.append(recordedCall(traffic.exchange(i)));
        timer.start();
        for (RecordedCall &call : calls)
            whatIf.add(std::move(call));
        taken += timer.nsecsElapsed();
    }
    timer.start();
    const WhatIfResult result = whatIf.finish();
    taken += timer.nsecsElapsed();
    std::printf("%-52s %7.2f s, %5.2f us a call; %.0f MB resident; %lld openings, %lld blocked\n",
                what, double(taken) / 1e9, double(taken) / 1e3 / count, memory(),
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
    return true;
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
    bool isGood = runCalls("one plan, calls in memory", count, one) == count
        && runCalls("two plans", count, two) == count
        && runCalls("a circuit for each URL", count, {plan(Preset::Guarded, u".*"_s)}) == count;

    QTemporaryDir folder;
    isGood = isGood && fill(folder.path(), count);
    QElapsedTimer timer;
    timer.start();
    isGood = isGood && readCalls(folder.path()) == count;
    tell("reading them from history", timer, count);

    HistoryStore store(folder.path());
    timer.start();
    WhatIfRun run([&store](const RecordedCallQuery &query) { return store.recordedCalls(query); },
                  {}, two, {});
    // How long the thread of the window is held up, at the most.
    qint64 longest = 0;
    QElapsedTimer turn;
    QTimer pulse;
    QObject::connect(&pulse, &QTimer::timeout, &pulse, [&] {
        longest = std::max(longest, turn.nsecsElapsed());
        turn.start();
    });
    turn.start();
    pulse.start(1);
    QObject::connect(&run, &WhatIfRun::finished, &application, [&](WhatIfRun::Ending ending) {
        isGood = isGood && ending == WhatIfRun::Ending::Done && run.result().calls == count;
        QCoreApplication::quit();
    });
    run.start();
    QCoreApplication::exec();
    tell("both at once, two plans", timer, count);
    std::printf("longest turn of the loop meanwhile %.1f ms\n", double(longest) / 1e6);
    return isGood ? 0 : 1;
}
