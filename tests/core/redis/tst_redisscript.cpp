// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/script.h"
#include "tests/core/redis/redistesting.h"

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisConnection::State;

class TestRedisScript : public QObject
{
    Q_OBJECT

    RedisServer m_server{
        RedisServer::Options{.config = {u"user noscripts on nopass ~* +@all -eval -evalsha"_s}}};
    SystemClock m_clock;
    const RedisScript m_script{
        "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])"_ba};

    qint64 calls(const QString &command) const
    {
        const QByteArray info = m_server.ask({u"INFO"_s, u"commandstats"_s});
        const QByteArray field = "cmdstat_" + command.toLatin1() + ":calls=";
        const qsizetype at = info.indexOf(field);
        return at < 0
            ? 0
            : info.mid(at + field.size(), info.indexOf(',', at) - at - field.size()).toLongLong();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        QTest::failOnWarning();
        m_server.ask({u"SCRIPT"_s, u"FLUSH"_s});
        m_server.ask({u"CONFIG"_s, u"RESETSTAT"_s});
    }

    void itsNameIsItsSha1()
    {
        QCOMPARE(RedisScript("return 1"_ba).sha1, "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"_ba);
    }

    void theSourceIsSentOnceAndNeverAgain()
    {
        RedisConnection connection(unixEndpoint(m_server), patientSettings(), m_clock);
        connection.open();
        for (int i = 1; i <= 3; ++i) {
            Replies replies;
            evalScript(connection, m_script, {"k"_ba}, {QByteArray::number(i)}, this,
                       replies.taker());
            EVENTUALLY_COMPARE(replies.count(), 1);
            QCOMPARE(replies.bytes(0), QByteArray::number(i));
        }
        QCOMPARE(calls(u"evalsha"_s), 3);
        QCOMPARE(calls(u"eval"_s), 1);
    }

    void afterARestartTheSourceIsSentOnceMore()
    {
        RedisConnection connection(unixEndpoint(m_server), patientSettings(), m_clock);
        connection.open();
        Replies replies;
        evalScript(connection, m_script, {"k"_ba}, {"1"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QVERIFY2(m_server.restart(), qPrintable(m_server.error()));
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        EVENTUALLY(connection.lastError() == std::nullopt);
        evalScript(connection, m_script, {"k"_ba}, {"2"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        if (!replies.all[1]) { // the loss of the old connection was noticed only now
            EVENTUALLY_COMPARE(connection.state(), State::Ready);
            evalScript(connection, m_script, {"k"_ba}, {"2"_ba}, this, replies.taker());
            EVENTUALLY_COMPARE(replies.count(), 3);
        }
        QCOMPARE(replies.all.back()->bytes, "2"_ba);
    }

    void aServerThatForgetsAtOnceIsNotAskedForEver()
    {
        // The script flushes all scripts, so every EVALSHA is unknown again.
        RedisConnection connection(unixEndpoint(m_server), patientSettings(), m_clock);
        connection.open();
        Replies replies;
        evalScript(connection, RedisScript("return redis.error_reply('NOSCRIPT from inside')"_ba),
                   {}, {}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NoScript);
        QCOMPARE(calls(u"eval"_s), 1);
    }

    void missingRightsAreReported()
    {
        RedisEndpoint endpoint = unixEndpoint(m_server);
        endpoint.user = u"noscripts"_s;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        connection.open();
        Replies replies;
        evalScript(connection, m_script, {"k"_ba}, {"1"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NoPermission);
    }

    void theConnectionMayDieBetweenTheTwo()
    {
        auto *connection = new RedisConnection(unixEndpoint(m_server), patientSettings(), m_clock);
        connection->open();
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        Replies replies;
        connection->command({"PING"_ba}, this, [&](const RedisReply &) { delete connection; });
        evalScript(*connection, m_script, {"k"_ba}, {"1"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::Closed);
    }
};

QTEST_GUILESS_MAIN(TestRedisScript)
#include "tst_redisscript.moc"
