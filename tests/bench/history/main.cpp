// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/redaction.h"
#include "core/store/historyrecords.h"
#include "core/store/historystore.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

/// Processor time of this thread: what remains comparable on a busy machine.
qint64 cpuNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

// A vocabulary of words drawn with a falling frequency, as in real texts; ids are unique, as in
// real answers.
class Texts
{
public:
    Texts()
    {
        for (int i = 0; i < 5000; ++i) {
            QByteArray word;
            for (int n = 3 + below(7); n > 0; --n)
                word += char('a' + below(26));
            m_words.append(word);
        }
    }
    int below(int bound) { return int(m_random.bounded(bound)); }
    QByteArray word() { return m_words[below(below(5000) + 1)]; }

    ExchangePtr exchange(int i)
    {
        auto exchange = std::make_shared<Exchange>();
        const QString url
            = u"http://www.store%1.com:8001/%2/m_search?productId=%3&page=%4"_s.arg(below(40))
                  .arg(QString::fromLatin1(word()))
                  .arg(below(99999))
                  .arg(i % 50);
        // Two minutes apart, so that a million of them are four years.
        exchange->startedAt = m_start.addSecs(120LL * i);
        exchange->spec.url = url;
        exchange->request.method = "GET";
        exchange->request.url = QUrl(url);
        exchange->request.urlText = url;
        exchange->request.headers = {{"Accept", "*/*"}, {"User-Agent", "recloser"}};
        exchange->key.key = exchange->request.url.authority();
        Response response;
        response.status = i % 7 ? 200 : 503;
        response.headers = {{"content-type", "application/json"},
                            {"server", "nginx"},
                            {"x-request-id", QByteArray::number(m_random.generate64(), 16)},
                            {"date", "Mon, 01 Jan 2026 00:00:00 GMT"}};
        QByteArray body = "{\"items\":[";
        while (body.size() < 1000)
            body += "{\"" + word() + "\":\"" + word() + ' ' + word()
                + "\",\"id\":" + QByteArray::number(below(1'000'000)) + "},";
        response.body.bytes = body;
        response.body.size = body.size();
        response.url = exchange->request.url;
        Attempt attempt;
        attempt.result = response;
        exchange->attempts = {attempt};
        exchange->outcome = i % 7 ? Outcome::Success : Outcome::Failed;
        exchange->ending = Ending::Answered;
        return exchange;
    }

private:
    QDateTime m_start = QDateTime::currentDateTimeUtc().addYears(-4);
    QRandomGenerator m_random{1};
    QList<QByteArray> m_words;
};

struct Cost
{
    qint64 nanoseconds = 0;
    qint64 cpu = 0;

    template<typename Work> void add(Work work)
    {
        QElapsedTimer timer;
        timer.start();
        const qint64 before = cpuNanoseconds();
        work();
        cpu += cpuNanoseconds() - before;
        nanoseconds += timer.nsecsElapsed();
    }
};

void tell(const char *what, const Cost &cost, qint64 rows)
{
    std::printf("%-36s %6.1f us a row, %6.1f us of processor\n", what,
                double(cost.nanoseconds) / double(rows) / 1000,
                double(cost.cpu) / double(rows) / 1000);
}

/// Records `count` exchanges; what waits for the index is kept at `mostUnindexed` bytes.
bool record(HistoryRecords &records, Texts &texts, int count, qint64 mostUnindexed)
{
    Cost recording;
    Cost indexing;
    Cost longest;
    int indexed = 0;
    bool isGood = true;
    for (int i = 0; isGood && i < count;) {
        QList<ExchangePtr> batch;
        for (; batch.size() < 256 && i < count; ++i)
            batch.append(texts.exchange(i));
        recording.add([&] { isGood = records.insert(batch).has_value(); });
        while (isGood && records.unindexedSize().value_or(0) > mostUnindexed) {
            Cost slice;
            slice.add([&] { isGood = records.index(100 * 1024).has_value(); });
            longest.nanoseconds = std::max(longest.nanoseconds, slice.nanoseconds);
            longest.cpu = std::max(longest.cpu, slice.cpu);
            indexing.nanoseconds += slice.nanoseconds;
            indexing.cpu += slice.cpu;
        }
        if (mostUnindexed == 0)
            indexed = i;
    }
    // The index's own upkeep, for as long as it has some.
    for (bool more = mostUnindexed == 0; isGood && more;) {
        indexing.add([&] {
            const auto done = records.index(100 * 1024);
            isGood = done.has_value();
            more = done.value_or(false);
        });
    }
    tell("record, in batches of 256, 1 kB body", recording, count);
    if (indexed > 0) {
        tell("index them afterwards", indexing, indexed);
        std::printf("  its longest slices %.1f ms, and %.1f ms of processor\n",
                    double(longest.nanoseconds) / 1e6, double(longest.cpu) / 1e6);
    }
    return isGood;
}

/// What it takes for each search, in ms of processor.
void search(HistoryRecords &records)
{
    const auto waiting = records.unindexedSize();
    const auto first = records.search({.limit = 1});
    const qint64 total = first ? first->total : -1;
    std::printf("%lld exchanges; searches, with %.1f MB not in the index yet, ms of processor:\n",
                static_cast<long long>(total), double(waiting.value_or(-1)) / 1e6);
    double slowest = 0;
    double longest = 0;
    for (const QString &text : {u""_s,
                                u"m_sea"_s,
                                u"store1"_s,
                                u"tore1"_s,
                                u"re1.com:8001/"_s,
                                u"s"_s,
                                u"st"_s,
                                u"8"_s,
                                u"80"_s,
                                u"http"_s,
                                u"application"_s,
                                u"productid store7"_s,
                                u"zzzqqq"_s,
                                u"http nothinghere"_s,
                                u"status:503"_s,
                                u"status:503 store3"_s,
                                u"a b c"_s,
                                u"?"_s,
                                u"%"_s,
                                u"%%%"_s,
                                u"://"_s,
                                u"?="_s,
                                u"日本"_s,
                                u"\"gmt nginx\""_s,
                                u"\"server nginx\" zzzqqq"_s,
                                u"status:200 is:failed"_s,
                                u"status:400-499"_s,
                                u"status:>=400 host:store7"_s,
                                u"method:post"_s,
                                u"-nginx"_s,
                                u"-is:success -status:503"_s,
                                u"-is:success store3"_s,
                                u"since:30d"_s,
                                u"since:30d e"_s,
                                u"before:2024"_s,
                                u"before:2020 http"_s,
                                u"after:2024 before:2025 zzzqqq"_s,
                                u"is:kept"_s,
                                u"is:kept status:503"_s,
                                u"status:none"_s,
                                u"key:store3"_s,
                                u"a e i o"_s,
                                u"re1 store2 store3"_s,
                                u"? zzzqqq"_s,
                                u"is:blocked"_s,
                                u"GMT"_s,
                                u"e"_s,
                                u"1"_s}) {
        qint64 best = -1;
        qsizetype found = 0;
        for (int i = 0; i < 3; ++i) {
            const qint64 before = cpuNanoseconds();
            const auto page = records.search({.text = text});
            const qint64 taken = cpuNanoseconds() - before;
            best = best < 0 ? taken : std::min(best, taken);
            found = page ? page->rows.size() : -1;
        }
        slowest = std::max(slowest, double(best) / 1e6);
        // The way the window does it: the longest that a key stroke waits for something to see.
        double slice = 0;
        HistoryQuery query{.text = text, .patience = std::chrono::milliseconds(20)};
        for (qsizetype rows = 0; rows < query.limit;) {
            const qint64 before = cpuNanoseconds();
            const auto page = records.search(query);
            slice = std::max(slice, double(cpuNanoseconds() - before) / 1e6);
            if (!page || !page->hasMore)
                break;
            rows += page->rows.size();
            query.before = page->next;
        }
        longest = std::max(longest, slice);
        std::printf("  %-30s %4lld rows %8.2f, in slices of %6.2f\n",
                    qPrintable(u'"' + text + u'"'), static_cast<long long>(found),
                    double(best) / 1e6, slice);
    }
    std::printf("  the slowest %.2f, the longest slice %.2f\n", slowest, longest);
}

/// What retention costs a batch that comes meanwhile: the longest slices.
void clean(HistoryRecords &records)
{
    const auto first = records.search({.limit = 1});
    if (!first)
        return;
    const HistoryRetention retention{.mostExchanges = first->total - first->total / 10,
                                     .mostBytes = 0};
    Cost all;
    qint64 longest = 0;
    qint64 removed = 0;
    const auto slice = [&all, &longest](auto work) {
        const qint64 before = all.cpu;
        all.add(work);
        longest = std::max(longest, all.cpu - before);
    };
    for (qsizetype inSlice = 1; inSlice > 0; removed += inSlice) {
        slice([&] {
            const auto cleaned = records.clean(retention, QDateTime::currentDateTimeUtc(), 32);
            inSlice = cleaned ? cleaned->ids.size() : 0;
        });
    }
    std::printf("cleaning: %lld removed, %.1f us of processor each, longest slice %.1f ms\n",
                static_cast<long long>(removed),
                double(all.cpu) / double(std::max<qint64>(1, removed)) / 1000,
                double(longest) / 1e6);
    longest = 0;
    for (bool more = true; more;)
        slice([&] { more = records.dropEmptyPart().value_or(false); });
    std::printf("dropping parts of the index: longest %.1f ms\n", double(longest) / 1e6);
    longest = 0;
    bool isBegun = false;
    for (bool more = true; more; isBegun = true) {
        slice([&] {
            using enum HistoryRecords::Shrinking;
            more = records.shrink(isBegun ? Begun : New).value_or(false);
        });
    }
    std::printf("shrinking: longest slice %.1f ms\n", double(longest) / 1e6);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int count = argc > 1 ? atoi(argv[1]) : 5000;
    QTemporaryDir temporary;
    // A folder that is named stays, so that what it holds is searched again without being written.
    const QDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) : temporary.path());
    Texts texts;
    Cost opening;
    std::expected<std::unique_ptr<HistoryRecords>, StoreError> records;
    opening.add([&] {
        records = HistoryRecords::open(folder.path());
        if (records)
            (void)(*records)->search({});
    });
    if (!records)
        return 1;
    std::printf("open, and read the first page: %.2f ms\n", double(opening.nanoseconds) / 1e6);
    if (count == 0) {
        search(**records);
        clean(**records);
        return 0;
    }
    if (!record(**records, texts, count, 0))
        return 1;
    std::printf(
        "%lld bytes a row\n",
        static_cast<long long>(QFileInfo(folder.filePath(u"history.sqlite"_s)).size() / count));
    search(**records);
    // As much as HistoryWorker leaves for later.
    constexpr qint64 mostUnindexed = 4 * 1024 * 1024;
    const int tail = std::min(count, 3000);
    if (!record(**records, texts, tail, mostUnindexed))
        return 1;
    search(**records);
    records->reset();
    {
        HistoryStore store(folder.path());
        QList<ExchangePtr> exchanges;
        for (int i = 0; i < 2000; ++i)
            exchanges.append(texts.exchange(i));
        // As Composition does it, for the exchange as it was goes on to be shown.
        Cost cost;
        const Scope scope;
        cost.add([&] {
            for (const ExchangePtr &exchange : exchanges)
                store.add(std::make_shared<const Exchange>(redacted(*exchange, scope)));
        });
        std::printf("redacting and add() in the caller's thread: %.2f us, %.2f us of processor\n",
                    double(cost.nanoseconds) / 2000e3, double(cost.cpu) / 2000e3);
    }
    return 0;
}
