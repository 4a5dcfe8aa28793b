// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitboard.h"

#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void settleAnswers()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
}

QStringList keysOf(const CircuitBoard &board)
{
    QStringList keys;
    for (const CircuitBoard::Row &row : board.rows())
        keys.append(row.justClosed ? row.circuit.key + u" (closed)"_s : row.circuit.key);
    return keys;
}

} // namespace

class TestCircuitBoard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void idleHasNoTimers_data()
    {
        QTest::addColumn<StoreKind>("kind");
        QTest::newRow("memory, nobody watches") << StoreKind::Memory;
        QTest::newRow("Redis, nobody watches") << StoreKind::Redis;
    }
    void idleHasNoTimers()
    {
        QFETCH(StoreKind, kind);
        HandClock clock;
        FakeStore store(kind);
        CircuitBoard board(store, clock);
        settleAnswers();
        QCOMPARE(clock.pending(), 0);
        QObject view;
        board.watch(&view);
        settleAnswers();
        QCOMPARE(clock.pending(), kind == StoreKind::Redis ? 1 : 0);
        board.unwatch(&view);
        QCOMPARE(clock.pending(), 0);
    }

    void aMemoryStoreIsAskedOnlyWhenItChanges()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        CircuitBoard board(store, clock);
        QObject view;
        board.watch(&view);
        settleAnswers();
        const int before = store.lists;
        clock.advance(1min);
        settleAnswers();
        QCOMPARE(store.lists, before);

        store.content = {openCircuit(clock, u"a"_s, 10s)};
        Q_EMIT store.changed();
        settleAnswers();
        QCOMPARE(store.lists, before + 1);
        QCOMPARE(keysOf(board), QStringList{u"a"_s});
    }

    void pollsAdaptToWhatIsSeen_data()
    {
        QTest::addColumn<bool>("open");
        QTest::addColumn<bool>("watched");
        QTest::addColumn<int>("asksIn20Seconds");
        QTest::newRow("open and watched: every second") << true << true << 20;
        QTest::newRow("nothing open but watched: every 2 s") << false << true << 10;
        QTest::newRow("open, nobody watches: every 5 s") << true << false << 4;
        QTest::newRow("nothing open, nobody watches: never") << false << false << 0;
    }
    void pollsAdaptToWhatIsSeen()
    {
        QFETCH(bool, open);
        QFETCH(bool, watched);
        QFETCH(int, asksIn20Seconds);
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        if (open)
            store.content = {openCircuit(clock, u"a"_s, 1h)};
        CircuitBoard board(store, clock);
        QObject view;
        if (watched)
            board.watch(&view);
        settleAnswers();
        const int before = store.lists;
        for (int i = 0; i < 200; ++i) {
            clock.advance(100ms);
            settleAnswers();
        }
        QCOMPARE(store.lists - before, asksIn20Seconds);
        QCOMPARE(store.mostAtOnce, 1);
    }

    void aSlowStoreIsAskedOneQuestionAtATime()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.held = true;
        CircuitBoard board(store, clock);
        QObject view;
        board.watch(&view);
        for (int i = 0; i < 10; ++i) {
            board.refresh();
            Q_EMIT store.changed();
            clock.advance(500ms);
            settleAnswers();
        }
        QCOMPARE(store.lists, 1);
        store.answerList();
        settleAnswers();
        clock.advance(50ms);
        QCOMPARE(store.lists, 2);
        QCOMPARE(store.mostAtOnce, 1);
    }

    void aBurstOfChangesIsOneAsk()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        CircuitBoard board(store, clock);
        settleAnswers();
        clock.advance(1s);
        const int before = store.lists;
        for (int i = 0; i < 1000; ++i) {
            Q_EMIT store.changed();
            settleAnswers();
        }
        QCOMPARE(store.lists, before + 1);
        clock.advance(50ms);
        QCOMPARE(store.lists, before + 2);
        settleAnswers();
        QCOMPARE(clock.pending(), 0);
    }

    void roundTripsOfTheStatusDoNotMakeItAskForEver()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        CircuitBoard board(store, clock);
        settleAnswers();
        clock.advance(1s);
        const int before = store.lists;
        store.state.roundTrip = 400us;
        Q_EMIT store.statusChanged(store.state);
        QCOMPARE(store.lists, before);
        store.state.health = BreakerStoreStatus::Health::Away;
        Q_EMIT store.statusChanged(store.state);
        QCOMPARE(store.lists, before + 1);
    }

    void aDeadlineClosesOnTheSpotAndIsConfirmed()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 2500ms)};
        CircuitBoard board(store, clock);
        settleAnswers();
        QVERIFY(board.find(u"a"_s));
        const auto deadline = store.content.first().closesAt;
        clock.advance(2499ms);
        settleAnswers();
        QVERIFY(board.find(u"a"_s));
        store.content.clear();
        QSignalSpy updated(&board, &CircuitBoard::updated);
        clock.advance(1ms);
        QVERIFY(!board.find(u"a"_s));
        QCOMPARE(board.openCount(), 0);
        QCOMPARE(board.rows().size(), 1);
        QVERIFY(board.rows().first().justClosed);
        QVERIFY(board.rows().first().closedAt - deadline < 5ms);
        QCOMPARE(store.lookups, QStringList{u"a"_s});
        QCOMPARE(updated.count(), 1);
        settleAnswers();
        clock.advance(4999ms);
        QCOMPARE(board.rows().size(), 1);
        clock.advance(1ms);
        settleAnswers();
        QVERIFY(board.rows().isEmpty());
        QCOMPARE(clock.pending(), 0);
    }

    void oneThatAnotherProcessExtendedOpensAgain()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 1s)};
        CircuitBoard board(store, clock);
        settleAnswers();
        store.content.first().closesAt += 10s;
        store.held = true;
        clock.advance(1s);
        QVERIFY(!board.find(u"a"_s));
        store.answerLookup();
        settleAnswers();
        QVERIFY(board.find(u"a"_s));
        QCOMPARE(remaining(*board.find(u"a"_s), clock.now()), 10s);
    }

    void aLookupThatSaysAFewMillisecondsMoreDoesNotFlicker()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 1s)};
        CircuitBoard board(store, clock);
        QObject view;
        board.watch(&view);
        settleAnswers();
        store.content.first().closesAt += 7ms;
        clock.advance(1s);
        QSignalSpy updated(&board, &CircuitBoard::updated);
        settleAnswers();
        board.refresh();
        settleAnswers();
        QCOMPARE(keysOf(board), QStringList{u"a (closed)"_s});
        QCOMPARE(updated.count(), 0);
    }

    void aFailedConfirmationLeavesTheEstimate()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 1s)};
        CircuitBoard board(store, clock);
        settleAnswers();
        store.lookupError = StoreError{};
        clock.advance(1s);
        settleAnswers();
        QCOMPARE(keysOf(board), QStringList{u"a (closed)"_s});
    }

    void aProbesLeaseThatRunsOutIsAskedForNotGuessed()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        Circuit probing = openCircuit(clock, u"a"_s, 1s);
        probing.state = BreakerState::HalfOpen;
        store.content = {probing};
        CircuitBoard board(store, clock);
        settleAnswers();
        store.held = true;
        clock.advance(1s);
        QCOMPARE(board.openCount(), 1);
        QCOMPARE(board.find(u"a"_s)->ttl, TimeToLive::Unknown);
        QCOMPARE(store.lookups, QStringList{u"a"_s});
    }

    void answersOfAnotherStoreAreDropped()
    {
        HandClock clock;
        FakeStore first(StoreKind::Redis);
        first.held = true;
        first.content = {openCircuit(clock, u"old"_s, 10s)};
        FakeStore second(StoreKind::Memory);
        second.content = {openCircuit(clock, u"new"_s, 10s)};
        CircuitBoard board(first, clock);
        board.pin(u"old"_s);
        board.setStore(second);
        settleAnswers();
        QCOMPARE(keysOf(board), QStringList{u"new"_s});
        first.answerList();
        first.answerLookup();
        settleAnswers();
        QCOMPARE(keysOf(board), QStringList{u"new"_s});
        Q_EMIT first.changed();
        QCOMPARE(first.lists, 1);
    }

    void aStoreThatFailsLeavesTheLastRowsAndSaysSo()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 10s)};
        CircuitBoard board(store, clock);
        QObject view;
        board.watch(&view);
        settleAnswers();
        const QDateTime known = clock.wallTime();
        QVERIFY(!board.error());
        store.error = StoreError{.kind = StoreError::Kind::Unavailable};
        store.lookupError = store.error;
        QSignalSpy updated(&board, &CircuitBoard::updated);
        clock.advance(1s);
        settleAnswers();
        QVERIFY(board.error());
        QCOMPARE(updated.count(), 1);
        QCOMPARE(board.lastAnswer(), known);
        QCOMPARE(keysOf(board), QStringList{u"a"_s});
        clock.advance(9s);
        settleAnswers();
        QCOMPARE(keysOf(board), QStringList{u"a (closed)"_s});
        store.error.reset();
        store.content.clear();
        clock.advance(2s);
        settleAnswers();
        QVERIFY(!board.error());
    }

    void ticksFollowWhatCountsDown_data()
    {
        QTest::addColumn<int>("secondsLeft");
        QTest::addColumn<bool>("watched");
        QTest::addColumn<int>("ticksInASecond");
        QTest::newRow("under 10 s: 10 a second") << 8 << true << 10;
        QTest::newRow("a minute: once a second") << 60 << true << 1;
        QTest::newRow("nobody watches: none") << 8 << false << 0;
        QTest::newRow("never expires: none") << -1 << true << 0;
    }
    void ticksFollowWhatCountsDown()
    {
        QFETCH(int, secondsLeft);
        QFETCH(bool, watched);
        QFETCH(int, ticksInASecond);
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        Circuit circuit = openCircuit(clock, u"a"_s, std::chrono::seconds(secondsLeft));
        if (secondsLeft < 0)
            circuit.ttl = TimeToLive::Never;
        store.content = {circuit};
        CircuitBoard board(store, clock);
        QObject view;
        if (watched)
            board.watch(&view);
        settleAnswers();
        QSignalSpy ticked(&board, &CircuitBoard::ticked);
        clock.advance(1s);
        QCOMPARE(ticked.count(), ticksInASecond);
    }

    void ticksGetFasterUnderTenSeconds()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        store.content = {openCircuit(clock, u"a"_s, 12s)};
        CircuitBoard board(store, clock);
        QObject view;
        board.watch(&view);
        settleAnswers();
        QSignalSpy ticked(&board, &CircuitBoard::ticked);
        clock.advance(4s);
        QVERIFY2(ticked.count() >= 12, qPrintable(QString::number(ticked.count())));
        board.unwatch(&view);
        ticked.clear();
        clock.advance(2s);
        QCOMPARE(ticked.count(), 0);
    }

    void aRowThatIsNoLongerListedFades()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 20s), openCircuit(clock, u"b"_s, 10s)};
        CircuitBoard board(store, clock);
        settleAnswers();
        QCOMPARE(keysOf(board), (QStringList{u"b"_s, u"a"_s}));
        store.content.removeLast();
        board.refresh();
        settleAnswers();
        QCOMPARE(keysOf(board), (QStringList{u"a"_s, u"b (closed)"_s}));
        // Opened again with another deadline, it is open at once.
        store.content.append(openCircuit(clock, u"b"_s, 15s));
        board.refresh();
        settleAnswers();
        QCOMPARE(keysOf(board), (QStringList{u"b"_s, u"a"_s}));
    }

    void aPinnedKeyIsFollowedWhereListingIsRefused()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.error = StoreError{.kind = StoreError::Kind::Refused};
        store.content = {openCircuit(clock, u"a"_s, 10s)};
        CircuitBoard board(store, clock);
        QObject view;
        board.watch(&view);
        settleAnswers();
        QVERIFY(board.rows().isEmpty());
        board.pin(u"a"_s);
        settleAnswers();
        QCOMPARE(keysOf(board), QStringList{u"a"_s});
        store.content.clear();
        clock.advance(2s);
        settleAnswers();
        QCOMPARE(keysOf(board), QStringList{u"a (closed)"_s});
    }

    void jitterOfADeadlineIsNoUpdate()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 10s)};
        CircuitBoard board(store, clock);
        settleAnswers();
        QSignalSpy updated(&board, &CircuitBoard::updated);
        store.content.first().closesAt += 3ms;
        board.refresh();
        settleAnswers();
        QCOMPARE(updated.count(), 0);
        store.content.first().closesAt += 3s;
        board.refresh();
        settleAnswers();
        QCOMPARE(updated.count(), 1);
    }

    void manyDeadlinesAtOnceAreConfirmedByOneList()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        for (int i = 0; i < 500; ++i)
            store.content.append(openCircuit(clock, QString::number(i), 1s));
        CircuitBoard board(store, clock);
        settleAnswers();
        const int before = store.lists;
        store.content.clear();
        clock.advance(1s);
        settleAnswers();
        QCOMPARE(board.openCount(), 0);
        QCOMPARE(store.lookups.size(), 0);
        QCOMPARE(store.lists, before + 1);
    }

    void whatBecomesOfACircuitWhenItsTimeIsOver_data()
    {
        QTest::addColumn<TimeOver>("timeOver");
        QTest::addColumn<CircuitOverride::Kind>("forced");
        QTest::addColumn<Standing>("standing");
        QTest::addColumn<bool>("justClosed");
        using Kind = CircuitOverride::Kind;
        QTest::newRow("it closes") << TimeOver::Closes << Kind::None << Standing::Open << true;
        QTest::newRow("another key says half-open")
            << TimeOver::HalfOpens << Kind::None << Standing::ProbeDue << false;
        QTest::newRow("it waits for the next call")
            << TimeOver::WaitsForCall << Kind::None << Standing::Elapsed << false;
        QTest::newRow("an override ends")
            << TimeOver::WaitsForCall << Kind::ForcedClosed << Standing::ForcedClosed << true;
    }
    void whatBecomesOfACircuitWhenItsTimeIsOver()
    {
        QFETCH(TimeOver, timeOver);
        QFETCH(CircuitOverride::Kind, forced);
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        store.content = {openCircuit(clock, u"a"_s, 1s), openCircuit(clock, u"b"_s, 60s)};
        store.content.first().timeOver = timeOver;
        store.content.first().forced.kind = forced;
        if (forced == CircuitOverride::Kind::ForcedClosed)
            store.content.first().state = BreakerState::Closed;
        CircuitBoard board(store, clock);
        QCOMPARE(board.rows().size(), 2);
        store.held = true; // what the store says of it comes later
        clock.advance(1s);
        QCOMPARE(board.rows().size(), 2);
        QCOMPARE(board.rows().first().circuit.key, u"b"_s); // what has no deadline stands behind
        QTEST(standingOf(board.rows().last().circuit), "standing");
        QTEST(board.rows().last().justClosed, "justClosed");
    }

    void oneThatIsForcedClosedHasARowAndIsNotOpen()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        Circuit circuit{.key = u"a"_s, .state = BreakerState::Closed, .ttl = TimeToLive::Unknown};
        circuit.forced.kind = CircuitOverride::Kind::ForcedClosed;
        store.content = {circuit, openCircuit(clock, u"b"_s, 60s)};
        CircuitBoard board(store, clock);
        QCOMPARE(keysOf(board), (QStringList{u"b"_s, u"a"_s}));
        QCOMPARE(board.openCount(), 1);
        QVERIFY(board.find(u"a"_s));
    }

    void destroyingTheBoardOrTheStoreWhileAskingIsSilent()
    {
        HandClock clock;
        auto store = std::make_unique<FakeStore>(StoreKind::Redis);
        store->held = true;
        auto board = std::make_unique<CircuitBoard>(*store, clock);
        board.reset();
        store->answerList();
        settleAnswers();
        store->held = false;
        board = std::make_unique<CircuitBoard>(*store, clock);
        QObject view;
        board->watch(&view);
        settleAnswers();
        store.reset();
        clock.advance(1min);
        QCOMPARE(board->store(), nullptr);
        board->refresh();
    }
};

QTEST_GUILESS_MAIN(TestCircuitBoard)
#include "tst_circuitboard.moc"
