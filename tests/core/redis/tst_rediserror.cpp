// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/rediserror.h"

#include <QMetaEnum>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;

class TestRedisError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void serverLinesHaveAKind_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("no login") << "NOAUTH Authentication required."_ba << Kind::NoAuth;
        QTest::newRow("wrong password")
            << "WRONGPASS invalid username-password pair or user is disabled."_ba
            << Kind::WrongPassword;
        QTest::newRow("no right")
            << "NOPERM this user has no permissions to run the 'keys' command"_ba
            << Kind::NoPermission;
        QTest::newRow("memory full")
            << "OOM command not allowed when used memory > 'maxmemory'."_ba << Kind::OutOfMemory;
        QTest::newRow("memory full, told by a script")
            << "ERR OOM command not allowed when used memory > 'maxmemory'. script: f, on @user_script:1."_ba
            << Kind::OutOfMemory;
        QTest::newRow("no right, told by a script")
            << "ERR ACL failure in script: User x has no permissions to run the 'set' command script: f, on @user_script:1."_ba
            << Kind::NoPermission;
        QTest::newRow("no right, told by a script of Redis 6")
            << "ERR Error running script (call to f_1): @user_script:1: @user_script: 1: -NOPERM The user executing the script can't run this command or subcommand"_ba
            << Kind::NoPermission;
        QTest::newRow("replica") << "READONLY You can't write against a read only replica."_ba
                                 << Kind::ReadOnly;
        QTest::newRow("a script runs")
            << "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."_ba
            << Kind::Busy;
        QTest::newRow("an existing group is not a busy server")
            << "BUSYGROUP Consumer Group name already exists"_ba << Kind::ServerError;
        QTest::newRow("script unknown")
            << "NOSCRIPT No matching script. Please use EVAL."_ba << Kind::NoScript;
        QTest::newRow("another node") << "MOVED 14694 127.0.0.1:6402"_ba << Kind::Moved;
        QTest::newRow("slots differ")
            << "CROSSSLOT Keys in request don't hash to the same slot"_ba << Kind::CrossSlot;
        QTest::newRow("cluster down") << "CLUSTERDOWN The cluster is down"_ba << Kind::ClusterDown;
        QTest::newRow("no cluster")
            << "ERR This instance has cluster support disabled"_ba << Kind::ClusterDisabled;
        QTest::newRow("starting") << "LOADING Redis is loading the dataset in memory"_ba
                                  << Kind::Loading;
        QTest::newRow("clients") << "ERR max number of clients reached"_ba << Kind::MaxClients;
        QTest::newRow("unknown command")
            << "ERR unknown command 'foo', with args beginning with: "_ba << Kind::UnknownCommand;
        QTest::newRow("database") << "ERR DB index is out of range"_ba << Kind::NoSuchDatabase;
        QTest::newRow("needless password")
            << "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?"_ba
            << Kind::AuthNotNeeded;
        QTest::newRow("anything else") << "ERR syntax error"_ba << Kind::ServerError;
        QTest::newRow("no words") << ""_ba << Kind::ServerError;
    }
    void serverLinesHaveAKind()
    {
        QFETCH(QByteArray, line);
        QTEST(errorFromReply(line).kind, "kind");
        QCOMPARE(errorFromReply(line).detail, QString::fromUtf8(line));
        QVERIFY(isServerReply(errorFromReply(line).kind));
    }

    void namesAreStableAndDistinct()
    {
        QCOMPARE(kindName(Kind::ConnectTimeout), u"connect-timeout"_s);
        QCOMPARE(kindName(Kind::NoAuth), u"no-auth"_s);
        const QMetaEnum kinds = QMetaEnum::fromType<Kind>();
        QSet<QString> names;
        for (int i = 0; i < kinds.keyCount(); ++i)
            names.insert(kindName(Kind(kinds.value(i))));
        QCOMPARE(names.size(), kinds.keyCount());
    }

    void onlyTheUserCanHelpWithCredentialsAndCertificates()
    {
        for (const Kind kind :
             {Kind::WrongPassword, Kind::NoAuth, Kind::NoPermission, Kind::TlsExpired})
            QVERIFY(needsUser(kind));
        for (const Kind kind :
             {Kind::Refused, Kind::Loading, Kind::Busy, Kind::MaxClients, Kind::ConnectionLost})
            QVERIFY(!needsUser(kind));
    }
};

QTEST_GUILESS_MAIN(TestRedisError)
#include "tst_rediserror.moc"
