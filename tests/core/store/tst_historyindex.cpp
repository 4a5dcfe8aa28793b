// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historydatabase.h"
#include "core/store/historyrecords.h"
#include "core/store/historystore.h"
#include "tests/core/store/sampleexchanges.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

constexpr qint64 everything = 1'000'000'000;

ExchangePtr answered(const QString &url, const QByteArray &body = "{}")
{
    return std::make_shared<const Exchange>(SampleExchanges::answered(url, 200, body));
}

/// The value of a future, with the event loop running meanwhile.
template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        qFatal("no answer");
    return future.takeResult();
}

QString idsOf(const std::expected<HistoryPage, StoreError> &page)
{
    if (!page)
        return u"no answer: "_s + page.error().detail;
    QStringList ids;
    for (const HistoryRow &row : page->rows)
        ids.append(QString::number(row.id));
    return ids.join(u' ');
}

} // namespace

/// That rows are part of the full-text index at some time, exactly once, and found before.
class TestHistoryIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pagesAcrossTheEndOfTheIndex();
    void indexesTheOldestFirst();
    void indexesInParts();
    void indexesInPauses();
    void leavesOnlySoMuchForLater();
    void removesWhatIsNotIndexed();
    void clearsWhatIsNotIndexed();
    void findsAfterAKillBeforeIndexing();
    void indexesEachRowOnceInSpiteOfKills();
    void twoIndexAtOnce();
    void searchesWhileRecordsStreamIn();
    void searchesWhileAnotherWrites();
    void bringsAFileOfTheFirstVersionAlong();

private:
    QString folder() const { return m_folder->filePath(u"history"_s); }
    qint64 valueIn(const QString &statement);
    qint64 indexedRows() { return valueIn(u"SELECT count(*) FROM words_docsize"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHistoryIndex::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

qint64 TestHistoryIndex::valueIn(const QString &statement)
{
    const auto database = HistoryDatabase::open(folder());
    const auto value = database ? (*database)->valueOf(statement) : QVariant();
    return value ? value->toLongLong() : -1;
}

void TestHistoryIndex::pagesAcrossTheEndOfTheIndex()
{
    auto records = *HistoryRecords::open(folder());
    QList<ExchangePtr> exchanges;
    for (int i = 1; i <= 40; ++i)
        exchanges.append(answered(i % 2 ? u"http://odd.example/"_s : u"http://even.example/"_s));
    QVERIFY(records->insert(exchanges));
    QVERIFY(records->index(everything));
    QVERIFY(records->insert(exchanges));
    for (const QString &text : {u"odd"_s, u"host:odd"_s, u". odd"_s}) {
        qint64 before = 0;
        qint64 expected = 79;
        for (int pages = 0; pages < 6; ++pages) {
            const auto page = records->search({.text = text, .limit = 7, .before = before});
            QVERIFY(page);
            QCOMPARE(page->hasMore, pages < 5);
            QCOMPARE(page->rows.size(), pages < 5 ? 7 : 5);
            for (const HistoryRow &row : page->rows) {
                QCOMPARE(row.id, expected);
                expected -= 2;
            }
            before = page->rows.last().id;
        }
    }
}

void TestHistoryIndex::indexesTheOldestFirst()
{
    auto records = *HistoryRecords::open(folder());
    const ExchangePtr one = answered(u"http://a.example/"_s);
    QVERIFY(records->insert({one, one, one}));
    const qint64 size = records->unindexedSize().value() / 3;
    QVERIFY(records->index(1));
    QCOMPARE(records->unindexedSize().value(), 2 * size);
    QCOMPARE(indexedRows(), 1);
    QCOMPARE(valueIn(u"SELECT min(exchange_id) FROM unindexed"_s), 2);
    QVERIFY(records->index(2 * size));
    QCOMPARE(records->unindexedSize().value(), 0);
    QCOMPARE(indexedRows(), 3);
    bool hasMore = true;
    for (int i = 0; hasMore && i < 10; ++i)
        hasMore = records->index(everything).value();
    QVERIFY(!hasMore);
}

void TestHistoryIndex::indexesInParts()
{
    constexpr qint64 rowsOfAPart = 10;
    auto records = *HistoryRecords::open(folder(), rowsOfAPart);
    for (int i = 1; i <= 47; ++i) {
        const QString host = i % 2 ? u"odd"_s : u"even"_s;
        QVERIFY(records->insert({answered(u"http://%1.example/?n=%2"_s.arg(host).arg(i))}));
        if (i <= 44)
            QVERIFY(records->index(1));
    }
    QCOMPARE(valueIn(u"SELECT count(*) FROM index_parts"_s), 5);
    QCOMPARE(valueIn(u"SELECT count(*) FROM words_docsize"_s), 10);
    QCOMPARE(valueIn(u"SELECT count(*) FROM words_41_docsize"_s), 4);
    for (const QString &text : {u"odd"_s, u"? odd"_s, u"host:odd exam"_s}) {
        QList<qint64> ids;
        qint64 before = 0;
        for (int pages = 0; pages < 5; ++pages) {
            const auto page = records->search({.text = text, .limit = 5, .before = before});
            QVERIFY(page);
            QCOMPARE(page->hasMore, pages < 4);
            for (const HistoryRow &row : page->rows)
                ids.append(row.id);
            before = ids.last();
        }
        QCOMPARE(ids.size(), 24);
        for (qsizetype i = 0; i < ids.size(); ++i)
            QCOMPARE(ids[i], 47 - 2 * i);
    }
    QCOMPARE(idsOf(records->search({.text = u"n 13"_s})), u"13"_s);
    QVERIFY(records->remove({13, 41, 43, 45, 1}));
    QCOMPARE(idsOf(records->search({.text = u"n 13"_s})), QString());
    QCOMPARE(records->search({.text = u"odd"_s}).value().rows.size(), 19);
    QCOMPARE(valueIn(u"SELECT count(*) FROM words_41_docsize"_s), 2);
    QVERIFY(records->clear());
    QCOMPARE(valueIn(u"SELECT count(*) FROM index_parts"_s), 1);
    QCOMPARE(valueIn(u"SELECT count(*) FROM sqlite_schema WHERE name GLOB 'words_[0-9]*'"_s), 0);
    QVERIFY(records->insert({answered(u"http://odd.example/"_s)}));
    QVERIFY(records->index(1));
    QCOMPARE(idsOf(records->search({.text = u"odd"_s})), u"48"_s);
}

void TestHistoryIndex::indexesInPauses()
{
    HistoryStore store(folder());
    for (int i = 0; i < 300; ++i)
        store.add(answered(u"http://a.example/%1"_s.arg(i)));
    QVERIFY(valueOf(store.flush()));
    QTRY_COMPARE_WITH_TIMEOUT(indexedRows(), 300, 30'000);
    QCOMPARE(valueIn(u"SELECT count(*) FROM unindexed"_s), 0);
    QCOMPARE(valueIn(u"SELECT unindexed FROM totals"_s), 0);
}

void TestHistoryIndex::leavesOnlySoMuchForLater()
{
    {
        HistoryStore store(folder());
        for (int i = 0; i < 60; ++i)
            store.add(answered(u"http://a.example/%1"_s.arg(i), QByteArray(200'000, 'b')));
    }
    const qint64 waiting = valueIn(u"SELECT sum(length(bodies)) FROM unindexed"_s);
    QVERIFY2(waiting <= 4 * 1024 * 1024, qPrintable(QString::number(waiting)));
    QCOMPARE(indexedRows() + valueIn(u"SELECT count(*) FROM unindexed"_s), 60);
}

void TestHistoryIndex::removesWhatIsNotIndexed()
{
    auto records = *HistoryRecords::open(folder());
    const ExchangePtr one = answered(u"http://a.example/"_s);
    QVERIFY(records->insert({one, one}));
    QVERIFY(records->index(everything));
    QVERIFY(records->insert({one, one, one}));
    QVERIFY(records->remove({2, 4, 77}));
    QCOMPARE(idsOf(records->search({.text = u"example"_s})), u"5 3 1"_s);
    QCOMPARE(records->search({}).value().total, 3);
    QVERIFY(records->index(everything));
    QCOMPARE(records->unindexedSize().value(), 0);
    QCOMPARE(idsOf(records->search({.text = u"example"_s})), u"5 3 1"_s);
    QCOMPARE(indexedRows(), 3);
    QVERIFY(records->insert({one}));
    QVERIFY(records->remove({1, 3, 5, 6}));
    QCOMPARE(records->unindexedSize().value(), 0);
    QCOMPARE(idsOf(records->search({.text = u"example"_s})), QString());
}

void TestHistoryIndex::clearsWhatIsNotIndexed()
{
    auto records = *HistoryRecords::open(folder());
    const ExchangePtr one = answered(u"http://a.example/"_s);
    QVERIFY(records->insert({one, one}));
    QVERIFY(records->index(1));
    QVERIFY(records->clear());
    QCOMPARE(records->unindexedSize().value(), 0);
    QCOMPARE(idsOf(records->search({.text = u"example"_s})), QString());
    QVERIFY(records->insert({one}));
    QCOMPARE(idsOf(records->search({.text = u"example"_s})), u"3"_s);
}

void TestHistoryIndex::findsAfterAKillBeforeIndexing()
{
    QProcess writer;
    writer.start(QCoreApplication::applicationFilePath(), {u"--insert-and-die"_s, folder()});
    QVERIFY(writer.waitForFinished());
    QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
    QCOMPARE(indexedRows(), 0);
    HistoryStore store(folder());
    const auto page = valueOf(store.search({.text = u"killed"_s, .limit = 1000}));
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 200);
    QTRY_COMPARE_WITH_TIMEOUT(indexedRows(), 200, 30'000);
    QCOMPARE(valueOf(store.search({.text = u"killed"_s, .limit = 1000}))->rows.size(), 200);
}

void TestHistoryIndex::indexesEachRowOnceInSpiteOfKills()
{
    qint64 inserted = 0;
    for (int round = 1; round <= 5; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(),
                     {u"--insert-and-index-until-killed"_s, folder()});
        QVERIFY(writer.waitForStarted());
        const qint64 enough = inserted + 30 + 17 * round;
        QVERIFY(QTest::qWaitFor(
            [&] {
                while (writer.canReadLine())
                    inserted = writer.readLine().trimmed().toLongLong();
                return inserted > enough;
            },
            60'000));
        writer.kill();
        QVERIFY(writer.waitForFinished());
        while (writer.canReadLine())
            inserted = writer.readLine().trimmed().toLongLong();
        auto records = *HistoryRecords::open(folder());
        const auto page = records->search({.text = u"killed"_s, .limit = 100'000});
        QVERIFY(page);
        QVERIFY(page->total >= inserted);
        QCOMPARE(page->rows.size(), page->total);
        QCOMPARE(indexedRows() + valueIn(u"SELECT count(*) FROM unindexed"_s), page->total);
        QCOMPARE(valueIn(u"SELECT count(*) FROM unindexed u JOIN words_docsize w ON w.id = "
                         "u.exchange_id"_s),
                 0);
    }
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->index(everything));
    QCOMPARE(records->unindexedSize().value(), 0);
    const auto page = records->search({.text = u"killed"_s, .limit = 100'000});
    QCOMPARE(page->rows.size(), page->total);
    QCOMPARE(indexedRows(), page->total);
}

void TestHistoryIndex::twoIndexAtOnce()
{
    HistoryStore one(folder());
    HistoryStore two(folder());
    for (int i = 0; i < 300; ++i) {
        one.add(answered(u"http://one.example/%1"_s.arg(i)));
        two.add(answered(u"http://two.example/%1"_s.arg(i)));
    }
    QVERIFY(valueOf(one.flush()));
    QVERIFY(valueOf(two.flush()));
    auto first = one.index();
    auto second = two.index();
    QCOMPARE(valueOf(one.search({.text = u"example"_s, .limit = 1000}))->rows.size(), 600);
    QCOMPARE(valueOf(two.search({.text = u"host:one"_s, .limit = 1000}))->rows.size(), 300);
    QVERIFY(valueOf(first));
    QVERIFY(valueOf(second));
    QCOMPARE(indexedRows(), 600);
    QCOMPARE(valueOf(two.search({.text = u"example"_s, .limit = 1000}))->rows.size(), 600);
}

void TestHistoryIndex::searchesWhileRecordsStreamIn()
{
    HistoryStore store(folder());
    QSignalSpy failed(&store, &HistoryStore::failed);
    int added = 0;
    for (int i = 0; i < 50; ++i) {
        for (int n = 0; n < 40; ++n)
            store.add(answered(u"http://stream.example/%1"_s.arg(added++)));
        const auto page
            = valueOf(store.search({.text = u"stream %1"_s.arg(added - 1), .limit = 5000}));
        QVERIFY(page);
        // What was added before the search is in it, as the newest.
        QCOMPARE(page->rows.first().url, u"http://stream.example/%1"_s.arg(added - 1));
        QCOMPARE(page->total, added);
        if (i % 10 == 0)
            QCOMPARE(valueOf(store.search({.text = u"host:stream"_s, .limit = 5000}))->rows.size(),
                     added);
        if (i % 10 == 5)
            QVERIFY(valueOf(store.index()));
    }
    QCOMPARE(failed.size(), 0);
}

void TestHistoryIndex::searchesWhileAnotherWrites()
{
    auto records = *HistoryRecords::open(folder());
    QVERIFY(records->insert({answered(u"http://a.example/"_s)}));
    const auto other = HistoryDatabase::open(folder());
    QVERIFY(other && (*other)->execute(u"BEGIN IMMEDIATE"_s));
    QCOMPARE(idsOf(records->search({.text = u"example"_s})), u"1"_s);
    QVERIFY((*other)->execute(u"COMMIT"_s));
    QVERIFY(records->index(everything));
    QVERIFY((*other)->execute(u"BEGIN IMMEDIATE"_s));
    QCOMPARE(idsOf(records->search({.text = u"example"_s})), u"1"_s);
    QVERIFY((*other)->execute(u"COMMIT"_s));
}

void TestHistoryIndex::bringsAFileOfTheFirstVersionAlong()
{
    {
        const auto database = HistoryDatabase::open(folder(), historyMigrations().first(1));
        QVERIFY(database);
        for (int i = 1; i <= 30; ++i) {
            const QString url = u"http://old.example/%1"_s.arg(i);
            auto row = (*database)->prepare(
                u"INSERT INTO exchanges VALUES (?, 1, 'GET', ?, 'old.example', 'old.example', 0, "
                "200, '', 1, 1, 2)"_s);
            auto words = (*database)->prepare(
                u"INSERT INTO words (rowid, url, parts, host, key, facts, headers, body) VALUES "
                "(?, ?, '', 'old.example', 'old.example', 'mget issuccess s200 s2xx', 'server "
                "nginx', 'Kaushil')"_s);
            QVERIFY(row && words && row->run({i, url}) && words->run({i, url}));
        }
        QVERIFY((*database)->execute(u"UPDATE totals SET exchanges = 30"_s));
        QCOMPARE((*database)->valueOf(u"PRAGMA user_version"_s)->toInt(), 1);
    }
    HistoryStore store(folder());
    store.add(answered(u"http://new.example/"_s, "{\"name\":\"kaushil\"}"));
    for (int pass = 0; pass < 2; ++pass) {
        const auto page = valueOf(store.search({.text = u"kaushil"_s}));
        QVERIFY(page);
        QCOMPARE(page->rows.size(), 31);
        QCOMPARE(page->total, 31);
        QCOMPARE(page->rows.first().url, u"http://new.example/"_s);
        QCOMPARE(page->rows.last().url, u"http://old.example/1"_s);
        QVERIFY(valueOf(store.index()));
    }
    QVERIFY(valueOf(store.remove({1, 31})));
    QCOMPARE(valueOf(store.search({.text = u"kaushil"_s}))->rows.size(), 29);
    const QString backup = folder() + u"/history.sqlite.v1.bak"_s;
    QVERIFY(QFile::exists(backup));
    QCOMPARE(QFile::permissions(backup) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    QCOMPARE(QDir(folder()).entryList({u"*.bak*"_s}).size(), 1);
}

namespace {

int insertAndDie(const QString &folder)
{
    auto records = *HistoryRecords::open(folder);
    for (int i = 0; i < 4; ++i) {
        if (!records->insert(QList<ExchangePtr>(50, answered(u"http://killed.example/"_s))))
            return 1;
    }
    std::raise(SIGKILL);
    return 0;
}

/// Says how many are durable.
int insertAndIndexUntilKilled(const QString &folder)
{
    auto records = *HistoryRecords::open(folder);
    for (;;) {
        const auto rows
            = records->insert(QList<ExchangePtr>(10, answered(u"http://killed.example/"_s)));
        if (!rows)
            return 1;
        std::printf("%lld\n", static_cast<long long>(rows->last().id));
        std::fflush(stdout);
        if (!records->index(7000))
            return 1;
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--insert-and-die") == 0)
        return insertAndDie(QString::fromLocal8Bit(argv[2]));
    if (argc == 3 && qstrcmp(argv[1], "--insert-and-index-until-killed") == 0)
        return insertAndIndexUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestHistoryIndex test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historyindex.moc"
