// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/cborwriting.h"
#include "core/store/exchangecodec.h"
#include "core/store/historydatabase.h"
#include "core/store/historystore.h"
#include "core/store/recordedcodec.h"
#include "tests/core/store/sampleexchanges.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        qFatal("no answer");
    return future.takeResult();
}

/// All pages.
QList<RecordedCall> callsOf(HistoryStore &store, RecordedCallQuery query, int *pages = nullptr)
{
    QList<RecordedCall> calls;
    for (bool hasMore = true; hasMore;) {
        const auto page = valueOf(store.recordedCalls(query));
        if (!page)
            qFatal("no page");
        calls += page->calls;
        hasMore = page->hasMore;
        if (pages)
            ++*pages;
        if (!page->calls.isEmpty()) {
            query.afterStart = page->calls.constLast().startedAt;
            query.afterId = page->calls.constLast().id;
        }
    }
    return calls;
}

QStringList idsOf(const QList<RecordedCall> &calls)
{
    QStringList ids;
    for (const RecordedCall &call : calls)
        ids.append(QString::number(call.id));
    return ids;
}

Exchange at(const QString &url, qint64 start)
{
    Exchange exchange = SampleExchanges::answered(url);
    exchange.startedAt = QDateTime::fromMSecsSinceEpoch(start, QTimeZone::UTC);
    return exchange;
}

} // namespace

class TestRecordedCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void areWhatTheExchangesWere()
    {
        SampleExchanges samples(3);
        HistoryStore store(m_folder->path());
        QList<RecordedCall> expected;
        for (int i = 0; i < 1000; ++i) {
            Exchange exchange = samples.exchange();
            if (i % 3 == 0 && !exchange.attempts.isEmpty())
                exchange.attempts.last().result
                    = Response{.status = 503,
                               .headers = {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"},
                                           {"retry-after", "Sun, 06 Nov 1994 08:49:39 GMT"},
                                           {"Retry-After", "9"}}};
            if (i % 5 == 0)
                exchange.request.headers.append(RawHeader{"idempotency-key", "x"});
            exchange.id = i + 1;
            store.add(std::make_shared<const Exchange>(exchange));
            expected.append(recordedCall(exchange));
        }
        std::ranges::sort(expected, [](const RecordedCall &a, const RecordedCall &b) {
            return std::tuple(a.startedAt, a.id) < std::tuple(b.startedAt, b.id);
        });
        int pages = 0;
        const QList<RecordedCall> calls = callsOf(store, {.limit = 300}, &pages);
        QCOMPARE(idsOf(calls), idsOf(expected));
        for (qsizetype i = 0; i < calls.size(); ++i)
            QCOMPARE(calls[i], expected[i]);
        QVERIFY(pages > 3);
        QCOMPARE(calls, callsOf(store, {.limit = 100'000}));
    }

    void comeInTheOrderOfTheirStarts()
    {
        HistoryStore store(m_folder->path());
        // Those that take long are written after those that began later.
        for (const qint64 start : {300, 100, 200, 200, 400, 100})
            store.add(std::make_shared<const Exchange>(at(u"http://h/"_s, start)));
        QCOMPARE(idsOf(callsOf(store, {})).join(u' '), u"2 6 3 4 1 5"_s);
    }

    void pagesCutBetweenThoseOfOneMoment()
    {
        HistoryStore store(m_folder->path());
        for (int i = 0; i < 1000; ++i)
            store.add(std::make_shared<const Exchange>(at(u"http://h/"_s, 1000 + i / 700)));
        const QList<RecordedCall> calls = callsOf(store, {.limit = 256});
        QCOMPARE(calls.size(), 1000);
        QVERIFY(std::ranges::is_sorted(calls, {}, &RecordedCall::id));
    }

    void areOfARangeOrAHost_data()
    {
        QTest::addColumn<RecordedCallQuery>("query");
        QTest::addColumn<QString>("ids");
        QTest::newRow("all") << RecordedCallQuery{} << u"1 2 3 4"_s;
        QTest::newRow("from, the moment included")
            << RecordedCallQuery{.since = 200ms} << u"2 3 4"_s;
        QTest::newRow("until, the moment not") << RecordedCallQuery{.until = 300ms} << u"1 2"_s;
        QTest::newRow("both") << RecordedCallQuery{.since = 150ms, .until = 301ms} << u"2 3"_s;
        QTest::newRow("a host") << RecordedCallQuery{.host = u"b"_s} << u"2 4"_s;
        QTest::newRow("a host in time")
            << RecordedCallQuery{.since = 250ms, .host = u"b"_s} << u"4"_s;
        QTest::newRow("nothing") << RecordedCallQuery{.since = 500ms} << u""_s;
    }

    void areOfARangeOrAHost()
    {
        QFETCH(const RecordedCallQuery, query);
        QFETCH(const QString, ids);
        HistoryStore store(m_folder->path());
        for (int i = 1; i <= 4; ++i)
            store.add(std::make_shared<const Exchange>(
                at(i % 2 ? u"http://a/"_s : u"http://b/"_s, i * 100)));
        // What has no start belongs to no time.
        Exchange timeless = SampleExchanges::answered(u"http://b/"_s);
        timeless.startedAt = {};
        store.add(std::make_shared<const Exchange>(timeless));
        const auto page = valueOf(store.recordedCalls(query));
        QVERIFY(page);
        QCOMPARE(idsOf(page->calls).join(u' '), ids);
        QCOMPARE(page->total, std::optional<qint64>(page->calls.size()));
        QVERIFY(!page->hasMore);
    }

    void anOlderFileIsBroughtAlong()
    {
        {
            const auto database
                = HistoryDatabase::open(m_folder->path(), historyMigrations().first(3));
            QVERIFY(database);
            QVERIFY((*database)->execute(u"INSERT INTO exchanges (started_at, method, url, host, "
                                         "key, outcome, status, error_kind, attempts, elapsed_us, "
                                         "body_size) VALUES (5, 'GET', 'http://h/', 'h', 'h', 0, "
                                         "200, '', 1, 7, 0)"_s));
            QVERIFY((*database)->execute(u"INSERT INTO documents VALUES (1, '{}', x'a0')"_s));
        }
        HistoryStore store(m_folder->path());
        const QList<RecordedCall> calls = callsOf(store, {});
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls[0].startedAt, 5ms);
        QCOMPARE(calls[0].elapsed, 7us);
    }

    /// Cut off, changed or made up: everything is read without harm.
    void brokenDetailsAreRead()
    {
        SampleExchanges samples(5);
        QRandomGenerator random(9);
        for (int i = 0; i < 200; ++i) {
            const Exchange exchange = samples.exchange();
            QByteArray details = encodedDetails(exchange);
            RecordedCall call;
            for (qsizetype size = 0; size <= details.size(); ++size)
                decodeDetails(QByteArray(details.constData(), size), call);
            for (int n = 0; n < 50; ++n) {
                details[random.bounded(details.size())] = char(random.bounded(256));
                decodeDetails(details, call);
                (void)decodedRecordedAttempt(details);
            }
        }
        const auto attempt = decodedRecordedAttempt(QByteArray(100'000, char(0x9f))); // deep arrays
        QCOMPARE(attempt, RecordedAttempt{});
        QCOMPARE(decodedRecordedAttempt(QByteArray::fromHex("bf65746f74616c1bffffffffffffffffff")),
                 RecordedAttempt{});
    }

    /// As CBOR may be written too: maps of known length, texts in pieces.
    void otherWritersAreUnderstood()
    {
        // {"x": [1, {"y": 2}], "total": 7, "z": (_ "a", "b"), "startedAfter": -1}
        const RecordedAttempt attempt
            = decodedRecordedAttempt(QByteArray::fromHex("a4"
                                                         "6178"
                                                         "8201a1617902"
                                                         "65746f74616c"
                                                         "1807"
                                                         "617a"
                                                         "7f61616162ff"
                                                         "6c737461727465644166746572"
                                                         "20"));
        QCOMPARE(attempt.duration, 7us);
        QCOMPARE(attempt.startedAfter, -1us);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRecordedCalls)
#include "tst_recordedcalls.moc"
