// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/probe.h"
#include "tests/core/redis/redistesting.h"
#include "tests/support/blackhole.h"
#include "tests/support/fakessh.h"
#include "tests/support/rediscluster.h"
#include "tests/support/redissentinels.h"
#include "tests/support/toxicproxy.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using Name = RedisProbeStep::Name;
using Outcome = RedisProbeStep::Outcome;

class TestRedisProbe : public QObject
{
    Q_OBJECT

    RedisServer m_server{
        RedisServer::Options{.tcp = true,
                             .config = {u"user viewer on >look ~cb:* +get +pttl +scan +ping"_s,
                                        u"user writer on >w ~cb:* +@all -eval"_s}}};
    SystemClock m_clock;

    QList<RedisProbeStep> probed(const RedisEndpoint &endpoint,
                                 const RedisConnection::Settings &settings = patientSettings())
    {
        RedisProbe probe(endpoint, "cb:"_ba, settings, m_clock);
        QSignalSpy steps(&probe, &RedisProbe::stepFinished);
        QSignalSpy finished(&probe, &RedisProbe::finished);
        probe.start();
        if (steps.count() != 0 || !(finished.wait(patience)) || finished.count() != 1)
            return {};
        return probe.steps().size() == steps.count() ? probe.steps() : QList<RedisProbeStep>{};
    }
    static std::optional<RedisProbeStep> step(const QList<RedisProbeStep> &steps, Name name)
    {
        const auto found = std::ranges::find(steps, name, &RedisProbeStep::name);
        return found == steps.end() ? std::nullopt : std::optional(*found);
    }
    RedisEndpoint as(const QString &user, const QString &password) const
    {
        RedisEndpoint endpoint = unixEndpoint(m_server);
        endpoint.user = user;
        endpoint.password = password;
        return endpoint;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init() { QTest::failOnWarning(); }

    void aHealthyServerPassesEveryStep()
    {
        RedisEndpoint endpoint = tcpEndpoint(m_server.port());
        endpoint.host = u"localhost"_s;
        endpoint.database = 3;
        const QList<RedisProbeStep> steps = probed(endpoint);
        QCOMPARE(steps.size(), 16);
        QVERIFY(std::ranges::is_sorted(steps, {}, &RedisProbeStep::name));
        for (const RedisProbeStep &step : steps) {
            const bool skipped = step.name == Name::Tls || step.name == Name::Authenticate;
            QCOMPARE(step.outcome, skipped ? Outcome::Skipped : Outcome::Ok);
            QVERIFY(!step.error);
        }
        QVERIFY(step(steps, Name::Resolve)->detail.contains("127.0.0.1"_L1));
        QVERIFY(step(steps, Name::Version)->detail.startsWith("Redis "_L1)
                || step(steps, Name::Version)->detail.startsWith("Valkey "_L1));
        QCOMPARE(step(steps, Name::Role)->detail, u"master"_s);
        QCOMPARE(step(steps, Name::Eviction)->detail, u"noeviction"_s);
        QVERIFY(step(steps, Name::Ping)->took.count() > 0);
        QCOMPARE(m_server.ask({u"-n"_s, u"3"_s, u"DBSIZE"_s}), "0"_ba);
    }

    void rightsAreToldOneByOne()
    {
        const QList<RedisProbeStep> viewer = probed(as(u"viewer"_s, u"look"_s));
        QCOMPARE(viewer.size(), 16);
        for (const Name name : {Name::Authenticate, Name::Ping, Name::ReadRight,
                                Name::TimeLeftRight, Name::ScanRight})
            QCOMPARE(step(viewer, name)->outcome, Outcome::Ok);
        for (const Name name : {Name::Version, Name::Role, Name::Eviction})
            QCOMPARE(step(viewer, name)->outcome, Outcome::Skipped);
        for (const Name name :
             {Name::WriteRight, Name::DeleteRight, Name::IndexRight, Name::ScriptRight}) {
            QCOMPARE(step(viewer, name)->outcome, Outcome::Failed);
            QCOMPARE(step(viewer, name)->error->kind, Kind::NoPermission);
        }
        const QList<RedisProbeStep> writer = probed(as(u"writer"_s, u"w"_s));
        QCOMPARE(step(writer, Name::WriteRight)->outcome, Outcome::Ok);
        QCOMPARE(step(writer, Name::ScriptRight)->outcome, Outcome::Failed);
        QCOMPARE(m_server.ask({u"DBSIZE"_s}), "0"_ba);
    }

    void aFullServerCannotBeWrittenTo()
    {
        RedisServer full({.config = {u"maxmemory 1"_s, u"maxmemory-policy noeviction"_s}});
        QVERIFY2(full.start(), qPrintable(full.error()));
        const QList<RedisProbeStep> steps = probed(unixEndpoint(full));
        QCOMPARE(step(steps, Name::WriteRight)->error->kind, Kind::OutOfMemory);
        QCOMPARE(step(steps, Name::ReadRight)->outcome, Outcome::Ok);
        QVERIFY(step(steps, Name::Eviction)->detail.startsWith("noeviction, at most"_L1));
    }

    void failuresNameTheirStep_data()
    {
        QTest::addColumn<RedisEndpoint>("endpoint");
        QTest::addColumn<Name>("name");
        QTest::addColumn<Kind>("kind");
        RedisEndpoint unknown = tcpEndpoint(1);
        unknown.host = u"no-such-host.invalid"_s;
        RedisEndpoint database = unixEndpoint(m_server);
        database.database = 99;
        RedisEndpoint tls = tcpEndpoint(freeLoopbackPort());
        tls.transport = RedisEndpoint::Transport::Tls;
        QTest::newRow("an unknown name") << unknown << Name::Resolve << Kind::NameNotFound;
        QTest::newRow("nobody listens")
            << tcpEndpoint(freeLoopbackPort()) << Name::Connect << Kind::Refused;
        QTest::newRow("nobody listens for TLS") << tls << Name::Connect << Kind::Refused;
        QTest::newRow("a wrong password")
            << as(u"viewer"_s, u"x"_s) << Name::Authenticate << Kind::WrongPassword;
        QTest::newRow("no such database") << database << Name::Select << Kind::NoSuchDatabase;
    }
    void failuresNameTheirStep()
    {
        QFETCH(RedisEndpoint, endpoint);
        QFETCH(Name, name);
        QFETCH(Kind, kind);
        const QList<RedisProbeStep> steps = probed(endpoint);
        QVERIFY(!steps.isEmpty());
        QCOMPARE(steps.last().name, name);
        QCOMPARE(steps.last().outcome, Outcome::Failed);
        QCOMPARE(steps.last().error->kind, kind);
        for (const RedisProbeStep &step : steps.first(steps.size() - 1))
            QVERIFY(step.outcome != Outcome::Failed);
    }

    void sentinelsAreAskedAndTheirMasterIsVerified()
    {
        RedisSentinels set;
        QVERIFY2(set.start(), qPrintable(set.error()));
        RedisEndpoint endpoint = sentinelEndpoint({freeLoopbackPort(), set.port()});
        const QString master = u"127.0.0.1:%1"_s.arg(set.masterPort());
        const QList<RedisProbeStep> fine = probed(endpoint);
        QCOMPARE(fine.size(), 18);
        QVERIFY(std::ranges::is_sorted(fine, {}, &RedisProbeStep::name));
        QVERIFY(std::ranges::none_of(
            fine, [](const RedisProbeStep &step) { return step.outcome == Outcome::Failed; }));
        const QString said = step(fine, Name::Sentinels)->detail;
        QVERIFY2(said.contains("refused"_L1) && said.endsWith("names "_L1 + master),
                 qPrintable(said));
        QCOMPARE(step(fine, Name::Master)->detail, master);
        QCOMPARE(step(fine, Name::Role)->detail, u"master"_s);

        endpoint.masterName = u"other"_s;
        QCOMPARE(probed(endpoint).last().name, Name::Sentinels);
        QCOMPARE(probed(endpoint).last().error->kind, Kind::SentinelsAway);
        endpoint.nodes.removeFirst();
        QCOMPARE(probed(endpoint).last().error->kind, Kind::UnknownMaster);

        // What the sentinel does not know yet the role tells.
        endpoint.masterName = u"wrong"_s;
        set.ask({u"SENTINEL"_s, u"MONITOR"_s, u"wrong"_s, u"127.0.0.1"_s,
                 QString::number(set.other().port()), u"1"_s});
        const QList<RedisProbeStep> replica = probed(endpoint);
        QCOMPARE(step(replica, Name::Role)->outcome, Outcome::Failed);
        QCOMPARE(step(replica, Name::Role)->error->kind, Kind::NotMaster);
        QCOMPARE(step(replica, Name::WriteRight)->error->kind, Kind::ReadOnly);
        QCOMPARE(replica.last().name, Name::ScanRight);
    }

    void aClusterIsGoneThrough()
    {
        RedisCluster cluster({.needsAll = false,
                              .config = {u"user viewer on >look ~cb:* +get +pttl +scan +ping"_s}});
        QVERIFY2(cluster.start(), qPrintable(cluster.error()));
        RedisEndpoint endpoint = clusterEndpoint({freeLoopbackPort(), cluster.node(0).port()});
        const QList<RedisProbeStep> fine = probed(endpoint);
        QVERIFY(std::ranges::none_of(
            fine, [](const RedisProbeStep &step) { return step.outcome == Outcome::Failed; }));
        QVERIFY(step(fine, Name::Connect)->detail.contains("refused"_L1));
        QCOMPARE(step(fine, Name::Slots)->detail, u"3 masters, 16384 of 16384 slots"_s);
        for (size_t i = 0; i < 3; ++i)
            QVERIFY(
                step(fine, Name::Nodes)->detail.contains(QString::number(cluster.node(i).port())));
        QCOMPARE(step(fine, Name::ScriptRight)->outcome, Outcome::Ok);
        QCOMPARE(fine.last().name, Name::ScanRight);

        endpoint.nodes.removeFirst();
        endpoint.user = u"viewer"_s;
        endpoint.password = u"look"_s;
        const QList<RedisProbeStep> viewer = probed(endpoint);
        QCOMPARE(step(viewer, Name::Slots)->outcome, Outcome::Skipped);
        QCOMPARE(step(viewer, Name::ReadRight)->outcome, Outcome::Ok);
        QCOMPARE(step(viewer, Name::WriteRight)->error->kind, Kind::NoPermission);
        QCOMPARE(step(viewer, Name::ScanRight)->outcome, Outcome::Ok);

        cluster.node(2).kill();
        endpoint.user = endpoint.password = QString();
        const QList<RedisProbeStep> partial = probed(endpoint);
        QCOMPARE(step(partial, Name::Nodes)->outcome, Outcome::Failed);
        QCOMPARE(step(partial, Name::Nodes)->error->kind, Kind::NodeAway);
        QVERIFY(
            step(partial, Name::Nodes)->detail.contains(QString::number(cluster.node(2).port())));
        QCOMPARE(partial.last().name, Name::ScanRight);

        endpoint.nodes = {{u"127.0.0.1"_s, m_server.port()}};
        QCOMPARE(probed(endpoint).last().name, Name::Slots);
        QCOMPARE(probed(endpoint).last().error->kind, Kind::ClusterDisabled);
        endpoint.nodes
            = {{u"127.0.0.1"_s, freeLoopbackPort()}, {u"no-such-host.invalid"_s, quint16(1)}};
        const RedisProbeStep nobody = probed(endpoint).last();
        QCOMPARE(nobody.name, Name::Resolve);
        QVERIFY(nobody.detail.contains("refused"_L1) && nobody.detail.contains("no-such-host"_L1));
    }

    void theTunnelIsAStepOfItsOwn()
    {
        FakeSsh ssh;
        RedisEndpoint endpoint = tcpEndpoint(m_server.port());
        endpoint.host = u"inside.example"_s; // only the other end knows it
        endpoint.ssh = u"me@gate"_s;
        const QList<RedisProbeStep> fine = probed(endpoint);
        QCOMPARE(fine.size(), 17);
        QVERIFY(std::ranges::is_sorted(fine, {}, &RedisProbeStep::name));
        QCOMPARE(fine.first().name, Name::Tunnel);
        QCOMPARE(fine.first().detail, u"Welcome to the gate."_s);
        QCOMPARE(step(fine, Name::Resolve)->outcome, Outcome::Skipped);
        QCOMPARE(step(fine, Name::Ping)->outcome, Outcome::Ok);
        ssh.behave("hostkey");
        const QList<RedisProbeStep> failed = probed(endpoint);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().error->kind, Kind::TunnelHostKey);
        QVERIFY(failed.first().detail.contains("Warning: the host key has changed."_L1));
        const NoSsh none;
        QCOMPARE(probed(endpoint).last().error->kind, Kind::TunnelMissing);
    }

    void timeoutsNameTheirStep()
    {
        const BlackHole hole;
        QVERIFY(hole.port());
        QCOMPARE(probed(tcpEndpoint(hole.port()), quickSettings()).last().name, Name::Connect);
        ToxicProxy proxy(m_server.port());
        proxy.toxics.blackHole = true;
        QCOMPARE(probed(tcpEndpoint(proxy.port()), quickSettings()).last().name, Name::Ping);
    }

    void aServerThatGoesAwayInTheMiddleEndsTheTest()
    {
        ToxicProxy proxy(m_server.port());
        proxy.toxics.limitData = 40; // the greeting and a bit of INFO
        const QList<RedisProbeStep> steps = probed(tcpEndpoint(proxy.port()));
        QVERIFY(!steps.isEmpty());
        QCOMPARE(steps.last().outcome, Outcome::Failed);
        QCOMPARE(steps.last().error->kind, Kind::ConnectionLost);
    }

    void itMayBeDeletedAtEveryStep()
    {
        for (int at = 0; at < 16; ++at) {
            QPointer probe = new RedisProbe(tcpEndpoint(m_server.port()), "cb:"_ba,
                                            patientSettings(), m_clock);
            int seen = 0;
            connect(probe, &RedisProbe::stepFinished, this, [&] {
                if (seen++ == at)
                    delete probe;
            });
            probe->start();
            EVENTUALLY(!probe);
        }
        QPointer probe
            = new RedisProbe(tcpEndpoint(m_server.port()), "cb:"_ba, patientSettings(), m_clock);
        connect(probe, &RedisProbe::finished, this, [&] { delete probe; });
        probe->start();
        EVENTUALLY(!probe);
    }
};

QTEST_GUILESS_MAIN(TestRedisProbe)
#include "tst_redisprobe.moc"
