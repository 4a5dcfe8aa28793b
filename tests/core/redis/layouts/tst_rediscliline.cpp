// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/rediscliline.h"
#include "tests/support/redisserver.h"

#include <QProcess>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Lines for a shell: as people paste them, through a real shell and a real redis-cli.
class TestRedisCliLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(); }
    void linesAreReadable_data();
    void linesAreReadable();
    void anyKeyArrives_data();
    void anyKeyArrives();

private:
    RedisServer m_redis;
};

void TestRedisCliLine::initTestCase()
{
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
}

void TestRedisCliLine::linesAreReadable_data()
{
    QTest::addColumn<RedisEndpoint>("endpoint");
    QTest::addColumn<QByteArrayList>("argv");
    QTest::addColumn<QString>("line");
    RedisEndpoint tcp;
    tcp.host = u"127.0.0.1"_s;
    QTest::newRow("plain words") << tcp << QByteArrayList{"DEL", "circuits:pay:open"}
                                 << u"redis-cli -h 127.0.0.1 -p 6379 DEL circuits:pay:open"_s;
    QTest::newRow("a URL as a key") << tcp << QByteArrayList{"DEL", "http://a/?b=1&c=2"}
                                    << u"redis-cli -h 127.0.0.1 -p 6379 DEL 'http://a/?b=1&c=2'"_s;
    QTest::newRow("a quote") << tcp << QByteArrayList{"DEL", "it's"}
                             << u"redis-cli -h 127.0.0.1 -p 6379 DEL 'it'\\''s'"_s;
    QTest::newRow("an empty word")
        << tcp << QByteArrayList{"DEL", ""} << u"redis-cli -h 127.0.0.1 -p 6379 DEL ''"_s;
    QTest::newRow("bytes") << tcp << QByteArrayList{"DEL", "a\n\xff\"\\"}
                           << u"redis-cli -h 127.0.0.1 -p 6379 --quoted-input '\"DEL\"' "
                              "'\"a\\x0a\\xff\\\"\\\\\"'"_s;
    QTest::newRow("what turns the line around")
        << tcp << QByteArrayList{"DEL", "a\xe2\x80\xae"}
        << u"redis-cli -h 127.0.0.1 -p 6379 --quoted-input '\"DEL\"' '\"a\\xe2\\x80\\xae\"'"_s;
    RedisEndpoint other = tcp;
    other.transport = RedisEndpoint::Transport::Tls;
    other.port = 7000;
    other.database = 3;
    other.user = u"me"_s;
    other.password = u"s3cret"_s;
    QTest::newRow("another server, without its password")
        << other << QByteArrayList{"PING"}
        << u"redis-cli -h 127.0.0.1 -p 7000 --tls --user me -n 3 PING"_s;
    RedisEndpoint socket;
    socket.transport = RedisEndpoint::Transport::Unix;
    socket.path = u"/tmp/my redis"_s;
    QTest::newRow("a socket") << socket << QByteArrayList{"PING"}
                              << u"redis-cli -s '/tmp/my redis' PING"_s;
}

void TestRedisCliLine::linesAreReadable()
{
    QFETCH(RedisEndpoint, endpoint);
    QFETCH(QByteArrayList, argv);
    QTEST(redisCliLine(argv, endpoint), "line");
}

void TestRedisCliLine::anyKeyArrives_data()
{
    QTest::addColumn<QByteArray>("key");
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += char(byte);
    QTest::newRow("every byte there is") << all;
    QTest::newRow("what a shell would run") << "`touch x`$(touch x);touch x #\"'!~*"_ba;
    QTest::newRow("words and blanks") << " a  b "_ba;
    QTest::newRow("an option's look") << "--help"_ba;
    QTest::newRow("backslashes") << R"(\x41\\n)"_ba;
    QTest::newRow("a quoted word") << "\"a\""_ba;
    QTest::newRow("letters of the world") << "ключ🔌"_ba;
    QTest::newRow("a long one") << QByteArray(10'000, 'k') + '\n';
}

void TestRedisCliLine::anyKeyArrives()
{
    QFETCH(QByteArray, key);
    m_redis.ask({u"FLUSHALL"_s});
    RedisEndpoint endpoint;
    endpoint.transport = RedisEndpoint::Transport::Unix;
    endpoint.path = m_redis.socketPath();
    QProcess shell;
    shell.setWorkingDirectory(m_redis.directory());
    shell.start(u"sh"_s, {u"-c"_s, redisCliLine({"SET", key, "it's here"}, endpoint)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput().trimmed(), "OK"_ba);
    // The server's own words for the key, in hexadecimal, so that no quoting is between.
    const QByteArray hex = m_redis.ask(
        {u"EVAL"_s,
         u"return (redis.call('KEYS', '*')[1]:gsub('.', function(c) return string.format('%02x', c:byte()) end))"_s,
         u"0"_s});
    QCOMPARE(hex, key.toHex());
    QCOMPARE(m_redis.ask({u"DBSIZE"_s}), "1"_ba);
    QVERIFY(!QFile::exists(m_redis.directory() + u"/x"_s));
}

QTEST_GUILESS_MAIN(TestRedisCliLine)
#include "tst_rediscliline.moc"
