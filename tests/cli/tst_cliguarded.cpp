// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

#include <csignal>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Half-open circuits that processes share: one probe decides for all of them.
class TestCliGuarded : public QObject
{
    Q_OBJECT

    RedisServer m_redis{RedisServer::Options{.tcp = true}};

    QStringList arguments(const FaultServer &server, const QStringList &more = {}) const
    {
        return QStringList{u"send"_s,         server.url(u"/"_s).toString(),
                           u"--redis"_s,      u"redis://127.0.0.1:%1"_s.arg(m_redis.port()),
                           u"--pattern"_s,    u"[0-9.]+:[0-9]+"_s,
                           u"--preset"_s,     u"guarded"_s,
                           u"--retries"_s,    u"0"_s,
                           u"--no-history"_s, u"--json"_s}
        + more;
    }
    QString keys(const FaultServer &server, const QString &companion = {}) const
    {
        return u"recloser:{127.0.0.1:%1}"_s.arg(server.port()) + companion;
    }
    /// One failed call opens it; returns when its time is over and a probe is due.
    void openAndWait(const FaultServer &server)
    {
        const Ended ended = Program().run(
            arguments(server, {u"--failures"_s, u"1"_s, u"--open-for"_s, u"200ms"_s}));
        COMPARE_CODE(ended, Exception);
        QCOMPARE(ended.json()[u"circuit"][u"opened_by_this_call"], QJsonValue(true));
        EVENTUALLY_COMPARE(m_redis.ask({u"EXISTS"_s, keys(server)}), "0"_ba);
        QCOMPARE(m_redis.ask({u"HGET"_s, keys(server, u":meta"_s), u"half"_s}), "1"_ba);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.start(), qPrintable(m_redis.error())); }
    void init()
    {
        QTest::failOnWarning();
        m_redis.ask({u"FLUSHALL"_s});
    }

    void ofTwoTimesFiftyCallsOneIsTheProbe()
    {
        // The probe's answer comes when all others have been refused, however slow the machine is.
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
            {"fault": "reset"}, {"status": 200, "delay_ms": 8000}, {"status": 200}]}]})");
        openAndWait(*server);
        const QStringList fifty = arguments(
            *server,
            {u"--repeat"_s, u"50"_s, u"--concurrency"_s, u"50"_s, u"--timeout"_s, u"60s"_s});
        Program one;
        Program other;
        one.start(fifty);
        other.start(fifty);
        const QList<QJsonObject> lines = one.end().jsonLines() + other.end().jsonLines();
        QCOMPARE(lines.size(), 100);
        int probes = 0;
        for (const QJsonObject &line : lines) {
            const QString outcome = line[u"outcome"].toString();
            QCOMPARE(line[u"circuit"][u"state"].toString(), u"half-open"_s);
            if (outcome == "success"_L1) {
                ++probes;
                continue;
            }
            QCOMPARE(outcome, u"blocked"_s);
            QVERIFY(line[u"circuit"][u"remaining_ms"].toInt() > 0);
            QVERIFY(line[u"circuit"][u"remaining_ms"].toInt() <= 62'000);
        }
        QCOMPARE(probes, 1);
        QCOMPARE(server->receivedCount(), 2); // the failure and the probe
        const Ended after = Program().run(arguments(*server));
        COMPARE_CODE(after, Done);
        QCOMPARE(after.json()[u"circuit"][u"state"].toString(), u"closed"_s);
    }

    void aProberThatIsKilledIsReplacedWhenItsLeaseIsOver()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
            {"fault": "reset"}, {"fault": "stall"}, {"status": 200}]}]})");
        openAndWait(*server);
        const QStringList probing
            = arguments(*server, {u"--timeout"_s, u"3s"_s, u"--lease-margin"_s, u"0"_s});
        Program prober;
        prober.start(probing);
        EVENTUALLY_COMPARE(server->receivedCount(), 2);
        QVERIFY(prober.send(SIGKILL));
        QCOMPARE(prober.end().signal, SIGKILL);
        const qint64 lease = m_redis.ask({u"PTTL"_s, keys(*server, u":probe"_s)}).toLongLong();
        QVERIFY2(lease > 0 && lease <= 3000, QByteArray::number(lease).constData());
        COMPARE_CODE(Program().run(probing), Blocked);
        QCOMPARE(server->receivedCount(), 2);
        EVENTUALLY_COMPARE(m_redis.ask({u"EXISTS"_s, keys(*server, u":probe"_s)}), "0"_ba);
        const Ended next = Program().run(probing);
        COMPARE_CODE(next, Done);
        QCOMPARE(next.json()[u"circuit"][u"state"].toString(), u"half-open"_s);
        QCOMPARE(server->receivedCount(), 3);
        QCOMPARE(m_redis.ask({u"HGET"_s, keys(*server, u":meta"_s), u"half"_s}), "0"_ba);
    }

    void aProberThatIsStoppedGivesItsLeaseBack()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
            {"fault": "reset"}, {"fault": "stall"}, {"status": 200}]}]})");
        openAndWait(*server);
        Program prober;
        prober.start(arguments(*server));
        EVENTUALLY_COMPARE(server->receivedCount(), 2);
        QVERIFY(prober.send(SIGINT));
        prober.end();
        EVENTUALLY_COMPARE(m_redis.ask({u"EXISTS"_s, keys(*server, u":probe"_s)}), "0"_ba);
        COMPARE_CODE(Program().run(arguments(*server)), Done);
    }

    void aLateResultOfAnOlderGenerationChangesNothing()
    {
        // The slow call was admitted before the circuit opened and closed again by hand; what it
        // fails with must not open it once more.
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
            {"fault": "stall"}, {"status": 200}]}]})");
        Program slow;
        slow.start(arguments(*server, {u"--failures"_s, u"1"_s, u"--timeout"_s, u"2s"_s}));
        EVENTUALLY_COMPARE(server->receivedCount(), 1);
        const QString redis = u"redis://127.0.0.1:%1"_s.arg(m_redis.port());
        const QString key = u"127.0.0.1:%1"_s.arg(server->port());
        COMPARE_CODE(Program().run({u"circuits"_s, u"open"_s, key, u"--for"_s, u"60s"_s,
                                    u"--redis"_s, redis}),
                     Done);
        COMPARE_CODE(Program().run({u"circuits"_s, u"close"_s, key, u"--redis"_s, redis}), Done);
        const Ended ended = slow.end();
        COMPARE_CODE(ended, Exception);
        QCOMPARE(ended.json()[u"circuit"][u"opened_by_this_call"], QJsonValue(false));
        QCOMPARE(m_redis.ask({u"EXISTS"_s, keys(*server)}), "0"_ba);
        COMPARE_CODE(Program().run(arguments(*server)), Done);
    }

    void openTimesDoubleFromProcessToProcess()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [
            {"fault": "reset"}]}]})");
        const QStringList failing
            = arguments(*server,
                        {u"--failures"_s, u"1"_s, u"--open-for"_s, u"300ms"_s, u"--open-spread"_s,
                         u"0"_s, u"--timeout"_s, u"5s"_s});
        for (const int expected : {300, 600, 1200}) {
            const Ended ended = Program().run(failing);
            COMPARE_CODE(ended, Exception);
            QCOMPARE(ended.json()[u"circuit"][u"opened_by_this_call"], QJsonValue(true));
            QCOMPARE(ended.json()[u"circuit"][u"remaining_ms"].toInt(), expected);
            EVENTUALLY_COMPARE(m_redis.ask({u"EXISTS"_s, keys(*server)}), "0"_ba);
        }
    }
};

QTEST_GUILESS_MAIN(TestCliGuarded)
#include "tst_cliguarded.moc"
