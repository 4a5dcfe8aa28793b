// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/sentinelclient.h"
#include "core/redis/sshtunnel.h"
#include "tests/core/redis/redistesting.h"
#include "tests/support/certificates.h"
#include "tests/support/fakessh.h"
#include "tests/support/redissentinels.h"

#include <QSignalSpy>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisClient::State;
using std::chrono::milliseconds;

class TestSshTunnel : public QObject
{
    Q_OBJECT

    RedisServer m_server{RedisServer::Options{.tcp = true}};
    SystemClock m_clock;

    RedisEndpoint endpoint(const QString &ssh = u"me@gate:22022"_s) const
    {
        RedisEndpoint endpoint = tcpEndpoint(m_server.port());
        endpoint.ssh = ssh;
        return endpoint;
    }
    static bool isRunning(qint64 process) { return ::kill(pid_t(process), 0) == 0; }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        QTest::failOnWarning();
        if (!m_server.isRunning())
            QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    }

    void commandsGoThroughIt()
    {
        const FakeSsh ssh;
        RedisConnection connection(endpoint(), patientSettings(), m_clock);
        QSignalSpy opened(&connection, &RedisConnection::tunnelOpened);
        QList<State> states;
        connect(&connection, &RedisClient::stateChanged, this,
                [&](State state) { states << state; });
        connection.open();
        Replies replies;
        connection.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.bytes(0), "PONG"_ba);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(states, (QList<State>{State::Connecting, State::Authenticating, State::Ready}));
        QCOMPARE(connection.tunnelOutput(), u"Welcome to the gate."_s);
        QCOMPARE(ssh.runs().size(), 1);
        const QByteArray run = ssh.runs().first();
        const QByteArrayList parts{"-N"_ba,
                                   ":127.0.0.1:" + QByteArray::number(m_server.port()),
                                   "BatchMode=yes"_ba,
                                   "ExitOnForwardFailure=yes"_ba,
                                   "ControlPath=none"_ba,
                                   "-p 22022 -- me@gate"_ba};
        for (const QByteArray &part : parts)
            QVERIFY2(run.contains(part), run.constData());
        QVERIFY(run.endsWith("-- me@gate"));
    }

    void itEndsWithTheConnection()
    {
        const FakeSsh ssh;
        RedisConnection connection(endpoint(), patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        const qint64 first = FakeSsh::processOf(ssh.runs().first());
        QVERIFY(isRunning(first));
        connection.close();
        EVENTUALLY(!isRunning(first));
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        QCOMPARE(ssh.runs().size(), 2);
        qint64 second = 0;
        {
            RedisConnection shortLived(endpoint(), patientSettings(), m_clock);
            shortLived.open();
            EVENTUALLY_COMPARE(shortLived.state(), State::Ready);
            second = FakeSsh::processOf(ssh.runs().last());
        }
        EVENTUALLY(!isRunning(second));
        QCOMPARE(connection.state(), State::Ready);
    }

    void connectionsShareIt()
    {
        const FakeSsh ssh;
        RedisClient::Settings settings = patientSettings();
        settings.tunnels = std::make_shared<SshTunnels>();
        auto first = std::make_unique<RedisConnection>(endpoint(), settings, m_clock);
        RedisConnection second(endpoint(), settings, m_clock);
        first->open();
        second.open();
        EVENTUALLY_COMPARE(first->state(), State::Ready);
        EVENTUALLY_COMPARE(second.state(), State::Ready);
        QCOMPARE(ssh.runs().size(), 1);
        first.reset();
        Replies replies;
        second.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QVERIFY(replies.all[0]);
    }

    void theCertificateIsCheckedForTheServersOwnName()
    {
        const Certificates certificates;
        QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
        RedisServer server({.tcp = true,
                            .tlsCertificate = certificates.wrongName.certificate,
                            .tlsKey = certificates.wrongName.key,
                            .tlsCa = certificates.ca.certificate});
        QVERIFY2(server.start(), qPrintable(server.error()));
        const FakeSsh ssh;
        RedisEndpoint secure = tcpEndpoint(server.tlsPort());
        secure.transport = RedisEndpoint::Transport::Tls;
        secure.tls.caFile = certificates.ca.certificate;
        secure.ssh = u"gate"_s;
        RedisConnection wrong(secure, patientSettings(), m_clock);
        wrong.open();
        EVENTUALLY_COMPARE(wrong.state(), State::Failed);
        QCOMPARE(wrong.lastError()->kind, Kind::TlsWrongHost);
        // A name that only the other side can look up.
        secure.host = u"wrong.example"_s;
        RedisConnection connection(secure, patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
    }

    void whatSshSaysIsTheReason_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        QTest::addColumn<State>("state");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("said");
        QTest::newRow("it does not let us in") << "denied"_ba << State::Failed << Kind::TunnelDenied
                                               << u"me@gate: Permission denied (publickey)."_s;
        QTest::newRow("it is another host than before")
            << "hostkey"_ba << State::Failed << Kind::TunnelHostKey
            << u"Host key verification failed."_s;
        QTest::newRow("anything else is tried again")
            << "forwarding"_ba << State::Backoff << Kind::TunnelFailed
            << u"Could not request local forwarding."_s;
    }
    void whatSshSaysIsTheReason()
    {
        QFETCH(QByteArray, behaviour);
        QFETCH(State, state);
        const FakeSsh ssh(behaviour);
        RedisClient::Settings settings = patientSettings();
        settings.timeouts.backoffBase = settings.timeouts.backoffCap = patience;
        RedisConnection connection(endpoint(), settings, m_clock);
        connection.open();
        Replies replies;
        connection.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(connection.state(), state);
        QTEST(connection.lastError()->kind, "kind");
        QFETCH(QString, said);
        QVERIFY2(connection.lastError()->detail.endsWith(said),
                 qPrintable(connection.lastError()->detail));
        QVERIFY(connection.tunnelOutput().contains(said));
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NotConnected);
        QCOMPARE(ssh.runs().size(), 1);
    }

    void noSshIsSaid()
    {
        const NoSsh none;
        RedisConnection connection(endpoint(), patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.lastError()->kind, Kind::TunnelMissing);
    }

    void anSshThatHangsIsGivenUp()
    {
        const FakeSsh ssh("hang");
        RedisClient::Settings settings = quickSettings();
        settings.timeouts.tunnel = milliseconds(100);
        settings.timeouts.backoffBase = settings.timeouts.backoffCap = patience;
        RedisConnection connection(endpoint(), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QCOMPARE(connection.lastError()->kind, Kind::TunnelFailed);
        QVERIFY(connection.lastError()->detail.contains("100 ms"_L1));
    }

    void aTunnelThatDiesIsMadeAgain()
    {
        const FakeSsh ssh;
        RedisConnection connection(endpoint(), quickSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        QStringList reasons;
        connect(&connection, &RedisClient::stateChanged, this, [&](State state) {
            if (state == State::Connecting)
                reasons << connection.lastError()->detail;
        });
        ::kill(pid_t(FakeSsh::processOf(ssh.runs().first())), SIGUSR1);
        EVENTUALLY(connection.state() != State::Ready);
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        QVERIFY(ssh.runs().size() >= 2);
        QVERIFY2(reasons.first().contains("Broken pipe"_L1), qPrintable(reasons.first()));
    }

    void aServerBehindItThatIsGoneIsToldWithWhatSshSays()
    {
        const FakeSsh ssh;
        RedisEndpoint nobody = tcpEndpoint(freeLoopbackPort());
        nobody.ssh = u"gate"_s;
        RedisConnection connection(nobody, quickSettings(), m_clock);
        connection.open();
        // What ssh says may come after what the socket does.
        EVENTUALLY(connection.lastError()
                   && connection.lastError()->detail.contains("Connection refused"_L1));
        QCOMPARE(connection.lastError()->kind, Kind::ConnectionLost);
        // One tunnel for all tries.
        QCOMPARE(ssh.runs().size(), 1);
    }

    void sentinelsAndTheirMasterAreReachedThroughIt()
    {
        RedisSentinels set;
        QVERIFY2(set.start(), qPrintable(set.error()));
        const FakeSsh ssh;
        RedisEndpoint sentinels = sentinelEndpoint({set.port()});
        sentinels.ssh = u"gate"_s;
        SentinelClient client(sentinels, patientSettings(), m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        QCOMPARE(ssh.runs().size(), 2);
        const QByteArray target = ":127.0.0.1:" + QByteArray::number(set.masterPort());
        QVERIFY(ssh.runs().last().contains(target));
    }

    void itMayBeDeletedAtEveryState()
    {
        const FakeSsh ssh;
        for (const State at : {State::Connecting, State::Authenticating, State::Ready}) {
            QPointer connection = new RedisConnection(endpoint(), patientSettings(), m_clock);
            connect(connection, &RedisClient::stateChanged, this, [&, at](State state) {
                if (state == at)
                    delete connection;
            });
            connection->open();
            EVENTUALLY(!connection);
        }
        QPointer connection = new RedisConnection(endpoint(), patientSettings(), m_clock);
        connect(connection, &RedisConnection::tunnelOpened, this, [&] { delete connection; });
        connection->open();
        EVENTUALLY(!connection);
        for (const QByteArray &run : ssh.runs())
            EVENTUALLY(!isRunning(FakeSsh::processOf(run)));
    }
};

QTEST_GUILESS_MAIN(TestSshTunnel)
#include "tst_sshtunnel.moc"
