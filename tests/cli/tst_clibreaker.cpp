// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr auto stallScript = R"({"routes": [{"path": "*", "sequence": [{"fault": "stall"}]}]})";
constexpr auto goodScript = R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})";

} // namespace

/// The promises about attempts and circuits, kept between processes through a real Redis.
class TestCliBreaker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aStallingRouteOpensTheCircuitForAllProcesses_data();
    void aStallingRouteOpensTheCircuitForAllProcesses();
    void aRouteThatAnswers503OpensNothing();
    void aStatusAmongTheFailuresOpensNothing();
    void theTimeThatACircuitStaysOpenIsAnOption();
    void bypassGoesPastAnOpenCircuit();
    void anOpenCircuitInMemoryBlocksTheRestOfTheSends();

private:
    QStringList arguments(const FaultServer &server, const QString &prefix) const;
    qint64 timeLeft(const QString &key) const { return m_redis.ask({u"PTTL"_s, key}).toLongLong(); }

    RedisServer m_redis{RedisServer::Options{.tcp = true}};
};

void TestCliBreaker::initTestCase()
{
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
}

void TestCliBreaker::init()
{
    QTest::failOnWarning();
    m_redis.ask({u"FLUSHALL"_s});
}

QStringList TestCliBreaker::arguments(const FaultServer &server, const QString &prefix) const
{
    return {u"send"_s,
            server.url(u"/m_search?productId=1"_s).toString(),
            u"--redis"_s,
            u"redis://127.0.0.1:%1"_s.arg(m_redis.port()),
            u"--prefix"_s,
            prefix,
            u"--pattern"_s,
            u"[0-9.]+:[0-9]+"_s,
            u"--first-byte-timeout"_s,
            u"500ms"_s,
            u"--json"_s};
}

void TestCliBreaker::aStallingRouteOpensTheCircuitForAllProcesses_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("behind");
    QTest::newRow("in the layout of our own") << u"recloser:"_s << u"recloser:{"_s << u"}"_s;
    QTest::newRow("in the layout of the Fynd library") << u""_s << u""_s << u""_s;
}

void TestCliBreaker::aStallingRouteOpensTheCircuitForAllProcesses()
{
    QFETCH(QString, prefix);
    QFETCH(QString, before);
    QFETCH(QString, behind);
    const auto server = serve(stallScript);
    const QString key = u"127.0.0.1:%1"_s.arg(server->port());
    const QString redisKey = before + key + behind;

    Ended ended = Program().run(arguments(*server, prefix));
    const qint64 left = timeLeft(redisKey);
    QVERIFY2(left > 0 && left <= 10'000, QByteArray::number(left).constData());
    COMPARE_CODE(ended, Exception);
    EVENTUALLY_COMPARE(server->openConnectionCount(), 0);
    QCOMPARE(server->receivedCount(), 4);
    QJsonObject json = ended.json();
    QCOMPARE(json[u"key"].toString(), key);
    QCOMPARE(json[u"attempts"].toArray().size(), 4);
    QCOMPARE(json[u"circuit"][u"opened_by_this_call"], QJsonValue(true));
    QCOMPARE(json[u"circuit"][u"verified"], QJsonValue(true));
    QCOMPARE(json[u"circuit"][u"store"].toString(), u"redis"_s);

    const qint64 connections = server->connectionCount();
    ended = Program().run(arguments(*server, prefix));
    COMPARE_CODE(ended, Blocked);
    json = ended.json();
    QCOMPARE(json[u"outcome"].toString(), u"blocked"_s);
    QCOMPARE(json[u"error"][u"kind"].toString(), u"blocked"_s);
    QVERIFY(json[u"status_code"].isNull());
    QCOMPARE(json[u"key"].toString(), key);
    QCOMPARE(json[u"attempts"].toArray().size(), 0);
    QCOMPARE(json[u"circuit"][u"state"].toString(), u"open"_s);
    QVERIFY(json[u"circuit"][u"remaining_ms"].toInt() > 0);
    QVERIFY(json[u"circuit"][u"remaining_ms"].toInt() <= left);
    QCOMPARE(json[u"circuit"][u"opened_by_this_call"], QJsonValue(false));
    QCOMPARE(server->connectionCount(), connections);
    QCOMPARE(server->receivedCount(), 4);

    server->setScript(*parseFaultScript(goodScript));
    EVENTUALLY_COMPARE(timeLeft(redisKey), -2);
    ended = Program().run(arguments(*server, prefix));
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"circuit"][u"state"].toString(), u"closed"_s);
    QCOMPARE(server->receivedCount(), 5);
}

void TestCliBreaker::aRouteThatAnswers503OpensNothing()
{
    const auto server
        = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 503, "body": "busy"}]}]})");
    const Ended ended = Program().run(arguments(*server, u"recloser:"_s));
    COMPARE_CODE(ended, RequestFailed);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"outcome"].toString(), u"failed"_s);
    QCOMPARE(json[u"status_code"].toInt(), 503);
    QCOMPARE(json[u"payload"].toString(), u"busy"_s);
    QCOMPARE(json[u"attempts"].toArray().size(), 4);
    QCOMPARE(json[u"circuit"][u"state"].toString(), u"closed"_s);
    QCOMPARE(json[u"circuit"][u"opened_by_this_call"], QJsonValue(false));
    QCOMPARE(server->receivedCount(), 4);
    QCOMPARE(m_redis.ask({u"DBSIZE"_s}), "0"_ba);
}

void TestCliBreaker::aStatusAmongTheFailuresOpensNothing()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
        {"fault": "reset"}, {"status": 503}, {"fault": "reset"}]}]})");
    const Ended ended = Program().run(arguments(*server, u"recloser:"_s));
    COMPARE_CODE(ended, Exception);
    QCOMPARE(ended.json()[u"attempts"].toArray().size(), 4);
    QCOMPARE(ended.json()[u"circuit"][u"opened_by_this_call"], QJsonValue(false));
    QCOMPARE(m_redis.ask({u"DBSIZE"_s}), "0"_ba);
}

void TestCliBreaker::theTimeThatACircuitStaysOpenIsAnOption()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "reset"}]}]})");
    const Ended ended = Program().run(
        arguments(*server, {}) + QStringList{u"--open-for"_s, u"5min"_s, u"--retries"_s, u"1"_s});
    COMPARE_CODE(ended, Exception);
    QCOMPARE(server->receivedCount(), 2);
    const qint64 left = timeLeft(u"127.0.0.1:%1"_s.arg(server->port()));
    QVERIFY2(left > 100'000 && left <= 300'000, QByteArray::number(left).constData());
    QCOMPARE(ended.json()[u"circuit"][u"remaining_ms"].toInt(), 300'000);
}

void TestCliBreaker::bypassGoesPastAnOpenCircuit()
{
    const auto server = serve(goodScript);
    const QString key = u"127.0.0.1:%1"_s.arg(server->port());
    m_redis.ask({u"SET"_s, key, u"Url"_s, u"PX"_s, u"300000"_s});
    COMPARE_CODE(Program().run(arguments(*server, {})), Blocked);
    const Ended ended = Program().run(arguments(*server, {}) + QStringList{u"--bypass"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(server->receivedCount(), 1);
    QVERIFY(timeLeft(key) > 0);
}

void TestCliBreaker::anOpenCircuitInMemoryBlocksTheRestOfTheSends()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "reset"}]}]})");
    const Ended ended
        = Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--retries"_s, u"0"_s,
                         u"--open-for"_s, u"5min"_s, u"--repeat"_s, u"3"_s, u"--json"_s});
    COMPARE_CODE(ended, Blocked);
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0][u"outcome"].toString(), u"exception"_s);
    QCOMPARE(lines[1][u"outcome"].toString(), u"blocked"_s);
    QCOMPARE(lines[2][u"outcome"].toString(), u"blocked"_s);
    QCOMPARE(lines[2][u"circuit"][u"store"].toString(), u"memory"_s);
    QCOMPARE(server->receivedCount(), 1);
}

QTEST_GUILESS_MAIN(TestCliBreaker)
#include "tst_clibreaker.moc"
