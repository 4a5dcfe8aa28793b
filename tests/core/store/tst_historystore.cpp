// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historystore.h"

#include "core/store/historydatabase.h"
#include "tests/core/store/sampleexchanges.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <memory>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

ExchangePtr shared(Exchange exchange)
{
    return std::make_shared<const Exchange>(std::move(exchange));
}

/// The value of a future, with the event loop running meanwhile.
template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        qFatal("no answer");
    return future.takeResult();
}

} // namespace

class TestHistoryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void comesBackEqual();
    void keepsLargeBodiesAsFiles();
    void keepsALargeWrittenRequest();
    void announcesRowsOldestFirst();
    void pagesNewestFirst();
    void urlsComeInPages();
    void finds_data();
    void finds();
    void anyTextIsASearch();
    void removesAndClears();
    void everyQuestionIsAnsweredWhenDestroyed();
    void writesWhatIsPendingWhenDestroyed();
    void waitsForAFolderThatCannotBeMade();
    void reportsAFullDiskAndRecovers();
    void putsACorruptFileAside_data();
    void putsACorruptFileAside();
    void leavesANewerFileAlone();
    void twoWriteAtOnce();
    void losesNothingAnnouncedInAKill();
    void rowsTellWhatBecameOfTheCircuit();
    void migratesWithACopyFirst();
    void takesBackAMigrationThatFails();

private:
    QString folder() const { return m_folder->filePath(u"history"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHistoryStore::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestHistoryStore::comesBackEqual()
{
    SampleExchanges samples(7);
    HistoryStore store(folder());
    QList<Exchange> written;
    for (int i = 0; i < 300; ++i) {
        written.append(samples.exchange());
        store.add(shared(written.last()));
    }
    const auto page = valueOf(store.search({.limit = 1000}));
    QVERIFY(page);
    QCOMPARE(page->rows.size(), written.size());
    QCOMPARE(page->total, written.size());
    for (qsizetype i = 0; i < written.size(); ++i) {
        const auto read = valueOf(store.load(page->rows[page->rows.size() - 1 - i].id));
        QVERIFY(read);
        QVERIFY((*read)->id > 0);
        Exchange expected = written[i];
        expected.id = (*read)->id;
        QCOMPARE((*read)->spec, expected.spec);
        QCOMPARE((*read)->request, expected.request);
        QCOMPARE((*read)->attempts, expected.attempts);
        QCOMPARE((*read)->key.key.isNull(), expected.key.key.isNull());
        QVERIFY(**read == expected);
    }
    const auto missing = valueOf(store.load(999'999));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, StoreError::Kind::NotFound);
}

void TestHistoryStore::keepsLargeBodiesAsFiles()
{
    const QByteArray large(3'000'000, 'x');
    auto file = std::make_shared<QTemporaryFile>();
    QVERIFY(file->open());
    QVERIFY(file->write(large) == large.size() && file->flush());
    Exchange exchange = SampleExchanges::answered(u"http://a.example/large"_s);
    exchange.attempts[0].result->body = {.file = file, .size = large.size()};
    exchange.request.body = {{large, {}, large.size()}};

    HistoryStore store(folder());
    QSignalSpy added(&store, &HistoryStore::added);
    store.add(shared(exchange));
    exchange = {};
    QVERIFY(valueOf(store.flush()));
    file.reset();
    QTRY_COMPARE(added.size(), 1);
    const qint64 id = added[0][0].value<QList<HistoryRow>>().first().id;
    const auto read = valueOf(store.load(id));
    QVERIFY(read);
    const ResponseBody &body = (*read)->attempts[0].result->body;
    QVERIFY(body.isInFile());
    QCOMPARE(body.size, large.size());
    for (const QString &path : {body.filePath(), (*read)->request.body[0].filePath}) {
        QFile kept(path);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == large);
        QCOMPARE(kept.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    QVERIFY(valueOf(store.remove({id})));
    QVERIFY(QDir(folder() + u"/bodies"_s).isEmpty());
}

void TestHistoryStore::keepsALargeWrittenRequest()
{
    Exchange exchange = SampleExchanges::answered(u"http://a.example/"_s);
    exchange.spec.body = {.kind = Body::Kind::Text, .text = QString(2'000'000, u'ä')};
    HistoryStore store(folder());
    store.add(shared(exchange));
    const auto page = valueOf(store.search({}));
    QVERIFY(page && page->rows.size() == 1);
    const auto read = valueOf(store.load(page->rows[0].id));
    QVERIFY(read);
    QVERIFY((*read)->spec == exchange.spec);
}

void TestHistoryStore::announcesRowsOldestFirst()
{
    HistoryStore store(folder());
    QList<HistoryRow> rows;
    connect(&store, &HistoryStore::added, this,
            [&rows](const QList<HistoryRow> &added) { rows += added; });
    for (int i = 0; i < 1000; ++i)
        store.add(shared(SampleExchanges::answered(u"http://a.example/%1"_s.arg(i))));
    QTRY_COMPARE_WITH_TIMEOUT(rows.size(), 1000, 30'000);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(rows[i].url, u"http://a.example/%1"_s.arg(i));
    QVERIFY(std::ranges::is_sorted(rows, {}, &HistoryRow::id));
}

void TestHistoryStore::pagesNewestFirst()
{
    HistoryStore store(folder());
    for (int i = 0; i < 25; ++i)
        store.add(
            shared(SampleExchanges::answered(u"http://a.example/%1"_s.arg(i), i % 2 ? 503 : 200)));
    for (const QString &text : {u""_s, u"example"_s, u"."_s}) {
        qint64 before = 0;
        QStringList urls;
        for (int pages = 0; pages < 3; ++pages) {
            const auto page = valueOf(store.search({.text = text, .limit = 10, .before = before}));
            QVERIFY(page);
            QCOMPARE(page->hasMore, pages < 2);
            QCOMPARE(page->total, 25);
            for (const HistoryRow &row : page->rows)
                urls.append(row.url);
            before = page->rows.last().id;
        }
        QCOMPARE(urls.size(), 25);
        QCOMPARE(urls.first(), u"http://a.example/24"_s);
        QCOMPARE(urls.last(), u"http://a.example/0"_s);
    }
    const auto page = valueOf(store.search({.text = u"status:503"_s, .limit = 12}));
    QCOMPARE(page->rows.size(), 12);
    QVERIFY(!page->hasMore);
}

void TestHistoryStore::urlsComeInPages()
{
    HistoryStore store(folder());
    for (int i = 0; i < 25; ++i)
        store.add(shared(SampleExchanges::answered(u"http://a.example/%1"_s.arg(i / 2))));
    const auto first = valueOf(store.urls(0, 10));
    QVERIFY(first);
    QCOMPARE(first->urls.size(), 6);
    QCOMPARE(first->urls.first(), u"http://a.example/12"_s);
    QVERIFY(first->before > 0);
    const auto second = valueOf(store.urls(first->before, 10));
    QVERIFY(second && second->before > 0);
    // A page knows nothing of the one before it.
    QCOMPARE(second->urls.first(), u"http://a.example/7"_s);
    const auto third = valueOf(store.urls(second->before, 10));
    QVERIFY(third);
    QCOMPARE(third->urls.last(), u"http://a.example/0"_s);
    QCOMPARE(third->before, 0);
}

void TestHistoryStore::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    // search: 0 store GET 200, 1 POST 503 failed, 2 blocked, 3 exception
    QTest::newRow("nothing typed finds everything") << u""_s << u"0123"_s;
    QTest::newRow("a part of the path") << u"m_sea"_s << u"0"_s;
    QTest::newRow("a part of the host") << u"store1"_s << u"01"_s;
    QTest::newRow("the middle of a word of the URL") << u"tore1"_s << u"01"_s;
    QTest::newRow("a port") << u"8001"_s << u"01"_s;
    QTest::newRow("host and port as written") << u"www.store1.com:8001/m_s"_s << u"0"_s;
    QTest::newRow("from the middle of a word on") << u"re1.com:8001/m_"_s << u"0"_s;
    QTest::newRow("a whole URL") << u"http://www.store1.com:8001/m_search?productId=11211"_s
                                 << u"0"_s;
    QTest::newRow("a parameter's name in another case") << u"PRODUCTID"_s << u"0"_s;
    QTest::newRow("two words in any order") << u"search store1"_s << u"0"_s;
    QTest::newRow("words that do not occur together") << u"search add"_s << u""_s;
    QTest::newRow("a word of the response") << u"kaushil"_s << u"1"_s;
    QTest::newRow("a word of the request's body") << u"grüße"_s << u"1"_s;
    QTest::newRow("the same without its marks") << u"grusse gruße"_s << u""_s;
    QTest::newRow("a header's value") << u"nginx"_s << u"01"_s;
    QTest::newRow("an emoji of the body") << u"\U0001F600"_s << u"1"_s;
    QTest::newRow("words in quotation marks stand together") << u"\"out of stock\""_s << u"1"_s;
    QTest::newRow("words in quotation marks in another order do not")
        << u"\"stock of out\""_s << u""_s;
    QTest::newRow("only punctuation") << u"?"_s << u"0"_s;
    QTest::newRow("punctuation and a word") << u"? search"_s << u"0"_s;
    QTest::newRow("a status") << u"status:503"_s << u"1"_s;
    QTest::newRow("a class of status") << u"status:5xx"_s << u"1"_s;
    QTest::newRow("a status being typed") << u"status:2"_s << u"0"_s;
    QTest::newRow("a filter without its value yet") << u"status:"_s << u"0123"_s;
    QTest::newRow("a status nobody has") << u"status:abc"_s << u""_s;
    QTest::newRow("a method") << u"method:post"_s << u"1"_s;
    QTest::newRow("a host") << u"host:www.store1"_s << u"01"_s;
    QTest::newRow("a key") << u"key:other"_s << u"23"_s;
    QTest::newRow("an outcome") << u"is:blocked"_s << u"2"_s;
    QTest::newRow("an outcome being typed") << u"is:ex"_s << u"3"_s;
    QTest::newRow("a filter and a word") << u"is:failed kaushil"_s << u"1"_s;
    QTest::newRow("the kind of an error") << u"refused"_s << u"3"_s;
    QTest::newRow("a word that a filter uses") << u"s503"_s << u""_s;
}

void TestHistoryStore::finds()
{
    QFETCH(QString, text);
    QFETCH(QString, found);
    HistoryStore store(folder());
    QList<Exchange> exchanges{
        SampleExchanges::answered(u"http://www.store1.com:8001/m_search?productId=11211"_s),
        SampleExchanges::answered(
            u"http://www.store1.com:8001/store_add"_s, 503,
            u"{\"name\":\"Kaushil\",\"why\":\"out of stock \U0001F600\"}"_s.toUtf8()),
        SampleExchanges::answered(u"https://other.example/"_s),
        SampleExchanges::answered(u"https://other.example/"_s)};
    exchanges[1].request.method = "POST";
    const QByteArray body = u"Grüße"_s.toUtf8();
    exchanges[1].request.headers.append(RawHeader{"Content-Type", "text/plain"});
    exchanges[1].request.body = {{body, {}, body.size()}};
    exchanges[2].attempts.clear();
    exchanges[2].outcome = Outcome::Blocked;
    exchanges[3].attempts = {Attempt{}};
    exchanges[3].outcome = Outcome::Exception;
    exchanges[3].error = SendError{SendError::Kind::ConnectionRefused, u"other.example"_s, {}};
    for (const Exchange &exchange : exchanges)
        store.add(shared(exchange));
    const auto page = valueOf(store.search({.text = text}));
    QVERIFY(page);
    QString ids;
    for (const HistoryRow &row : page->rows)
        ids.prepend(QString::number(row.id - 1));
    QCOMPARE(ids, found);
}

void TestHistoryStore::anyTextIsASearch()
{
    HistoryStore store(folder());
    store.add(shared(SampleExchanges::answered(u"http://a.example/"_s)));
    const QStringList texts{u"\""_s,
                            u"\"a"_s,
                            u"a\"b\"\"c"_s,
                            u"*"_s,
                            u"a*"_s,
                            u"-"_s,
                            u"-a"_s,
                            u"^a"_s,
                            u"NEAR"_s,
                            u"NEAR(a b, 5)"_s,
                            u"a AND"_s,
                            u"OR"_s,
                            u"NOT a"_s,
                            u"a:b"_s,
                            u":"_s,
                            u"{url} : a"_s,
                            u"("_s,
                            u"a)"_s,
                            u"a + b"_s,
                            u"'"_s,
                            u"'; DROP TABLE exchanges; --"_s,
                            u"\U0001F600"_s,
                            u"\\"_s,
                            QString(QChar(0)) + u"a"_s,
                            QString(QChar(0xd800)),
                            u"\u0301"_s,
                            u"\u200d"_s,
                            u"words:"_s,
                            QString(100'000, u'a'),
                            u"a "_s.repeated(5000),
                            u"status:\"5"_s,
                            u"is:*"_s,
                            u"\uFFFF"_s};
    SampleRequests samples(3);
    for (int i = 0; i < 500 + texts.size(); ++i) {
        const QString text = i < texts.size() ? texts[i] : samples.text() + u" "_s + samples.text();
        const auto page = valueOf(store.search({.text = text}));
        QVERIFY2(page, qPrintable(text + (page ? QString() : page.error().detail)));
    }
}

void TestHistoryStore::removesAndClears()
{
    HistoryStore store(folder());
    QSignalSpy removed(&store, &HistoryStore::removed);
    QSignalSpy cleared(&store, &HistoryStore::cleared);
    for (int i = 0; i < 5; ++i)
        store.add(shared(SampleExchanges::answered(u"http://a.example/%1"_s.arg(i))));
    const auto page = valueOf(store.search({}));
    QVERIFY(valueOf(store.remove({page->rows[1].id, 12345})));
    QTRY_COMPARE(removed.size(), 1);
    const auto rest = valueOf(store.search({.text = u"example"_s}));
    QCOMPARE(rest->rows.size(), 4);
    QCOMPARE(rest->total, 4);
    QVERIFY(valueOf(store.clear()));
    QTRY_COMPARE(cleared.size(), 1);
    const auto none = valueOf(store.search({.text = u"example"_s}));
    QCOMPARE(none->rows.size(), 0);
    QCOMPARE(none->total, 0);
    store.add(shared(SampleExchanges::answered(u"http://a.example/after"_s)));
    const auto after = valueOf(store.search({.text = u"example"_s}));
    QCOMPARE(after->rows.size(), 1);
    QVERIFY2(after->rows[0].id > page->rows[0].id, "an id was given twice");
}

void TestHistoryStore::everyQuestionIsAnsweredWhenDestroyed()
{
    auto store = std::make_unique<HistoryStore>(folder());
    QList<QFuture<std::expected<HistoryPage, StoreError>>> futures;
    for (int i = 0; i < 20; ++i)
        futures.append(store->search({.text = u"a"_s}));
    store.reset();
    for (auto &future : futures) {
        QVERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 1);
    }
}

void TestHistoryStore::writesWhatIsPendingWhenDestroyed()
{
    auto store = std::make_unique<HistoryStore>(folder());
    for (int i = 0; i < 700; ++i)
        store->add(shared(SampleExchanges::answered(u"http://a.example/%1"_s.arg(i))));
    store.reset();
    HistoryStore again(folder());
    QCOMPARE(valueOf(again.search({}))->total, 700);
}

void TestHistoryStore::waitsForAFolderThatCannotBeMade()
{
    QFile obstacle(m_folder->filePath(u"file"_s));
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    obstacle.close();
    HistoryStore store(m_folder->filePath(u"file/history"_s));
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    store.add(shared(SampleExchanges::answered(u"http://a.example/"_s)));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<StoreError>().kind, StoreError::Kind::Unwritable);
    QVERIFY(!valueOf(store.search({})));
    QVERIFY(!valueOf(store.flush()));
    QVERIFY(obstacle.remove());
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, 30'000);
    QCOMPARE(valueOf(store.search({}))->total, 1);
    QCOMPARE(failed.size(), 1);
}

void TestHistoryStore::reportsAFullDiskAndRecovers()
{
    // A limit on the size of files stands in for a full disk: writing fails half-way, reading goes
    // on.
    HistoryStore store(folder());
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    store.add(shared(SampleExchanges::answered(u"http://a.example/before"_s)));
    QVERIFY(valueOf(store.flush()));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const qint64 size = QFileInfo(folder() + u"/history.sqlite-wal"_s).size();
    rlimit tight = before;
    tight.rlim_cur = rlim_t(size + 10'000);
    setrlimit(RLIMIT_FSIZE, &tight);
    for (int i = 0; i < 300; ++i)
        store.add(shared(SampleExchanges::answered(u"http://a.example/%1"_s.arg(i), 200,
                                                   QByteArray(2000, 'b'))));
    const bool hasFailed = QTest::qWaitFor([&failed] { return failed.size() == 1; }, 20'000);
    const auto meanwhile = valueOf(store.search({}));
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(hasFailed);
    QVERIFY(meanwhile);
    QVERIFY(meanwhile->total >= 1);
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, 30'000);
    QVERIFY(valueOf(store.flush()));
    QCOMPARE(valueOf(store.search({}))->total, 301);
}

void TestHistoryStore::putsACorruptFileAside_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<bool>("keepsRest");
    QTest::newRow("another kind of file") << QByteArray(5000, 'n') << false;
    QTest::newRow("a damaged header") << QByteArray(100, '\xff') << true;
    QTest::newRow("damaged first pages") << QByteArray(12'000, '\x5a') << true;
}

void TestHistoryStore::putsACorruptFileAside()
{
    QFETCH(QByteArray, start);
    QFETCH(bool, keepsRest);
    {
        HistoryStore store(folder());
        store.add(shared(SampleExchanges::answered(u"http://a.example/"_s)));
    }
    QFile file(folder() + u"/history.sqlite"_s);
    QVERIFY(file.open(keepsRest ? QIODevice::ReadWrite : QIODevice::WriteOnly));
    file.write(start);
    file.close();
    HistoryStore store(folder());
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<StoreError>().kind, StoreError::Kind::Corrupt);
    QTRY_COMPARE(recovered.size(), 1);
    store.add(shared(SampleExchanges::answered(u"http://b.example/"_s)));
    QCOMPARE(valueOf(store.search({}))->total, 1);
    const QStringList aside = QDir(folder()).entryList({u"history.sqlite.corrupt-*"_s});
    QVERIFY(!aside.isEmpty());
    QFile kept(folder() + u'/' + aside.first());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QVERIFY(kept.readAll().startsWith(start));
}

void TestHistoryStore::leavesANewerFileAlone()
{
    {
        HistoryStore store(folder());
        QVERIFY(valueOf(store.flush()));
        QVERIFY(valueOf(store.search({})));
    }
    // user_version, big-endian at offset 60 (sqlite.org/fileformat2.html section 1.3).
    QFile file(folder() + u"/history.sqlite"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(60));
    file.write(QByteArray("\0\0\0\x63", 4));
    file.close();
    HistoryStore store(folder());
    QSignalSpy failed(&store, &HistoryStore::failed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<StoreError>().kind, StoreError::Kind::TooNew);
    QCOMPARE(QDir(folder()).entryList({u"*corrupt*"_s}), QStringList());
}

void TestHistoryStore::twoWriteAtOnce()
{
    HistoryStore one(folder());
    HistoryStore two(folder());
    QSignalSpy failures(&one, &HistoryStore::failed);
    QSignalSpy others(&two, &HistoryStore::failed);
    for (int i = 0; i < 500; ++i) {
        one.add(shared(SampleExchanges::answered(u"http://one.example/%1"_s.arg(i))));
        two.add(shared(SampleExchanges::answered(u"http://two.example/%1"_s.arg(i))));
    }
    QVERIFY(valueOf(one.flush()));
    QVERIFY(valueOf(two.flush()));
    QCOMPARE(valueOf(one.search({}))->total, 1000);
    QCOMPARE(valueOf(two.search({.text = u"host:one"_s, .limit = 1000}))->rows.size(), 500);
    QCOMPARE(failures.size() + others.size(), 0);
}

void TestHistoryStore::losesNothingAnnouncedInAKill()
{
    for (int round = 0; round < 3; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(),
                     {u"--write-until-killed"_s, folder()});
        QVERIFY(writer.waitForStarted());
        qint64 announced = 0;
        QVERIFY(QTest::qWaitFor(
            [&writer, &announced, round] {
                while (writer.canReadLine())
                    announced = writer.readLine().trimmed().toLongLong();
                return announced > 300 * (round + 1);
            },
            60'000));
        writer.kill();
        QVERIFY(writer.waitForFinished());
        while (writer.canReadLine())
            announced = writer.readLine().trimmed().toLongLong();
        HistoryStore store(folder());
        QSignalSpy failed(&store, &HistoryStore::failed);
        const auto page = valueOf(store.search({.text = u"killed"_s, .limit = 1}));
        QVERIFY(page && page->rows.size() == 1);
        QVERIFY2(page->rows[0].id >= announced,
                 qPrintable(u"%1 < %2"_s.arg(page->rows[0].id).arg(announced)));
        QCOMPARE(page->total, page->rows[0].id);
        QVERIFY(valueOf(store.load(announced)));
        QCOMPARE(failed.size(), 0);
    }
}

void TestHistoryStore::rowsTellWhatBecameOfTheCircuit()
{
    using Note = HistoryRow::CircuitNote;
    HistoryStore store(folder());
    Exchange exchange = SampleExchanges::answered(u"http://a.example/"_s);
    exchange.ending = Ending::BudgetExhausted;
    exchange.circuit = {};
    exchange.circuit.closedByThisCall = true;
    store.add(shared(exchange));
    exchange.ending = Ending::Answered;
    exchange.circuit = {};
    exchange.circuit.settledLate = true;
    store.add(shared(exchange));
    const auto page = valueOf(store.search({}));
    QVERIFY(page && page->rows.size() == 2);
    QCOMPARE(page->rows[0].circuitNote, Note::Late);
    QCOMPARE(page->rows[0].ending, Ending::Answered);
    QCOMPARE(page->rows[1].circuitNote, Note::Closed);
    QCOMPARE(page->rows[1].ending, Ending::BudgetExhausted);
}

void TestHistoryStore::migratesWithACopyFirst()
{
    {
        HistoryStore store(folder());
        store.add(shared(SampleExchanges::answered(u"http://a.example/"_s)));
    }
    QList<Migration> migrations = historyMigrations();
    migrations.append(
        {migrations.last().version + 1, {u"ALTER TABLE exchanges ADD COLUMN note TEXT"_s}});
    const auto database = HistoryDatabase::open(folder(), migrations);
    QVERIFY(database);
    QCOMPARE((*database)->valueOf(u"SELECT count(note IS NULL) FROM exchanges"_s)->toInt(), 1);
    QCOMPARE((*database)->valueOf(u"PRAGMA user_version"_s)->toInt(), migrations.last().version);
    const QString backup = u"history.sqlite.v%1.bak"_s.arg(migrations.last().version - 1);
    QVERIFY(QDir(folder()).exists(backup));
    QVERIFY(QDir().mkpath(folder() + u"/old"_s));
    QVERIFY(QFile::rename(folder() + u'/' + backup, folder() + u"/old/history.sqlite"_s));
    HistoryStore old(folder() + u"/old"_s);
    QCOMPARE(valueOf(old.search({.text = u"example"_s}))->rows.size(), 1);
}

void TestHistoryStore::takesBackAMigrationThatFails()
{
    QVERIFY(HistoryDatabase::open(folder()));
    QList<Migration> migrations = historyMigrations();
    migrations.append({migrations.last().version + 1, {u"CREATE TABLE extra (a)"_s, u"no SQL"_s}});
    QVERIFY(!HistoryDatabase::open(folder(), migrations));
    const auto database = HistoryDatabase::open(folder());
    QVERIFY(database);
    QCOMPARE(
        (*database)->valueOf(u"SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"_s)->toInt(),
        0);
}

namespace {

/// What the test of a kill starts: adds one exchange after the other and says which are durable.
int writeUntilKilled(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    HistoryStore store(QString::fromLocal8Bit(argv[2]));
    QObject::connect(&store, &HistoryStore::added, &application, [](const QList<HistoryRow> &rows) {
        std::printf("%lld\n", static_cast<long long>(rows.last().id));
        std::fflush(stdout);
    });
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&store] {
        store.add(shared(SampleExchanges::answered(u"http://killed.example/"_s)));
    });
    timer.start(std::chrono::milliseconds(1));
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3 && qstrcmp(argv[1], "--write-until-killed") == 0)
        return writeUntilKilled(argc, argv);
    QCoreApplication application(argc, argv);
    TestHistoryStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historystore.moc"
