// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What the board costs a server whose keyspace is large: 100 000 keys of others, a million with
// RECLOSER_LONG=1.

#include "core/resilience/redisbreakerstore.h"
#include "tests/support/redisserver.h"
#include "ui/circuits/circuitboard.h"
#include "ui/circuits/circuitsources.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int ours = 25;
constexpr int others = 5;
constexpr int polls = 20;

/// What the server spent on commands of the board since CONFIG RESETSTAT, in microseconds.
qint64 timeSpent(const QByteArray &commandStats)
{
    static const QRegularExpression line(
        u"^cmdstat_(?!info|config|debug)[^:]+:calls=\\d+,usec=(\\d+)"_s,
        QRegularExpression::MultilineOption);
    qint64 sum = 0;
    for (const auto &match : line.globalMatch(QString::fromLatin1(commandStats)))
        sum += match.captured(1).toLongLong();
    return sum;
}

} // namespace

class TestBoardLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aPollCostsTheServerLittleAndNeverAsksForAllKeys()
    {
        RedisServer server({.config = {u"enable-debug-command yes"_s}});
        QVERIFY2(server.start(), qPrintable(server.error()));
        const bool isLong = qEnvironmentVariableIntValue("RECLOSER_LONG") > 0;
        const QString keys = isLong ? u"1000000"_s : u"100000"_s;
        QCOMPARE(server.ask({u"DEBUG"_s, u"POPULATE"_s, keys}).trimmed(), "OK"_ba);
        for (int i = 0; i < others; ++i)
            server.ask({u"SET"_s, u"circuits:%1:open"_s.arg(i), u"1"_s, u"EX"_s, u"600"_s});

        QProcess monitor;
        monitor.start(u"redis-cli"_s, {u"-s"_s, server.socketPath(), u"MONITOR"_s});
        QVERIFY(monitor.waitForReadyRead());

        SystemClock clock;
        const RedisEndpoint endpoint = *parseRedisUrl(u"unix://"_s + server.socketPath());
        RedisBreakerStore store(endpoint, {.prefix = "cb:"}, clock);
        for (int i = 0; i < ours; ++i) {
            QFuture<StoreWrite> written = store.open(QString::number(i), 10min, u"test"_s);
            QTRY_VERIFY(written.isFinished());
            QVERIFY(written.result());
        }
        LayoutPreferences preferences;
        preferences.entries[u"circuitbox"_s].isOn = true;
        CircuitSources sources(clock, preferences);
        CircuitBoard board(store, clock);
        board.setSources(&sources);
        sources.setEndpoint(endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(sources.progress().isComplete, 120'000);
        QTRY_COMPARE(board.rows().size(), ours + others);
        QVERIFY(sources.progress().scanned >= keys.toLongLong());

        server.ask({u"CONFIG"_s, u"RESETSTAT"_s});
        QSignalSpy found(&sources, &CircuitSources::found);
        for (int poll = 0; poll < polls; ++poll) {
            const qsizetype before = found.count();
            board.refresh();
            QTRY_VERIFY(found.count() > before);
            // The store answers on a connection of its own.
            QFuture<CircuitList> listed = store.circuits();
            QTRY_VERIFY(listed.isFinished());
            QVERIFY(listed.result());
            QCOMPARE(listed.result()->size(), ours);
        }
        const QByteArray stats = server.ask({u"INFO"_s, u"commandstats"_s});
        // The store was asked twice in each round.
        const double spent = double(timeSpent(stats)) / 1000.0 / polls;
        qInfo("%.2f ms of the server's time a poll, %s keys of others", spent, qPrintable(keys));
        QVERIFY2(stats.contains("cmdstat_pttl"), stats.constData());
        QVERIFY2(spent > 0 && spent <= 5.0, qPrintable(QString::number(spent)));

        server.ask({u"ECHO"_s, u"the end"_s});
        QByteArray seen;
        QTRY_VERIFY_WITH_TIMEOUT(
            (seen += monitor.readAllStandardOutput(), seen.contains("the end")), 20'000);
        QVERIFY(seen.contains("\"SCAN\""));
        QVERIFY(seen.contains("\"PTTL\""));
        static const QRegularExpression allKeys(u"\\] \"keys\""_s,
                                                QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(!QString::fromLatin1(seen).contains(allKeys), "KEYS stalls everybody");
        monitor.kill();
        QVERIFY(monitor.waitForFinished());
    }
};

QTEST_GUILESS_MAIN(TestBoardLoad)
#include "tst_boardload.moc"
