// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historydatabase.h"
#include "core/store/historyrecords.h"
#include "core/store/historystore.h"
#include "tests/core/store/sampleexchanges.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

constexpr qint64 everything = 1'000'000'000;
constexpr HistoryRetention unbounded{.mostExchanges = 0, .mostBytes = 0, .mostDays = 0};

ExchangePtr sent(const QString &url, const QDateTime &startedAt, const QByteArray &body = "{}")
{
    Exchange exchange = SampleExchanges::answered(url, 200, body);
    exchange.startedAt = startedAt;
    return std::make_shared<const Exchange>(exchange);
}

QDateTime day(int number)
{
    return QDateTime(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC).addDays(number);
}

QList<ExchangePtr> oneADay(int count, const QByteArray &body = "{}")
{
    QList<ExchangePtr> exchanges;
    for (int i = 1; i <= count; ++i)
        exchanges.append(sent(u"http://a.example/%1"_s.arg(i), day(i), body));
    return exchanges;
}

QString idsIn(HistoryRecords &records, const QString &text = {})
{
    QStringList ids;
    const auto page = records.search({.text = text});
    for (const HistoryRow &row : page ? page->rows : QList<HistoryRow>())
        ids.prepend(QString::number(row.id));
    return ids.join(u' ');
}

HistoryCleaning cleanAll(HistoryRecords &records, const HistoryRetention &retention,
                         const QDateTime &now, int atOnce = 3)
{
    HistoryCleaning all;
    for (;;) {
        const auto cleaned = records.clean(retention, now, atOnce);
        if (!cleaned)
            qFatal("%s", qPrintable(cleaned.error().detail));
        if (cleaned->ids.isEmpty())
            return all;
        if (cleaned->ids.size() > atOnce)
            qFatal("more than was asked for");
        all.byAge += cleaned->cleaning.byAge;
        all.byCount += cleaned->cleaning.byCount;
        all.bySize += cleaned->cleaning.bySize;
    }
}

template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        qFatal("no answer");
    return future.takeResult();
}

} // namespace

/// What history gives up, and that nothing else goes.
class TestHistoryRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutBoundsAllStays();
    void theOldestGoByCount();
    void whatIsTooOldGoes();
    void theOldestGoBySize();
    void whatIsKeptStays();
    void usageTellsWhatWouldGo();
    void bodiesGoWithTheirRows();
    void filesOfNobodyAreFound();
    void theDatabaseShrinks();
    void emptyPartsOfTheIndexGo();
    void aStoreCleansInPausesAndTells();
    void nothingGoesBeforeItIsToldTo();
    void recordingGoesOnMeanwhile();
    void twoCleanAtOnce();

private:
    QString folder() const { return m_folder->filePath(u"history"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHistoryRetention::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestHistoryRetention::withoutBoundsAllStays()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert(oneADay(5)));
    QCOMPARE(cleanAll(*records, unbounded, day(100'000)).exchanges(), 0);
    QCOMPARE(idsIn(*records), u"1 2 3 4 5"_s);
}

void TestHistoryRetention::theOldestGoByCount()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert(oneADay(10)));
    QVERIFY(records->index(everything));
    QVERIFY(records->insert({sent(u"http://a.example/new"_s, day(0))}));
    HistoryRetention retention = unbounded;
    retention.mostExchanges = 4;
    const HistoryCleaning cleaned = cleanAll(*records, retention, day(20));
    QCOMPARE(cleaned.byCount, 7);
    QCOMPARE(cleaned.exchanges(), 7);
    QCOMPARE(idsIn(*records), u"8 9 10 11"_s);
    QCOMPARE(idsIn(*records, u"example"_s), u"8 9 10 11"_s);
    QCOMPARE(records->search({})->total, 4);
    QCOMPARE(records->usage(retention, day(20))->cleaned, 7);
}

void TestHistoryRetention::whatIsTooOldGoes()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert(oneADay(10)));
    // Recorded last, begun first; and one of which nobody knows when.
    QVERIFY(records->insert({sent(u"http://a.example/slow"_s, day(0)), sent(u"http://b/"_s, {})}));
    HistoryRetention retention = unbounded;
    retention.mostDays = 5;
    QCOMPARE(cleanAll(*records, retention, day(12)).byAge, 7);
    QCOMPARE(idsIn(*records), u"7 8 9 10 12"_s);
}

void TestHistoryRetention::theOldestGoBySize()
{
    auto records = *HistoryRecords::open(folder());
    const QByteArray body(3'000'000, 'x');
    QVERIFY(records->insert(oneADay(5, body)));
    HistoryRetention retention = unbounded;
    retention.mostBytes = 10'000'000;
    const auto before = records->usage(retention, day(9));
    QVERIFY(before);
    QCOMPARE(before->bodyBytes, 15'000'000);
    QVERIFY(before->excess.bySize >= 2);
    QCOMPARE(cleanAll(*records, retention, day(9), 1).bySize, 2);
    QCOMPARE(idsIn(*records), u"3 4 5"_s);
    QCOMPARE(records->usage(retention, day(9))->excess.exchanges(), 0);
}

void TestHistoryRetention::whatIsKeptStays()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert(oneADay(10)));
    QVERIFY(records->setKept({1, 5}, Keeping::ForEver));
    const HistoryRetention retention{.mostExchanges = 2, .mostBytes = 1, .mostDays = 3};
    (void)cleanAll(*records, retention, day(11));
    QCOMPARE(idsIn(*records), u"1 5"_s);
    QVERIFY(records->search({})->rows.first().isKept);
    QVERIFY(records->setKept({5}, Keeping::ByRetention));
    (void)cleanAll(*records, retention, day(11));
    QCOMPARE(idsIn(*records), u"1"_s);
    // Deleted by hand it goes.
    QCOMPARE(records->remove({1}).value(), 1);
    QCOMPARE(idsIn(*records), QString());
}

void TestHistoryRetention::usageTellsWhatWouldGo()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert(oneADay(10)));
    QVERIFY(records->setKept({1}, Keeping::ForEver));
    const HistoryRetention retention{.mostExchanges = 5, .mostBytes = 0, .mostDays = 8};
    const auto usage = records->usage(retention, day(11));
    QVERIFY(usage);
    QCOMPARE(usage->exchanges, 10);
    QCOMPARE(usage->kept, 1);
    QCOMPARE(usage->oldest, day(1));
    QCOMPARE(usage->newest, day(10));
    QVERIFY(usage->databaseBytes > 0);
    QCOMPARE(usage->excess, (HistoryCleaning{.byAge = 1, .byCount = 3}));
    QCOMPARE(cleanAll(*records, retention, day(11)), usage->excess);
}

void TestHistoryRetention::bodiesGoWithTheirRows()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert(oneADay(4, QByteArray(1'500'000, 'b'))));
    QCOMPARE(QDir(folder() + u"/bodies"_s).entryList(QDir::Files).size(), 4);
    HistoryRetention retention = unbounded;
    retention.mostExchanges = 1;
    (void)cleanAll(*records, retention, day(9));
    QCOMPARE(QDir(folder() + u"/bodies"_s).entryList(QDir::Files).size(), 1);
    const auto usage = records->usage(retention, day(9));
    QCOMPARE(usage->bodyFiles, 1);
    QCOMPARE(usage->bodyBytes, 1'500'000);
    const auto left = records->load(4);
    QVERIFY(left);
    QCOMPARE((*left)->response()->body.size, 1'500'000);
}

void TestHistoryRetention::filesOfNobodyAreFound()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert(oneADay(1, QByteArray(1'500'000, 'b'))));
    for (const QString &name : {u"old"_s, u"young"_s}) {
        QFile orphan(folder() + u"/bodies/"_s + name);
        QVERIFY(orphan.open(QIODevice::WriteOnly));
        QVERIFY(orphan.write("left behind") && orphan.flush());
        if (name == "old"_L1)
            QVERIFY(orphan.setFileTime(QDateTime::currentDateTime().addDays(-2),
                                       QFileDevice::FileModificationTime));
    }
    QCOMPARE(records->usage(unbounded, day(9))->orphans, 2);
    QVERIFY(records->tidyBodies());
    // The young one may belong to a write under way in another process.
    QCOMPARE(records->usage(unbounded, day(9))->orphans, 1);
    QVERIFY((*records->load(1))->response()->body.isInFile());
}

void TestHistoryRetention::theDatabaseShrinks()
{
    auto records = *HistoryRecords::open(folder());
    for (int i = 0; i < 20; ++i)
        QVERIFY(records->insert(oneADay(50, QByteArray(30'000, char('a' + i)))));
    const qint64 before = records->usage(unbounded, day(9))->databaseBytes;
    HistoryRetention retention = unbounded;
    retention.mostExchanges = 100;
    (void)cleanAll(*records, retention, day(9), 64);
    using enum HistoryRecords::Shrinking;
    int slices = 0;
    for (auto more = records->shrink(New); more.value(); more = records->shrink(Begun))
        QVERIFY(++slices < 1000);
    QVERIFY(slices > 1);
    const qint64 after = records->usage(unbounded, day(9))->databaseBytes;
    QVERIFY2(after < before / 4, qPrintable(u"%1 of %2"_s.arg(after).arg(before)));
    QCOMPARE(records->search({.text = u"example"_s})->rows.size(), 100);
}

void TestHistoryRetention::emptyPartsOfTheIndexGo()
{
    auto records = *HistoryRecords::open(folder(), 10);
    for (int i = 0; i < 4; ++i) {
        QVERIFY(records->insert(oneADay(10)));
        QVERIFY(records->index(everything));
    }
    HistoryRetention retention = unbounded;
    retention.mostExchanges = 15;
    (void)cleanAll(*records, retention, day(99));
    int dropped = 0;
    while (records->dropEmptyPart().value())
        ++dropped;
    QCOMPARE(dropped, 2);
    QCOMPARE(records->search({.text = u"example"_s})->rows.size(), 15);
    QVERIFY(records->insert(oneADay(10)));
    QVERIFY(records->index(everything));
    QCOMPARE(records->search({.text = u"example"_s})->rows.size(), 25);
    const auto check = HistoryDatabase::open(folder());
    QCOMPARE((*check)->valueOf(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
}

void TestHistoryRetention::aStoreCleansInPausesAndTells()
{
    HistoryStore store(folder());
    QSignalSpy cleaned(&store, &HistoryStore::cleaned);
    QList<qint64> gone;
    connect(&store, &HistoryStore::removed, this,
            [&gone](const QList<qint64> &ids) { gone += ids; });
    store.setRetention({.mostExchanges = 100, .mostBytes = 0});
    for (const ExchangePtr &exchange : oneADay(300))
        store.add(exchange);
    QTRY_COMPARE_WITH_TIMEOUT(gone.size(), 200, 30'000);
    QCOMPARE(gone.first(), 1);
    QCOMPARE(gone.last(), 200);
    QTRY_COMPARE(cleaned.size(), 1);
    QCOMPARE(cleaned[0][0].value<HistoryCleaning>(), (HistoryCleaning{.byCount = 200}));
    QCOMPARE(valueOf(store.search({}))->total, 100);
}

void TestHistoryRetention::nothingGoesBeforeItIsToldTo()
{
    HistoryStore store(folder());
    QSignalSpy cleaned(&store, &HistoryStore::cleaned);
    for (const ExchangePtr &exchange : oneADay(300))
        store.add(exchange);
    const HistoryRetention tight{.mostExchanges = 10};
    QCOMPARE(valueOf(store.usage(tight))->excess.byCount, 290);
    QCOMPARE(valueOf(store.usage(unbounded))->exchanges, 300);
    QCOMPARE(valueOf(store.clean(tight))->byCount, 290);
    QTRY_COMPARE(cleaned.size(), 1);
    QCOMPARE(valueOf(store.search({}))->total, 10);
}

void TestHistoryRetention::recordingGoesOnMeanwhile()
{
    HistoryStore store(folder());
    for (const ExchangePtr &exchange : oneADay(3000, QByteArray(500, 'x')))
        store.add(exchange);
    QVERIFY(valueOf(store.flush()));
    qint64 removed = 0;
    qint64 removedBefore = -1;
    connect(&store, &HistoryStore::removed, this,
            [&removed](const QList<qint64> &ids) { removed += ids.size(); });
    connect(&store, &HistoryStore::added, this, [&removed, &removedBefore](const auto &) {
        removedBefore = removedBefore < 0 ? removed : removedBefore;
    });
    store.setRetention({.mostExchanges = 1, .mostBytes = 0});
    QTRY_VERIFY(removed > 0);
    store.add(sent(u"http://meanwhile.example/"_s, day(1)));
    QTRY_VERIFY_WITH_TIMEOUT(removedBefore >= 0, 30'000);
    // It was written between two slices, long before the last one.
    QVERIFY2(removedBefore < 2900, qPrintable(QString::number(removedBefore)));
    QTRY_COMPARE_WITH_TIMEOUT(removed, 3000, 60'000);
    QCOMPARE(valueOf(store.search({}))->rows.first().host, u"meanwhile.example"_s);
}

void TestHistoryRetention::twoCleanAtOnce()
{
    HistoryStore one(folder());
    HistoryStore two(folder());
    QSignalSpy failures(&one, &HistoryStore::failed);
    QSignalSpy others(&two, &HistoryStore::failed);
    for (const ExchangePtr &exchange : oneADay(1000))
        one.add(exchange);
    QVERIFY(valueOf(one.flush()));
    const HistoryRetention retention{.mostExchanges = 50, .mostBytes = 0};
    one.setRetention(retention);
    two.setRetention(retention);
    QTRY_COMPARE_WITH_TIMEOUT(valueOf(one.search({}))->total, 50, 60'000);
    QTest::qWait(300);
    QCOMPARE(valueOf(two.search({}))->total, 50);
    QCOMPARE(valueOf(two.search({.text = u"example"_s}))->rows.size(), 50);
    QCOMPARE(failures.size() + others.size(), 0);
}

QTEST_GUILESS_MAIN(TestHistoryRetention)
#include "tst_historyretention.moc"
