// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/response/sampleexchanges.h"
#include "ui/response/waterfalllayout.h"

#include <QTest>

#include <cmath>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = WaterfallRow::Kind;

namespace {

/// Round numbers, so that the rectangles can be worked out in the head: the plot is [154, 654).
WaterfallMetrics roundMetrics()
{
    WaterfallMetrics metrics;
    metrics.width = 734;
    metrics.rowHeight = 20;
    metrics.barHeight = 10;
    metrics.margin = 10;
    metrics.numberWidth = 20;
    metrics.labelWidth = 110;
    metrics.durationWidth = 60;
    metrics.tickWidth = 50;
    return metrics;
}

QStringList labels(const QList<WaterfallRow> &rows)
{
    QStringList texts;
    for (const WaterfallRow &row : rows)
        texts.append((row.number.isEmpty() ? QString() : row.number + u' ') + row.label);
    return texts;
}

} // namespace

class TestWaterfallLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void rowsTellTheStory_data()
    {
        QTest::addColumn<Exchange>("exchange");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("one answer")
            << Samples::success("x")
            << QStringList{u"circuit closed"_s, u"1 200"_s, u"ended: 200 is not tried again"_s};
        QTest::newRow("time-outs open the circuit")
            << Samples::timeouts()
            << QStringList{u"circuit closed"_s,
                           u"1 time-out"_s,
                           u"wait 112 ms, full jitter"_s,
                           u"2 time-out"_s,
                           u"wait 230 ms, full jitter"_s,
                           u"3 503"_s,
                           u"wait 480 ms, Retry-After"_s,
                           u"4 time-out"_s,
                           u"circuit opened for 10.0 s"_s,
                           u"ended: all 4 attempts are used up"_s};
        QTest::newRow("no wait is said as such")
            << Samples::failed()
            << QStringList{
                   u"circuit closed"_s, u"1 503"_s,         u"again at once"_s,
                   u"2 503"_s,          u"again at once"_s, u"3 503"_s,
                   u"again at once"_s,  u"4 503"_s,         u"ended: all 4 attempts are used up"_s};
        QTest::newRow("blocked") << Samples::blocked()
                                 << QStringList{u"circuit open, 7.3 s left"_s,
                                                u"ended: blocked by the open circuit"_s};
        QTest::newRow("stopped, with a breaker that was not asked in Redis")
            << Samples::cancelled()
            << QStringList{u"circuit closed, unverified"_s, u"1 time-out"_s,
                           u"wait 119 ms, full jitter"_s, u"2 stopped"_s,
                           u"ended: stopped by you"_s};
        QTest::newRow("invalid") << Samples::invalid() << QStringList{u"ended: nothing was sent"_s};
        Exchange bypassed = Samples::success("x");
        bypassed.circuit.use = CircuitReport::Use::Bypassed;
        QTest::newRow("sent anyway") << bypassed
                                     << QStringList{u"sent anyway, breaker not asked"_s, u"1 200"_s,
                                                    u"ended: 200 is not tried again"_s};
        Exchange off = Samples::success("x");
        off.circuit.use = CircuitReport::Use::Off;
        QTest::newRow("without breaker")
            << off
            << QStringList{u"no circuit breaker"_s, u"1 200"_s, u"ended: 200 is not tried again"_s};
        Exchange probe = Samples::success("x");
        probe.circuit.state = BreakerState::HalfOpen;
        probe.circuit.closedByThisCall = true;
        QTest::newRow("the probe closes")
            << probe
            << QStringList{u"half-open: this was the probe"_s, u"1 200"_s,
                           u"the probe closed the circuit"_s, u"ended: 200 is not tried again"_s};
        probe.circuit.closedByThisCall = false;
        probe.circuit.openedByThisCall = true;
        probe.circuit.openedFor = 20s;
        QTest::newRow("the probe fails")
            << probe
            << QStringList{u"half-open: this was the probe"_s, u"1 200"_s,
                           u"probe failed: circuit opened for 20.0 s"_s,
                           u"ended: 200 is not tried again"_s};
        Exchange late = Samples::success("x");
        late.circuit.settledLate = true;
        QTest::newRow("a late result")
            << late
            << QStringList{u"circuit closed"_s, u"1 200"_s, u"late: did not count"_s,
                           u"ended: 200 is not tried again"_s};
        Exchange waiting = Samples::base();
        waiting.outcome = Outcome::Blocked;
        waiting.ending = Ending::Blocked;
        waiting.circuit.state = BreakerState::HalfOpen;
        waiting.circuit.remaining = 1'800ms;
        QTest::newRow("another call is the probe")
            << waiting
            << QStringList{u"half-open: another call's probe has 1.8 s left"_s,
                           u"ended: blocked by the open circuit"_s};
    }
    void rowsTellTheStory()
    {
        QFETCH(Exchange, exchange);
        QTEST(labels(waterfallRows(exchange)), "rows");
        for (const WaterfallRow &row : waterfallRows(exchange))
            QVERIFY(!row.detail.isEmpty());
    }

    void phasesFollowEachOther()
    {
        const QList<WaterfallRow> rows = waterfallRows(Samples::success("x"));
        const QList<WaterfallBar> &bars = rows[1].bars;
        QCOMPARE(bars.size(), 6);
        QCOMPARE(bars.first().begin, microseconds(2ms));
        for (qsizetype i = 1; i < bars.size(); ++i)
            QCOMPARE(bars[i].begin, bars[i - 1].end);
        QCOMPARE(bars.last().end, microseconds(50ms));
        QCOMPARE(phasesIn(rows).size(), 6);
        QVERIFY(rows[1].detail.contains(u"TLS 12 ms"_s));
    }

    void whatWasNotMeasuredIsNotGuessed()
    {
        Exchange exchange = Samples::success("x");
        exchange.attempts[0].timings = {};
        exchange.attempts[0].timings.connect = 10ms;
        exchange.attempts[0].timings.total = 48ms;
        const QList<WaterfallBar> bars = waterfallRows(exchange)[1].bars;
        QCOMPARE(bars.size(), 2);
        QCOMPARE(bars[1].phase, WaterfallPhase::Unmeasured);
        QCOMPARE(bars[1].end - bars[1].begin, microseconds(38ms));
    }

    void liveRows()
    {
        Exchange exchange = Samples::timeouts();
        exchange.attempts.resize(1);
        WaterfallLive live;
        live.stage = WaterfallLive::Stage::Waiting;
        live.number = 2;
        live.stageBegan = 500ms;
        live.now = 600ms;
        live.wait = 400ms;
        live.reason = WaitReason::RetryAfter;
        QList<WaterfallRow> rows = waterfallRows(exchange, live);
        QCOMPARE(
            labels(rows),
            (QStringList{u"circuit closed"_s, u"1 time-out"_s, u"wait 400 ms, Retry-After"_s}));
        QCOMPARE(rows[2].duration, u"0.3 s"_s);
        live.stage = WaterfallLive::Stage::Sending;
        live.stageBegan = 900ms;
        live.now = 1s;
        rows = waterfallRows(exchange, live);
        QCOMPARE(rows.last().number, u"2"_s);
        QCOMPARE(rows.last().bars.first().end, microseconds(1s));
        live.stage = WaterfallLive::Stage::Asking;
        exchange.attempts.clear();
        QVERIFY(waterfallRows(exchange, live).isEmpty());
    }

    void ticksAreRound_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<int>("most");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<QString>("second");
        const auto row = [](const char *name, microseconds span, int most, microseconds step,
                            const QString &second) {
            QTest::newRow(name) << qint64(span.count()) << most << qint64(step.count()) << second;
        };
        row("2.41 s in five", 2410ms, 5, 500ms, u"0.5 s"_s);
        row("2.41 s in three", 2410ms, 3, 1s, u"1 s"_s);
        row("50 ms", 50ms, 5, 10ms, u"10 ms"_s);
        row("one millisecond", 1ms, 5, 200us, u"0.2 ms"_s);
        row("nothing", 0us, 5, 10us, u"0.01 ms"_s);
        row("15 s", 15s, 8, 2s, u"2 s"_s);
        row("exactly at a step", 5s, 5, 1s, u"1 s"_s);
        row("59 s", 59s, 2, 20s, u"20 s"_s);
        row("five minutes", 5min, 5, 1min, u"1 min"_s);
        row("an hour", 1h, 5, 20min, u"20 min"_s);
        row("a day", 24h, 6, 4h, u"4 h"_s);
        row("a month", 24h * 30, 6, 128h, u"128 h"_s);
    }
    void ticksAreRound()
    {
        QFETCH(qint64, span);
        QFETCH(int, most);
        const microseconds step = tickStep(microseconds(span), most);
        QTEST(qint64(step.count()), "step");
        QTEST(tickText(step, step), "second");
        QCOMPARE(tickText(0us, step), u"0"_s);
        QVERIFY(span / step.count() <= most);
    }

    void placesBars()
    {
        Exchange exchange = Samples::timeouts();
        exchange.attempts.resize(2);
        exchange.circuit.openedByThisCall = false;
        exchange.elapsed = 1250ms;
        const QList<WaterfallRow> rows = waterfallRows(exchange);
        const WaterfallLayout layout = layOutWaterfall(rows, 1250ms, roundMetrics());
        QCOMPARE(layout.plot, QRectF(154, 30, 500, 100));
        QCOMPARE(layout.rows.size(), rows.size());
        // 2.5 ms are one pixel. Row 1 is the first attempt, from 1 ms to 501 ms.
        QCOMPARE(layout.rows[1].bars.size(), 3);
        QVERIFY(std::abs(layout.rows[1].bars.first().left() - 154.4) < 1e-6);
        QVERIFY(std::abs(layout.rows[1].bars.last().right() - 354.4) < 1e-6);
        QVERIFY(std::abs(layout.rows[1].bars.first().width() - 12) < 1e-6);
        // The wait is drawn where it was: from 501 ms to 613 ms.
        QVERIFY(std::abs(layout.rows[2].bars.first().left() - 354.4) < 1e-6);
        QVERIFY(std::abs(layout.rows[2].bars.first().right() - 399.2) < 1e-6);
        QCOMPARE(layout.rows[1].label, QRectF(30, 50, 110, 20));
        QCOMPARE(layout.rows[1].duration, QRectF(664, 50, 60, 20));
        QCOMPARE(layout.rows[1].bars.first().top(), 55.0);
        // Words without bars may use the whole line.
        QCOMPARE(layout.rows.last().label.right(), 724.0);
        QCOMPARE(layout.ticks.first(), (WaterfallTick{154, u"0"_s}));
        QCOMPARE(layout.ticks[1], (WaterfallTick{234, u"0.2 s"_s}));
    }

    void nothingLeavesThePlot_data()
    {
        QTest::addColumn<Exchange>("exchange");
        QTest::addColumn<double>("width");
        for (const double width : {200.0, 320.0, 720.0, 3000.0}) {
            QTest::addRow("time-outs at %g", width) << Samples::timeouts() << width;
            QTest::addRow("an answer at %g", width) << Samples::success("x") << width;
            QTest::addRow("retries at once at %g", width) << Samples::failed() << width;
            Exchange none = Samples::success("x");
            none.attempts[0].timings = {};
            none.attempts[0].startedAfter = 0us;
            none.elapsed = 0us;
            QTest::addRow("no time at all at %g", width) << none << width;
            Exchange wrong = Samples::timeouts();
            wrong.elapsed = 100ms;
            QTest::addRow("times that do not add up at %g", width) << wrong << width;
        }
    }
    void nothingLeavesThePlot()
    {
        QFETCH(Exchange, exchange);
        QFETCH(double, width);
        WaterfallMetrics metrics = roundMetrics();
        metrics.width = width;
        const QList<WaterfallRow> rows = waterfallRows(exchange);
        const WaterfallLayout layout
            = layOutWaterfall(rows, waterfallSpan(exchange, rows), metrics);
        for (qsizetype i = 0; i < rows.size(); ++i) {
            for (const QRectF &bar : layout.rows[i].bars) {
                QVERIFY(bar.width() >= 2);
                QVERIFY(bar.left() >= layout.plot.left() - 1e-6);
                QVERIFY(bar.right() <= layout.plot.right() + 1e-6);
                QVERIFY(layout.rows[i].whole.top() <= bar.top()
                        && bar.bottom() <= layout.rows[i].whole.bottom());
            }
            if (i > 0)
                QVERIFY(layout.rows[i].whole.top() >= layout.rows[i - 1].whole.bottom());
        }
        QVERIFY(layout.ticks.size() <= 9);
        QVERIFY(layout.height > layout.legendTop);
    }

    void aHundredAttempts()
    {
        Exchange exchange = Samples::base();
        for (int i = 0; i < 101; ++i) {
            exchange.attempts.append(
                Samples::attempt(i + 1, i * 10ms, Samples::answer(503, "", "", ""), 9ms));
            exchange.attempts.last().waitReason = i > 0 ? WaitReason::Backoff : WaitReason::None;
            exchange.attempts.last().wait = i > 0 ? 1ms : 0ms;
        }
        exchange.elapsed = 1010ms;
        const QList<WaterfallRow> rows = waterfallRows(exchange);
        QCOMPARE(rows.size(), 101 + 100 + 2);
        QVERIFY(layOutWaterfall(rows, 1010ms, roundMetrics()).height > 200 * 20);
    }
};

QTEST_GUILESS_MAIN(TestWaterfallLayout)
#include "tst_waterfalllayout.moc"
