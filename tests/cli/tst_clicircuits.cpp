// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `circuits` on a real Redis: list, look at one, close, open; and `send` while Redis is away.
class TestCliCircuits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void listsWhatIsOpenWithTheTimeLeft();
    void listsTheLayoutOfTheFyndLibrary();
    void looksAtOneKey();
    void closesACircuit();
    void opensACircuit();
    void holdsACircuitAndLetsItGo();
    void resetsACircuit();
    void observingWritesNothing();
    void closedWhenAwaySendsNothing();
    void aKeyThatNeverExpiresIsSaid();
    void watchGoesOnUntilInterrupted();
    void readsWhereWritingIsRefused();
    void whatCannotBeAskedIsFive_data();
    void whatCannotBeAskedIsFive();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();

private:
    Ended circuits(const QStringList &words) const
    {
        return Program().run(QStringList{u"circuits"_s, u"--redis"_s, url()} + words);
    }
    QString url() const { return u"redis://127.0.0.1:%1/0"_s.arg(m_redis.port()); }

    RedisServer m_redis{RedisServer::Options{.tcp = true}};
};

void TestCliCircuits::initTestCase()
{
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
}

void TestCliCircuits::init()
{
    QTest::failOnWarning();
    m_redis.ask({u"FLUSHALL"_s});
}

void TestCliCircuits::listsWhatIsOpenWithTheTimeLeft()
{
    Ended ended = circuits({u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, QByteArray());

    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "reset"}]}]})");
    COMPARE_CODE(Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--redis"_s, url(),
                                u"--open-for"_s, u"5min"_s}),
                 Exception);
    ended = circuits({u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"key"].toString(), server->url(u"/a"_s).toString());
    QCOMPARE(json[u"state"].toString(), u"open"_s);
    QCOMPARE(json[u"ttl"].toString(), u"finite"_s);
    const int left = json[u"remaining_ms"].toInt();
    QVERIFY2(left > 100'000 && left <= 300'000, ended.told().constData());
    QVERIFY(QDateTime::fromString(json[u"opened_at"].toString(), Qt::ISODateWithMs).isValid());
    QVERIFY(!json[u"reason"].toString().isEmpty());
    QVERIFY(!json[u"layout"].toString().isEmpty());
    QCOMPARE(m_redis.ask({u"EXISTS"_s, json[u"redis_key"].toString()}), "1"_ba);

    ended = circuits({});
    COMPARE_CODE(ended, Done);
    const QList<QByteArray> columns = ended.out.trimmed().split('\t');
    QCOMPARE(columns.size(), 4);
    QCOMPARE(columns[0], server->url(u"/a"_s).toEncoded());
    QCOMPARE(columns[1], "open"_ba);
    QVERIFY2(columns[2].endsWith(" s"), ended.told().constData());
}

void TestCliCircuits::listsTheLayoutOfTheFyndLibrary()
{
    m_redis.ask({u"SET"_s, u"www.store1.com:8001"_s, u"http://www.store1.com:8001/m_search"_s,
                 u"PX"_s, u"300000"_s});
    const Ended ended = circuits({u"--prefix"_s, u""_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"key"].toString(), u"www.store1.com:8001"_s);
    QCOMPARE(json[u"redis_key"].toString(), u"www.store1.com:8001"_s);
    QVERIFY(json[u"remaining_ms"].toInt() > 100'000);
}

void TestCliCircuits::looksAtOneKey()
{
    m_redis.ask({u"SET"_s, u"recloser:{shop}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    Ended ended = circuits({u"shop"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"key"].toString(), u"shop"_s);
    QCOMPARE(ended.json()[u"state"].toString(), u"open"_s);
    ended = circuits({u"another"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, QByteArray());
}

void TestCliCircuits::closesACircuit()
{
    m_redis.ask({u"SET"_s, u"recloser:{shop}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"recloser:{other}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    const Ended ended = circuits({u"close"_s, u"shop"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "closed shop\n"_ba);
    QCOMPARE(m_redis.ask({u"EXISTS"_s, u"recloser:{shop}"_s}), "0"_ba);
    QCOMPARE(m_redis.ask({u"EXISTS"_s, u"recloser:{other}"_s}), "1"_ba);
    QCOMPARE(circuits({u"shop"_s}).out, QByteArray());
}

void TestCliCircuits::opensACircuit()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    const QString key = server->url(u"/a"_s).toString();
    COMPARE_CODE(circuits({u"open"_s, key, u"--for"_s, u"2min"_s}), Done);
    const Ended ended = Program().run({u"send"_s, key, u"--redis"_s, url(), u"--json"_s});
    COMPARE_CODE(ended, Blocked);
    const int left = ended.json()[u"circuit"][u"remaining_ms"].toInt();
    QVERIFY2(left > 0 && left <= 120'000, ended.told().constData());
    QCOMPARE(server->connectionCount(), 0);
    COMPARE_CODE(circuits({u"close"_s, key}), Done);
    COMPARE_CODE(Program().run({u"send"_s, key, u"--redis"_s, url()}), Done);
}

void TestCliCircuits::holdsACircuitAndLetsItGo()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    const QString key = server->url(u"/a"_s).toString();
    const QStringList send{u"send"_s, key, u"--redis"_s, url(), u"--json"_s};
    COMPARE_CODE(circuits({u"force"_s, key, u"open"_s, u"--for"_s, u"2min"_s, u"--note"_s,
                           u"maintenance"_s}),
                 Done);
    Ended ended = circuits({u"--json"_s});
    QCOMPARE(ended.json()[u"forced"].toString(), u"open"_s);
    QCOMPARE(ended.json()[u"reason"].toString(), u"maintenance"_s);
    QCOMPARE(ended.json()[u"key"].toString(), key);
    QVERIFY(ended.json()[u"remaining_ms"].toInt() > 60'000);
    ended = Program().run(send);
    COMPARE_CODE(ended, Blocked);
    QCOMPARE(ended.json()[u"circuit"][u"reason"].toString(), u"maintenance"_s);

    COMPARE_CODE(circuits({u"force"_s, key, u"closed"_s}), Done);
    COMPARE_CODE(circuits({u"open"_s, key, u"--for"_s, u"2min"_s}), Done);
    COMPARE_CODE(Program().run(send), Done);
    QCOMPARE(circuits({}).out, QByteArray()); // it blocks nobody
    ended = circuits({u"--all"_s, u"--json"_s});
    QCOMPARE(ended.json()[u"forced"].toString(), u"closed"_s);
    QCOMPARE(ended.json()[u"ttl"].toString(), u"unknown"_s);
    QVERIFY(circuits({u"--all"_s}).out.contains("until unforced"));

    COMPARE_CODE(circuits({u"unforce"_s, key}), Done);
    COMPARE_CODE(Program().run(send), Blocked); // open underneath
    QCOMPARE(server->receivedCount(), 1);
}

void TestCliCircuits::resetsACircuit()
{
    m_redis.ask({u"SET"_s, u"recloser:{shop}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"recloser:{shop}:override"_s, u"forced_open"_s});
    m_redis.ask({u"HSET"_s, u"recloser:{shop}:meta"_s, u"gen"_s, u"4"_s, u"trips"_s, u"7"_s});
    COMPARE_CODE(circuits({u"reset"_s, u"shop"_s}), Done);
    QCOMPARE(circuits({u"shop"_s}).out, QByteArray());
    QCOMPARE(m_redis.ask({u"EXISTS"_s, u"recloser:{shop}"_s, u"recloser:{shop}:override"_s}),
             "0"_ba);
    QCOMPARE(m_redis.ask({u"HGET"_s, u"recloser:{shop}:meta"_s, u"gen"_s}), "5"_ba);
    QCOMPARE(m_redis.ask({u"HGET"_s, u"recloser:{shop}:meta"_s, u"trips"_s}), QByteArray());
}

void TestCliCircuits::observingWritesNothing()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "reset"}]}]})");
    const QString there = server->url(u"/a"_s).toString();
    m_redis.ask({u"SET"_s, u"recloser:{shop}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    const QByteArray before = m_redis.ask({u"DBSIZE"_s});
    const QStringList observe{u"--redis"_s, url(), u"--scope"_s, u"observe"_s};

    // Two sends of one process: what the first opened blocks the second, here alone.
    const Ended sends = Program().run(
        QStringList{u"send"_s, there, u"--json"_s, u"--repeat"_s, u"2"_s} + observe);
    const QList<QJsonObject> lines = sends.jsonLines();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0][u"circuit"][u"opened_by_this_call"], QJsonValue(true));
    QCOMPARE(lines[1][u"outcome"].toString(), u"blocked"_s);
    QCOMPARE(m_redis.ask({u"DBSIZE"_s}), before);

    // What is open there blocks here.
    const Ended blocked = Program().run(
        QStringList{u"send"_s, u"http://shop/"_s, u"--pattern"_s, u"shop"_s} + observe);
    COMPARE_CODE(blocked, Blocked);
    const Ended close = Program().run(QStringList{u"circuits"_s, u"close"_s, u"shop"_s} + observe);
    COMPARE_CODE(close, NoStore);
    QVERIFY2(close.err.contains("observed") && close.err.contains("--scope join"),
             close.told().constData());
    QCOMPARE(m_redis.ask({u"EXISTS"_s, u"recloser:{shop}"_s}), "1"_ba);
}

void TestCliCircuits::closedWhenAwaySendsNothing()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    const QStringList send{u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s, u"--redis"_s,
                           u"127.0.0.1:%1"_s.arg(freeLoopbackPort())};
    COMPARE_CODE(Program().run(send), Done);
    const Ended ended = Program().run(send + QStringList{u"--when-away"_s, u"closed"_s});
    COMPARE_CODE(ended, Blocked);
    QVERIFY(ended.json()[u"circuit"][u"reason"].toString().contains("away"_L1));
    QCOMPARE(server->receivedCount(), 1);
}

void TestCliCircuits::aKeyThatNeverExpiresIsSaid()
{
    m_redis.ask({u"SET"_s, u"recloser:{shop}"_s, u"1"_s});
    const Ended ended = circuits({u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"ttl"].toString(), u"never"_s);
    QVERIFY(ended.json()[u"remaining_ms"].isNull());
    QVERIFY(circuits({}).out.contains("never expires"));
}

void TestCliCircuits::watchGoesOnUntilInterrupted()
{
    m_redis.ask({u"SET"_s, u"recloser:{shop}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    Program program;
    program.start({u"circuits"_s, u"--redis"_s, url(), u"--watch"_s, u"--json"_s});
    QVERIFY(program.waitForOutput("shop"));
    m_redis.ask({u"SET"_s, u"recloser:{later}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"ZADD"_s, u"recloser:index"_s, u"99999999999999"_s, u"recloser:{later}"_s});
    QVERIFY(program.waitForOutput("later"));
    QVERIFY(program.send(SIGINT));
    const Ended ended = program.end();
    COMPARE_CODE(ended, Done);
    QVERIFY(!ended.jsonLines().isEmpty());
}

void TestCliCircuits::readsWhereWritingIsRefused()
{
    m_redis.ask({u"SET"_s, u"recloser:{shop}"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"CONFIG"_s, u"SET"_s, u"replica-serve-stale-data"_s, u"yes"_s});
    m_redis.ask({u"REPLICAOF"_s, u"127.0.0.1"_s, u"1"_s});
    const Ended list = circuits({u"--json"_s});
    const Ended close = circuits({u"close"_s, u"shop"_s});
    m_redis.ask({u"REPLICAOF"_s, u"NO"_s, u"ONE"_s});
    COMPARE_CODE(list, Done);
    QCOMPARE(list.json()[u"key"].toString(), u"shop"_s);
    COMPARE_CODE(close, NoStore);
    QCOMPARE(close.out, QByteArray());
    QVERIFY2(close.err.startsWith("recloser-cli: ") && close.err.contains("read"),
             close.told().constData());
    QCOMPARE(m_redis.ask({u"EXISTS"_s, u"recloser:{shop}"_s}), "1"_ba);
}

void TestCliCircuits::whatCannotBeAskedIsFive_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nobody listens") << u"127.0.0.1:%1"_s.arg(freeLoopbackPort()) << "refused"_ba;
    QTest::newRow("a wrong password")
        << u"redis://:s3cret-word@127.0.0.1:LOCKED"_s << "WRONGPASS"_ba;
    QTest::newRow("no password") << u"127.0.0.1:LOCKED"_s << "NOAUTH"_ba;
    QTest::newRow("it hangs") << u"127.0.0.1:HANGING"_s << ""_ba;
    QTest::newRow("it is no Redis") << u"127.0.0.1:HTTP"_s << ""_ba;
}

void TestCliCircuits::whatCannotBeAskedIsFive()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, says);
    RedisServer other({.tcp = true, .config = {u"requirepass right"_s}});
    QVERIFY2(other.start(), qPrintable(other.error()));
    if (who.contains("HANGING"_L1))
        other.pause();
    const auto http = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    who.replace(u"LOCKED"_s, QString::number(other.port()));
    who.replace(u"HANGING"_s, QString::number(other.port()));
    who.replace(u"HTTP"_s, QString::number(http->port()));
    for (const QStringList &words :
         {QStringList{}, QStringList{u"shop"_s}, QStringList{u"close"_s, u"shop"_s}}) {
        const Ended ended = Program().run(QStringList{u"circuits"_s, u"--redis"_s, who} + words);
        COMPARE_CODE(ended, NoStore);
        QCOMPARE(ended.out, QByteArray());
        QVERIFY2(ended.err.startsWith("recloser-cli: "), ended.told().constData());
        QVERIFY2(ended.err.toLower().contains(says.toLower()), ended.told().constData());
        QVERIFY2(!ended.err.contains("s3cret"), ended.told().constData());
    }
}

void TestCliCircuits::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no server") << QStringList{} << "--redis"_ba;
    QTest::newRow("an unknown verb")
        << QStringList{u"--redis"_s, u"h"_s, u"shut"_s, u"key"_s} << "shut key"_ba;
    QTest::newRow("an unknown scope") << QStringList{u"--redis"_s, u"h"_s, u"--scope"_s, u"mine"_s}
                                      << "private, observe, join"_ba;
    QTest::newRow("private without a prefix")
        << QStringList{u"--redis"_s, u"h"_s, u"--scope"_s, u"private"_s, u"--prefix"_s, u""_s}
        << "--prefix"_ba;
    QTest::newRow("a state nobody can be forced into")
        << QStringList{u"--redis"_s, u"h"_s, u"force"_s, u"key"_s, u"ajar"_s}
        << "force key ajar"_ba;
    QTest::newRow("a time that is none")
        << QStringList{u"--redis"_s, u"h"_s, u"open"_s, u"key"_s, u"--for"_s, u"x"_s} << "--for"_ba;
    QTest::newRow("a broken URL, without its password")
        << QStringList{u"--redis"_s, u"redis://me:s3cret@h:port"_s} << "--redis: "_ba;
}

void TestCliCircuits::wrongUsageIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const Ended ended = Program().run(QStringList{u"circuits"_s} + words);
    COMPARE_CODE(ended, Usage);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains(says),
             ended.told().constData());
    QVERIFY2(!ended.err.contains("s3cret"), ended.told().constData());
}

QTEST_GUILESS_MAIN(TestCliCircuits)
#include "tst_clicircuits.moc"
