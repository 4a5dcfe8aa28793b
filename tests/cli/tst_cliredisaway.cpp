// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `send` while its Redis is away: it goes on, says that nobody checked, and does not wait long.
class TestCliRedisAway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theSendGoesOnUnverified_data();
    void theSendGoesOnUnverified();
    void theShadowBlocksTheRestOfTheSends();

private:
    QString place(const QString &where);

    RedisServer m_locked{
        RedisServer::Options{.tcp = true, .config = {QStringLiteral("requirepass right")}}};
    RedisServer m_hanging{RedisServer::Options{.tcp = true}};
};

void TestCliRedisAway::initTestCase()
{
    QVERIFY2(m_locked.start(), qPrintable(m_locked.error()));
    QVERIFY2(m_hanging.start(), qPrintable(m_hanging.error()));
    m_hanging.pause();
}

void TestCliRedisAway::init()
{
    QTest::failOnWarning();
}

QString TestCliRedisAway::place(const QString &where)
{
    if (where == "nobody"_L1)
        return u"127.0.0.1:%1"_s.arg(freeLoopbackPort());
    if (where == "locked"_L1)
        return u"redis://:s3cret-word@127.0.0.1:%1"_s.arg(m_locked.port());
    return u"127.0.0.1:%1"_s.arg(m_hanging.port());
}

void TestCliRedisAway::theSendGoesOnUnverified_data()
{
    QTest::addColumn<QString>("where");
    QTest::newRow("nobody listens") << u"nobody"_s;
    QTest::newRow("the password is wrong") << u"locked"_s;
    QTest::newRow("it hangs") << u"hanging"_s;
}

void TestCliRedisAway::theSendGoesOnUnverified()
{
    QFETCH(QString, where);
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    const QStringList arguments{u"send"_s, server->url(u"/a"_s).toString(), u"--redis"_s,
                                place(where)};
    Ended ended = Program().run(arguments + QStringList{u"--json"_s});
    COMPARE_CODE(ended, Done);
    QVERIFY2(!ended.all().contains("s3cret"), ended.told().constData());
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"outcome"].toString(), u"success"_s);
    QCOMPARE(json[u"circuit"][u"store"].toString(), u"redis"_s);
    QCOMPARE(json[u"circuit"][u"verified"], QJsonValue(false));
    // The program waits for Redis for a quarter of a second; the rest is for slow machines.
    QVERIFY2(json[u"elapsed_ms"].toDouble() < 10'000, ended.told().constData());

    ended = Program().run(arguments);
    COMPARE_CODE(ended, Done);
    QVERIFY2(ended.err.contains("unverified"), ended.told().constData());
    QVERIFY2(!ended.all().contains("s3cret"), ended.told().constData());
}

void TestCliRedisAway::theShadowBlocksTheRestOfTheSends()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "reset"}]}]})");
    const Ended ended = Program().run({u"send"_s, server->url(u"/a"_s).toString(), u"--redis"_s,
                                       place(u"hanging"_s), u"--retries"_s, u"0"_s, u"--open-for"_s,
                                       u"5min"_s, u"--repeat"_s, u"2"_s, u"--json"_s});
    COMPARE_CODE(ended, Blocked);
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0][u"circuit"][u"opened_by_this_call"], QJsonValue(true));
    QCOMPARE(lines[0][u"circuit"][u"verified"], QJsonValue(false));
    QCOMPARE(lines[1][u"outcome"].toString(), u"blocked"_s);
    QCOMPARE(lines[1][u"circuit"][u"verified"], QJsonValue(false));
    QCOMPARE(server->receivedCount(), 1);
}

QTEST_GUILESS_MAIN(TestCliRedisAway)
#include "tst_cliredisaway.moc"
