// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Kills, full and read-only disks, locks: sends go on, nothing that was durable is lost, nothing is
// corrupt, and what went wrong is said once.

#include "core/store/historydatabase.h"
#include "core/store/historystore.h"
#include "tests/core/store/sampleexchanges.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

constexpr int sends = 1000;
constexpr qsizetype largeBody = 1'200'000;

ExchangePtr sent(const QString &url, const QByteArray &body = "{}")
{
    return std::make_shared<const Exchange>(SampleExchanges::answered(url, 200, body));
}

template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000))
        qFatal("no answer");
    return future.takeResult();
}

/// One clock for parent and child.
qint64 millisecondsNow()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

/// How long the disk takes just now to make something durable.
qint64 syncMilliseconds(const QString &folder)
{
    QFile probe(folder + u"/probe"_s);
    if (!probe.open(QIODevice::WriteOnly))
        return 0;
    const qint64 before = millisecondsNow();
    probe.write(QByteArray(4096, 'p'));
    probe.flush();
    fsync(probe.handle());
    return millisecondsNow() - before;
}

/// How long the threads of a process have waited for a processor, all of them together.
qint64 starvedMilliseconds(const QString &process)
{
    qint64 nanoseconds = 0;
    const QDir tasks(u"/proc/%1/task"_s.arg(process));
    for (const QStringList threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
         const QString &thread : threads) {
        QFile file(tasks.filePath(thread + u"/schedstat"_s));
        if (file.open(QIODevice::ReadOnly))
            nanoseconds += file.readAll().split(' ').value(1).toLongLong();
    }
    return nanoseconds / 1'000'000;
}

QString integrity(const QString &folder)
{
    const auto database = HistoryDatabase::open(folder);
    if (!database)
        return database.error().detail;
    const auto check = (*database)->valueOf(u"PRAGMA integrity_check"_s);
    return check ? check->toString() : check.error().detail;
}

/// The child of the kill: a thousand ends of sends, each with its number, its time and how long the
/// child had been starved by then on stdout.
int recordUntilKilled(const QString &folder)
{
    HistoryStore store(folder);
    QTimer timer;
    int number = 0;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        for (int burst = number % 97 == 0 ? 20 : 1; burst > 0 && number < sends; --burst) {
            ++number;
            store.add(sent(u"http://killed.example/%1"_s.arg(number),
                           number % 40 ? QByteArray("{}") : QByteArray(largeBody, 'k')));
            char line[64];
            const int size = std::snprintf(line, sizeof line, "%d %lld %lld\n", number,
                                           static_cast<long long>(millisecondsNow()),
                                           static_cast<long long>(starvedMilliseconds(u"self"_s)));
            if (write(STDOUT_FILENO, line, size_t(size)) != size)
                std::abort();
        }
    });
    timer.start(std::chrono::milliseconds(1));
    return QCoreApplication::exec();
}

/// What a child finds wrong goes to stderr and ends it.
void require(bool condition, const char *what)
{
    if (condition)
        return;
    std::fprintf(stderr, "not so: %s\n", what);
    std::exit(1);
}

bool waitFor(const QSignalSpy &spy, qsizetype count = 1)
{
    return QTest::qWaitFor([&] { return spy.size() >= count; }, 30'000);
}

/// In a file system of its own, 16 MB.
int fillTheDisk(const QString &folder)
{
    HistoryStore store(folder);
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    store.add(sent(u"http://before.example/"_s));
    require(valueOf(store.flush()).has_value(), "written while there is room");
    QFile ballast(folder + u"/ballast"_s);
    require(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered), "ballast");
    while (ballast.write(QByteArray(1024, 'b')) > 0) { }
    ballast.close();
    // Large bodies as well, which are files of their own.
    for (int i = 0; i < 200; ++i)
        store.add(sent(u"http://full.example/%1"_s.arg(i),
                       i % 50 ? QByteArray(1000, 'x') : QByteArray(largeBody, 'k')));
    require(waitFor(failed), "a full disk is told");
    const StoreError error = failed[0][0].value<StoreError>();
    require(error.kind == StoreError::Kind::DiskFull, qPrintable(error.detail));
    const auto meanwhile = valueOf(store.search({.text = u"before"_s}));
    require(meanwhile && meanwhile->rows.size() == 1, "what is there is found");
    QTest::qWait(1500);
    require(failed.size() == 1, "it is told once");
    require(recovered.isEmpty(), "nothing has recovered");
    require(QFile::remove(ballast.fileName()), "room again");
    require(waitFor(recovered), "it goes on by itself");
    require(recovered[0][0].toLongLong() == 0, "nothing was given up");
    require(valueOf(store.flush()).has_value(), "all that waited is written");
    const auto after = valueOf(store.search({.text = u"example"_s, .limit = 1000}));
    require(after && after->rows.size() == 201, "all are found");
    require(integrity(folder) == "ok"_L1, "the database is whole");
    return 0;
}

int recoverFromAFullDisk(const QString &folder)
{
    HistoryStore store(folder);
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    require(valueOf(store.flush()).has_value(), "opened");
    QFile ballast(folder + u"/ballast"_s);
    require(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered), "ballast");
    while (ballast.write(QByteArray(1024, 'b')) > 0) { }
    ballast.close();
    for (int i = 0; i < 11'000; ++i)
        store.add(sent(u"http://full.example/%1"_s.arg(i)));
    // Once because nothing can be written, once because what waits has become too much.
    require(waitFor(failed, 2), "it is told that some are given up");
    require(failed[0][0].value<StoreError>().kind == StoreError::Kind::DiskFull, "disk full");
    require(QFile::remove(ballast.fileName()), "room again");
    require(waitFor(recovered), "it goes on by itself");
    const qint64 givenUp = recovered[0][0].toLongLong();
    require(valueOf(store.flush()).has_value(), "all that waited is written");
    const auto page = valueOf(store.search({.limit = 1}));
    require(page.has_value(), "it can be read");
    require(page->total + givenUp == 11'000, "each is there or counted as given up");
    require(givenUp > 0 && page->total >= 9000, "only the oldest are given up");
    require(page->rows.first().url.endsWith("/10999"_L1), "the newest is there");
    return 0;
}

int readOnlyDisk(const QString &folder)
{
    {
        HistoryStore store(folder);
        store.add(sent(u"http://before.example/"_s));
        require(valueOf(store.flush()).has_value(), "written");
    }
    const auto mount = [&folder](const char *how) {
        return QProcess::execute(u"mount"_s,
                                 {u"-o"_s, u"remount,"_s + QLatin1StringView(how), folder})
            == 0;
    };
    require(mount("ro"), "made read-only");
    HistoryStore store(folder);
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    store.add(sent(u"http://meanwhile.example/"_s));
    require(waitFor(failed), "it is told");
    const auto page = valueOf(store.search({.text = u"before"_s}));
    require(page && page->rows.size() == 1, "what is there is found");
    const auto exchange = valueOf(store.load(page->rows.first().id));
    require(exchange.has_value(), "what is there is shown");
    require(!valueOf(store.remove({1})).has_value(), "nothing is removed");
    QTest::qWait(1500);
    require(failed.size() == 1, "it is told once");
    require(mount("rw"), "made writable");
    require(waitFor(recovered), "it goes on by itself");
    require(recovered[0][0].toLongLong() == 0, "nothing was given up");
    const auto all = valueOf(store.search({}));
    require(all && all->total == 2, "what was sent meanwhile is written");
    return 0;
}

} // namespace

class TestHistoryFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aKillLosesNothingThatEndedEarlier_data();
    void aKillLosesNothingThatEndedEarlier();
    void onADiskOfItsOwn_data();
    void onADiskOfItsOwn();
    void waitsForALock();
    void bodiesThatWaitAreBounded();
    void oldFilesComeAlong_data();
    void oldFilesComeAlong();
    void anUntidyEndOfAMigrationLeavesTheOldFile();

private:
    QString folder() const { return m_folder->filePath(u"history"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHistoryFaults::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(folder()));
}

void TestHistoryFaults::aKillLosesNothingThatEndedEarlier_data()
{
    QTest::addColumn<int>("after");
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    for (int round = 1; round <= 8; ++round) {
        const int after = int(random.bounded(20, sends));
        QTest::newRow(qPrintable(u"round %1: after %2 ends"_s.arg(round).arg(after))) << after;
    }
}

void TestHistoryFaults::aKillLosesNothingThatEndedEarlier()
{
    QFETCH(int, after);
    const qint64 syncBefore = syncMilliseconds(m_folder->path());
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--kill"_s, folder()});
    QVERIFY(child.waitForStarted());
    QByteArray told;
    const bool isFar = QTest::qWaitFor(
        [&] {
            told += child.readAllStandardOutput();
            return told.count('\n') >= after;
        },
        60'000);
    const qint64 starved = starvedMilliseconds(QString::number(child.processId()));
    child.kill();
    const qint64 killedAt = millisecondsNow();
    QVERIFY(child.waitForFinished());
    QVERIFY(isFar);
    told += child.readAllStandardOutput();

    QCOMPARE(integrity(folder()), u"ok"_s);
    HistoryStore store(folder());
    QSignalSpy failed(&store, &HistoryStore::failed);
    const auto page = valueOf(store.search({.limit = 2 * sends}));
    QVERIFY(page);
    QSet<int> found;
    for (const HistoryRow &row : page->rows)
        found.insert(row.url.mid(row.url.lastIndexOf(u'/') + 1).toInt());
    QCOMPARE(found.size(), page->rows.size());
    QCOMPARE(page->total, page->rows.size());
    // On a disk that is busy with others a sync takes its time, and so does whoever waits for a
    // processor; that much is not ours.
    const qint64 promise = 250 + 4 * std::max(syncBefore, syncMilliseconds(m_folder->path()));
    for (const QByteArray &line : told.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() != 3)
            continue;
        const qint64 passed = killedAt - words[1].toLongLong();
        const qint64 waited = starved - words[2].toLongLong();
        if (passed >= promise + waited)
            QVERIFY2(
                found.contains(words[0].toInt()),
                qPrintable(u"%1 ended %2 ms before, %3 of them without a processor, and is lost"_s
                               .arg(words[0].toInt())
                               .arg(passed)
                               .arg(waited)));
    }
    for (const HistoryRow &row : page->rows) {
        if (row.bodySize < largeBody)
            continue;
        const auto exchange = valueOf(store.load(row.id));
        QVERIFY(exchange);
        QFile body((*exchange)->response()->body.filePath());
        QVERIFY(body.open(QIODevice::ReadOnly));
        QCOMPARE(body.readAll(), QByteArray(largeBody, 'k'));
    }
    // The index is as whole as the rows.
    QVERIFY(valueOf(store.index()));
    QCOMPARE(valueOf(store.search({.text = u"killed"_s, .limit = 2 * sends}))->rows.size(),
             page->rows.size());
    QCOMPARE(failed.size(), 0);
}

void TestHistoryFaults::onADiskOfItsOwn_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("it fills up, and room is made") << u"--fill"_s;
    QTest::newRow("it fills up, more waits than is kept, room is made") << u"--recover"_s;
    QTest::newRow("it is read-only, then not") << u"--read-only"_s;
}

void TestHistoryFaults::onADiskOfItsOwn()
{
    QFETCH(QString, mode);
    QProcess probe;
    probe.start(u"unshare"_s, {u"-Urm"_s, u"mount"_s, u"-t"_s, u"tmpfs"_s, u"tmpfs"_s, folder()});
    if (!probe.waitForFinished() || probe.exitStatus() != QProcess::NormalExit
        || probe.exitCode() != 0)
        QSKIP("a file system of its own may not be mounted here");
    QProcess child;
    child.start(u"unshare"_s,
                {u"-Urm"_s, u"sh"_s, u"-c"_s,
                 u"mount -t tmpfs -o size=16m tmpfs \"$1\" && exec \"$2\" \"$3\" \"$1\""_s, u"sh"_s,
                 folder(), QCoreApplication::applicationFilePath(), mode});
    QVERIFY(child.waitForFinished(120'000));
    QVERIFY2(child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0,
             child.readAllStandardError().constData());
}

void TestHistoryFaults::waitsForALock()
{
    auto other = *HistoryDatabase::open(folder());
    HistoryStore store(folder());
    QVERIFY(valueOf(store.flush()));
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    QVERIFY(other->execute(u"BEGIN IMMEDIATE"_s));
    store.add(sent(u"http://a.example/"_s));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
    QCOMPARE(failed[0][0].value<StoreError>().kind, StoreError::Kind::Unavailable);
    // Reading needs no lock.
    QVERIFY(valueOf(store.search({})));
    QVERIFY(other->execute(u"COMMIT"_s));
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, 30'000);
    QCOMPARE(valueOf(store.search({}))->total, 1);
    QCOMPARE(failed.size(), 1);
}

void TestHistoryFaults::bodiesThatWaitAreBounded()
{
    QFile obstacle(m_folder->filePath(u"file"_s));
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    obstacle.close();
    HistoryStore store(m_folder->filePath(u"file/history"_s));
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    QTRY_COMPARE(failed.size(), 1);
    // 100 MB in a hundred exchanges; 64 MB may wait.
    for (int i = 0; i < 100; ++i)
        store.add(sent(u"http://a.example/%1"_s.arg(i), QByteArray(1'000'000, 'x')));
    QTRY_COMPARE(failed.size(), 2);
    QVERIFY(obstacle.remove());
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, 30'000);
    const qint64 givenUp = recovered[0][0].toLongLong();
    QVERIFY2(givenUp > 30 && givenUp < 40, qPrintable(QString::number(givenUp)));
    QVERIFY(valueOf(store.flush()));
    QCOMPARE(valueOf(store.search({}))->total, 100 - givenUp);
}

void TestHistoryFaults::oldFilesComeAlong_data()
{
    QTest::addColumn<int>("version");
    for (const Migration &migration : historyMigrations()) {
        if (migration.version < historyMigrations().last().version)
            QTest::newRow(qPrintable(u"version %1"_s.arg(migration.version))) << migration.version;
    }
}

void TestHistoryFaults::oldFilesComeAlong()
{
    QFETCH(int, version);
    const QString file = QString::fromUtf8(RECLOSER_HISTORIES) + u"/v%1.sqlite"_s.arg(version);
    QVERIFY2(QFile::copy(file, HistoryDatabase::pathIn(folder())), qPrintable(file));
    QFile::setPermissions(HistoryDatabase::pathIn(folder()), QFile::ReadOwner | QFile::WriteOwner);
    HistoryStore store(folder());
    QSignalSpy failed(&store, &HistoryStore::failed);
    const auto page = valueOf(store.search({}));
    QVERIFY(page);
    QCOMPARE(page->total, 6);
    QCOMPARE(page->rows.size(), 6);
    for (const HistoryRow &row : page->rows) {
        const auto exchange = valueOf(store.load(row.id));
        QVERIFY(exchange);
        QCOMPARE((*exchange)->outcome, row.outcome);
        QCOMPARE((*exchange)->request.urlText, row.url);
        QCOMPARE((*exchange)->response() != nullptr, row.status > 0);
    }
    QCOMPARE(valueOf(store.search({.text = u"kaushil"_s}))->rows.size(), 6);
    QCOMPARE(valueOf(store.search({.text = u"://"_s}))->rows.size(), 6);
    QCOMPARE(valueOf(store.search({.text = u"after:2020"_s}))->rows.size(), 6);
    QCOMPARE(valueOf(store.search({.text = u"before:2020"_s}))->rows.size(), 0);
    store.add(sent(u"http://new.example/?%"_s));
    QVERIFY(valueOf(store.index()));
    QCOMPARE(valueOf(store.search({.text = u"?%"_s}))->rows.size(), 1);
    QCOMPARE(valueOf(store.search({.text = u"-kaushil"_s}))->rows.size(), 1);
    QCOMPARE(failed.size(), 0);
    QVERIFY(QFile::exists(folder() + u"/history.sqlite.v%1.bak"_s.arg(version)));
    QCOMPARE(integrity(folder()), u"ok"_s);
}

void TestHistoryFaults::anUntidyEndOfAMigrationLeavesTheOldFile()
{
    const QString file = QString::fromUtf8(RECLOSER_HISTORIES) + u"/v4.sqlite"_s;
    QVERIFY(QFile::copy(file, HistoryDatabase::pathIn(folder())));
    QFile::setPermissions(HistoryDatabase::pathIn(folder()), QFile::ReadOwner | QFile::WriteOwner);
    QList<Migration> migrations = historyMigrations();
    migrations.append({migrations.last().version + 1, {u"DELETE FROM exchanges"_s, u"no SQL"_s}});
    QVERIFY(!HistoryDatabase::open(folder(), migrations));
    const auto old = HistoryDatabase::open(folder(), historyMigrations().first(4));
    QVERIFY(old);
    QCOMPARE((*old)->valueOf(u"PRAGMA user_version"_s)->toInt(), 4);
    QCOMPARE((*old)->valueOf(u"SELECT count(*) FROM exchanges"_s)->toInt(), 6);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3) {
        const QString folder = QString::fromLocal8Bit(argv[2]);
        if (qstrcmp(argv[1], "--kill") == 0)
            return recordUntilKilled(folder);
        if (qstrcmp(argv[1], "--fill") == 0)
            return fillTheDisk(folder);
        if (qstrcmp(argv[1], "--recover") == 0)
            return recoverFromAFullDisk(folder);
        if (qstrcmp(argv[1], "--read-only") == 0)
            return readOnlyDisk(folder);
    }
    TestHistoryFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historyfaults.moc"
