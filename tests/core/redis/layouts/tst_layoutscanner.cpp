// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/connection.h"
#include "core/redis/layouts/layoutscanner.h"
#include "core/redis/layouts/layoutwriting.h"
#include "tests/core/redis/layouts/layouttesting.h"
#include "tests/core/redis/redistesting.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Finding and following circuits on a real server.
class TestLayoutScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void circuitsOfAllLayoutsAreFoundInOneScan();
    void aScanTellsHowFarItIs();
    void aScanCanBeStopped();
    void aScanCanBeginAnew();
    void aScanTakesPauses();
    void whatWasFoundIsFollowedWithoutScanning();
    void anIndexSavesTheScan();
    void anExactKeyIsLookedAt();
    void globsNarrowTheSearch();
    void layoutsAreSwitchedOff();
    void aViewerWithFewRightsSeesWhatItMay_data();
    void aViewerWithFewRightsSeesWhatItMay();
    void withoutScanThereIsTheExactKey();
    void whatIsRefusedIsNotAskedAgain();
    void deadlinesAreTheServersEvenIfOurClockIsWrong();
    void aFullMemoryIsTold();
    void aKeyspaceFullOfStrangersCostsNoMemory();
    void aLostConnectionEndsTheScan();
    void deletingItIsSilent_data();
    void deletingItIsSilent();
    void actionsAreOfTheCircuitsLayout();
    void anotherServerStartsFromNothing();

private:
    /// Everything on, with reset times where they are needed.
    static QList<LayoutChoice> everything();
    static LayoutChoice only(const QString &layout, const QByteArray &glob = {});
    void scan(LayoutScanner &scanner) const;
    void refresh(LayoutScanner &scanner) const;
    static QStringList keysOf(const QList<Circuit> &circuits);
    /// How often the server ran a command since init().
    int calls(const QString &command) const;
    std::unique_ptr<RedisConnection> connectedAs(const QString &user);

    RedisServer m_redis;
    SystemClock m_clock;
    std::unique_ptr<RedisConnection> m_connection;
};

void TestLayoutScanner::initTestCase()
{
    QVERIFY2(m_redis.start(), qPrintable(m_redis.error()));
}

void TestLayoutScanner::init()
{
    QTest::failOnWarning();
    m_redis.ask({u"FLUSHALL"_s});
    m_redis.ask({u"CONFIG"_s, u"RESETSTAT"_s});
    m_redis.ask({u"ACL"_s, u"LOG"_s, u"RESET"_s});
    m_connection
        = std::make_unique<RedisConnection>(unixEndpoint(m_redis), patientSettings(), m_clock);
    m_connection->open();
}

QList<LayoutChoice> TestLayoutScanner::everything()
{
    QList<LayoutChoice> choices;
    for (const CircuitLayout &layout : builtinLayouts())
        choices << LayoutChoice{layout, {.reset = 60s, .threshold = 5}, {}};
    return choices;
}

LayoutChoice TestLayoutScanner::only(const QString &layout, const QByteArray &glob)
{
    return {layoutNamed(layout), {.reset = 60s, .threshold = 5}, glob};
}

void TestLayoutScanner::scan(LayoutScanner &scanner) const
{
    QSignalSpy finished(&scanner, &LayoutScanner::scanFinished);
    scanner.scan();
    QVERIFY(finished.isEmpty());
    EVENTUALLY_COMPARE(finished.size(), 1);
}

void TestLayoutScanner::refresh(LayoutScanner &scanner) const
{
    QSignalSpy refreshed(&scanner, &LayoutScanner::refreshed);
    scanner.refresh();
    EVENTUALLY_COMPARE(refreshed.size(), 1);
}

QStringList TestLayoutScanner::keysOf(const QList<Circuit> &circuits)
{
    QStringList keys;
    for (const Circuit &circuit : circuits)
        keys << circuit.layout + u' ' + circuit.key;
    keys.sort();
    return keys;
}

int TestLayoutScanner::calls(const QString &command) const
{
    const QByteArray stats = m_redis.ask({u"INFO"_s, u"commandstats"_s});
    const QByteArray name = "cmdstat_" + command.toLatin1() + ":calls=";
    const qsizetype at = stats.indexOf(name);
    return at < 0 ? 0 : stats.sliced(at + name.size()).split(',').first().toInt();
}

std::unique_ptr<RedisConnection> TestLayoutScanner::connectedAs(const QString &user)
{
    RedisEndpoint endpoint = unixEndpoint(m_redis);
    endpoint.user = user;
    endpoint.password = u"pass"_s;
    auto connection = std::make_unique<RedisConnection>(endpoint, patientSettings(), m_clock);
    connection->open();
    return connection;
}

void TestLayoutScanner::circuitsOfAllLayoutsAreFoundInOneScan()
{
    const QString now = QString::number(QDateTime::currentSecsSinceEpoch());
    const auto set = [&](const QString &key, const QString &value, const QString &ms = {}) {
        m_redis.ask(ms.isEmpty() ? QStringList{u"SET"_s, key, value}
                                 : QStringList{u"SET"_s, key, value, u"PX"_s, ms});
    };
    set(u"www.store1.com:8001"_s, u"Url"_s, u"300000"_s);
    set(u"circuits:a:half_open"_s, u"true"_s);
    set(u"circuit-breaker:ns:a:open"_s, now, u"300000"_s);
    set(u"cb:a:override"_s, u"open"_s);
    set(u"circuit_a"_s, u"1"_s, u"300000"_s);
    set(u"deployment:a:cooldown"_s, u"{}"_s, u"300000"_s);
    set(u"ns:pybreaker:state"_s, u"open"_s);
    set(u"ns:pybreaker:opened_at"_s, now);
    set(u"ns:aiobreaker:state"_s, u"OPEN"_s);
    set(u"ns:aiobreaker:opened_at"_s, now);
    set(u"gobreaker:state:a"_s, uR"({"state":2,"expiry":"2999-01-01T00:00:00Z"})"_s);
    m_redis.ask({u"HSET"_s, u"stoplight:v5:metadata:a"_s, u"locked_state"_s, u"locked_red"_s});
    set(u"cbr::a"_s, uR"({"state":"opened","ttl":300,"opened_at":%1})"_s.arg(now));
    m_redis.ask({u"HSET"_s, u"CircuitBreaker|a"_s, u"failureCount"_s, u"5"_s, u"failureThreshold"_s,
                 u"5"_s, u"lastFailure"_s, now, u"resetTimeout"_s, u"300"_s});
    set(u"stoplight:v4:last_notification:a"_s, u"green->red"_s);
    m_redis.ask({u"ZADD"_s, u"stoplight:v4:failures:a"_s, now, u"{}"_s});
    set(u"ganesha_a_status"_s, u"2"_s);
    m_redis.ask({u"ZADD"_s, u"ganesha_a_failure"_s, now, now});
    set(u"circuit-breaker-a"_s, u"6"_s, u"300000"_s);
    set(u"stfn_php_circuit_breaker:a:state"_s, u"force_open"_s);
    set(u"cb2-a"_s, now);
    set(u"faulty:circuit:a:lock"_s, u"open"_s);
    set(u"app:circuit-breaker:a:status"_s, u"s:9:\"half-open\";"_s);
    // Strangers.
    set(u"session:1"_s, u"x"_s, u"300000"_s);
    m_redis.ask({u"LPUSH"_s, u"queue"_s, u"x"_s});

    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices(everything());
    scan(scanner);
    QVERIFY(!scanner.error());
    QVERIFY(scanner.progress().isComplete);
    QStringList wanted;
    for (const CircuitLayout &layout : builtinLayouts()) {
        const QString key = layout.name == "fynd"_L1 ? u"www.store1.com:8001"_s
            : layout.name.endsWith("obreaker"_L1) || layout.name == "pybreaker"_L1
            ? (layout.name == "gobreaker"_L1 ? u"a"_s : u"ns"_s)
            : layout.name == "leocarmo"_L1 ? u"ns:a"_s
                                           : u"a"_s;
        wanted << layout.name + u' ' + key;
    }
    wanted.sort();
    QCOMPARE(keysOf(scanner.circuits()), wanted);
    for (const Circuit &circuit : scanner.circuits()) {
        QVERIFY2(circuit.unreadable.isEmpty() && circuit.isStateKnown,
                 qPrintable(circuit.layout + u' ' + circuit.unreadable));
        QVERIFY2(circuit.state != BreakerState::Closed, qPrintable(circuit.layout));
        const auto left = remaining(circuit, m_clock.now());
        if (circuit.ttl == TimeToLive::Finite)
            QVERIFY2(left > 20s, qPrintable(circuit.layout));
    }
    QCOMPARE(calls(u"keys"_s), 0);
    QCOMPARE(calls(u"scan"_s), 1);
}

void TestLayoutScanner::aScanTellsHowFarItIs()
{
    m_redis.ask({u"DEBUG"_s, u"POPULATE"_s, u"5000"_s, u"key"_s});
    m_redis.ask({u"SET"_s, u"circuits:a:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    QSignalSpy progressed(&scanner, &LayoutScanner::progressed);
    scan(scanner);
    QVERIFY(progressed.size() >= 5);
    qint64 before = 0;
    for (const QList<QVariant> &arguments : std::as_const(progressed)) {
        const auto progress = arguments[0].value<LayoutScanner::Progress>();
        QVERIFY(progress.scanned >= before);
        QCOMPARE(progress.total, 5001);
        before = progress.scanned;
    }
    QVERIFY(before >= 5001);
    QVERIFY(scanner.progress().isComplete);
    QVERIFY(!scanner.progress().isScanning);
    QCOMPARE(keysOf(scanner.circuits()), QStringList{u"circuitbox a"_s});
}

void TestLayoutScanner::aScanCanBeStopped()
{
    m_redis.ask({u"DEBUG"_s, u"POPULATE"_s, u"5000"_s, u"key"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    connect(&scanner, &LayoutScanner::progressed, &scanner, [&] { scanner.cancel(); });
    scan(scanner);
    QVERIFY(!scanner.progress().isComplete);
    QVERIFY(!scanner.progress().isScanning);
    QVERIFY(scanner.progress().scanned < 5000);
    const int before = calls(u"scan"_s);
    scanner.cancel();
    refresh(scanner);
    QCOMPARE(calls(u"scan"_s), before);
}

void TestLayoutScanner::aScanCanBeginAnew()
{
    m_redis.ask({u"DEBUG"_s, u"POPULATE"_s, u"3000"_s, u"key"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    QSignalSpy finished(&scanner, &LayoutScanner::scanFinished);
    scanner.scan();
    scanner.scan();
    EVENTUALLY_COMPARE(finished.size(), 1);
    QVERIFY(scanner.progress().isComplete);
    QVERIFY(scanner.progress().scanned < 6000);
}

void TestLayoutScanner::aScanTakesPauses()
{
    m_redis.ask({u"DEBUG"_s, u"POPULATE"_s, u"3000"_s, u"key"_s});
    ManualClock clock;
    RedisConnection connection(unixEndpoint(m_redis), patientSettings(), m_clock);
    connection.open();
    LayoutScanner scanner(connection, clock, {.count = 1000, .shortestPause = 25ms});
    scanner.setChoices({only(u"circuitbox"_s)});
    QSignalSpy progressed(&scanner, &LayoutScanner::progressed);
    scanner.scan();
    EVENTUALLY_COMPARE(progressed.size(), 1);
    QCOMPARE(clock.untilNext(), 25ms);
    QCOMPARE(calls(u"scan"_s), 1);
    clock.advance(25ms);
    EVENTUALLY_COMPARE(progressed.size(), 2);
    QCOMPARE(calls(u"scan"_s), 2);
}

void TestLayoutScanner::whatWasFoundIsFollowedWithoutScanning()
{
    m_redis.ask({u"SET"_s, u"circuits:a:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    scan(scanner);
    QCOMPARE(told(scanner.circuits().value(0)).first(4), u"open"_s);
    m_redis.ask({u"DEL"_s, u"circuits:a:open"_s});
    refresh(scanner);
    QCOMPARE(scanner.circuits().value(0).state, BreakerState::Closed);
    // It opens again, and nobody has to scan for that.
    m_redis.ask({u"SET"_s, u"circuits:a:open"_s, u"1"_s, u"PX"_s, u"5000"_s});
    refresh(scanner);
    QCOMPARE(scanner.circuits().value(0).state, BreakerState::Open);
    QCOMPARE(calls(u"scan"_s), 1);
    // Nothing known, nothing asked.
    scanner.forget();
    m_redis.ask({u"CONFIG"_s, u"RESETSTAT"_s});
    refresh(scanner);
    QCOMPARE(scanner.circuits().size(), 0);
    QCOMPARE(calls(u"pttl"_s), 0);
}

void TestLayoutScanner::anIndexSavesTheScan()
{
    const QString hour = QString::number(QDateTime::currentSecsSinceEpoch() / 3600 - 100);
    m_redis.ask({u"SADD"_s, u"faulty:list:"_s + hour, u"pay"_s, u"gone"_s});
    m_redis.ask({u"SET"_s, u"faulty:circuit:pay:state"_s, u"open"_s});
    m_redis.ask({u"HSET"_s, u"stoplight:v4:states"_s, u"light"_s, u"locked_red"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"faulty"_s), only(u"stoplight4"_s)});
    refresh(scanner);
    QCOMPARE(keysOf(scanner.circuits()),
             (QStringList{u"faulty gone"_s, u"faulty pay"_s, u"stoplight4 light"_s}));
    QCOMPARE(calls(u"scan"_s), 0);
    // A new name appears in the newest set; the old ones are not read again.
    const int before = calls(u"sscan"_s);
    m_redis.ask({u"SADD"_s,
                 u"faulty:list:"_s + QString::number(QDateTime::currentSecsSinceEpoch() / 3600),
                 u"new"_s});
    refresh(scanner);
    QVERIFY(keysOf(scanner.circuits()).contains(u"faulty new"_s));
    QVERIFY(calls(u"sscan"_s) - before <= 2);
}

void TestLayoutScanner::anExactKeyIsLookedAt()
{
    m_redis.ask({u"SET"_s, u"x:circuits:a:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices(everything());
    QSignalSpy refreshed(&scanner, &LayoutScanner::refreshed);
    // By the layouts of Fynd (any key) and of circuitbox.
    QCOMPARE(scanner.look("x:circuits:a:open"), 2);
    EVENTUALLY_COMPARE(refreshed.size(), 1);
    QCOMPARE(keysOf(scanner.circuits()), QStringList{u"circuitbox a"_s});
    QCOMPARE(scanner.circuits().value(0).prefix, "x:"_ba);
    QCOMPARE(calls(u"scan"_s), 0);
}

void TestLayoutScanner::globsNarrowTheSearch()
{
    for (const QString &key : {u"a:circuits:x:open"_s, u"b:circuits:x:open"_s})
        m_redis.ask({u"SET"_s, key, u"1"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s, "b:*")});
    scan(scanner);
    QCOMPARE(scanner.circuits().size(), 1);
    QCOMPARE(scanner.circuits().value(0).prefix, "b:"_ba);
}

void TestLayoutScanner::layoutsAreSwitchedOff()
{
    m_redis.ask({u"SET"_s, u"circuits:x:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"circuit_x"_s, u"1"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s), only(u"lasier"_s)});
    scan(scanner);
    QCOMPARE(scanner.circuits().size(), 2);
    scanner.setChoices({only(u"lasier"_s)});
    QCOMPARE(keysOf(scanner.circuits()), QStringList{u"lasier x"_s});
    QVERIFY(scanner.actions(Circuit{.layout = u"circuitbox"_s}).isEmpty());
}

void TestLayoutScanner::aViewerWithFewRightsSeesWhatItMay_data()
{
    QTest::addColumn<QString>("rights");
    QTest::addColumn<QString>("existence");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QStringList>("refused");
    QTest::newRow("get, pttl, scan and ping")
        << u"~* +get +pttl +scan +ping"_s << u"open finite"_s << u"open unknown"_s
        << QStringList{u"dbsize"_s, u"getrange"_s, u"time"_s};
    QTest::newRow("time too") << u"~* +get +pttl +scan +ping +time"_s << u"open finite"_s
                              << u"open finite"_s << QStringList{u"dbsize"_s, u"getrange"_s};
    QTest::newRow("no values") << u"~* +pttl +scan +ping +time +dbsize"_s << u"open finite"_s
                               << u"unknown"_s << QStringList{u"get"_s, u"getrange"_s};
    QTest::newRow("no times to live")
        << u"~* +getrange +scan +ping +time +dbsize"_s << u"open unknown"_s << u"open finite"_s
        << QStringList{u"pttl"_s};
    QTest::newRow("some keys alone")
        << u"~circuits:* +get +pttl +scan +ping +time +dbsize"_s << u"open finite"_s << u"unknown"_s
        << QStringList{u"getrange"_s};
}

void TestLayoutScanner::aViewerWithFewRightsSeesWhatItMay()
{
    QFETCH(QString, rights);
    m_redis.ask(QStringList{u"ACL"_s, u"SETUSER"_s, u"viewer"_s, u"reset"_s, u"on"_s, u">pass"_s}
                + rights.split(u' '));
    m_redis.ask({u"SET"_s, u"circuits:a:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    m_redis.ask({u"SET"_s, u"pybreaker:state"_s, u"open"_s});
    m_redis.ask(
        {u"SET"_s, u"pybreaker:opened_at"_s, QString::number(QDateTime::currentSecsSinceEpoch())});
    const auto connection = connectedAs(u"viewer"_s);
    LayoutScanner scanner(*connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s), only(u"pybreaker"_s)});
    scan(scanner);
    QVERIFY2(!scanner.error(), qPrintable(scanner.error() ? scanner.error()->detail : QString()));
    QCOMPARE(scanner.circuits().size(), 2);
    for (const Circuit &circuit : scanner.circuits()) {
        const QString is = !circuit.isStateKnown ? u"unknown"_s
            : circuit.ttl == TimeToLive::Finite  ? u"open finite"_s
                                                 : u"open unknown"_s;
        if (circuit.layout == "circuitbox"_L1)
            QTEST(is, "existence");
        else
            QTEST(is, "state");
    }
    QTEST(scanner.refused(), "refused");
}

void TestLayoutScanner::withoutScanThereIsTheExactKey()
{
    m_redis.ask({u"ACL"_s, u"SETUSER"_s, u"viewer"_s, u"reset"_s, u"on"_s, u">pass"_s, u"~*"_s,
                 u"+get"_s, u"+pttl"_s, u"+ping"_s});
    m_redis.ask({u"SET"_s, u"circuits:a:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    const auto connection = connectedAs(u"viewer"_s);
    LayoutScanner scanner(*connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    scan(scanner);
    QVERIFY(scanner.error());
    QCOMPARE(scanner.error()->kind, RedisError::Kind::NoPermission);
    QVERIFY(!scanner.progress().isComplete);
    QVERIFY(scanner.refused().contains(u"scan"_s));
    QSignalSpy refreshed(&scanner, &LayoutScanner::refreshed);
    QCOMPARE(scanner.look("circuits:a:open"), 1);
    EVENTUALLY_COMPARE(refreshed.size(), 1);
    QVERIFY(!scanner.error());
    QCOMPARE(keysOf(scanner.circuits()), QStringList{u"circuitbox a"_s});
}

void TestLayoutScanner::whatIsRefusedIsNotAskedAgain()
{
    m_redis.ask({u"ACL"_s, u"SETUSER"_s, u"viewer"_s, u"reset"_s, u"on"_s, u">pass"_s, u"~*"_s,
                 u"+get"_s, u"+pttl"_s, u"+scan"_s, u"+ping"_s});
    m_redis.ask({u"SET"_s, u"circuits:a:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    const auto connection = connectedAs(u"viewer"_s);
    LayoutScanner scanner(*connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    scan(scanner);
    const QByteArray log = m_redis.ask({u"ACL"_s, u"LOG"_s});
    for (int i = 0; i < 3; ++i)
        refresh(scanner);
    const auto counts = [](const QByteArray &text) {
        QByteArrayList found;
        const QByteArrayList lines = text.split('\n');
        for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
            if (lines[i] == "count" || lines[i] == "object")
                found << lines[i + 1];
        }
        return found;
    };
    QVERIFY(!counts(log).isEmpty());
    QCOMPARE(counts(m_redis.ask({u"ACL"_s, u"LOG"_s})), counts(log));
}

void TestLayoutScanner::deadlinesAreTheServersEvenIfOurClockIsWrong()
{
    // ManualClock says that it is 2023.
    ManualClock clock;
    m_redis.ask({u"SET"_s, u"pybreaker:state"_s, u"open"_s});
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    m_redis.ask({u"SET"_s, u"pybreaker:opened_at"_s, QString::number(now - 20)});
    LayoutScanner scanner(*m_connection, clock);
    scanner.setChoices({{layoutNamed(u"pybreaker"_s), {.reset = 100s}, {}}});
    scan(scanner);
    const Circuit circuit = scanner.circuits().value(0);
    QCOMPARE(circuit.ttl, TimeToLive::Finite);
    const auto left = remaining(circuit, clock.now());
    QVERIFY2(left > 60s && left <= 80s, qPrintable(QString::number(left.count())));
    QVERIFY(scanner.skew());
    const auto skew
        = *scanner.skew() - milliseconds(now * 1000 - clock.wallTime().toMSecsSinceEpoch());
    QVERIFY(std::chrono::abs(skew) < 30s);
}

void TestLayoutScanner::aFullMemoryIsTold()
{
    for (int i = 0; i < 20; ++i)
        m_redis.ask({u"SET"_s, u"circuits:%1:open"_s.arg(i), u"1"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock, {.most = 8});
    scanner.setChoices({only(u"circuitbox"_s)});
    scan(scanner);
    QCOMPARE(scanner.circuits().size(), 8);
    QVERIFY(scanner.progress().isFull);
}

void TestLayoutScanner::aKeyspaceFullOfStrangersCostsNoMemory()
{
    m_redis.ask({u"DEBUG"_s, u"POPULATE"_s, u"3000"_s, u"key"_s});
    m_redis.ask({u"SET"_s, u"www.store1.com:8001"_s, u"Url"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"fynd"_s)});
    scan(scanner);
    QCOMPARE(scanner.progress().found, 1);
    QCOMPARE(keysOf(scanner.circuits()), QStringList{u"fynd www.store1.com:8001"_s});
}

void TestLayoutScanner::aLostConnectionEndsTheScan()
{
    RedisServer other;
    QVERIFY2(other.start(), qPrintable(other.error()));
    other.ask({u"DEBUG"_s, u"POPULATE"_s, u"5000"_s, u"key"_s});
    RedisConnection connection(unixEndpoint(other), patientSettings(), m_clock);
    connection.open();
    LayoutScanner scanner(connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    connect(&scanner, &LayoutScanner::progressed, &scanner, [&] { other.kill(); });
    scan(scanner);
    QVERIFY(scanner.error());
    QVERIFY(!scanner.progress().isComplete);
    refresh(scanner);
}

void TestLayoutScanner::deletingItIsSilent_data()
{
    QTest::addColumn<int>("when");
    QTest::newRow("at once") << 0;
    QTest::newRow("when it tells how far it is") << 1;
    QTest::newRow("when it has ended") << 2;
    QTest::newRow("when it has refreshed") << 3;
}

void TestLayoutScanner::deletingItIsSilent()
{
    QFETCH(int, when);
    m_redis.ask({u"DEBUG"_s, u"POPULATE"_s, u"3000"_s, u"circuits:x"_s});
    m_redis.ask({u"SET"_s, u"circuits:x:open"_s, u"1"_s});
    auto scanner = std::make_unique<LayoutScanner>(*m_connection, m_clock);
    scanner->setChoices(everything());
    bool isOver = false;
    const auto end = [&] {
        isOver = true;
        scanner.release()->deleteLater();
    };
    if (when == 1)
        connect(scanner.get(), &LayoutScanner::progressed, this, end, Qt::SingleShotConnection);
    if (when == 2)
        connect(scanner.get(), &LayoutScanner::scanFinished, this, end);
    if (when == 3)
        connect(scanner.get(), &LayoutScanner::refreshed, this, end);
    scanner->scan();
    scanner->refresh();
    if (when == 0)
        scanner.reset();
    else
        EVENTUALLY(isOver);
    // Whatever was on its way comes to nothing.
    Replies replies;
    m_connection->command({"PING"_ba}, this, replies.taker());
    EVENTUALLY_COMPARE(replies.count(), 1);
}

void TestLayoutScanner::actionsAreOfTheCircuitsLayout()
{
    const QByteArray key("x:circuits:\xff\n:open");
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    Replies replies;
    m_connection->command({"SET"_ba, key, "1"_ba, "PX"_ba, "300000"_ba}, this, replies.taker());
    EVENTUALLY_COMPARE(replies.count(), 1);
    scan(scanner);
    QCOMPARE(scanner.circuits().size(), 1);
    const Circuit circuit = scanner.circuits().value(0);
    QCOMPARE(circuit.redisKey, key);
    const QList<LayoutAction> actions = scanner.actions(circuit);
    QCOMPARE(actions.size(), 1);
    // One that is only to be copied is not sent.
    LayoutAction action = actions[0];
    action.isSafe = false;
    std::vector<std::expected<void, RedisError>> written;
    const auto taker
        = [&](const std::expected<void, RedisError> &result) { written.push_back(result); };
    performAction(*m_connection, action, this, taker);
    EVENTUALLY_COMPARE(written.size(), 1u);
    QVERIFY(!written[0]);
    QCOMPARE(written[0].error().kind, RedisError::Kind::InvalidCommand);
    QCOMPARE(m_redis.ask({u"DBSIZE"_s}), "1"_ba);
    performAction(*m_connection, actions[0], this, taker);
    EVENTUALLY_COMPARE(written.size(), 2u);
    QVERIFY(written[1]);
    QCOMPARE(m_redis.ask({u"DBSIZE"_s}), "0"_ba);
    refresh(scanner);
    QCOMPARE(scanner.circuits().value(0).state, BreakerState::Closed);
}

void TestLayoutScanner::anotherServerStartsFromNothing()
{
    m_redis.ask({u"SET"_s, u"circuits:a:open"_s, u"1"_s, u"PX"_s, u"300000"_s});
    LayoutScanner scanner(*m_connection, m_clock);
    scanner.setChoices({only(u"circuitbox"_s)});
    scan(scanner);
    QSignalSpy refreshed(&scanner, &LayoutScanner::refreshed);
    QSignalSpy finished(&scanner, &LayoutScanner::scanFinished);
    scanner.refresh();
    scanner.scan();
    scanner.forget();
    EVENTUALLY_COMPARE(refreshed.size(), 1);
    QCOMPARE(scanner.circuits().size(), 0);
    QCOMPARE(scanner.progress(), LayoutScanner::Progress());
    QCOMPARE(finished.size(), 0);
    scan(scanner);
    QCOMPARE(scanner.circuits().size(), 1);
}

QTEST_GUILESS_MAIN(TestLayoutScanner)
#include "tst_layoutscanner.moc"
