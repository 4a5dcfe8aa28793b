// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/fakessh.h"
#include "tests/support/rediscluster.h"
#include "tests/support/redissentinels.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `send` and `circuits` where circuits live behind sentinels, in a cluster, or behind SSH.
class TestCliRedisTopologies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(); }
    void whatOneSendOpensBlocksTheNext_data();
    void whatOneSendOpensBlocksTheNext();
    void aListWithoutOneMasterIsSaidToBePartial();
    void aTunnelThatCannotBeMadeIsSaid();

private:
    RedisServer m_single{RedisServer::Options{.tcp = true}};
    RedisSentinels m_sentinels;
    RedisCluster m_cluster{RedisCluster::Options{.needsAll = false}};
};

void TestCliRedisTopologies::initTestCase()
{
    QVERIFY2(m_single.start(), qPrintable(m_single.error()));
    QVERIFY2(m_sentinels.start(), qPrintable(m_sentinels.error()));
    QVERIFY2(m_cluster.start(), qPrintable(m_cluster.error()));
}

void TestCliRedisTopologies::whatOneSendOpensBlocksTheNext_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("behind sentinels") << u"redis+sentinel://127.0.0.1:%1,127.0.0.1:%2/shop/1"_s.arg(
        QString::number(freeLoopbackPort()), QString::number(m_sentinels.port()));
    QTest::newRow("in a cluster") << u"redis+cluster://127.0.0.1:%1"_s.arg(
        m_cluster.node(1).port());
    QTest::newRow("behind SSH") << u"redis://127.0.0.1:%1?ssh=me@gate"_s.arg(m_single.port());
}

void TestCliRedisTopologies::whatOneSendOpensBlocksTheNext()
{
    QFETCH(QString, url);
    const FakeSsh ssh;
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"fault": "reset"}]}]})");
    const QString key = server->url(u"/a"_s).toString();
    // What is behind SSH is somebody else's, and would be looked at only.
    const QStringList redis{u"--redis"_s, url, u"--scope"_s, u"private"_s};
    const auto run = [&redis](const QStringList &words) {
        Program program;
        // The one of this test, not of its start.
        for (const char *name : {"PATH", "FAKE_SSH", "FAKE_SSH_LOG"})
            program.setEnvironment(QString::fromLatin1(name), qEnvironmentVariable(name));
        return program.run(words + redis);
    };
    Ended ended = run({u"send"_s, key, u"--open-for"_s, u"5min"_s, u"--json"_s});
    COMPARE_CODE(ended, Exception);
    QVERIFY2(ended.json()[u"circuit"][u"verified"].toBool(), ended.told().constData());
    ended = run({u"send"_s, key, u"--json"_s});
    COMPARE_CODE(ended, Blocked);
    QVERIFY2(ended.json()[u"circuit"][u"verified"].toBool(), ended.told().constData());
    // The index may stand on another server; the send has waited for it.
    ended = run({u"circuits"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"key"].toString(), key);
    QCOMPARE(ended.err, QByteArray());
    COMPARE_CODE(run({u"circuits"_s, u"close"_s, key}), Done);
    ended = run({u"circuits"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, QByteArray());
}

void TestCliRedisTopologies::aListWithoutOneMasterIsSaidToBePartial()
{
    const QString url = u"redis+cluster://127.0.0.1:%1"_s.arg(m_cluster.node(0).port());
    // "a", "b" and "c" are in the third, the first and the second third of the slots.
    for (const QString &key : {u"a"_s, u"b"_s, u"c"_s})
        COMPARE_CODE(Program().run(
                         {u"circuits"_s, u"--redis"_s, url, u"open"_s, key, u"--for"_s, u"5min"_s}),
                     Done);
    m_cluster.node(2).kill();
    const Ended ended = Program().run({u"circuits"_s, u"--redis"_s, url, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QStringList keys;
    const QList<QJsonObject> lines = ended.jsonLines();
    for (const QJsonObject &line : lines)
        keys << line[u"key"].toString();
    keys.sort();
    QCOMPARE(keys, (QStringList{u"b"_s, u"c"_s}));
    QVERIFY2(ended.err.contains("partial")
                 && ended.err.contains(QByteArray::number(m_cluster.node(2).port())),
             ended.told().constData());
}

void TestCliRedisTopologies::aTunnelThatCannotBeMadeIsSaid()
{
    const FakeSsh ssh("denied");
    Program program;
    for (const char *name : {"PATH", "FAKE_SSH"})
        program.setEnvironment(QString::fromLatin1(name), qEnvironmentVariable(name));
    const Ended ended = program.run(
        {u"circuits"_s, u"--redis"_s, u"redis://127.0.0.1:%1?ssh=me@gate"_s.arg(m_single.port())});
    COMPARE_CODE(ended, NoStore);
    QVERIFY2(ended.err.contains("Permission denied (publickey)"), ended.told().constData());
}

QTEST_GUILESS_MAIN(TestCliRedisTopologies)
#include "tst_cliredistopologies.moc"
