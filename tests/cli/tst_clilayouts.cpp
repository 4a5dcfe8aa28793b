// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `circuits --layout`: other libraries' circuits on a real Redis.
class TestCliLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void layoutsAreListed();
    void circuitsAreListed();
    void openWithoutEndIsSaid();
    void elapsedIsSaid();
    void forcedIsSaid();
    void closedOnesAreLeftOutUnlessAsked();
    void malformedOnesAreSaid();
    void strangeKeysArriveWhole();
    void oneKeyIsLookedAt();
    void globsNarrowTheSearch();
    void decodersOfOnesOwnAreUsed();
    void actionsAreLinesToCopy();
    void watchGoesOnUntilInterrupted();
    void fewRightsAreEnough();
    void withoutScanIsFive();
    void nobodyThereIsFive();
    void aTerminalSeesHowFarItIs();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();

private:
    Ended circuits(const QStringList &words) const
    {
        return Program().run(QStringList{u"circuits"_s, u"--redis"_s, url()} + words);
    }
    QString url() const { return u"redis://127.0.0.1:%1/0"_s.arg(m_redis.port()); }
    QString file(const QByteArray &text);

    RedisServer m_redis{RedisServer::Options{.tcp = true}};
    QTemporaryDir m_folder;
};

void TestCliLayouts::initTestCase()
{
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
}

void TestCliLayouts::init()
{
    QTest::failOnWarning();
    m_redis.ask({u"FLUSHALL"_s});
}

QString TestCliLayouts::file(const QByteArray &text)
{
    QFile file(m_folder.filePath(u"decoder.json"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

void TestCliLayouts::layoutsAreListed()
{
    Ended ended = Program().run({u"circuits"_s, u"--layout"_s, u"list"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out.count('\n'), 19);
    QVERIFY(ended.out.contains(
        "pybreaker\tB\tpybreaker (Python)\t*pybreaker:state\t--reset-seconds\n"));
    ended = Program().run({u"circuits"_s, u"--layout"_s, u"list"_s, u"--json"_s});
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 19);
    const QStringList first{u"fynd"_s,          u"circuitbox"_s, u"leocarmo"_s,
                            u"gabrielanhaia"_s, u"lasier"_s,     u"litellm"_s};
    for (qsizetype i = 0; i < first.size(); ++i)
        QCOMPARE(lines[i][u"name"].toString(), first[i]);
    ended = Program().run({u"circuits"_s, u"--layout"_s, u"list"_s, u"--json"_s, u"--decoder"_s,
                           file(R"({"name": "mine", "key": "a:{name}", "archetype": "A"})")});
    QCOMPARE(ended.jsonLines().last()[u"name"].toString(), u"mine"_s);
}

void TestCliLayouts::circuitsAreListed()
{
    m_redis.ask({u"SET"_s, u"app:circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"deployment:gpt:cooldown"_s, uR"({"status_code": "429"})"_s, u"PX"_s,
                 u"200000"_s});
    m_redis.ask({u"SET"_s, u"session:1"_s, u"x"_s, u"PX"_s, u"300000"_s});
    Ended ended = circuits({u"--layout"_s, u"all"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.err, QByteArray());
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 2);
    // Soonest to close first.
    QCOMPARE(lines[0][u"layout"].toString(), u"litellm"_s);
    QCOMPARE(lines[0][u"key"].toString(), u"gpt"_s);
    QCOMPARE(lines[0][u"throttled"].toBool(), true);
    QCOMPARE(lines[1][u"layout"].toString(), u"circuitbox"_s);
    QCOMPARE(lines[1][u"key"].toString(), u"pay"_s);
    QCOMPARE(lines[1][u"prefix"].toString(), u"app:"_s);
    QCOMPARE(lines[1][u"state"].toString(), u"open"_s);
    QCOMPARE(lines[1][u"ttl"].toString(), u"finite"_s);
    QCOMPARE(lines[1][u"redis_key"].toString(), u"app:circuits:pay:open"_s);
    const int left = lines[1][u"remaining_ms"].toInt();
    QVERIFY2(left > 200'000 && left <= 300'000, ended.told().constData());
    ended = circuits({u"--layout"_s, u"circuitbox"_s});
    const QByteArrayList columns = ended.out.trimmed().split('\t');
    QCOMPARE(columns.value(0), "pay"_ba);
    QCOMPARE(columns.value(1), "open"_ba);
    QVERIFY(columns.value(2).endsWith(" s"));
    QCOMPARE(columns.value(3), "circuitbox"_ba);
}

void TestCliLayouts::openWithoutEndIsSaid()
{
    m_redis.ask({u"SET"_s, u"www.store1.com:8001"_s, u"Url"_s});
    Ended ended = circuits({u"--layout"_s, u"fynd"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"ttl"].toString(), u"never"_s);
    QVERIFY(ended.json()[u"remaining_ms"].isNull());
    ended = circuits({u"--layout"_s, u"fynd"_s});
    QVERIFY2(ended.out.contains("never expires"), ended.told().constData());
}

void TestCliLayouts::elapsedIsSaid()
{
    m_redis.ask({u"SET"_s, u"shop:pybreaker:state"_s, u"open"_s});
    m_redis.ask({u"SET"_s, u"shop:pybreaker:opened_at"_s, u"1700000000"_s});
    Ended ended
        = circuits({u"--layout"_s, u"pybreaker"_s, u"--reset-seconds"_s, u"60"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"state"].toString(), u"open"_s);
    QCOMPARE(ended.json()[u"elapsed"].toBool(), true);
    QCOMPARE(ended.json()[u"remaining_ms"].toInt(-1), 0);
    QCOMPARE(ended.json()[u"opened_at"].toString(), u"2023-11-14T22:13:20.000Z"_s);
    // Nobody knows without being told.
    ended = circuits({u"--layout"_s, u"pybreaker"_s, u"--json"_s});
    QCOMPARE(ended.json()[u"ttl"].toString(), u"unknown"_s);
    QCOMPARE(ended.json()[u"elapsed"].toBool(), false);
    QVERIFY(ended.json()[u"remaining_ms"].isNull());
}

void TestCliLayouts::forcedIsSaid()
{
    m_redis.ask({u"SET"_s, u"cb:pay:override"_s, u"closed"_s});
    Ended ended = circuits({u"--layout"_s, u"gabrielanhaia"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"state"].toString(), u"closed"_s);
    QCOMPARE(ended.json()[u"forced"].toString(), u"closed"_s);
    ended = circuits({u"--layout"_s, u"gabrielanhaia"_s});
    QVERIFY2(ended.out.contains("forced closed"), ended.told().constData());
}

void TestCliLayouts::closedOnesAreLeftOutUnlessAsked()
{
    m_redis.ask({u"SET"_s, u"pybreaker:state"_s, u"closed"_s});
    m_redis.ask({u"SET"_s, u"pybreaker:fail_counter"_s, u"2"_s});
    QCOMPARE(circuits({u"--layout"_s, u"pybreaker"_s}).out, QByteArray());
    const Ended ended = circuits({u"--layout"_s, u"pybreaker"_s, u"--all"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"state"].toString(), u"closed"_s);
    QCOMPARE(ended.json()[u"failures"].toInt(), 2);
}

void TestCliLayouts::malformedOnesAreSaid()
{
    m_redis.ask({u"SET"_s, u"gobreaker:state:pay"_s, u"{"_s});
    Ended ended = circuits({u"--layout"_s, u"gobreaker"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"state"].toString(), u"unknown"_s);
    QVERIFY(ended.json()[u"unreadable"].toString().startsWith(u"value: no JSON"_s));
    ended = circuits({u"--layout"_s, u"gobreaker"_s});
    QVERIFY2(ended.out.contains("cannot be read: value: no JSON"), ended.told().constData());
}

void TestCliLayouts::strangeKeysArriveWhole()
{
    m_redis.ask({u"EVAL"_s, u"redis.call('SET', 'circuits:\\255\\n\\t:open', '1', 'PX', 300000)"_s,
                 u"0"_s});
    Ended ended = circuits({u"--layout"_s, u"circuitbox"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(QByteArray::fromBase64(ended.json()[u"redis_key_base64"].toString().toLatin1()),
             "circuits:\xff\n\t:open"_ba);
    ended = circuits({u"--layout"_s, u"circuitbox"_s});
    QCOMPARE(ended.out.count('\n'), 1);
    QVERIFY2(ended.out.startsWith("\\xff\\u000a\\u0009\topen\t"), ended.told().constData());
}

void TestCliLayouts::oneKeyIsLookedAt()
{
    m_redis.ask({u"SET"_s, u"circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"circuits:other:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"CONFIG"_s, u"RESETSTAT"_s});
    Ended ended = circuits({u"circuits:pay:open"_s, u"--layout"_s, u"circuitbox"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"key"].toString(), u"pay"_s);
    QVERIFY(!m_redis.ask({u"INFO"_s, u"commandstats"_s}).contains("cmdstat_scan"));
    COMPARE_CODE(circuits({u"nothing"_s, u"--layout"_s, u"circuitbox"_s}), Usage);
}

void TestCliLayouts::globsNarrowTheSearch()
{
    m_redis.ask({u"SET"_s, u"a:circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"b:circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    const Ended ended
        = circuits({u"--layout"_s, u"circuitbox"_s, u"--glob"_s, u"b:*"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"prefix"].toString(), u"b:"_s);
}

void TestCliLayouts::decodersOfOnesOwnAreUsed()
{
    const QString decoder = file(
        R"({"name": "mine", "key": "cb:{name}:state", "archetype": "B",
            "state": {"open": "open", "closed": "closed"},
            "time": {"key": "cb:{name}:until", "unit": "s", "means": "until"}})");
    m_redis.ask({u"SET"_s, u"cb:pay:state"_s, u"open"_s});
    m_redis.ask({u"SET"_s, u"cb:pay:until"_s, u"4000000000"_s});
    const Ended ended = circuits({u"--decoder"_s, decoder, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"layout"].toString(), u"mine"_s);
    QCOMPARE(ended.json()[u"key"].toString(), u"pay"_s);
    QCOMPARE(ended.json()[u"ttl"].toString(), u"finite"_s);
    QCOMPARE(circuits({u"--decoder"_s, decoder, u"--layout"_s, u"circuitbox"_s}).out, QByteArray());
}

void TestCliLayouts::actionsAreLinesToCopy()
{
    m_redis.ask({u"SET"_s, u"circuits:it's:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"pybreaker:state"_s, u"open"_s});
    Ended ended = circuits({u"--layout"_s, u"circuitbox"_s, u"--commands"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject action = ended.json()[u"actions"].toArray().at(0).toObject();
    QCOMPARE(action[u"action"].toString(), u"close"_s);
    QCOMPARE(action[u"safe"].toBool(), true);
    const QString line = action[u"commands"].toArray().at(0).toString();
    QCOMPARE(line,
             u"redis-cli -h 127.0.0.1 -p %1 DEL 'circuits:it'\\''s:open'"_s.arg(m_redis.port()));
    // As somebody would paste it.
    QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, line + u" >/dev/null"_s}), 0);
    QCOMPARE(circuits({u"--layout"_s, u"circuitbox"_s}).out, QByteArray());
    ended = circuits({u"--layout"_s, u"pybreaker"_s, u"--commands"_s});
    QVERIFY2(ended.out.contains("close (races)\tredis-cli "), ended.told().constData());
    QCOMPARE(m_redis.ask({u"GET"_s, u"pybreaker:state"_s}), "open"_ba);
}

void TestCliLayouts::watchGoesOnUntilInterrupted()
{
    m_redis.ask({u"SET"_s, u"circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    Program program;
    program.start({u"circuits"_s, u"--redis"_s, url(), u"--layout"_s, u"circuitbox"_s, u"--watch"_s,
                   u"--json"_s});
    QVERIFY(program.waitForOutput("\"open\""));
    m_redis.ask({u"DEL"_s, u"circuits:pay:open"_s});
    m_redis.ask({u"SET"_s, u"circuits:pay:half_open"_s, u"1"_s});
    QVERIFY(program.waitForOutput("\"half-open\""));
    QVERIFY(program.send(SIGINT));
    const Ended ended = program.end();
    COMPARE_CODE(ended, Done);
    QVERIFY(!ended.jsonLines().isEmpty());
}

void TestCliLayouts::fewRightsAreEnough()
{
    m_redis.ask({u"ACL"_s, u"SETUSER"_s, u"viewer"_s, u"reset"_s, u"on"_s, u">pass"_s,
                 u"~circuits:*"_s, u"+get"_s, u"+pttl"_s, u"+scan"_s, u"+ping"_s});
    m_redis.ask({u"SET"_s, u"circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    const Ended ended = Program().run({u"circuits"_s, u"--redis"_s,
                                       u"redis://viewer:pass@127.0.0.1:%1"_s.arg(m_redis.port()),
                                       u"--layout"_s, u"circuitbox"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"key"].toString(), u"pay"_s);
    QVERIFY(ended.json()[u"remaining_ms"].toInt() > 100'000);
    QVERIFY2(ended.err.contains("may not run time"), ended.told().constData());
    QVERIFY(!ended.all().contains("pass@"));
}

void TestCliLayouts::withoutScanIsFive()
{
    m_redis.ask({u"ACL"_s, u"SETUSER"_s, u"viewer"_s, u"reset"_s, u"on"_s, u">pass"_s, u"~*"_s,
                 u"+get"_s, u"+pttl"_s, u"+ping"_s});
    m_redis.ask({u"SET"_s, u"circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    const QStringList words{u"circuits"_s, u"--redis"_s,
                            u"redis://viewer:pass@127.0.0.1:%1"_s.arg(m_redis.port()),
                            u"--layout"_s, u"circuitbox"_s};
    const Ended ended = Program().run(words);
    COMPARE_CODE(ended, NoStore);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains("scan"),
             ended.told().constData());
    const Ended one = Program().run(words + QStringList{u"circuits:pay:open"_s, u"--json"_s});
    COMPARE_CODE(one, Done);
    QCOMPARE(one.json()[u"key"].toString(), u"pay"_s);
}

void TestCliLayouts::nobodyThereIsFive()
{
    const Ended ended
        = Program().run({u"circuits"_s, u"--redis"_s, u"127.0.0.1:%1"_s.arg(freeLoopbackPort()),
                         u"--layout"_s, u"all"_s});
    COMPARE_CODE(ended, NoStore);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.toLower().contains("refused"), ended.told().constData());
    QCOMPARE(ended.err.count('\n'), 1);
}

void TestCliLayouts::aTerminalSeesHowFarItIs()
{
    m_redis.ask({u"DEBUG"_s, u"POPULATE"_s, u"20000"_s, u"key"_s});
    m_redis.ask({u"SET"_s, u"circuits:pay:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    // No terminal here, so nothing is said.
    QCOMPARE(circuits({u"--layout"_s, u"circuitbox"_s}).err, QByteArray());
    // script(1) would be one more thing to install; Python has terminals.
    QProcess python;
    python.start(u"python3"_s,
                 {u"-c"_s, u"import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"_s,
                  recloserCli(), u"circuits"_s, u"--redis"_s, url(), u"--layout"_s,
                  u"circuitbox"_s});
    QVERIFY(python.waitForFinished(90'000));
    const QByteArray seen = python.readAllStandardOutput();
    QCOMPARE(python.exitCode(), 0);
    QVERIFY2(seen.contains("scanned 1") && seen.contains(" of 20001, found "), seen.constData());
    QVERIFY2(seen.contains("pay\topen\t"), seen.constData());
}

void TestCliLayouts::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no server") << QStringList{u"--layout"_s, u"fynd"_s} << "--redis"_ba;
    QTest::newRow("no such layout")
        << QStringList{u"--redis"_s, u"h"_s, u"--layout"_s, u"fynd,nope"_s} << "no layout nope"_ba;
    QTest::newRow("no number of seconds")
        << QStringList{u"--redis"_s, u"h"_s, u"--layout"_s, u"fynd"_s, u"--reset-seconds"_s, u"x"_s}
        << "--reset-seconds"_ba;
    QTest::newRow("no count") << QStringList{u"--redis"_s, u"h"_s,           u"--layout"_s,
                                             u"fynd"_s,    u"--threshold"_s, u"-3"_s}
                              << "--threshold"_ba;
    QTest::newRow("no such file") << QStringList{u"--redis"_s, u"h"_s, u"--decoder"_s,
                                                 u"/nowhere.json"_s}
                                  << "--decoder /nowhere.json"_ba;
    QTest::newRow("a decoder that is no JSON")
        << QStringList{u"--redis"_s, u"h"_s, u"--decoder"_s, file("{\"name\"")} << "no JSON"_ba;
    QTest::newRow("to close one") << QStringList{u"--redis"_s, u"h"_s,     u"--layout"_s,
                                                 u"fynd"_s,    u"close"_s, u"key"_s}
                                  << "--commands"_ba;
}

void TestCliLayouts::wrongUsageIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const Ended ended = Program().run(QStringList{u"circuits"_s} + words);
    COMPARE_CODE(ended, Usage);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains(says),
             ended.told().constData());
    // The fault's place, where a decoder has one.
    const Ended fault = Program().run(
        {u"circuits"_s, u"--redis"_s, u"h"_s, u"--decoder"_s,
         file(R"([{"name": "mine", "key": "a:{name}", "archetype": "B", "state": {}}])")});
    COMPARE_CODE(fault, Usage);
    QVERIFY2(fault.err.contains("[0].state.open: no word means open"), fault.told().constData());
    file("{\"name\"");
}

QTEST_GUILESS_MAIN(TestCliLayouts)
#include "tst_clilayouts.moc"
