// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"
#include "tests/core/store/sampleexchanges.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

/// Noon, so that hours before it are the same day.
QDateTime noon()
{
    return {QDate(2026, 3, 10), QTime(12, 0)};
}

ExchangePtr sent(const QString &url, int status, const QDateTime &startedAt,
                 const QByteArray &method = "GET")
{
    Exchange exchange = SampleExchanges::answered(url, status);
    exchange.startedAt = startedAt;
    exchange.request.method = method;
    if (status == 0) {
        exchange.attempts.clear();
        exchange.outcome = Outcome::Blocked;
    }
    return std::make_shared<const Exchange>(exchange);
}

QString told(const QList<SearchProblem> &problems)
{
    QStringList list;
    for (const auto &[kind, word, filter] : problems)
        list.append(
            u"%1 %2 %3"_s
                .arg(kind == SearchProblem::Kind::BadValue ? u"bad"_s : u"unknown"_s, word, filter)
                .trimmed());
    return list.join(u", "_s);
}

} // namespace

/// The filters among the words of a search.
class TestHistoryFilters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsMoments_data();
    void readsMoments();
    void finds_data();
    void finds();
    void tellsWhatIsNone_data();
    void tellsWhatIsNone();
    void timesAcrossManyBlocks();
    void stopsWhenAnotherFollows();
    void withLittlePatienceTheSameIsFound_data();
    void withLittlePatienceTheSameIsFound();

private:
    QTemporaryDir m_folder;
    /// The same exchanges, before and after they were indexed.
    std::unique_ptr<HistoryRecords> m_waiting;
    std::unique_ptr<HistoryRecords> m_indexed;
};

void TestHistoryFilters::initTestCase()
{
    QTest::failOnWarning();
    const QDateTime day(QDate(2025, 6, 15), QTime(12, 0));
    const QList<ExchangePtr> exchanges{
        sent(u"http://a.example/list?page=1"_s, 200, day),
        sent(u"http://b.example:8001/%25"_s, 404, day.addDays(1), "POST"),
        sent(u"http://a.example/x"_s, 410, day.addDays(2)),
        sent(u"http://b.example/--/"_s, 503, day.addDays(3), "DELETE"),
        sent(u"https://c.example/?q=%E6%97%A5"_s, 0, day.addDays(4)),
        sent(u"http://c.example/日本"_s, 301, {}),
    };
    for (auto &records : {&m_waiting, &m_indexed}) {
        *records = *HistoryRecords::open(
            m_folder.filePath(records == &m_waiting ? u"waiting"_s : u"indexed"_s));
        QVERIFY((*records)->insert(exchanges));
        QVERIFY((*records)->setKept({2, 5}, Keeping::ForEver));
    }
    QVERIFY(m_indexed->index(1'000'000));
}

void TestHistoryFilters::readsMoments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("moment");
    QTest::newRow("a year") << u"2026"_s << QDateTime(QDate(2026, 1, 1), QTime(0, 0));
    QTest::newRow("a month") << u"2026-11"_s << QDateTime(QDate(2026, 11, 1), QTime(0, 0));
    QTest::newRow("a day") << u"2026-11-05"_s << QDateTime(QDate(2026, 11, 5), QTime(0, 0));
    QTest::newRow("a minute of a day")
        << u"2026-11-05T07:30"_s << QDateTime(QDate(2026, 11, 5), QTime(7, 30));
    QTest::newRow("a moment with its offset")
        << u"2026-11-05T07:30:15Z"_s
        << QDateTime(QDate(2026, 11, 5), QTime(7, 30, 15), QTimeZone::UTC);
    QTest::newRow("a time of today") << u"7:30"_s << QDateTime(QDate(2026, 3, 10), QTime(7, 30));
    QTest::newRow("today") << u"today"_s << QDateTime(QDate(2026, 3, 10), QTime(0, 0));
    QTest::newRow("yesterday") << u"Yesterday"_s << QDateTime(QDate(2026, 3, 9), QTime(0, 0));
    QTest::newRow("seconds ago") << u"90s"_s << noon().addSecs(-90);
    QTest::newRow("minutes ago") << u"5min"_s << noon().addSecs(-300);
    QTest::newRow("minutes ago, short") << u"5m"_s << noon().addSecs(-300);
    QTest::newRow("hours ago") << u"2h"_s << noon().addSecs(-7200);
    QTest::newRow("days ago") << u"7d"_s << noon().addDays(-7);
    QTest::newRow("weeks ago") << u"2w"_s << noon().addDays(-14);
    for (const QString &text : {u""_s, u"20"_s, u"2026-13"_s, u"2026-02-30"_s, u"25:00"_s, u"2x"_s,
                                u"-1h"_s, u"h"_s, u"99999999999h"_s, u"noon"_s})
        QTest::newRow(qPrintable(u"no moment: \"%1\""_s.arg(text))) << text << QDateTime();
}

void TestHistoryFilters::readsMoments()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, moment);
    QCOMPARE(momentOf(text, noon()).value_or(QDateTime()), moment);
}

void TestHistoryFilters::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    QTest::newRow("a range of status") << u"status:400-499"_s << u"23"_s;
    QTest::newRow("a range with dots") << u"status:405..503"_s << u"34"_s;
    QTest::newRow("a range within a class") << u"status:403-409"_s << u"2"_s;
    QTest::newRow("a list") << u"status:200,503"_s << u"14"_s;
    QTest::newRow("a class in a list") << u"status:5xx,301"_s << u"46"_s;
    QTest::newRow("from one on") << u"status:>=404"_s << u"234"_s;
    QTest::newRow("above one") << u"status:>404"_s << u"34"_s;
    QTest::newRow("below one") << u"status:<301"_s << u"1"_s;
    QTest::newRow("up to one") << u"status:<=301"_s << u"16"_s;
    QTest::newRow("ten of a class") << u"status:40x"_s << u"2"_s;
    QTest::newRow("no status") << u"status:none"_s << u"5"_s;
    QTest::newRow("a range being typed") << u"status:400-"_s << u"123456"_s;
    QTest::newRow("a bound being typed") << u"status:>4"_s << u"123456"_s;
    QTest::newRow("nobody has this status") << u"status:abc"_s << u""_s;
    QTest::newRow("a word left out") << u"-list"_s << u"23456"_s;
    QTest::newRow("a filter left out") << u"-status:4xx"_s << u"1456"_s;
    QTest::newRow("two filters left out") << u"-is:success -host:b"_s << u"35"_s;
    QTest::newRow("one wanted, one left out") << u"host:a -status:2xx"_s << u"3"_s;
    QTest::newRow("quoted words left out") << u"-\"a example\""_s << u"2456"_s;
    QTest::newRow("two dashes are looked for") << u"--"_s << u"4"_s;
    QTest::newRow("a sign") << u"?"_s << u"15"_s;
    QTest::newRow("signs in a row") << u"://"_s << u"123456"_s;
    QTest::newRow("signs from the middle of them") << u"//"_s << u"123456"_s;
    QTest::newRow("signs that nobody has") << u"%%"_s << u""_s;
    QTest::newRow("a percent sign") << u"%"_s << u"25"_s;
    QTest::newRow("a long row of signs") << u"///////////////"_s << u""_s;
    QTest::newRow("other scripts") << u"日"_s << u"6"_s;
    QTest::newRow("a day") << u"on:2025-06-16"_s << u"2"_s;
    QTest::newRow("after a day's beginning") << u"after:2025-06-17"_s << u"345"_s;
    QTest::newRow("before a day") << u"before:2025-06-16"_s << u"1"_s;
    QTest::newRow("between, with a word")
        << u"after:2025-06-16 before:2025-06-18 host:a"_s << u"3"_s;
    QTest::newRow("the narrower of two") << u"after:2025 after:2025-06-18"_s << u"45"_s;
    QTest::newRow("the year before") << u"before:2025"_s << u""_s;
    QTest::newRow("since long ago") << u"since:9999d"_s << u"12345"_s;
    QTest::newRow("until just now") << u"until:1s"_s << u"12345"_s;
    QTest::newRow("a moment being typed") << u"after:2025-0"_s << u"123456"_s;
    QTest::newRow("kept") << u"is:kept"_s << u"25"_s;
    QTest::newRow("kept and more") << u"is:kept host:b"_s << u"2"_s;
    QTest::newRow("kept in a time") << u"is:kept after:2025-06-18"_s << u"5"_s;
    QTest::newRow("an outcome nobody has") << u"is:lost"_s << u""_s;
    QTest::newRow("text that is no filter") << u"nothing:here"_s << u""_s;
    QTest::newRow("a host and a port") << u"b.example:8001"_s << u"2"_s;
}

void TestHistoryFilters::finds()
{
    QFETCH(QString, text);
    QFETCH(QString, found);
    for (HistoryRecords *records : {m_waiting.get(), m_indexed.get()}) {
        for (const int limit : {100, 1}) {
            QString ids;
            HistoryQuery query{.text = text, .limit = limit};
            for (bool more = true; more;) {
                const auto page = records->search(query);
                QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
                for (const HistoryRow &row : page->rows)
                    ids.prepend(QString::number(row.id));
                more = page->hasMore;
                query.before = page->rows.isEmpty() ? 0 : page->rows.last().id;
            }
            QCOMPARE(ids, found);
        }
    }
}

void TestHistoryFilters::tellsWhatIsNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problems");
    QTest::newRow("nothing wrong") << u"status:5xx host:a since:2h foo"_s << u""_s;
    QTest::newRow("a misspelt filter") << u"staus:503"_s << u"unknown staus:503 status"_s;
    QTest::newRow("two letters swapped") << u"hots:a"_s << u"unknown hots:a host"_s;
    QTest::newRow("a word of its own") << u"tag:x"_s << u"unknown tag:x"_s;
    QTest::newRow("a URL") << u"http://a.example:8001/x"_s << u""_s;
    QTest::newRow("a host and a port") << u"localhost:8001"_s << u""_s;
    QTest::newRow("a bad status") << u"status:5oo"_s << u"bad status:5oo status"_s;
    QTest::newRow("a bad outcome") << u"is:lost"_s << u"bad is:lost is"_s;
    QTest::newRow("a bad time") << u"after:noon x"_s << u"bad after:noon after"_s;
    QTest::newRow("a time left out") << u"-after:2025"_s << u"bad -after:2025"_s;
    QTest::newRow("values that are missing") << u"status: is: after: key:"_s << u""_s;
}

void TestHistoryFilters::tellsWhatIsNone()
{
    QFETCH(QString, text);
    QFETCH(QString, problems);
    const auto page = m_indexed->search({.text = text});
    QVERIFY(page);
    QCOMPARE(told(page->problems), problems);
}

void TestHistoryFilters::timesAcrossManyBlocks()
{
    // Ends are not in the order of starts: one that took long is far from its like.
    const QTemporaryDir folder;
    auto records = *HistoryRecords::open(folder.path());
    const QDateTime begin(QDate(2025, 1, 1), QTime(0, 0));
    QList<ExchangePtr> exchanges;
    for (int i = 0; i < 3 * rowsOfABlock; ++i)
        exchanges.append(
            sent(u"http://a.example/"_s, 200, begin.addSecs(i % 1500 == 7 ? i + 86'400 * 30 : i)));
    QVERIFY(records->insert(exchanges));
    for (const QString &word : {u""_s, u" example"_s}) {
        const auto late = records->search({.text = u"after:2025-01-30"_s + word});
        QVERIFY(late);
        QStringList ids;
        for (const HistoryRow &row : late->rows)
            ids.append(QString::number(row.id));
        QCOMPARE(ids.join(u' '), u"3008 1508 8"_s);
        const auto early
            = records->search({.text = u"before:2025-01-01T00:00:03"_s + word, .limit = 10});
        QVERIFY(early);
        QCOMPARE(early->rows.size(), 3);
        QVERIFY(records->index(10'000'000));
    }
}

void TestHistoryFilters::stopsWhenAnotherFollows()
{
    std::stop_source stop;
    QVERIFY(m_indexed->search({.text = u"example"_s}, stop.get_token()));
    stop.request_stop();
    const auto stopped = m_indexed->search({.text = u"example"_s}, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, StoreError::Kind::Unavailable);
    QVERIFY(m_indexed->search({.text = u"example"_s}));
}

void TestHistoryFilters::withLittlePatienceTheSameIsFound_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u""_s, u"a.example"_s, u"-a"_s, u"nothing"_s, u"://"_s,
                                u"status:503 after:2025-01-02"_s, u"before:2025-01-05 host:b"_s})
        QTest::newRow(qPrintable(u"\"%1\""_s.arg(text))) << text;
}

void TestHistoryFilters::withLittlePatienceTheSameIsFound()
{
    QFETCH(QString, text);
    const QTemporaryDir folder;
    auto records = *HistoryRecords::open(folder.path(), 50);
    const QDateTime begin(QDate(2025, 1, 1), QTime(0, 0));
    for (int batch = 0; batch < 30; ++batch) {
        QList<ExchangePtr> exchanges;
        for (int i = 0; i < 50; ++i)
            exchanges.append(sent(i % 3 ? u"http://a.example/"_s : u"http://b.example/"_s,
                                  i % 7 ? 200 : 503, begin.addSecs(600 * (batch * 50 + i))));
        QVERIFY(records->insert(exchanges));
        if (batch < 28)
            QVERIFY(records->index(10'000'000));
    }
    const auto all = records->search({.text = text, .limit = 10'000});
    QVERIFY(all && !all->hasMore);
    QCOMPARE(all->next, 0);
    QList<HistoryRow> found;
    HistoryQuery query{.text = text, .limit = 100, .patience = std::chrono::milliseconds(1)};
    for (bool more = true; more;) {
        const auto page = records->search(query);
        QVERIFY(page);
        found += page->rows;
        more = page->hasMore;
        QCOMPARE(page->next > 0, more);
        QVERIFY(!more || query.before == 0 || page->next < query.before);
        query.before = page->next;
    }
    QCOMPARE(found, all->rows);
}

QTEST_GUILESS_MAIN(TestHistoryFilters)
#include "tst_historyfilters.moc"
