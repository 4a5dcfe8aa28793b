// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitwords.h"

#include <QProcess>
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
        QTest::addColumn<ChipTone>("tone");
        const HandClock clock;
        const Circuit open = openCircuit(clock, u"k"_s, 7300ms);
        Circuit probing = open;
        probing.state = BreakerState::HalfOpen;
        probing.trips = 2;
        probing.layout = u"gobreaker"_s;
        Circuit never = open;
        never.ttl = TimeToLive::Never;
        never.reason.clear();
        never.openedBy.clear();
        Circuit unknown = open;
        unknown.ttl = TimeToLive::Unknown;
        Circuit unverified = open;
        unverified.verification = Verification::Unverified;
        const auto fresh = Knowledge::Fresh;
        QTest::newRow("open: counts")
            << CircuitRow{open} << fresh << u"7.3 s"_s << u"open · 4 x attempt-timeout · this app"_s
            << ChipTone::Bad;
        QTest::newRow("half-open: the probe's lease, trips, other layout")
            << CircuitRow{probing} << fresh << u"probe 7.3 s"_s
            << u"half-open · 4 x attempt-timeout · this app · 2 trips · gobreaker"_s
            << ChipTone::HalfOpen;
        QTest::newRow("never expires") << CircuitRow{never} << fresh << u"never expires"_s
                                       << u"open · no time to live"_s << ChipTone::Bad;
        QTest::newRow("unknown duration")
            << CircuitRow{unknown} << fresh << u"time unknown"_s
            << u"open · 4 x attempt-timeout · this app"_s << ChipTone::Bad;
        QTest::newRow("unverified is said in words first")
            << CircuitRow{unverified} << fresh << u"7.3 s"_s
            << u"open · unverified · 4 x attempt-timeout · this app"_s << ChipTone::Bad;
        QTest::newRow("a store that is away: an estimate")
            << CircuitRow{open} << Knowledge::Estimate << u"about 7.3 s"_s
            << u"open · last known · 4 x attempt-timeout · this app"_s << ChipTone::Neutral;
        QTest::newRow("just closed")
            << CircuitRow{open, true, clock.now()} << fresh << u"closed"_s
            << u"closed just now · 4 x attempt-timeout · this app"_s << ChipTone::Good;
    }
    void cardsSayStateTimeAndReason()
    {
        QFETCH(CircuitRow, row);
        QFETCH(Knowledge, knowledge);
        const CircuitWords words = wordsOf(row, HandClock().now(), knowledge);
        QTEST(words.time, "time");
        QTEST(words.detail, "detail");
        QTEST(words.tone, "tone");
        QCOMPARE(words.action.isEmpty(), row.justClosed);
        QVERIFY(detailsOf(row, HandClock().now(), knowledge).startsWith(u"k\n"_s));
        QVERIFY(spokenText(row, HandClock().now(), knowledge).contains(words.time));
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

    void keysSurviveAShell_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("plain") << "www.store1.com:8001"_ba;
        QTest::newRow("command substitution") << "$(touch /tmp/x)`id`;rm -rf ~ & | > <"_ba;
        QTest::newRow("single quotes") << "it's 'quoted'"_ba;
        QTest::newRow("query") << "http://a/b?c=1&d=*[2]!"_ba;
        QTest::newRow("line breaks") << "a\nb\tc'\\"_ba;
        QTest::newRow("bytes that are no text") << "\xff\xc3\x28"_ba;
        QTest::newRow("a byte before a digit") << "\x01"
                                                  "7"_ba;
    }
    void keysSurviveAShell()
    {
        QFETCH(QByteArray, key);
        // $'...' is in POSIX since 2024 and older in bash.
        QProcess shell;
        shell.start(u"bash"_s, {u"-c"_s, u"printf %s "_s + shellQuoted(key)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), key);
    }

    void commandsAreExact()
    {
        const HandClock clock;
        Circuit circuit = openCircuit(clock, u"a b"_s, 1s);
        circuit.redisKey = "cb:{a b}"_ba;
        QCOMPARE(closeCommand(circuit, {}), u"DEL \"cb:{a b}\""_s);
        QCOMPARE(closeCommand(circuit, u"cb:"_s),
                 u"DEL \"cb:{a b}\"\nZREM cb:index \"cb:{a b}\""_s);
        QCOMPARE(extendCommand(circuit, 1min), u"SET \"cb:{a b}\" … PX 60000"_s);
        QCOMPARE(redisCliCommand(circuit, u"redis://127.0.0.1:6379/2"_s),
                 u"redis-cli -u redis://127.0.0.1:6379/2 GET 'cb:{a b}'; "
                 "redis-cli -u redis://127.0.0.1:6379/2 PTTL 'cb:{a b}'"_s);
    }
};

QTEST_MAIN(TestCircuitWords)
#include "tst_circuitwords.moc"
