// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/connection.h"
#include "core/redis/layouts/layoutscanner.h"
#include "tests/core/redis/layouts/layouttesting.h"
#include "tests/core/redis/redistesting.h"

#include <QProcess>
#include <QSignalSpy>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the libraries themselves wrote: their keys as they were found after two failures on a
/// redis-server 8, and circuitbox while it runs, where Ruby has it (Debian: ruby-circuitbox).
class TestLibraries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void theirKeysAreRead_data();
    void theirKeysAreRead();
    void circuitboxIsReadWhileItRuns();
};

void TestLibraries::theirKeysAreRead_data()
{
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("is");
    const auto row = [](const char *name, const char *layout, const QByteArray &key, Keys &&keys,
                        qint64 seconds, const char *is) {
        QTest::newRow(name) << QString::fromLatin1(layout) << key << std::move(keys) << seconds
                            << QString::fromUtf8(is);
    };
    row("pybreaker 1.4", "pybreaker", "shop:pybreaker:state",
        Keys()
            .set("shop:pybreaker:state", "open")
            .set("shop:pybreaker:opened_at", "1795685093")
            .set("shop:pybreaker:fail_counter", "2")
            .set("shop:pybreaker:success_counter", "0"),
        1'795'685'094, "open, 59 s, then waits, since 1 s, of 60 s, 2 failures");
    row("aiobreaker 1.1", "aiobreaker", "shop:aiobreaker:state",
        Keys()
            .set("shop:aiobreaker:state", "OPEN")
            .set("shop:aiobreaker:opened_at", "1795685093")
            .set("shop:aiobreaker:fail_counter", "2"),
        1'795'685'094, "open, 59 s, then waits, since 1 s, of 60 s, 2 failures");
    row("purgatory 3", "purgatory", "cbr::pay",
        Keys()
            .set("cbr::pay",
                 R"({"name": "pay", "threshold": 2, "ttl": 60, "state": "opened", )"
                 R"("opened_at": 1795685105.2359412})")
            .set("cbr::pay::failure_count", "2"),
        1'795'685'106, "open, 59.236 s, then waits, since 0.764 s, of 60 s, 2 failures");
    row("lasier 0.3", "lasier", "circuit_pay", Keys().set("circuit_pay", "1", 59'900),
        1'795'685'106, "open, 59.9 s");
    row("circuitbox 2.0, open", "circuitbox", "circuits:pay:open",
        Keys()
            .set("circuits:pay:open", "\x04\x08T", 88'433)
            .set("circuits:pay:half_open", "\x04\x08T")
            .set("circuits:pay:stats:1795685040:failure", "2", 88'386),
        1'795'685'106, "open, 88.433 s, then half-opens");
    row("circuitbox 2.0, half-open", "circuitbox", "circuits:brief:half_open",
        Keys().set("circuits:brief:half_open", "\x04\x08T"), 1'795'685'106,
        "half-open, no end known");
    row("Stoplight 5.3.5", "stoplight5", "stoplight:v5:metadata:pay",
        Keys().hash("stoplight:v5:metadata:pay",
                    {{"consecutive_successes", "0"},
                     {"last_error_at", "1795685157"},
                     {"consecutive_errors", "2"},
                     {"recovery_scheduled_after", "1795685217"},
                     {"last_error_json",
                      R"({"error":{"class":"RuntimeError","message":"down"},"time":1795685157})"},
                     {"breached_at", "1795685157"}},
                    604'799'525),
        1'795'685'158,
        "open, 59 s, then waits, since 1 s, of 60 s, 2 failures, <RuntimeError: down>");
    row("Stoplight 4.1.1", "stoplight4", "stoplight:v4:last_notification:pay",
        Keys()
            .set("stoplight:v4:last_notification:pay", "green->red")
            .sorted("stoplight:v4:failures:pay",
                    {{R"({"error":{"class":"RuntimeError","message":"down"},"time":"2026-11-26"})",
                      "1795685173"}}),
        1'795'685'174,
        "open, 59 s, then waits, since 1 s, of 60 s, 1 failures, <RuntimeError: down>");
    row("faulty 0.11", "faulty", "faulty:circuit:pay:state",
        Keys()
            .set("faulty:circuit:pay:state", "open", 604'798'303)
            .set("faulty:circuit:pay:opened_at", "1795685190", 604'798'290)
            .set(
                "faulty:circuit:pay:options",
                R"({"cool_down":60,"evaluation_window":60,"rate_threshold":0.5,"sample_threshold":2})",
                604'798'258),
        1'795'685'191, "open, 59 s, then waits, since 1 s, of 60 s");
    row("cb2 0.0.2", "cb2", "cb2-pay",
        Keys().set("cb2-pay", "1795685190").sorted("cb2-pay-error", {{"0f", "1795685190"}}),
        1'795'685'191, "open, 59 s, then waits, since 1 s, of 60 s, 1 failures");
}

void TestLibraries::theirKeysAreRead()
{
    QFETCH(QString, layout);
    QFETCH(QByteArray, key);
    QFETCH(Keys, keys);
    QFETCH(qint64, seconds);
    // How these were set up, where the library does not store it.
    const CircuitLayout decoder = layoutNamed(layout);
    const LayoutSettings settings{.reset = decoder.needsReset ? std::optional(milliseconds(60s))
                                                              : std::nullopt};
    QTEST(told(readCircuit(decoder, key, keys, settings, seconds), seconds), "is");
}

void TestLibraries::circuitboxIsReadWhileItRuns()
{
    QProcess ruby;
    ruby.start(u"ruby"_s, {u"-e"_s, u"require 'circuitbox'; require 'moneta'; require 'redis'"_s});
    QVERIFY2(ruby.waitForStarted() && ruby.waitForFinished() && ruby.exitCode() == 0,
             "Ruby's circuitbox is missing; packaging/setup installs it");
    RedisServer redis;
    QVERIFY2(redis.start(), qPrintable(redis.error()));
    ruby.start(
        u"ruby"_s,
        {qEnvironmentVariable("RECLOSER_SOURCE_DIR") + u"/tests/core/redis/layouts/circuitbox.rb"_s,
         redis.socketPath()});
    QVERIFY(ruby.waitForFinished(60'000));
    QVERIFY2(ruby.exitCode() == 0, ruby.readAllStandardError().constData());

    SystemClock clock;
    RedisConnection connection(unixEndpoint(redis), patientSettings(), clock);
    connection.open();
    LayoutScanner scanner(connection, clock);
    scanner.setChoices({{layoutNamed(u"circuitbox"_s), {}, {}}});
    QSignalSpy finished(&scanner, &LayoutScanner::scanFinished);
    scanner.scan();
    EVENTUALLY_COMPARE(finished.size(), 1);
    const QList<Circuit> circuits = scanner.circuits();
    QCOMPARE(circuits.size(), 2);
    QCOMPARE(circuits[0].key, u"shop:pay"_s);
    QCOMPARE(circuits[0].state, BreakerState::Open);
    QCOMPARE(circuits[0].unreadable, QString());
    const auto left = remaining(circuits[0], clock.now());
    QVERIFY(left > 20s && left <= 90s);
    QCOMPARE(circuits[1].key, u"brief"_s);
    QCOMPARE(circuits[1].state, BreakerState::HalfOpen);

    // What is offered closes it for the library too, which then tries.
    for (const QByteArrayList &argv : scanner.actions(circuits[0]).value(0).commands) {
        Replies replies;
        connection.command(argv, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
    }
    QSignalSpy refreshed(&scanner, &LayoutScanner::refreshed);
    scanner.refresh();
    EVENTUALLY_COMPARE(refreshed.size(), 1);
    for (const Circuit &circuit : scanner.circuits())
        QCOMPARE(circuit.state, BreakerState::HalfOpen);
}

QTEST_GUILESS_MAIN(TestLibraries)
#include "tst_libraries.moc"
