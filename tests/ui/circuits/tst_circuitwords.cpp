// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitcommands.h"
#include "ui/circuits/circuitwords.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestCircuitWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void cardsSayStateTimeAndReason_data()
    {
        QTest::addColumn<CircuitRow>("row");
        QTest::addColumn<Knowledge>("knowledge");
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QString>("action");
        QTest::addColumn<ChipTone>("tone");
        QTest::addColumn<StateMark>("mark");
        const HandClock clock;
        const Circuit open = openCircuit(clock, u"k"_s, 7300ms);
        const auto changed = [&open](auto change) {
            Circuit circuit = open;
            change(circuit);
            return CircuitRow{circuit};
        };
        const auto forced = [&](CircuitOverride::Kind kind, TimeToLive ttl) {
            return changed([&](Circuit &c) {
                c.forced = {kind, u"ann"_s, u"deploy"_s};
                c.ttl = ttl;
                c.state = kind == CircuitOverride::Kind::ForcedOpen ? BreakerState::Open
                                                                    : BreakerState::Closed;
            });
        };
        const auto foreign = [](Circuit &c) {
            c.layout = u"pybreaker"_s;
            c.service = "k"_ba;
            c.prefix = "shop:"_ba;
            c.openedBy.clear();
            c.reason.clear();
        };
        const auto fresh = Knowledge::Fresh;
        const QString why = u" · 4 x attempt-timeout"_s;
        const QString us = u"this app"_s;
        using Kind = CircuitOverride::Kind;
        QTest::newRow("open: counts") << CircuitRow{open} << fresh << u"7.3 s"_s << u"open"_s + why
                                      << us << u"close"_s << ChipTone::Bad << StateMark::Disc;
        QTest::newRow("half-open: the probe's lease, trips, who probes")
            << changed([](Circuit &c) {
                   c.state = BreakerState::HalfOpen;
                   c.trips = 2;
                   c.probe = u"3f2a81c0-77"_s;
               })
            << fresh << u"probe 7.3 s"_s << u"half-open"_s + why
            << u"this app · 2 trips · probe 3f2a81c0"_s << u"close"_s << ChipTone::HalfOpen
            << StateMark::HalfDisc;
        QTest::newRow("half-open, nobody probes") << changed([](Circuit &c) {
            c.state = BreakerState::HalfOpen;
            c.ttl = TimeToLive::Unknown;
        }) << fresh << u"probe is due"_s << u"half-open, a probe is due"_s + why
                                                  << us << u"close"_s << ChipTone::HalfOpen
                                                  << StateMark::DottedRing;
        QTest::newRow("throttled counts too") << changed([](Circuit &c) {
            c.cause = OpeningCause::Throttled;
            c.reason = u"429"_s;
        }) << fresh << u"7.3 s"_s << u"throttled · 429"_s
                                              << us << u"close"_s << ChipTone::Warning
                                              << StateMark::Pause;
        QTest::newRow("forced open for a while, with note and author")
            << forced(Kind::ForcedOpen, TimeToLive::Finite) << fresh << u"for 7.3 s"_s
            << u"forced open · deploy"_s << u"ann"_s << u"take back"_s << ChipTone::Bad
            << StateMark::Square;
        QTest::newRow("forced closed until it is taken back")
            << forced(Kind::ForcedClosed, TimeToLive::Unknown) << fresh << u"held"_s
            << u"forced closed until taken back · deploy"_s << u"ann"_s << u"take back"_s
            << ChipTone::Accent << StateMark::EmptySquare;
        QTest::newRow("metrics only")
            << forced(Kind::MetricsOnly, TimeToLive::Unknown) << fresh << u"held"_s
            << u"metrics only until taken back · deploy"_s << u"ann"_s << u"take back"_s
            << ChipTone::Accent << StateMark::Bars;
        QTest::newRow("never expires") << changed([](Circuit &c) {
            c.ttl = TimeToLive::Never;
            c.reason.clear();
        }) << fresh << u"never expires"_s
                                       << u"open · no time to live"_s << us << u"repair…"_s
                                       << ChipTone::Bad << StateMark::Triangle;
        QTest::newRow("unknown duration")
            << changed([](Circuit &c) { c.ttl = TimeToLive::Unknown; }) << fresh
            << u"time unknown"_s << u"open"_s + why << us << u"close"_s << ChipTone::Bad
            << StateMark::Disc;
        QTest::newRow("of another library, unknown duration: its time can be set")
            << changed([&](Circuit &c) {
                   foreign(c);
                   c.ttl = TimeToLive::Unknown;
               })
            << fresh << u"time unknown"_s << u"open · how long is not stored"_s
            << u"pybreaker, prefix shop:"_s << u"set time…"_s << ChipTone::Bad << StateMark::Disc;
        QTest::newRow("open but elapsed") << changed([&](Circuit &c) {
            foreign(c);
            c.ttl = TimeToLive::Unknown;
            c.isElapsed = true;
        }) << fresh << u"time is over"_s << u"open, waits for the next call"_s
                                          << u"pybreaker, prefix shop:"_s << u"actions…"_s
                                          << ChipTone::Warning << StateMark::Target;
        QTest::newRow("a threshold that is not stored") << changed([&](Circuit &c) {
            foreign(c);
            c.isStateKnown = false;
            c.failures = 4;
        }) << fresh << u"4 failures"_s << u"state not known · threshold not stored"_s
                                                        << u"pybreaker, prefix shop:"_s
                                                        << u"set threshold…"_s << ChipTone::Warning
                                                        << StateMark::Question;
        QTest::newRow("unreadable says what") << changed([&](Circuit &c) {
            foreign(c);
            c.isStateKnown = false;
            c.unreadable = u"opened_at: no number"_s;
        }) << fresh << u"unreadable"_s << u"unreadable · opened_at: no number"_s
                                              << u"pybreaker, prefix shop:"_s << u"actions…"_s
                                              << ChipTone::Warning << StateMark::Question;
        QTest::newRow("unverified is said in words first")
            << changed([](Circuit &c) { c.verification = Verification::Unverified; }) << fresh
            << u"7.3 s"_s << u"open · unverified"_s + why << us << u"close"_s << ChipTone::Bad
            << StateMark::Disc;
        QTest::newRow("a store that is away: an estimate")
            << CircuitRow{open} << Knowledge::Estimate << u"about 7.3 s"_s
            << u"open · last known"_s + why << us << u"close"_s << ChipTone::Neutral
            << StateMark::Disc;
        QTest::newRow("just closed")
            << CircuitRow{open, true, clock.now()} << fresh << u"closed"_s
            << u"closed just now"_s + why << us << QString() << ChipTone::Good << StateMark::Ring;
    }
    void cardsSayStateTimeAndReason()
    {
        QFETCH(CircuitRow, row);
        QFETCH(Knowledge, knowledge);
        const CircuitWords words = wordsOf(row, HandClock().now(), knowledge);
        QTEST(words.time, "time");
        QTEST(words.detail, "detail");
        QTEST(words.origin, "origin");
        QTEST(words.action, "action");
        QTEST(words.tone, "tone");
        QTEST(words.mark, "mark");
        QCOMPARE(words.link == CardLink::None, words.action.isEmpty());
        QVERIFY(detailsOf(row, HandClock().now(), knowledge).startsWith(u"k\n"_s));
        const QString spoken = spokenText(row, HandClock().now(), knowledge);
        QVERIFY(spoken.contains(words.time));
        QCOMPARE(spoken.count(u'\n'), 0);
        QVERIFY(spoken.endsWith(u'.'));
    }

    void theBarShowsWhatIsLeft()
    {
        HandClock clock;
        const CircuitRow row{openCircuit(clock, u"k"_s, 10s)};
        QCOMPARE(wordsOf(row, clock.now(), Knowledge::Fresh).filled, 1.0);
        clock.advance(7500ms);
        QCOMPARE(wordsOf(row, clock.now(), Knowledge::Fresh).filled, 0.25);
        clock.advance(10s);
        QCOMPARE(wordsOf(row, clock.now(), Knowledge::Fresh).filled, 0.0);
        const CircuitRow closed{row.circuit, true, clock.now()};
        clock.advance(2500ms);
        QCOMPARE(wordsOf(closed, clock.now(), Knowledge::Fresh).strength, 0.5);
    }

    void keysAreQuotedForRedis_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("quoted");
        QTest::newRow("a plain key needs no quotes")
            << "www.store1.com:8001"_ba << u"www.store1.com:8001"_s;
        QTest::newRow("blanks") << "a b"_ba << u"\"a b\""_s;
        QTest::newRow("quotes and backslashes") << "a\"\\"_ba << u"\"a\\\"\\\\\""_s;
        QTest::newRow("bytes that are no text")
            << "\xc3\xa4\n\0x"_ba.first(3) << u"\"\\xc3\\xa4\\x0a\""_s;
        QTest::newRow("empty") << QByteArray() << u"\"\""_s;
    }
    void keysAreQuotedForRedis()
    {
        QFETCH(QByteArray, key);
        QTEST(redisQuoted(key), "quoted");
    }

    void commandsAreExact()
    {
        const HandClock clock;
        Circuit circuit = openCircuit(clock, u"a b"_s, 1s);
        QCOMPARE(closeCommand(circuit, {}), u"DEL \"{a b}:probe\"\nDEL \"a b\""_s);
        circuit.redisKey = "cb:{a b}"_ba;
        QCOMPARE(closeCommand(circuit, u"cb:"_s),
                 u"DEL \"cb:{a b}:probe\"\nDEL \"cb:{a b}\"\n"
                 "HSET \"cb:{a b}:meta\" gen … half 0 open_until 0 closed_at …\n"
                 "HDEL \"cb:{a b}:meta\" fails window\nZREM cb:index \"cb:{a b}\""_s);
        QVERIFY(
            extendCommand(circuit, u"cb:"_s, 1min).contains(u"\nSET \"cb:{a b}\" … PX 60000\n"_s));
        QCOMPARE(resetCommand(circuit, u"cb:"_s),
                 u"DEL \"cb:{a b}:probe\"\nDEL \"cb:{a b}\"\n"
                 "DEL \"cb:{a b}:meta\" \"cb:{a b}:override\"\n"
                 "ZREM cb:index \"cb:{a b}\" \"cb:{a b}:override\""_s);
        circuit.key = u"a"_s;
        const CircuitOverride forced{CircuitOverride::Kind::ForcedOpen, u"ann"_s, {}};
        const QString force = forceCommand(circuit, u"cb:"_s, forced, 5s);
        QVERIFY2(force.startsWith(u"SET cb:{a}:override \"forced_open"_s), qPrintable(force));
        QVERIFY2(force.contains(u" PX 5000\nZADD cb:index … cb:{a}:override"_s), qPrintable(force));
        QCOMPARE(forceCommand(circuit, u"cb:"_s, {}, {}),
                 u"DEL cb:{a}:override\nZREM cb:index cb:{a}:override"_s);
        circuit.redisKey = "cb:{a b}"_ba;
        QCOMPARE(redisCliCommand(circuit, u"redis://127.0.0.1:6379/2"_s),
                 u"redis-cli -h 127.0.0.1 -p 6379 -n 2 GET 'cb:{a b}'; "
                 "redis-cli -h 127.0.0.1 -p 6379 -n 2 PTTL 'cb:{a b}'"_s);
        QCOMPARE(promptText({{"DEL"_ba, "a b"_ba}, {"PEXPIRE"_ba, "k"_ba, "5"_ba}}),
                 u"DEL \"a b\"\nPEXPIRE k 5"_s);
    }
};

QTEST_MAIN(TestCircuitWords)
#include "tst_circuitwords.moc"
