// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/clusterslots.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;

namespace {

RespValue number(qint64 value)
{
    return {.type = RespValue::Type::Integer, .integer = value};
}

RespValue bulk(const QByteArray &bytes)
{
    return {.type = RespValue::Type::Bulk, .bytes = bytes};
}

RespValue array(std::vector<RespValue> elements)
{
    return {.type = RespValue::Type::Array, .elements = std::move(elements)};
}

RespValue range(qint64 first, qint64 last, const QByteArray &host, qint64 port)
{
    return array({number(first), number(last), array({bulk(host), number(port), bulk("id")}),
                  array({bulk("replica"), number(1), bulk("id")})});
}

} // namespace

class TestClusterSlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void keysHaveTheSlotOfTheSpecification_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("slot");
        // As CLUSTER KEYSLOT of Redis 7 answers.
        QTest::newRow("the checksum's own test vector") << "123456789"_ba << 0x31c3;
        QTest::newRow("empty") << ""_ba << 0;
        QTest::newRow("plain") << "foo"_ba << 12182;
        QTest::newRow("bytes over 127") << "\xc3\xa9"_ba << 10180;
        QTest::newRow("a tag alone") << "{foo}"_ba << 12182;
        QTest::newRow("a tag in the middle") << "recloser:{foo}:probe"_ba << 12182;
        QTest::newRow("the first tag counts") << "{foo}{bar}"_ba << 12182;
        QTest::newRow("an empty tag is none") << "{}foo"_ba << 9500;
        QTest::newRow("a tag that is not closed") << "{foo"_ba << 13308;
        QTest::newRow("a brace in a tag") << "a{{foo}"_ba << 13308;
    }
    void keysHaveTheSlotOfTheSpecification()
    {
        QFETCH(QByteArray, key);
        QTEST(int(keySlot(key)), "slot");
    }

    void theFirstKeyOfACommandIsFound_data()
    {
        QTest::addColumn<QByteArrayList>("argv");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("GET") << QByteArrayList{"get", "k"} << "k"_ba;
        QTest::newRow("SET") << QByteArrayList{"SET", "k", "v"} << "k"_ba;
        QTest::newRow("a script with keys")
            << QByteArrayList{"EVALSHA", "sha", "2", "k", "l", "v"} << "k"_ba;
        QTest::newRow("a script without keys") << QByteArrayList{"EVAL", "lua", "0", "v"} << ""_ba;
        QTest::newRow("OBJECT") << QByteArrayList{"OBJECT", "ENCODING", "k"} << "k"_ba;
        QTest::newRow("PING") << QByteArrayList{"PING"} << ""_ba;
        QTest::newRow("PING with words") << QByteArrayList{"PING", "hello"} << ""_ba;
        QTest::newRow("INFO") << QByteArrayList{"info", "server"} << ""_ba;
        QTest::newRow("nothing") << QByteArrayList{} << ""_ba;
    }
    void theFirstKeyOfACommandIsFound()
    {
        QFETCH(QByteArrayList, argv);
        QTEST(firstKey(argv).value_or(""_ba), "key");
    }

    void redirectionsAreRead_data()
    {
        QTest::addColumn<QString>("reply");
        QTest::addColumn<std::optional<ClusterRedirect>>("to");
        const auto to = [](int slot, const QString &host, quint16 port) {
            return std::optional(ClusterRedirect{quint16(slot), {host, port}});
        };
        QTest::newRow("MOVED") << u"MOVED 14694 127.0.0.1:6402"_s
                               << to(14694, u"127.0.0.1"_s, 6402);
        QTest::newRow("ASK to a name")
            << u"ASK 1 db.example:6402"_s << to(1, u"db.example"_s, 6402);
        QTest::newRow("IPv6") << u"MOVED 0 fe80::1:6402"_s << to(0, u"fe80::1"_s, 6402);
        QTest::newRow("the same host") << u"MOVED 3 :6402"_s << to(3, u"here"_s, 6402);
        QTest::newRow("an unknown host") << u"MOVED 3 ?:6402"_s << to(3, u"here"_s, 6402);
        for (const QString &broken :
             {u"MOVED"_s, u"MOVED 1"_s, u"MOVED x a:1"_s, u"MOVED 16384 a:1"_s, u"MOVED 1 a"_s,
              u"MOVED 1 a:0"_s, u"MOVED 1 a:65536"_s})
            QTest::newRow(qPrintable(u"broken: %1"_s.arg(broken)))
                << broken << std::optional<ClusterRedirect>();
    }
    void redirectionsAreRead()
    {
        QFETCH(QString, reply);
        QFETCH(std::optional<ClusterRedirect>, to);
        QVERIFY(redirectIn({Kind::Moved, reply}, {u"here"_s, 1}) == to);
    }

    void theMapIsReadAndChanged()
    {
        const RedisNode a{u"a"_s, 1};
        const RedisNode b{u"b"_s, 2};
        const RedisNode asked{u"asked"_s, 9};
        auto map
            = ClusterSlots::fromReply(array({range(0, 99, "b", 2), range(100, 199, "a", 1),
                                             range(200, 200, "b", 2), range(16383, 16383, "", 3)}),
                                      asked);
        QVERIFY(map);
        QCOMPARE(map->master(0), std::optional(b));
        QCOMPARE(map->master(199), std::optional(a));
        QCOMPARE(map->master(200), std::optional(b));
        QCOMPARE(map->master(201), std::nullopt);
        QCOMPARE(map->master(16383), std::optional(RedisNode{u"asked"_s, 3}));
        QCOMPARE(map->covered(), 202);
        QCOMPARE(map->masters(), (QList<RedisNode>{a, {u"asked"_s, 3}, b}));
        map->move(201, a);
        map->move(16383, a);
        QCOMPARE(map->master(201), std::optional(a));
        QCOMPARE(map->masters(), (QList<RedisNode>{a, b}));
    }

    void brokenMapsAreRefused_data()
    {
        QTest::addColumn<RespValue>("reply");
        QTest::newRow("no array") << bulk("x");
        QTest::newRow("no server") << array({array({number(0), number(1)})});
        QTest::newRow("backwards") << array({range(2, 1, "a", 1)});
        QTest::newRow("a slot too far") << array({range(0, 16384, "a", 1)});
        QTest::newRow("a negative slot") << array({range(-1, 1, "a", 1)});
        QTest::newRow("no port") << array({range(0, 1, "a", 0)});
    }
    void brokenMapsAreRefused()
    {
        QFETCH(RespValue, reply);
        const auto map = ClusterSlots::fromReply(reply, {});
        QVERIFY(!map);
        QCOMPARE(map.error().kind, Kind::Protocol);
    }
};

QTEST_GUILESS_MAIN(TestClusterSlots)
#include "tst_clusterslots.moc"
