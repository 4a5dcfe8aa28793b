// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatif.h"
#include "core/resilience/whatifcomparison.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

namespace {

/// "200", "503", "timeout", "reset", "429/7" (Retry-After), each with "@" and its milliseconds.
RecordedAttempt attemptOf(const QString &word)
{
    const QStringList parts = word.split(u'@');
    const QString what = parts[0].section(u'/', 0, 0);
    RecordedAttempt attempt;
    attempt.duration = milliseconds(parts.value(1).toInt());
    if (what == "timeout"_L1)
        attempt.result.error = Kind::AttemptTimeout;
    else if (what == "reset"_L1)
        attempt.result.error = Kind::ConnectionReset;
    else if (what == "cancelled"_L1)
        attempt.result.error = Kind::Cancelled;
    else
        attempt.result.status = what.toInt();
    attempt.result.retryAfter = parts[0].section(u'/', 1, 1).toLatin1();
    return attempt;
}

/// "1000 http://h/x 503@10 200@20": when, where to, and what each attempt came to; "blocked" for
/// one that was not sent, "POST" before the URL for one that may do harm.
RecordedCall callOf(const QString &line, qint64 id)
{
    QStringList words = line.split(u' ');
    RecordedCall call{.id = id, .startedAt = milliseconds(words.takeFirst().toLongLong())};
    call.method = words[0] == "POST"_L1 ? words.takeFirst().toLatin1() : QByteArray("GET");
    call.url = words.takeFirst();
    call.key = QUrl(call.url).host();
    if (words.value(0) == "blocked"_L1) {
        call.outcome = Outcome::Blocked;
        call.ending = Ending::Blocked;
        return call;
    }
    for (const QString &word : std::as_const(words)) {
        RecordedAttempt attempt = attemptOf(word);
        attempt.startedAfter = call.elapsed;
        call.elapsed += attempt.duration;
        call.attempts.append(attempt);
    }
    const RecordedResult &last = call.attempts.constLast().result;
    call.outcome = last.status == 0
        ? (last.error == Kind::Cancelled ? Outcome::Cancelled : Outcome::Exception)
        : last.status >= 400 ? Outcome::Failed
                             : Outcome::Success;
    return call;
}

QList<RecordedCall> callsOf(const QStringList &lines)
{
    QList<RecordedCall> calls;
    for (const QString &line : lines)
        calls.append(callOf(line, calls.size() + 1));
    return calls;
}

WhatIfPlan planOf(Preset preset, const PolicyOverrides &overrides)
{
    PolicyOverrides all{.keyPattern = u"h[0-9]*(?=/)"_s};
    return {.policies = effectivePolicies(presetPolicies(preset), layered(all, overrides))};
}

WhatIfResult run(const QStringList &lines, const WhatIfPlan &plan,
                 const WhatIfSettings &settings = {})
{
    // No spread: the middle of it.
    WhatIf whatIf({plan}, settings, [] { return 0.5; });
    for (const RecordedCall &call : callsOf(lines))
        whatIf.add(call);
    return whatIf.finish();
}

/// "h 40-10040" for each opening, then what else is worth telling.
QString told(const WhatIfSide &side)
{
    QStringList words;
    for (const WhatIfCircuit &circuit : side.circuits) {
        for (const WhatIfOpening &opening : circuit.openings)
            words.append(
                u"%1 %2-%3"_s.arg(circuit.key).arg(opening.from / 1ms).arg(opening.until / 1ms));
    }
    const WhatIfCounts &counts = side.totals;
    const auto tell = [&](const QString &what, qint64 number) {
        if (number != 0)
            words.append(u"%1 %2"_s.arg(number).arg(what));
    };
    tell(u"blocked"_s, counts.blocked);
    tell(u"needlessly"_s, counts.needlesslyBlocked);
    tell(u"spared"_s, counts.spared);
    tell(u"blocked too"_s, counts.blockedUnknown);
    tell(u"let through"_s, counts.letThrough);
    tell(u"unknown"_s, counts.unknown);
    const WhatIfAssumptions &assumed = side.assumptions;
    tell(u"nearby"_s, assumed.answersNearby);
    tell(u"repeated"_s, assumed.answersRepeated);
    tell(u"moved"_s, assumed.answersMoved);
    tell(u"cut short"_s, assumed.cutShort);
    tell(u"timed out later"_s, assumed.timedOutLater);
    tell(u"given up"_s, assumed.givenUpAttempts);
    tell(u"without circuit"_s, assumed.withoutCircuit);
    return words.join(u", "_s);
}

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void rules_data()
    {
        using P = PolicyOverrides;
        QTest::addColumn<QStringList>("calls");
        QTest::addColumn<Preset>("preset");
        QTest::addColumn<PolicyOverrides>("overrides");
        QTest::addColumn<QString>("expected");
        const QString four = u"0 http://h/ reset@10 reset@10 reset@10 reset@10"_s;

        QTest::newRow("four failures of four attempts open for 10 s, at the end of the last")
            << QStringList{four} << Preset::Fynd << P{} << u"h 40-10040"_s;
        QTest::newRow("an answer among them, and nothing opens")
            << QStringList{u"0 http://h/ reset@10 reset@10 503@10 reset@10"_s} << Preset::Fynd
            << P{} << QString();
        QTest::newRow("fewer attempts open sooner")
            << QStringList{four} << Preset::Fynd << P{.maxRetries = 1} << u"h 20-10020"_s;
        QTest::newRow("more attempts than were made repeat the answer nearest in time")
            << QStringList{u"0 http://h/ reset@10 reset@10"_s} << Preset::Fynd << P{}
            << u"h 40-10040, 2 nearby"_s;
        QTest::newRow("which may be a good one")
            << QStringList{u"0 http://h/ reset@10 reset@10"_s, u"21 http://h/ 200@5"_s}
            << Preset::Fynd << P{} << u"1 nearby"_s;
        QTest::newRow("calls after the opening are blocked until its time is over")
            << QStringList{four, u"40 http://h/ 200@5"_s,
                           u"10039 http://h/ 503@5 503@5 503@5 503@5"_s, u"10040 http://h/ 200@5"_s}
            << Preset::Fynd << P{} << u"h 40-10040, 2 blocked, 1 needlessly, 1 spared"_s;
        QTest::newRow("a call that began before the opening goes on, and opens it anew")
            << QStringList{four, u"30 http://h/ reset@10 reset@10 reset@10 reset@10"_s}
            << Preset::Fynd << P{} << u"h 40-70, h 70-10070"_s;
        QTest::newRow("an opening counts from when the call ended, not from when it began")
            << QStringList{u"0 http://h/ reset@9000 reset@9000 reset@9000 reset@9000"_s,
                           u"35999 http://h/ 200@1"_s, u"36000 http://h/ 200@1"_s}
            << Preset::Fynd << P{} << u"h 36000-46000, 1 blocked, 1 needlessly"_s;
        QTest::newRow("a shorter open time blocks less")
            << QStringList{four, u"5000 http://h/ 200@5"_s} << Preset::Fynd << P{.openFor = 3s}
            << u"h 40-3040"_s;
        QTest::newRow("another pattern splits the circuit")
            << QStringList{QString(four).replace(u"h/"_s, u"h/a"_s), u"100 http://h/b 200@5"_s,
                           u"200 http://h/a 200@5"_s}
            << Preset::Fynd << P{.keyPattern = u"h/[ab]"_s}
            << u"h/a 40-10040, 1 blocked, 1 needlessly"_s;
        QTest::newRow("without a breaker nothing opens")
            << QStringList{four, u"50 http://h/ 200@5"_s} << Preset::Fynd
            << P{.breaker = BreakerSwitch::Off} << u"2 without circuit"_s;

        QTest::newRow("failures in a row of several calls open")
            << QStringList{u"0 http://h/ 500@10"_s, u"100 http://h/ 500@10"_s,
                           u"200 http://h/ 200@10"_s}
            << Preset::Guarded << P{.failuresInARow = 2}
            << u"h 110-10110, 1 blocked, 1 needlessly"_s;
        QTest::newRow("an attempt that the circuit stops is saved")
            << QStringList{u"0 http://h/ 503@10 503@10 503@10 503@10"_s} << Preset::Guarded
            << P{.failuresInARow = 2, .retryDelay = 0ms} << u"h 20-10020"_s;
        QTest::newRow("one probe at a time, and its success closes")
            << QStringList{u"0 http://h/ 500@10"_s, u"10010 http://h/ 200@500"_s,
                           u"10200 http://h/ 200@5"_s, u"10600 http://h/ 200@5"_s}
            << Preset::Guarded << P{.failuresInARow = 1}
            << u"h 10-10010, 1 blocked, 1 needlessly"_s;
        QTest::newRow("a probe that fails opens for twice as long")
            << QStringList{u"0 http://h/ 500@10"_s, u"10010 http://h/ 500@10"_s,
                           u"30019 http://h/ 200@5"_s, u"30020 http://h/ 200@5"_s}
            << Preset::Guarded << P{.failuresInARow = 1}
            << u"h 10-10010, h 10020-30020, 1 blocked, 1 needlessly"_s;
        QTest::newRow("a peer that asks to be left alone is")
            << QStringList{u"0 http://h/ 429/7@10"_s, u"7009 http://h/ 200@5"_s,
                           u"7010 http://h/ 200@5"_s}
            << Preset::Guarded << P{.maxRetries = 0} << u"h 10-7010, 1 blocked, 1 needlessly"_s;
        QTest::newRow("what may do harm is not sent again")
            << QStringList{u"0 POST http://h/ 503@10 503@10"_s} << Preset::Guarded
            << P{.failuresInARow = 2} << QString();

        QTest::newRow("a shorter time-out ends what had not answered")
            << QStringList{u"0 http://h/ 200@900"_s} << Preset::Fynd
            << P{.maxRetries = 0, .attemptTimeout = 300ms} << u"h 300-10300, 1 cut short"_s;
        QTest::newRow("a longer time-out gets no answer either")
            << QStringList{u"0 http://h/ timeout@15000"_s} << Preset::Fynd
            << P{.maxRetries = 0, .attemptTimeout = 20s} << u"h 20000-30000, 1 timed out later"_s;
        QTest::newRow("waits between attempts move their answers")
            << QStringList{four} << Preset::Fynd << P{.maxRetries = 1, .retryDelay = 5s}
            << u"h 5020-15020, 1 moved"_s;
        QTest::newRow("what was blocked is answered as the peer answered others")
            << QStringList{u"0 http://h/ blocked"_s, u"500 http://h/ 200@5"_s} << Preset::Fynd
            << P{} << u"1 let through, 1 nearby"_s;
        QTest::newRow("and may open the circuit")
            << QStringList{u"0 http://h/ blocked"_s, u"500 http://h/ reset@5"_s} << Preset::Fynd
            << P{.maxRetries = 0} << u"h 5-10005, 1 blocked, 1 spared, 1 let through, 1 nearby"_s;
        QTest::newRow("nothing is known of a peer that nobody else asked")
            << QStringList{u"0 http://h/ blocked"_s, u"0 http://h2/ 200@5"_s,
                           u"10001 http://h/ 200@5"_s}
            << Preset::Fynd << P{} << u"1 let through, 1 unknown"_s;
        QTest::newRow("an unknown answer leaves the probe to the next")
            << QStringList{u"0 http://h/ 500@10"_s, u"30000 http://h/ blocked"_s,
                           u"45000 http://h/ 200@5"_s}
            << Preset::Guarded << P{.failuresInARow = 1}
            << u"h 10-10010, 1 let through, 1 unknown"_s;
        QTest::newRow("what is blocked still may have been blocked in reality")
            << QStringList{four, u"50 http://h/ blocked"_s} << Preset::Fynd << P{}
            << u"h 40-10040, 1 blocked, 1 blocked too"_s;
        QTest::newRow("who gives up does so again, and releases the probe")
            << QStringList{u"0 http://h/ 500@10"_s, u"11000 http://h/ cancelled@100"_s,
                           u"11100 http://h/ 200@5"_s}
            << Preset::Guarded << P{.failuresInARow = 1} << u"h 10-10010"_s;
    }

    void rules()
    {
        QFETCH(const QStringList, calls);
        QFETCH(const Preset, preset);
        QFETCH(const PolicyOverrides, overrides);
        QTEST(told(run(calls, planOf(preset, overrides)).sides[0]), "expected");
    }

    void whatDidHappenIsToldBeside()
    {
        QList<RecordedCall> calls
            = callsOf({u"0 http://h/ reset@10 503@10"_s, u"1000 http://h/ 200@5"_s,
                       u"2000 http://h/ blocked"_s});
        calls[0].hasOpened = true;
        calls[0].openedFor = 4s;
        WhatIf whatIf({planOf(Preset::Fynd, {})}, {});
        for (const RecordedCall &call : calls)
            whatIf.add(call);
        const WhatIfResult result = whatIf.finish();
        QCOMPARE(told(result.recorded), u"h 20-4020, 1 blocked, 1 blocked too"_s);
        QCOMPARE(result.recorded.totals.attempts, 3);
        QCOMPARE(result.recorded.totals.failedAttempts, 2);
        QCOMPARE(result.recorded.totals.failedTime, 20ms);
        QCOMPARE(result.recorded.totals.openTime, 4000ms);
        // Beside its own figures a circuit has those of its calls in reality.
        QCOMPARE(result.sides[0].circuits[0].recordedOpenings, 1);
        QCOMPARE(result.sides[0].circuits[0].recordedBlocked, 1);
        QCOMPARE(result.from, 0us);
        QCOMPARE(result.until, 2000ms);
    }

    void splitsAndMergesAreNamed()
    {
        const QStringList calls{u"0 http://h1/a 200@5"_s, u"1 http://h1/b 200@5"_s,
                                u"2 http://h2/a 200@5"_s, u"3 http://h1/a 200@5"_s};
        const WhatIfSide side
            = run(calls, planOf(Preset::Fynd, {.keyPattern = u"/[ab]$"_s})).sides[0];
        QCOMPARE(side.splits, (QList<WhatIfRegrouping>{{u"h1"_s, {u"/a"_s, u"/b"_s}, 2}}));
        QCOMPARE(side.merges, (QList<WhatIfRegrouping>{{u"/a"_s, {u"h1"_s, u"h2"_s}, 2}}));
        QCOMPARE(side.splitCount, 1);
        QCOMPARE(side.mergeCount, 1);
        QCOMPARE(side.circuitCount, 2);
    }

    void openingsSayWhy()
    {
        const WhatIfSide side
            = run({u"0 http://h/ timeout@15000 timeout@15000"_s, u"50000 http://h/ 200@5"_s},
                  planOf(Preset::Fynd, {.maxRetries = 1}))
                  .sides[0];
        const WhatIfOpening &opening = side.circuits[0].openings[0];
        QCOMPARE(opening.reason, u"2 time-outs"_s);
        QCOMPARE(opening.callId, 1);
        QCOMPARE(opening.cause, OpeningCause::Failures);
    }

    void aDifferenceIsARow()
    {
        const QStringList calls{u"0 http://h1/ reset@10"_s, u"12 http://h1/ 200@5"_s,
                                u"60 http://h2/ reset@10 reset@10"_s};
        WhatIf whatIf(
            {planOf(Preset::Fynd, {.maxRetries = 0}), planOf(Preset::Fynd, {.maxRetries = 1})}, {});
        for (const RecordedCall &call : callsOf(calls))
            whatIf.add(call);
        const WhatIfResult result = whatIf.finish();
        const QList<WhatIfDifference> rows = differences(result.sides[0], result.sides[1]);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].key, u"h1"_s); // opened and blocked one only by the first
        QCOMPARE(rows[0].distance(), 2);
        QCOMPARE(rows[0].b.counts.blocked, 0);
        QCOMPARE(rows[1].key, u"h2"_s); // opened by both
        QCOMPARE(rows[1].distance(), 0);
    }

    void manyCircuitsAreToldInPart()
    {
        QStringList lines;
        for (int i = 0; i < 300; ++i)
            lines.append(u"%1 http://h%1/ reset@10"_s.arg(i));
        lines.append(u"5000 http://h77/ 200@5"_s); // blocked: the worst
        for (int i = 0; i < 40; ++i)
            lines.append(u"%1 http://h5/ reset@10"_s.arg(20'000 + 11'000 * i));
        const WhatIfSide side = run(lines, planOf(Preset::Fynd, {.maxRetries = 0}),
                                    {.mostCircuits = 5, .mostOpenings = 3})
                                    .sides[0];
        QCOMPARE(side.circuits.size(), 5);
        QCOMPARE(side.circuits[0].key, u"h77"_s);
        QCOMPARE(side.circuits[1].key, u"h5"_s);
        QCOMPARE(side.circuits[1].openings.size(), 3);
        QCOMPARE(side.circuits[1].counts.openings, 41);
        QCOMPARE(side.circuits[1].counts.openTime, 410s);
        QCOMPARE(side.circuitCount, 300);
        QCOMPARE(side.openedCount, 300);
        QCOMPARE(side.totals.openings, 340);
    }

    void circuitsWithoutAStoryAreForgottenAndCounted()
    {
        WhatIf whatIf({planOf(Preset::Guarded, {.keyPattern = u".*"_s})}, {});
        constexpr int count = 20'000;
        for (int i = 0; i < count; ++i)
            whatIf.add(callOf(u"%1 http://h/%1 200@1"_s.arg(i * 20), i + 1));
        const WhatIfResult result = whatIf.finish();
        QCOMPARE(result.sides[0].circuitCount, count);
        QCOMPARE(result.sides[0].totals.succeeded, count);
        QCOMPARE(result.sides[0].mergeCount, 0);
        QCOMPARE(result.sides[0].splitCount, 1); // h, by everything
        QCOMPARE(result.sides[0].splits[0].count, count);
        QVERIFY(result.sides[0].circuits.isEmpty());
    }

    void aStopIsNoticedAtOnce()
    {
        WhatIf whatIf({planOf(Preset::Fynd, {})}, {.window = 1h});
        for (int i = 0; i < 20'000; ++i)
            whatIf.add(callOf(u"%1 http://h/%1 503@1 200@1"_s.arg(i), i + 1));
        std::stop_source source;
        source.request_stop();
        QElapsedTimer timer;
        timer.start();
        // All of the calls still wait to begin.
        whatIf.add(callOf(u"20000 http://h/ 200@1"_s, 1), source.get_token());
        whatIf.finish(source.get_token());
        QVERIFY2(timer.elapsed() < 50, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
