// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/endpoint.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using Transport = RedisEndpoint::Transport;

namespace {

RedisEndpoint tcp(const QString &host, quint16 port = 6379, int database = 0)
{
    RedisEndpoint endpoint;
    endpoint.host = host;
    endpoint.port = port;
    endpoint.database = database;
    return endpoint;
}

RedisEndpoint tls(const QString &host, quint16 port = 6379)
{
    RedisEndpoint endpoint = tcp(host, port);
    endpoint.transport = Transport::Tls;
    return endpoint;
}

RedisEndpoint socketFile(const QString &path, int database = 0)
{
    RedisEndpoint endpoint;
    endpoint.transport = Transport::Unix;
    endpoint.path = path;
    endpoint.database = database;
    return endpoint;
}

RedisEndpoint sentinels(const QList<RedisNode> &nodes, const QString &name)
{
    RedisEndpoint endpoint;
    endpoint.topology = RedisEndpoint::Topology::Sentinel;
    endpoint.nodes = nodes;
    endpoint.masterName = name;
    return endpoint;
}

RedisEndpoint cluster(const QList<RedisNode> &nodes)
{
    RedisEndpoint endpoint;
    endpoint.topology = RedisEndpoint::Topology::Cluster;
    endpoint.nodes = nodes;
    return endpoint;
}

RedisEndpoint through(const QString &ssh, RedisEndpoint endpoint)
{
    endpoint.ssh = ssh;
    return endpoint;
}

RedisEndpoint as(const QString &user, const QString &password, RedisEndpoint endpoint)
{
    endpoint.user = user;
    endpoint.password = password;
    return endpoint;
}

} // namespace

class TestRedisEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void addressesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<RedisEndpoint>("endpoint");
        QTest::newRow("host alone") << u"redis://cache"_s << tcp(u"cache"_s);
        QTest::newRow("host and port") << u"redis://cache:7000"_s << tcp(u"cache"_s, 7000);
        QTest::newRow("database") << u"redis://cache/5"_s << tcp(u"cache"_s, 6379, 5);
        QTest::newRow("port and database") << u"redis://cache:1/15"_s << tcp(u"cache"_s, 1, 15);
        QTest::newRow("database as an option")
            << u"redis://cache?db=3"_s << tcp(u"cache"_s, 6379, 3);
        QTest::newRow("a slash and nothing after it") << u"redis://cache/"_s << tcp(u"cache"_s);
        QTest::newRow("bare host") << u"cache"_s << tcp(u"cache"_s);
        QTest::newRow("bare host and port") << u"127.0.0.1:6380"_s << tcp(u"127.0.0.1"_s, 6380);
        QTest::newRow("bare host with login")
            << u"me:secret@cache:1"_s << as(u"me"_s, u"secret"_s, tcp(u"cache"_s, 1));
        QTest::newRow("no host") << u"redis://"_s << tcp(u"localhost"_s);
        QTest::newRow("no host, but a port") << u"redis://:6380"_s << tcp(u"localhost"_s, 6380);
        QTest::newRow("no host, but a database") << u"redis:///2"_s << tcp(u"localhost"_s, 6379, 2);
        QTest::newRow("white space around it") << u" \t redis://cache \n"_s << tcp(u"cache"_s);
        QTest::newRow("scheme in capitals") << u"REDIS://cache"_s << tcp(u"cache"_s);
        QTest::newRow("TLS") << u"rediss://cache"_s << tls(u"cache"_s);
        QTest::newRow("Valkey") << u"valkey://cache"_s << tcp(u"cache"_s);
        QTest::newRow("Valkey with TLS") << u"valkeys://cache:1"_s << tls(u"cache"_s, 1);
        QTest::newRow("IPv6") << u"redis://[::1]:7000/1"_s << tcp(u"::1"_s, 7000, 1);
        QTest::newRow("IPv6 without a port") << u"redis://[2001:db8::7]"_s << tcp(u"2001:db8::7"_s);
        QTest::newRow("IPv6 with a zone")
            << u"redis://[fe80::1%25eth0]"_s << tcp(u"fe80::1%eth0"_s);
        QTest::newRow("bare IPv6") << u"[::1]:6379"_s << tcp(u"::1"_s);
        QTest::newRow("password alone")
            << u"redis://:secret@cache"_s << as({}, u"secret"_s, tcp(u"cache"_s));
        QTest::newRow("user alone, the password comes from the keychain")
            << u"redis://me@cache"_s << as(u"me"_s, {}, tcp(u"cache"_s));
        QTest::newRow("an @ in the password")
            << u"redis://me:p@ss@cache"_s << as(u"me"_s, u"p@ss"_s, tcp(u"cache"_s));
        QTest::newRow("slash, question mark and hash in the password")
            << u"redis://:a/b?c#d@cache/1"_s << as({}, u"a/b?c#d"_s, tcp(u"cache"_s, 6379, 1));
        QTest::newRow("colons in the password")
            << u"redis://me:a:b:c@cache"_s << as(u"me"_s, u"a:b:c"_s, tcp(u"cache"_s));
        QTest::newRow("percent-encoding in the login")
            << u"redis://m%40e:p%3A%25%C3%A9@cache"_s << as(u"m@e"_s, u"p:%é"_s, tcp(u"cache"_s));
        QTest::newRow("a password with :// in it, bare")
            << u"me:a://b@cache"_s << as(u"me"_s, u"a://b"_s, tcp(u"cache"_s));
        QTest::newRow("a plus stays a plus")
            << u"redis://:a+b@cache"_s << as({}, u"a+b"_s, tcp(u"cache"_s));
        QTest::newRow("socket file")
            << u"unix:///run/redis.sock"_s << socketFile(u"/run/redis.sock"_s);
        QTest::newRow("socket file and database")
            << u"unix:///run/redis.sock?db=2"_s << socketFile(u"/run/redis.sock"_s, 2);
        QTest::newRow("socket file with login")
            << u"unix://me:secret@/run/redis.sock"_s
            << as(u"me"_s, u"secret"_s, socketFile(u"/run/redis.sock"_s));
        QTest::newRow("socket file with an @")
            << u"unix:///run/a@b.sock"_s << socketFile(u"/run/a@b.sock"_s);
        QTest::newRow("socket file, encoded")
            << u"unix:///run/a%20b"_s << socketFile(u"/run/a b"_s);
        QTest::newRow("bare socket file")
            << u"/run/redis.sock"_s << socketFile(u"/run/redis.sock"_s);
        QTest::newRow("Sentinel") << u"redis+sentinel://s1/shop"_s
                                  << sentinels({{u"s1"_s, 26379}}, u"shop"_s);
        QTest::newRow("several sentinels, a database, logins of both")
            << u"redis+sentinel://me:p@ss@s1,[::1]:7,s3:8/my%2Fshop/4?sentinel_user=watch&sentinel_password=w%26"_s
            <<
            [] {
                RedisEndpoint endpoint
                    = as(u"me"_s, u"p@ss"_s,
                         sentinels({{u"s1"_s, 26379}, {u"::1"_s, 7}, {u"s3"_s, 8}}, u"my/shop"_s));
                endpoint.database = 4;
                endpoint.sentinelUser = u"watch"_s;
                endpoint.sentinelPassword = u"w&"_s;
                return endpoint;
            }();
        QTest::newRow("Sentinel with TLS") << u"rediss+sentinel://s1/shop"_s << [] {
            RedisEndpoint endpoint = sentinels({{u"s1"_s, 26379}}, u"shop"_s);
            endpoint.transport = Transport::Tls;
            return endpoint;
        }();
        QTest::newRow("Sentinel of Valkey, with a dash")
            << u"valkey-sentinel://s1/shop"_s << sentinels({{u"s1"_s, 26379}}, u"shop"_s);
        QTest::newRow("Cluster") << u"redis+cluster://a,b:7000"_s
                                 << cluster({{u"a"_s, 6379}, {u"b"_s, 7000}});
        QTest::newRow("Cluster with login and spaces after the commas")
            << u"redis+cluster://me:x@a, b/"_s
            << as(u"me"_s, u"x"_s, cluster({{u"a"_s, 6379}, {u"b"_s, 6379}}));
        QTest::newRow("SSH") << u"redis://cache?ssh=me@gate:22022"_s
                             << through(u"me@gate:22022"_s, tcp(u"cache"_s));
        QTest::newRow("SSH, a password with an @ and another option")
            << u"redis://:p@ss@cache?db=2&ssh=gate"_s
            << as({}, u"p@ss"_s, through(u"gate"_s, tcp(u"cache"_s, 6379, 2)));
        QTest::newRow("SSH, encoded")
            << u"rediss://cache?ssh=me%40[::1]:2"_s << through(u"me@[::1]:2"_s, tls(u"cache"_s));
        QTest::newRow("SSH to a cluster")
            << u"redis+cluster://a,b?ssh=me@gate"_s
            << through(u"me@gate"_s, cluster({{u"a"_s, 6379}, {u"b"_s, 6379}}));
    }
    void addressesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(RedisEndpoint, endpoint);
        const auto parsed = parseRedisUrl(text);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
        QVERIFY2(*parsed == endpoint, qPrintable(parsed->display()));
        // What is shown can be read back, apart from the password.
        endpoint.password.clear();
        endpoint.sentinelPassword.clear();
        const auto again = parseRedisUrl(endpoint.display());
        QVERIFY2(again, qPrintable(endpoint.display()));
        QVERIFY2(*again == endpoint, qPrintable(endpoint.display()));
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("named");
        const Kind invalid = Kind::InvalidUrl;
        QTest::newRow("nothing") << u"  "_s << invalid << u"write redis://"_s;
        QTest::newRow("no scheme before ://") << u"://cache"_s << invalid << u"write redis://"_s;
        QTest::newRow("another scheme") << u"http://cache"_s << invalid << u"scheme \"http\""_s;
        QTest::newRow("port 0") << u"redis://cache:0"_s << invalid << u"port \"0\""_s;
        QTest::newRow("port too large")
            << u"redis://cache:65536"_s << invalid << u"from 1 to 65535"_s;
        QTest::newRow("port with a sign") << u"redis://cache:+1"_s << invalid << u"port"_s;
        QTest::newRow("port that is no number")
            << u"redis://cache:abc"_s << invalid << u"port \"abc\""_s;
        QTest::newRow("colon without a port") << u"redis://cache:"_s << invalid << u"port \"\""_s;
        QTest::newRow("database that is no number")
            << u"redis://cache/x"_s << invalid << u"database \"x\""_s;
        QTest::newRow("negative database") << u"redis://cache/-1"_s << invalid << u"database"_s;
        QTest::newRow("database too large for any number")
            << u"redis://cache/99999999999"_s << invalid << u"database"_s;
        QTest::newRow("unknown option")
            << u"redis://cache?timeout=3"_s << invalid << u"option \"timeout\""_s;
        QTest::newRow("verification cannot be switched off")
            << u"rediss://cache?ssl_cert_reqs=none"_s << invalid << u"ssl_cert_reqs"_s;
        QTest::newRow("IPv6 without brackets")
            << u"redis://::1:6379"_s << invalid << u"[::1]:6379"_s;
        QTest::newRow("bracket not closed") << u"redis://[::1"_s << invalid << u"not closed"_s;
        QTest::newRow("no address in the brackets") << u"redis://[cache]"_s << invalid << u"IPv6"_s;
        QTest::newRow("something after the bracket")
            << u"redis://[::1]x"_s << invalid << u"bracket"_s;
        QTest::newRow("white space in the host") << u"redis://ca che"_s << invalid << u"host"_s;
        QTest::newRow("line end in the host") << u"redis://a%0d%0ab"_s << invalid << u"host"_s;
        QTest::newRow("percent sign alone")
            << u"redis://:100%@cache"_s << invalid << u"'%' in the password"_s;
        QTest::newRow("percent sign and a space")
            << u"redis://:% 1@cache"_s << invalid << u"'%' in the password"_s;
        QTest::newRow("broken UTF-8 in the user name")
            << u"redis://%ff:x@cache"_s << invalid << u"user name"_s;
        QTest::newRow("NUL in the path") << u"unix:///a%00b"_s << invalid << u"path"_s;
        QTest::newRow("relative socket path")
            << u"unix://run/redis.sock"_s << invalid << u"starts with a slash"_s;
        QTest::newRow("no socket path") << u"unix:///"_s << invalid << u"no socket path"_s;
        QTest::newRow("Sentinel without a master's name")
            << u"redis+sentinel://a,b:26379"_s << invalid << u"no master's name"_s;
        QTest::newRow("Sentinel with an empty master's name")
            << u"redis+sentinel://a//3"_s << invalid << u"no master's name"_s;
        QTest::newRow("Sentinel with a database that is none")
            << u"redis+sentinel://a/shop/x"_s << invalid << u"database \"x\""_s;
        QTest::newRow("a comma too many")
            << u"redis+cluster://a,,b"_s << invalid << u"a host is missing"_s;
        QTest::newRow("the second host is wrong")
            << u"redis+cluster://a,b:x"_s << invalid << u"port \"x\""_s;
        QTest::newRow("several hosts of one server")
            << u"redis://a,b"_s << invalid << u"redis+sentinel://a,b/name or redis+cluster://a,b"_s;
        QTest::newRow("Cluster with a database")
            << u"redis+cluster://a/2"_s << invalid << u"only database 0"_s;
        QTest::newRow("a sentinel's user where there is no sentinel")
            << u"redis://a?sentinel_user=x"_s << invalid << u"option \"sentinel_user\""_s;
        QTest::newRow("SSH to a socket file")
            << u"unix:///run/redis.sock?ssh=host"_s << invalid << u"option \"ssh\""_s;
        QTest::newRow("SSH to nobody") << u"redis://a?ssh="_s << invalid << u"[user@]host[:port]"_s;
        QTest::newRow("SSH with a port that is none")
            << u"redis://a?ssh=me@gate:x"_s << invalid << u"port \"x\""_s;
        QTest::newRow("an option of ssh for a host")
            << u"redis://a?ssh=-oProxyCommand%3Dx"_s << invalid << u"ssh \"-oProxyCommand=x\""_s;
        QTest::newRow("an option of ssh for a user's host")
            << u"redis://a?ssh=me@-x"_s << invalid << u"ssh \"me@-x\""_s;
    }
    void mistakesAreNamed()
    {
        QFETCH(QString, text);
        QFETCH(Kind, kind);
        QFETCH(QString, named);
        const auto parsed = parseRedisUrl(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, kind);
        QVERIFY2(parsed.error().detail.contains(named), qPrintable(parsed.error().detail));
    }

    void thePasswordIsNeverShown()
    {
        const auto parsed = parseRedisUrl(u"rediss://me:hunter2@cache:1/2"_s);
        QCOMPARE(parsed.value().display(), u"rediss://me@cache:1/2"_s);
        const auto sentinel
            = parseRedisUrl(u"redis+sentinel://me:hunter2@s/shop?sentinel_password=hunter2"_s);
        QCOMPARE(sentinel.value().display(), u"redis+sentinel://me@s:26379/shop"_s);
        for (const QString &broken : {u"redis://me:hunter2@cache:x"_s, u"redis://:hunter2%@cache"_s,
                                      u"redis://me:hunter2@ca che"_s, u"http://me:hunter2@cache"_s,
                                      u"redis+sentinel://s/shop?sentinel_password=hunter2%"_s,
                                      u"redis+cluster://me:hunter2@a,,b"_s})
            QVERIFY(!parseRedisUrl(broken).error().detail.contains("hunter2"_L1));
    }

    void sshDestinationsAreTakenApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("login");
        QTest::addColumn<int>("port");
        QTest::newRow("host") << u"gate"_s << u"gate"_s << 0;
        QTest::newRow("user and host") << u"me@gate"_s << u"me@gate"_s << 0;
        QTest::newRow("port") << u"me@gate:22022"_s << u"me@gate"_s << 22022;
        QTest::newRow("a user with an @") << u"me@corp@gate"_s << u"me@corp@gate"_s << 0;
        QTest::newRow("IPv6") << u"me@[fe80::1]:22"_s << u"me@fe80::1"_s << 22;
        QTest::newRow("IPv6 without a port") << u"[fe80::1]"_s << u"fe80::1"_s << 0;
    }
    void sshDestinationsAreTakenApart()
    {
        QFETCH(QString, text);
        const auto destination = parseSshDestination(text);
        QVERIFY(destination);
        QTEST(destination->login, "login");
        QTEST(int(destination->port.value_or(0)), "port");
    }

    void partsOfASetHaveTheirOwnLogin()
    {
        const RedisEndpoint endpoint
            = parseRedisUrl(
                  u"rediss+sentinel://me:x@s/shop/3?ssh=gate&sentinel_user=w&sentinel_password=y"_s)
                  .value();
        const RedisEndpoint server = endpoint.serverAt({u"db"_s, 7});
        QCOMPARE(server.display(), u"rediss://me@db:7/3?ssh=gate"_s);
        QCOMPARE(server.password, u"x"_s);
        const RedisEndpoint sentinel = endpoint.sentinelAt({u"s"_s, 26379});
        QCOMPARE(sentinel.display(), u"rediss://w@s:26379?ssh=gate"_s);
        QCOMPARE(sentinel.password, u"y"_s);
    }

    void loopbackIsLocal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isLocal");
        QTest::newRow("name") << u"redis://LocalHost"_s << true;
        QTest::newRow("IPv4") << u"redis://127.1.2.3"_s << true;
        QTest::newRow("IPv6") << u"redis://[::1]"_s << true;
        QTest::newRow("socket") << u"unix:///x/y"_s << true;
        QTest::newRow("a private network") << u"redis://10.0.0.1"_s << false;
        QTest::newRow("sentinels here") << u"redis+sentinel://localhost,127.0.0.1:1/m"_s << true;
        QTest::newRow("one sentinel elsewhere")
            << u"redis+sentinel://localhost,10.0.0.1/m"_s << false;
        QTest::newRow("a cluster here") << u"redis+cluster://[::1]:1,localhost:2"_s << true;
        QTest::newRow("a cluster elsewhere") << u"redis+cluster://localhost:1,db"_s << false;
        QTest::newRow("localhost of another machine")
            << u"redis://localhost?ssh=me@gate"_s << false;
        QTest::newRow("a name that begins alike") << u"redis://localhost.example"_s << false;
    }
    void loopbackIsLocal()
    {
        QFETCH(QString, text);
        QTEST(parseRedisUrl(text).value().isLocal(), "isLocal");
    }
};

QTEST_GUILESS_MAIN(TestRedisEndpoint)
#include "tst_redisendpoint.moc"
