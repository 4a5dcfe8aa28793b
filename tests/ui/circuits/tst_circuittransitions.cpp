// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitboard.h"
#include "ui/circuits/circuittimeline.h"
#include "ui/circuits/circuitwords.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Rows = QList<CircuitRow>;
using Deeds = QList<OwnDeed>;
using Deed = OwnDeed::Kind;

namespace {

constexpr std::chrono::steady_clock::time_point now(1h);

CircuitRow openRow(milliseconds left = 7s)
{
    Circuit circuit{.key = u"k"_s, .closesAt = now + left};
    circuit.reason = u"5 failures in a row"_s;
    circuit.openedBy = u"recloser@host"_s;
    return {circuit};
}

template<typename Change> CircuitRow changed(CircuitRow row, Change change)
{
    change(row);
    return row;
}

CircuitRow halfOpen(TimeToLive ttl)
{
    return changed(openRow(), [ttl](CircuitRow &row) {
        row.circuit.state = BreakerState::HalfOpen;
        row.circuit.ttl = ttl;
    });
}

CircuitRow forcedOpen()
{
    return changed(openRow(), [](CircuitRow &row) {
        row.circuit.forced = {CircuitOverride::Kind::ForcedOpen, u"ann"_s, u"deploy"_s};
        row.circuit.ttl = TimeToLive::Unknown;
    });
}

CircuitRow closed(CircuitRow row)
{
    row.justClosed = true;
    row.closedAt = now;
    return row;
}

Deeds deed(Deed kind, milliseconds ago = 1s)
{
    return {{.kind = kind, .identity = u"k"_s, .at = now - ago}};
}

} // namespace

class TestCircuitTransitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void everyChangeHasACause_data()
    {
        QTest::addColumn<Rows>("before");
        QTest::addColumn<Rows>("after");
        QTest::addColumn<Deeds>("deeds");
        QTest::addColumn<QString>("told"); // empty: nothing happened
        const CircuitRow open = openRow();
        const CircuitRow over = openRow(0ms);
        const CircuitRow throttled
            = changed(open, [](CircuitRow &row) { row.circuit.cause = OpeningCause::Throttled; });
        const CircuitRow byHand
            = changed(open, [](CircuitRow &row) { row.circuit.cause = OpeningCause::ByHand; });
        const CircuitRow probing = halfOpen(TimeToLive::Finite);
        const CircuitRow due = halfOpen(TimeToLive::Unknown);
        const CircuitRow forced = forcedOpen();
        const CircuitRow elapsed = changed(open, [](CircuitRow &row) {
            row.circuit.isElapsed = true;
            row.circuit.ttl = TimeToLive::Unknown;
        });
        const auto row
            = [](const char *name, const Rows &before, const Rows &after, const Deeds &deeds,
                 const QString &told) { QTest::newRow(name) << before << after << deeds << told; };
        row("nothing new is nothing", {open}, {open}, {}, {});
        row("a deadline that trembles is nothing", {open}, {openRow(7100ms)}, {}, {});
        row("it opened: why and who", {}, {open}, {},
            u"closed>open: opened after 5 failures in a row by recloser@host"_s);
        row("it was opened by hand here", {},
            {changed(open,
                     [](CircuitRow &r) {
                         r.circuit.openedBy.clear();
                         r.circuit.reason = u"by hand"_s;
                     })},
            deed(Deed::OpenedByHand), u"closed>open: opened by hand by this program: by hand"_s);
        row("it was opened by hand elsewhere", {}, {byHand}, {},
            u"closed>open: opened by hand by recloser@host: 5 failures in a row"_s);
        row("throttled", {}, {throttled}, {},
            u"closed>throttled: throttled by recloser@host: 5 failures in a row"_s);
        row("its time was over", {over}, {closed(over)}, {}, u"open>closed: closed: time over"_s);
        row("it vanished from the list in time", {over}, {}, {},
            u"open>closed: closed: time over"_s);
        row("it closed before its time", {open}, {closed(open)}, {},
            u"open>closed: closed before its time by somebody else"_s);
        row("we closed it by hand", {open}, {closed(open)}, deed(Deed::ClosedByHand),
            u"open>closed: closed by hand by this program"_s);
        row("what we did long ago explains nothing", {open}, {closed(open)},
            deed(Deed::ClosedByHand, 11s),
            u"open>closed: closed before its time by somebody else"_s);
        row("a probe began", {open}, {probing}, {},
            u"open>half-open: a probe began by recloser@host: 5 failures in a row"_s);
        row("a probe is due", {open}, {due}, {},
            u"open>half-open, a probe is due: time over by recloser@host: 5 failures in a row"_s);
        row("the probe's lease ended", {probing}, {due}, {},
            u"half-open>half-open, a probe is due: the probe's lease ended without an answer by "
            "recloser@host: 5 failures in a row"_s);
        row("our probe closed it", {probing}, {closed(probing)}, deed(Deed::ClosedByProbe),
            u"half-open>closed: closed by the probe by this program"_s);
        row("a probe of others closed it", {probing}, {}, {},
            u"half-open>closed: closed by the probe"_s);
        row("the probe failed", {probing}, {open}, {},
            u"half-open>open: opened again after 5 failures in a row by recloser@host"_s);
        row("forced open, with note", {}, {forced}, {},
            u"closed>forced open: forced open by ann: deploy"_s);
        row("taken back", {forced}, {}, deed(Deed::TakenBack),
            u"forced open>closed: override taken back by this program"_s);
        row("taken back, and what it hid shows", {forced}, {open}, deed(Deed::TakenBack),
            u"forced open>open: override taken back by recloser@host: 5 failures in a row"_s);
        row("the time of an override was over",
            {changed(forced,
                     [](CircuitRow &r) {
                         r.circuit.ttl = TimeToLive::Finite;
                         r.circuit.closesAt = now;
                     })},
            {}, {}, u"forced open>closed: the override's time is over"_s);
        row("reset", {open}, {}, deed(Deed::Reset), u"open>closed: reset by this program"_s);
        row("it stays open for longer", {open}, {openRow(60s)}, {},
            u"open>open: stays longer by recloser@host: 5 failures in a row"_s);
        row("of other libraries: it waits for the next call", {open}, {elapsed}, {},
            u"open>open, waits for the next call: time over by recloser@host: 5 failures in a "
            "row"_s);
        row("what has faded was closed before", {closed(open)}, {}, {}, {});
        row("it opened again while it faded", {closed(open)}, {open}, {},
            u"closed>open: opened after 5 failures in a row by recloser@host"_s);
    }
    void everyChangeHasACause()
    {
        QFETCH(Rows, before);
        QFETCH(Rows, after);
        QFETCH(Deeds, deeds);
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(5, QTimeZone::UTC);
        const auto transitions = transitionsBetween(before, after, deeds, now, at);
        QString told;
        for (const CircuitTransition &transition : transitions) {
            QCOMPARE(transition.identity, u"k"_s);
            QCOMPARE(transition.key, u"k"_s);
            QCOMPARE(transition.at, at);
            told += u"%1>%2: %3"_s.arg(standingWords(transition.from), standingWords(transition.to),
                                       causeWords(transition));
        }
        QTEST(told, "told");
    }

    void othersThatMoveAreNoNews()
    {
        HandClock clock;
        Rows before;
        for (int i = 0; i < 50; ++i)
            before.append({openCircuit(clock, QString::number(i), milliseconds(10'000 + i))});
        Rows after = before;
        std::ranges::reverse(after);
        QVERIFY(transitionsBetween(before, after, {}, clock.now(), clock.wallTime()).isEmpty());
        after.removeAt(7);
        const auto gone = transitionsBetween(before, after, {}, clock.now(), clock.wallTime());
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone.first().key, u"42"_s);
    }

    void theSameKeyOfTwoLayoutsIsTwoCircuits()
    {
        HandClock clock;
        Circuit own = openCircuit(clock, u"k"_s, 5s);
        Circuit other = own;
        other.layout = u"pybreaker"_s;
        other.service = "k"_ba;
        const auto fresh
            = transitionsBetween({{own}}, {{own}, {other}}, {}, clock.now(), clock.wallTime());
        QCOMPARE(fresh.size(), 1);
        QCOMPARE(fresh.first().identity, identityOf(other));
        QVERIFY(identityOf(other) != identityOf(own));
    }

    void theBoardKeepsTheLastFiveHundred()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"there before"_s, 60s)};
        CircuitBoard board(store, clock);
        QVERIFY2(board.transitions().isEmpty(), "what was there before is no news");
        QSignalSpy told(&board, &CircuitBoard::transitioned);
        for (int i = 0; i < 600; ++i) {
            store.content = {openCircuit(clock, QString::number(i), 60s)};
            board.refresh();
        }
        QCOMPARE(board.transitions().size(), 500);
        QCOMPARE(board.transitions().last().key, u"598"_s); // that closed when 599 opened
        QVERIFY(told.count() >= 600);
    }

    void theTimelineShowsAllOrTheSelected()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        CircuitBoard board(store, clock);
        TimelineModel model(board);
        QAbstractItemModelTester tester(&model);
        store.content = {openCircuit(clock, u"a"_s, 5s), openCircuit(clock, u"b"_s, 60s)};
        board.refresh();
        clock.advance(5s);
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.index(0).data().toString().contains(u"a\nopen → closed"_s));
        model.setIdentity(u"b"_s);
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0).data().toString().contains(u"b\nclosed → open: opened after"_s));
    }
};

QTEST_MAIN(TestCircuitTransitions)
#include "tst_circuittransitions.moc"
