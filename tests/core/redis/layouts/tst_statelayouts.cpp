// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/layouts/layouttesting.h"

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Libraries that write the state down. The server's clock says 1800000000.
class TestStateLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void circuitsAreRead_data();
    void circuitsAreRead();
    void namesAreForPeople_data();
    void namesAreForPeople();
    void timesAreTheServersOrNone();
    void namesComeFromAnIndexWhereThereIsOne();

private:
    void addPythonRows() const;
    void addRecordRows() const;
    void addStoplightRows() const;
    void addRubyAndPhpRows() const;
};

namespace {

void row(const char *name, const char *layout, const QByteArray &key, Keys &&keys, const char *is,
         std::optional<milliseconds> reset = {})
{
    QTest::newRow(name) << QString::fromLatin1(layout) << key << std::move(keys)
                        << LayoutSettings{.reset = reset} << QString::fromUtf8(is);
}

QByteArray purgatory(const QByteArray &state, const QByteArray &openedAt)
{
    return R"({"name": "pay", "threshold": 5, "ttl": 30.0, "state": ")" + state
        + R"(", "opened_at": )" + openedAt + "}";
}

QByteArray gobreaker(const QByteArray &state, const QByteArray &expiry)
{
    return R"({"state":)" + state
        + R"(,"generation":3,"age":0,"counts":{"Requests":4,"TotalSuccesses":1,"TotalFailures":3,)"
          R"("TotalExclusions":0,"ConsecutiveSuccesses":0,"ConsecutiveFailures":3},"buckets":null,)"
          R"("start":"0001-01-01T00:00:00Z","expiry":")"
        + expiry + "\"}";
}

} // namespace

void TestStateLayouts::addPythonRows() const
{
    const auto pybreaker = [](const QByteArray &state, const QByteArray &openedAt) {
        Keys keys
            = Keys().set("shop:pybreaker:state", state).set("shop:pybreaker:fail_counter", "5");
        if (!openedAt.isEmpty())
            keys = std::move(keys).set("shop:pybreaker:opened_at", openedAt);
        return keys;
    };
    const QByteArray key = "shop:pybreaker:state";
    row("pybreaker: open", "pybreaker", key, pybreaker("open", "1799999980"),
        "open, 40 s, then waits, since 20 s, of 60 s, 5 failures", 60s);
    row("pybreaker: open, elapsed", "pybreaker", key, pybreaker("open", "1799999900"),
        "open, elapsed, then waits, since 100 s, of 60 s, 5 failures", 60s);
    row("pybreaker: open, reset time not known", "pybreaker", key, pybreaker("open", "1799999980"),
        "open, no end known, then waits, since 20 s, 5 failures");
    row("pybreaker: open without a time lets the next call through", "pybreaker", key,
        pybreaker("open", ""), "open, elapsed, then waits, of 60 s, 5 failures", 60s);
    row("pybreaker: half-open", "pybreaker", key, pybreaker("half-open", "1799999980"),
        "half-open, no end known, 5 failures", 60s);
    row("pybreaker: closed", "pybreaker", key, pybreaker("closed", "1799999980"),
        "closed, 5 failures", 60s);
    row("pybreaker: gone", "pybreaker", key, Keys(), "closed");
    row("pybreaker: a state that is none", "pybreaker", key, pybreaker("OPEN", "1799999980"),
        "unknown, no end known, 5 failures, ! state: none of open, half-open, closed");
    row("pybreaker: a time that is none", "pybreaker", key, pybreaker("open", "yesterday"),
        "open, no end known, then waits, of 60 s, 5 failures, ! opened_at: no time in seconds",
        60s);
    row("pybreaker: a time beyond all calendars", "pybreaker", key,
        pybreaker("open", "999999999999999"),
        "open, no end known, then waits, of 60 s, 5 failures, ! opened_at: no time in seconds",
        60s);
    row("pybreaker: the state may not be read", "pybreaker", key,
        pybreaker("open", "").refuse({"GETRANGE"}),
        "unknown, no end known, ! state: not permitted");

    row("aiobreaker: open", "aiobreaker", "aiobreaker:state",
        Keys().set("aiobreaker:state", "OPEN").set("aiobreaker:opened_at", "1799999990"),
        "open, 50 s, then waits, since 10 s, of 60 s", 60s);
    row("aiobreaker: half-open", "aiobreaker", "aiobreaker:state",
        Keys().set("aiobreaker:state", "HALF_OPEN"), "half-open, no end known");
    row("aiobreaker: elapsed", "aiobreaker", "aiobreaker:state",
        Keys().set("aiobreaker:state", "OPEN").set("aiobreaker:opened_at", "1799999940"),
        "open, elapsed, then waits, since 60 s, of 60 s", 60s);
    row("aiobreaker: malformed", "aiobreaker", "aiobreaker:state",
        Keys().set("aiobreaker:state", "open"),
        "unknown, no end known, ! state: none of OPEN, HALF_OPEN, CLOSED");
    row("aiobreaker: closed", "aiobreaker", "aiobreaker:state",
        Keys().set("aiobreaker:state", "CLOSED"), "closed");
}

void TestStateLayouts::addRecordRows() const
{
    row("purgatory: open", "purgatory", "cbr::pay",
        Keys()
            .set("cbr::pay", purgatory("opened", "1799999990.5"))
            .set("cbr::pay::failure_count", "5"),
        "open, 20.5 s, then waits, since 9.5 s, of 30 s, 5 failures");
    row("purgatory: elapsed", "purgatory", "cbr::pay",
        Keys().set("cbr::pay", purgatory("opened", "1799999970")),
        "open, elapsed, then waits, since 30 s, of 30 s");
    row("purgatory: half-open", "purgatory", "cbr::pay",
        Keys().set("cbr::pay", purgatory("half-opened", "1799999970.0")),
        "half-open, no end known");
    row("purgatory: closed", "purgatory", "cbr::pay",
        Keys().set("cbr::pay", purgatory("closed", "null")), "closed");
    row("purgatory: no time", "purgatory", "cbr::pay",
        Keys().set("cbr::pay", purgatory("opened", "null")),
        "open, no end known, then waits, of 30 s, ! opened_at: no time in seconds");
    row("purgatory: no JSON", "purgatory", "cbr::pay", Keys().set("cbr::pay", "{\"name\""),
        "unknown, no end known, ! value: no JSON, unterminated string at 7");
    row("purgatory: no object", "purgatory", "cbr::pay", Keys().set("cbr::pay", "[1]"),
        "unknown, no end known, ! value: no JSON object");
    row("purgatory: another state", "purgatory", "cbr::pay",
        Keys().set("cbr::pay", purgatory("open", "1")),
        "unknown, no end known, ! state: none of opened, half-opened, closed");
    row("purgatory: the counter is no circuit", "purgatory", "cbr::pay::failure_count",
        Keys().set("cbr::pay::failure_count", "5"), "not mine");

    row("gobreaker: open", "gobreaker", "gobreaker:state:pay",
        Keys().set("gobreaker:state:pay", gobreaker("2", "2027-01-15T09:00:30.250000001+01:00")),
        "open, 30.25 s, then waits, 3 failures");
    row("gobreaker: open, expired", "gobreaker", "gobreaker:state:pay",
        Keys().set("gobreaker:state:pay", gobreaker("2", "2027-01-15T08:00:00Z")),
        "open, elapsed, then waits, 3 failures");
    row("gobreaker: half-open with a call in flight", "gobreaker", "gobreaker:state:pay",
        Keys()
            .set("gobreaker:state:pay", gobreaker("1", "0001-01-01T00:00:00Z"))
            .set("gobreaker:mutex:pay", "random", 4000),
        "half-open, no end known, call in flight, 3 failures");
    row("gobreaker: closed", "gobreaker", "gobreaker:state:pay",
        Keys().set("gobreaker:state:pay", gobreaker("0", "0001-01-01T00:00:00Z")),
        "closed, 3 failures");
    row("gobreaker: a state that is none", "gobreaker", "gobreaker:state:pay",
        Keys().set("gobreaker:state:pay", gobreaker("3", "")),
        "unknown, no end known, ! state: none of 0, 1, 2");
    row("gobreaker: a time that is none", "gobreaker", "gobreaker:state:pay",
        Keys().set("gobreaker:state:pay", gobreaker("2", "2027-13-15T08:00:00Z")),
        "open, no end known, then waits, 3 failures, ! expiry: no time of RFC 3339");
    row("gobreaker: another type", "gobreaker", "gobreaker:state:pay",
        Keys().hash("gobreaker:state:pay", {{"a", "b"}}),
        "unknown, no end known, ! value: of another type");

    const auto ksaveras = [](const char *count, const char *last, const char *reset = "60") {
        return Keys().hash("CircuitBreaker|pay",
                           {{"name", "pay"},
                            {"failureCount", count},
                            {"failureThreshold", "5"},
                            {"lastFailure", last},
                            {"resetTimeout", reset}},
                           40'000);
    };
    row("ksaveras: open", "ksaveras", "CircuitBreaker|pay", ksaveras("5", "1799999980"),
        "open, 40 s, then waits, since 20 s, of 60 s, 5 failures");
    row("ksaveras: elapsed", "ksaveras", "CircuitBreaker|pay", ksaveras("6", "1799999900"),
        "open, elapsed, then waits, since 100 s, of 60 s, 6 failures");
    row("ksaveras: closed", "ksaveras", "CircuitBreaker|pay", ksaveras("4", "1799999980"),
        "closed, 4 failures");
    row("ksaveras: without the server's time", "ksaveras", "CircuitBreaker|pay",
        ksaveras("5", "1799999980").refuse({"TIME"}),
        "open, 40 s, then waits, since 20 s, of 60 s, 5 failures");
    row("ksaveras: malformed count", "ksaveras", "CircuitBreaker|pay", ksaveras("five", "1"),
        "unknown, no end known, ! failureCount: no whole number");
    row("ksaveras: malformed length", "ksaveras", "CircuitBreaker|pay",
        ksaveras("5", "1799999980", "soon"),
        "open, no end known, then waits, since 20 s, 5 failures, ! resetTimeout: no number of "
        "seconds");
    row("ksaveras: gone", "ksaveras", "CircuitBreaker|pay", Keys(), "closed");
}

void TestStateLayouts::addStoplightRows() const
{
    const auto light = [](const QMap<QByteArray, QByteArray> &fields) {
        return Keys().hash("stoplight:v5:metadata:pay", fields, 600'000'000);
    };
    const QByteArray key = "stoplight:v5:metadata:pay";
    row("Stoplight 5: red", "stoplight5", key,
        light({{"breached_at", "1799999980"},
               {"recovery_scheduled_after", "1800000040"},
               {"consecutive_errors", "3"},
               {"last_error_json",
                R"({"error":{"class":"Net::OpenTimeout","message":"slow"},"time":"2027"})"}}),
        "open, 40 s, then waits, since 20 s, of 60 s, 3 failures, <Net::OpenTimeout: slow>");
    row("Stoplight 5: yellow, its time is over", "stoplight5", key,
        light({{"breached_at", "1799999900"}, {"recovery_scheduled_after", "1799999960"}}),
        "half-open, elapsed, then waits, since 100 s, of 60 s");
    row("Stoplight 5: yellow, recovery began", "stoplight5", key,
        light({{"breached_at", "1799999900"}, {"recovery_started_at", "1799999990"}}),
        "half-open, no end known, then waits, since 100 s");
    row("Stoplight 5: green", "stoplight5", key,
        light({{"recovered_at", "1799999990"}, {"consecutive_errors", "0"}}), "closed, 0 failures");
    row("Stoplight 5: locked red while green", "stoplight5", key,
        light({{"locked_state", "locked_red"}}), "open, no end known, forced");
    row("Stoplight 5: locked green while red", "stoplight5", key,
        light({{"locked_state", "locked_green"},
               {"breached_at", "1799999980"},
               {"recovery_scheduled_after", "1800000040"}}),
        "closed, forced");
    row("Stoplight 5: unlocked", "stoplight5", key,
        light({{"locked_state", "unlocked"}, {"breached_at", "1799999980"}}),
        "open, no end known, then waits, since 20 s");
    row("Stoplight 5: an unknown lock", "stoplight5", key, light({{"locked_state", "purple"}}),
        "unknown, ! locked_state: none of locked_red, locked_green, unlocked");
    row("Stoplight 5: malformed time", "stoplight5", key, light({{"breached_at", "now"}}),
        "unknown, no end known, then waits, ! breached_at: no time in seconds");
    row("Stoplight 5: no hash", "stoplight5", key, Keys().set(key, "red"),
        "unknown, no end known, ! metadata: of another type");
    row("Stoplight 5: gone", "stoplight5", key, Keys(), "closed");

    const auto old = [](const QByteArray &change) {
        return Keys()
            .set("stoplight:v4:last_notification:pay", change)
            .sorted("stoplight:v4:failures:pay",
                    {{R"({"error":{"class":"A","message":""}})", "1799999970"},
                     {R"({"error":{"class":"B","message":"b"}})", "1799999980"}});
    };
    const QByteArray oldKey = "stoplight:v4:last_notification:pay";
    row("Stoplight 4: red", "stoplight4", oldKey, old("green->red"),
        "open, 40 s, then waits, since 20 s, of 60 s, 2 failures, <B: b>", 60s);
    row("Stoplight 4: red, cool-off time not known", "stoplight4", oldKey, old("green->red"),
        "open, no end known, then waits, since 20 s, 2 failures, <B: b>");
    row("Stoplight 4: red, elapsed", "stoplight4", oldKey, old("yellow->red"),
        "open, elapsed, then waits, since 20 s, of 10 s, 2 failures, <B: b>", 10s);
    row("Stoplight 4: yellow", "stoplight4", oldKey, old("red->yellow"),
        "half-open, no end known, 2 failures, <B: b>");
    row("Stoplight 4: green", "stoplight4", oldKey, old("yellow->green"),
        "closed, 2 failures, <B: b>");
    row("Stoplight 4: failures and no change yet", "stoplight4", "stoplight:v4:failures:pay",
        Keys().sorted("stoplight:v4:failures:pay", {{"x", "1799999980"}}), "closed, 1 failures");
    row("Stoplight 4: locked", "stoplight4", oldKey,
        old("yellow->green").hash("stoplight:v4:states", {{"pay", "locked_red"}}),
        "open, no end known, forced, 2 failures, <B: b>");
    row("Stoplight 4: a change into nothing known", "stoplight4", oldKey, old("green"),
        "unknown, no end known, ! last_notification: does not end in a colour");
}

void TestStateLayouts::addRubyAndPhpRows() const
{
    const auto ganesha = [](const char *status) {
        return Keys()
            .set("ganesha_pay_status", status)
            .sorted("ganesha_pay_failure",
                    {{"1799999970.5", "1799999970.5"}, {"1799999990.5", "1799999990.5"}});
    };
    row("ganesha: tripped", "ganesha", "ganesha_pay_status", ganesha("2"),
        "open, 20.5 s, then waits, since 9.5 s, of 30 s, 2 failures", 30s);
    row("ganesha: tripped, interval not known", "ganesha", "ganesha_pay_status", ganesha("2"),
        "open, no end known, then waits, since 9.5 s, 2 failures");
    row("ganesha: elapsed", "ganesha", "ganesha_pay_status", ganesha("2"),
        "open, elapsed, then waits, since 9.5 s, of 5 s, 2 failures", 5s);
    row("ganesha: calm", "ganesha", "ganesha_pay_status", ganesha("1"), "closed, 2 failures");
    row("ganesha: malformed", "ganesha", "ganesha_pay_status", ganesha("3"),
        "unknown, no end known, ! status: none of 1, 2");

    const auto stfn = [](const char *state) {
        return Keys()
            .set("stfn_php_circuit_breaker:pay:state", state)
            .set("stfn_php_circuit_breaker:pay:fail_count", "4")
            .set("stfn_php_circuit_breaker:pay:opened_at", "1799999990");
    };
    const QByteArray stfnKey = "stfn_php_circuit_breaker:pay:state";
    row("stfn: open", "stfn", stfnKey, stfn("open"),
        "open, 20 s, then waits, since 10 s, of 30 s, 4 failures", 30s);
    row("stfn: elapsed", "stfn", stfnKey, stfn("open"),
        "open, elapsed, then waits, since 10 s, of 10 s, 4 failures", 10s);
    row("stfn: half-open", "stfn", stfnKey, stfn("half_open"),
        "half-open, no end known, 4 failures");
    row("stfn: forced open", "stfn", stfnKey, stfn("force_open"),
        "open, no end known, forced, 4 failures", 10s);
    row("stfn: closed", "stfn", stfnKey, stfn("closed"), "closed, 4 failures");
    row("stfn: malformed", "stfn", stfnKey, stfn("broken"),
        "unknown, no end known, 4 failures, ! state: none of open, half_open, closed, force_open");

    row("cb2: tripped", "cb2", "cb2-pay",
        Keys().set("cb2-pay", "1799999990").sorted("cb2-pay-error", {{"a", "1"}, {"b", "2"}}),
        "open, 20 s, then waits, since 10 s, of 30 s, 2 failures", 30s);
    row("cb2: tripped, time not known", "cb2", "cb2-pay", Keys().set("cb2-pay", "1799999990"),
        "open, no end known, then waits, since 10 s, 0 failures");
    row("cb2: elapsed", "cb2", "cb2-pay", Keys().set("cb2-pay", "1799999990"),
        "open, elapsed, then waits, since 10 s, of 10 s, 0 failures", 10s);
    row("cb2: closed", "cb2", "cb2-pay", Keys(), "closed, 0 failures");
    row("cb2: malformed", "cb2", "cb2-pay", Keys().set("cb2-pay", "x"),
        "unknown, no end known, then waits, 0 failures, ! value: no time in seconds");
    row("cb2: the errors are no circuit", "cb2", "cb2-pay-error",
        Keys().sorted("cb2-pay-error", {{"a", "1"}}), "not mine");

    const auto faulty = [](const char *state, const char *openedAt) {
        return Keys()
            .set("faulty:circuit:pay:state", state, 600'000'000)
            .set("faulty:circuit:pay:opened_at", openedAt, 600'000'000);
    };
    const QByteArray faultyKey = "faulty:circuit:pay:state";
    row("faulty: open with its options", "faulty", faultyKey,
        faulty("open", "1799999990").set("faulty:circuit:pay:options", R"({"cool_down":300})"),
        "open, 290 s, then waits, since 10 s, of 300 s", 5s);
    row("faulty: open without options", "faulty", faultyKey, faulty("open", "1799999990"),
        "open, no end known, then waits, since 10 s");
    row("faulty: elapsed", "faulty", faultyKey, faulty("open", "1799999990"),
        "open, elapsed, then waits, since 10 s, of 5 s", 5s);
    row("faulty: locked open while closed", "faulty", "faulty:circuit:pay:lock",
        faulty("closed", "1").set("faulty:circuit:pay:lock", "open"), "open, no end known, forced");
    row("faulty: locked closed while open", "faulty", faultyKey,
        faulty("open", "1799999990").set("faulty:circuit:pay:lock", "closed"),
        "closed, since 10 s, forced");
    row("faulty: closed", "faulty", faultyKey, faulty("closed", "1"), "closed");
    row("faulty: malformed state", "faulty", faultyKey, faulty("ajar", "1"),
        "unknown, no end known, ! state: none of open, half_open, closed");
    row("faulty: malformed options", "faulty", faultyKey,
        faulty("open", "1799999990").set("faulty:circuit:pay:options", R"({"cool_down":"x"})"),
        "open, 50 s, then waits, since 10 s, of 60 s, ! options: no cool_down in seconds", 60s);

    const auto laravel = [](const char *status, const char *end) {
        return Keys()
            .set("laravel_database_laravel_cache:circuit-breaker:pay:status", status, 80'000'000)
            .set("laravel_database_laravel_cache:circuit-breaker:pay:cooldown_end", end, 80'000'000)
            .set("laravel_database_laravel_cache:circuit-breaker:pay:failure", "2", 80'000'000);
    };
    const QByteArray laravelKey = "laravel_database_laravel_cache:circuit-breaker:pay:status";
    row("algoyounes: open", "algoyounes", laravelKey, laravel(R"(s:4:"open";)", "1800000025"),
        "open, 25 s, then waits, 2 failures");
    row("algoyounes: a serialised number", "algoyounes", laravelKey,
        laravel(R"(s:4:"open";)", "i:1800000025;"), "open, 25 s, then waits, 2 failures");
    row("algoyounes: elapsed", "algoyounes", laravelKey, laravel(R"(s:4:"open";)", "1799999999"),
        "open, elapsed, then waits, 2 failures");
    row("algoyounes: half-open", "algoyounes", laravelKey,
        laravel(R"(s:9:"half-open";)", "1799999999"), "half-open, no end known, 2 failures");
    row("algoyounes: closed", "algoyounes", laravelKey, laravel(R"(s:6:"closed";)", "0"),
        "closed, 2 failures");
    row("algoyounes: a length that is wrong", "algoyounes", laravelKey,
        laravel(R"(s:5:"open";)", "1800000025"),
        "unknown, no end known, ! status: no string as PHP serialises it");
    row("algoyounes: malformed time", "algoyounes", laravelKey, laravel(R"(s:4:"open";)", "d:1.5;"),
        "open, no end known, then waits, 2 failures, ! cooldown_end: no time in seconds");
}

void TestStateLayouts::circuitsAreRead_data()
{
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<LayoutSettings>("settings");
    QTest::addColumn<QString>("is");
    addPythonRows();
    addRecordRows();
    addStoplightRows();
    addRubyAndPhpRows();
}

void TestStateLayouts::circuitsAreRead()
{
    QFETCH(QString, layout);
    QFETCH(QByteArray, key);
    QFETCH(Keys, keys);
    QFETCH(LayoutSettings, settings);
    QTEST(told(readCircuit(layoutNamed(layout), key, keys, settings)), "is");
}

void TestStateLayouts::namesAreForPeople_data()
{
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QByteArray>("redisKey");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("prefix");
    const auto row = [](const char *name, const char *layout, const QByteArray &redisKey,
                        const QString &key, const QByteArray &prefix) {
        QTest::newRow(name) << QString::fromLatin1(layout) << redisKey << key << prefix;
    };
    row("a namespace is the name", "pybreaker", "team:shop:pybreaker:state", u"team:shop"_s, "");
    row("no namespace", "aiobreaker", "aiobreaker:state", u"aiobreaker"_s, "");
    row("Laravel's prefixes", "algoyounes",
        "laravel_database_laravel_cache:circuit-breaker:a:status", u"a"_s,
        "laravel_database_laravel_cache:");
    row("a pipe", "ksaveras", "app:CircuitBreaker|pay", u"pay"_s, "app:");
    row("a name with colons", "gobreaker", "gobreaker:state:a:b", u"a:b"_s, "");
    row("bytes that are no text", "faulty", "faulty:circuit:\xff:state", u"\\xff"_s, "");
}

void TestStateLayouts::namesAreForPeople()
{
    QFETCH(QString, layout);
    QFETCH(QByteArray, redisKey);
    const auto circuit = readCircuit(layoutNamed(layout), redisKey, Keys());
    QVERIFY(circuit);
    QTEST(circuit->key, "key");
    QTEST(circuit->prefix, "prefix");
    QCOMPARE(circuit->redisKey, redisKey);
}

void TestStateLayouts::timesAreTheServersOrNone()
{
    const Keys keys = Keys()
                          .set("gobreaker:state:pay", gobreaker("2", "2099-01-01T00:00:00Z"))
                          .refuse({"TIME"});
    QCOMPARE(told(readCircuit(layoutNamed(u"gobreaker"_s), "gobreaker:state:pay", keys)),
             u"open, no end known, then waits, 3 failures"_s);
}

void TestStateLayouts::namesComeFromAnIndexWhereThereIsOne()
{
    using Extent = CircuitLayout::Index::Extent;
    const auto index = layoutNamed(u"faulty"_s).index;
    QVERIFY(index);
    const QList<QByteArrayList> latest
        = index->ask("app:", milliseconds(serverSeconds * 1000), Extent::Latest);
    QCOMPARE(latest.size(), 2);
    QCOMPARE(latest[0], (QByteArrayList{"SSCAN", "app:faulty:list:499999", "0", "COUNT", "10000"}));
    QCOMPARE(latest[1], (QByteArrayList{"SSCAN", "app:faulty:list:500000", "0", "COUNT", "10000"}));
    // A week of sets, an hour each.
    const auto all = index->ask("", milliseconds(serverSeconds * 1000), Extent::All);
    QCOMPARE(all.size(), 170);
    QCOMPARE(all.last()[1], "faulty:list:500000"_ba);
}

QTEST_GUILESS_MAIN(TestStateLayouts)
#include "tst_statelayouts.moc"
