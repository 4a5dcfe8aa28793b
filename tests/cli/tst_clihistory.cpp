// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `history` over what real sends recorded, and what becomes of sends that are killed.
class TestCliHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(); }
    void listsNewestFirst();
    void filters_data();
    void filters();
    void searchesWords();
    void showsOne();
    void bodiesComeAsTheyWere();
    void unknownFiltersAreTold();
    void statsTellWhatIsKept();
    void keptOnesOutliveCleaning();
    void deletesByNumberAndByFilter();
    void clearsOnlyWhenMeant();
    void whatIsNotToBeKeptIsNot();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void aKillLosesNoSendThatWasToldEarlier();

private:
    Ended history(const QStringList &words)
    {
        return m_program.run(QStringList{u"history"_s} + words);
    }
    void send(const QString &path, const QStringList &options = {})
    {
        m_program.run(QStringList{u"send"_s} + options
                      + QStringList{u"http://127.0.0.1:%1%2"_s.arg(m_server->port()).arg(path)});
    }
    void sendAll();
    qint64 count()
    {
        return history({u"stats"_s, u"--json"_s}).json()["exchanges"_L1].toInteger(-1);
    }

    Program m_program;
    std::unique_ptr<FaultServer> m_server;
};

void TestCliHistory::initTestCase()
{
    m_server = serve(R"({"routes": [
        {"path": "/ok", "sequence": [{"status": 200, "body": {"name": "Kaushil"}}]},
        {"path": "/bad", "sequence": [{"status": 503}]},
        {"path": "/reset", "sequence": [{"fault": "reset"}]}]})");
    sendAll();
}

/// 1: 200, 2: POST 200, 3: 503 twice, 4: reset
void TestCliHistory::sendAll()
{
    send(u"/ok"_s);
    send(u"/ok?q=%20x"_s, {u"POST"_s, u"-d"_s, u"{\"a\": 1}"_s});
    send(u"/bad"_s, {u"--retries"_s, u"1"_s, u"--delay"_s, u"1ms"_s});
    send(u"/reset"_s, {u"--retries"_s, u"0"_s});
}

void TestCliHistory::listsNewestFirst()
{
    const Ended listed = history({u"list"_s, u"--json"_s});
    COMPARE_CODE(listed, Exit::Done);
    const QList<QJsonObject> rows = listed.jsonLines();
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows[0]["id"_L1].toInt(), 4);
    QCOMPARE(rows[0]["outcome"_L1].toString(), u"exception"_s);
    QVERIFY(rows[0]["status_code"_L1].isNull());
    QVERIFY(!rows[0]["error"_L1].toString().isEmpty());
    QCOMPARE(rows[1]["status_code"_L1].toInt(), 503);
    QCOMPARE(rows[1]["attempts"_L1].toInt(), 2);
    QCOMPARE(rows[2]["method"_L1].toString(), u"POST"_s);
    QCOMPARE(rows[3]["host"_L1].toString(), u"127.0.0.1"_s);
    QVERIFY(rows[3]["elapsed_ms"_L1].toDouble() > 0);
    QVERIFY(rows[3]["payload_size"_L1].toInt() > 0);
    QVERIFY(QDateTime::fromString(rows[3]["time"_L1].toString(), Qt::ISODateWithMs).isValid());
    QCOMPARE(history({u"list"_s, u"--limit"_s, u"2"_s, u"--json"_s}).jsonLines().size(), 2);
    const Ended forPeople = history({u"list"_s});
    QVERIFY2(forPeople.out.contains("503 x2"), forPeople.told().constData());
    QCOMPARE(forPeople.out.count('\n'), 4);
}

void TestCliHistory::filters_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QStringList &options, const QString &found) {
        QTest::newRow(name) << options << found;
    };
    row("a class of status", {u"--status"_s, u"2xx"_s}, u"21"_s);
    row("a range", {u"--status"_s, u"400-599"_s}, u"3"_s);
    row("no status", {u"--status"_s, u"none"_s}, u"4"_s);
    row("an outcome", {u"--outcome"_s, u"exception"_s}, u"4"_s);
    row("a method", {u"--method"_s, u"POST"_s}, u"2"_s);
    row("a host", {u"--host"_s, u"127.0.0.1"_s}, u"4321"_s);
    row("another host", {u"--host"_s, u"other"_s}, u""_s);
    row("a key", {u"--key"_s, u"http"_s, u"--status"_s, u"503"_s}, u"3"_s);
    row("since", {u"--since"_s, u"1h"_s}, u"4321"_s);
    row("until", {u"--until"_s, u"1h"_s}, u""_s);
    row("both", {u"--since"_s, u"yesterday"_s, u"--until"_s, u"1h"_s}, u""_s);
}

void TestCliHistory::filters()
{
    QFETCH(QStringList, options);
    QFETCH(QString, found);
    const Ended listed = history(QStringList{u"list"_s, u"--json"_s} + options);
    COMPARE_CODE(listed, Exit::Done);
    QString ids;
    for (const QJsonObject &row : listed.jsonLines())
        ids += QString::number(row["id"_L1].toInt());
    QCOMPARE(ids, found);
}

void TestCliHistory::searchesWords()
{
    const auto found = [this](const QStringList &words) {
        return history(QStringList{u"search"_s, u"--json"_s} + words).jsonLines().size();
    };
    QCOMPARE(found({u"kaushil"_s}), 2);
    QCOMPARE(found({u"bad"_s, u"is:failed"_s}), 1);
    QCOMPARE(found({u"--"_s, u"-kaushil"_s}), 2);
    QCOMPARE(found({u"nothing-here"_s}), 0);
}

void TestCliHistory::showsOne()
{
    const Ended shown = history({u"show"_s, u"3"_s, u"--json"_s});
    COMPARE_CODE(shown, Exit::Done);
    const QJsonObject exchange = shown.json();
    QCOMPARE(exchange["id"_L1].toInt(), 3);
    QCOMPARE(exchange["outcome"_L1].toString(), u"failed"_s);
    QCOMPARE(exchange["attempts"_L1].toArray().size(), 2);
    const Ended forPeople = history({u"show"_s, u"3"_s, u"--attempts"_s});
    QVERIFY2(forPeople.out.contains("attempt 2: 503"), forPeople.told().constData());
    QVERIFY2(forPeople.out.contains("GET http://127.0.0.1"), forPeople.told().constData());
    const Ended posted = history({u"show"_s, u"2"_s});
    QVERIFY2(posted.out.contains("{\"a\": 1}"), posted.told().constData());
}

void TestCliHistory::bodiesComeAsTheyWere()
{
    const Ended body = history({u"show"_s, u"1"_s, u"--body"_s});
    COMPARE_CODE(body, Exit::Done);
    QVERIFY2(body.out.contains("\"Kaushil\""), body.told().constData());
    const QString path = m_program.profile() + u"/body"_s;
    COMPARE_CODE(history({u"show"_s, u"1"_s, u"-o"_s, path}), Exit::Done);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), body.out);
    COMPARE_CODE(history({u"show"_s, u"4"_s, u"--body"_s}), Exit::RequestFailed);
}

void TestCliHistory::unknownFiltersAreTold()
{
    const Ended misspelt = history({u"search"_s, u"staus:503"_s});
    COMPARE_CODE(misspelt, Exit::Done);
    QVERIFY2(misspelt.err.contains("perhaps status:"), misspelt.told().constData());
}

void TestCliHistory::statsTellWhatIsKept()
{
    const QJsonObject stats = history({u"stats"_s, u"--json"_s}).json();
    QCOMPARE(stats["exchanges"_L1].toInt(), 4);
    QVERIFY(stats["database_bytes"_L1].toInteger() > 0);
    QCOMPARE(stats["orphans"_L1].toInt(-1), 0);
    const QJsonObject retention = stats["retention"_L1].toObject();
    QCOMPARE(retention["exchanges"_L1].toInteger(), 1'000'000);
    QVERIFY(retention["days"_L1].isNull());
    QVERIFY(history({u"stats"_s}).out.contains("1000000 exchanges"));
}

void TestCliHistory::keptOnesOutliveCleaning()
{
    COMPARE_CODE(history({u"keep"_s, u"1"_s}), Exit::Done);
    QVERIFY(QDir().mkpath(m_program.profile() + u"/config"_s));
    QFile settings(m_program.profile() + u"/config/settings.json"_s);
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(R"({"history": {"mostExchanges": 2, "mostBytes": 0, "mostDays": 0}})");
    settings.close();
    QCOMPARE(history({u"stats"_s, u"--json"_s})
                 .json()["next_cleaning"_L1]
                 .toObject()["by_count"_L1]
                 .toInt(),
             1);
    const QJsonObject cleaned = history({u"stats"_s, u"--clean"_s, u"--json"_s}).json();
    QCOMPARE(cleaned["exchanges"_L1].toInt(), 3);
    QCOMPARE(cleaned["cleaned"_L1].toInt(), 1);
    const QList<QJsonObject> rows = history({u"list"_s, u"--json"_s}).jsonLines();
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.last()["id"_L1].toInt(), 1);
    QVERIFY(rows.last()["kept"_L1].toBool());
    QVERIFY(settings.remove());
}

void TestCliHistory::deletesByNumberAndByFilter()
{
    // What is not there is told once the others are gone.
    const auto some = history({u"delete"_s, u"4"_s, u"999"_s, u"--json"_s});
    QCOMPARE(some.json()["deleted"_L1].toInt(), 1);
    COMPARE_CODE(some, Exit::Usage);
    QVERIFY2(some.err.contains("1 of the 2 exchanges are not there"), some.err.constData());
    QCOMPARE(
        history({u"delete"_s, u"--status"_s, u"5xx"_s, u"--json"_s}).json()["deleted"_L1].toInt(),
        1);
    QCOMPARE(count(), 1);
}

void TestCliHistory::clearsOnlyWhenMeant()
{
    COMPARE_CODE(history({u"clear"_s}), Exit::Usage);
    QCOMPARE(count(), 1);
    COMPARE_CODE(history({u"clear"_s, u"--yes"_s}), Exit::Done);
    QCOMPARE(count(), 0);
}

void TestCliHistory::whatIsNotToBeKeptIsNot()
{
    QFile file(m_program.profile() + u"/quiet.http"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("### quiet\n# @no-log\nGET http://127.0.0.1:" + QByteArray::number(m_server->port())
               + "/ok\n\n### loud\nGET http://127.0.0.1:" + QByteArray::number(m_server->port())
               + "/ok\n");
    file.close();
    COMPARE_CODE(m_program.run({u"send"_s, file.fileName(), u"quiet"_s}), Exit::Done);
    send(u"/ok"_s, {u"--no-history"_s});
    QCOMPARE(count(), 0);
    COMPARE_CODE(m_program.run({u"send"_s, file.fileName(), u"loud"_s}), Exit::Done);
    QCOMPARE(count(), 1);
}

void TestCliHistory::mistakesAreNamed_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char *name, const QStringList &words, const QByteArray &told) {
        QTest::newRow(name) << words << told;
    };
    row("no command", {}, "Usage");
    row("no such command", {u"lost"_s}, "no such command");
    row("show nothing", {u"show"_s}, "no exchange is named");
    row("show no number", {u"show"_s, u"x"_s}, "not the number of an exchange");
    row("show what is not there", {u"show"_s, u"12345"_s}, "no exchange 12345");
    row("keep what is not there", {u"keep"_s, u"12345"_s}, "no exchange 12345");
    row("search nothing", {u"search"_s}, "no word is given");
    row("a bad limit", {u"list"_s, u"--limit"_s, u"x"_s}, "whole number");
    row("a bad status", {u"list"_s, u"--status"_s, u"abc"_s}, "not understood");
    row("a bad time", {u"list"_s, u"--since"_s, u"noon"_s}, "not understood");
    row("delete what is not there", {u"delete"_s, u"12345"_s}, "no exchange 12345");
    row("delete nothing", {u"delete"_s}, "nothing is named");
    row("delete by a bad filter", {u"delete"_s, u"--since"_s, u"noon"_s}, "not understood");
    row("a history that is not there", {u"list"_s, u"--history"_s, u"/nowhere/x"_s},
        "there is no history");
}

void TestCliHistory::mistakesAreNamed()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, told);
    const Ended ended = history(words);
    COMPARE_CODE(ended, Exit::Usage);
    QVERIFY2(ended.all().contains(told), ended.told().constData());
}

void TestCliHistory::aKillLosesNoSendThatWasToldEarlier()
{
    for (int round = 0; round < 4; ++round) {
        COMPARE_CODE(history({u"clear"_s, u"--yes"_s}), Exit::Done);
        // Each send says that it has ended; when that was read is after it was so.
        m_program.start({u"send"_s, u"GET"_s, u"http://127.0.0.1:%1/ok"_s.arg(m_server->port()),
                         u"--repeat"_s, u"1000"_s, u"--concurrency"_s, u"4"_s, u"--json"_s});
        const int wanted = int(QRandomGenerator::global()->bounded(20, 900));
        QElapsedTimer timer;
        timer.start();
        QList<std::pair<qint64, qsizetype>> told;
        const auto isFar = [&] {
            (void)m_program.waitForOutput("}"); // takes in what has been printed
            told.append({timer.elapsed(), m_program.output().count('\n')});
            return told.constLast().second >= wanted;
        };
        EVENTUALLY(isFar());
        QVERIFY(m_program.send(SIGKILL));
        const qint64 killedAt = timer.elapsed();
        QCOMPARE(m_program.end().signal, SIGKILL);
        // Twice the promise, on a machine that does other things.
        qsizetype safe = 0;
        for (const auto &[time, lines] : std::as_const(told))
            safe = killedAt - time >= 500 ? lines : safe;
        const qint64 kept = count();
        QVERIFY2(kept >= safe, qPrintable(u"%1 of %2"_s.arg(kept).arg(safe)));
        QCOMPARE(history({u"search"_s, u"kaushil"_s, u"--limit"_s, u"0"_s, u"--json"_s})
                     .jsonLines()
                     .size(),
                 kept);
    }
}

QTEST_GUILESS_MAIN(TestCliHistory)
#include "tst_clihistory.moc"
