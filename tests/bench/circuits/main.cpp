// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What 10 000 open circuits that count down cost the window. Figures mean something in an
// optimised build only (preset bench). bench_circuits [--quick] [CIRCUITS]

#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitmodel.h"
#include "ui/circuits/circuitspanel.h"

#include <QApplication>
#include <QListView>
#include <QPaintEvent>
#include <QTest>

#include <cstdio>
#include <ctime>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Time of the processor in milliseconds: other programs do not count.
double processorTime()
{
    return double(std::clock()) * 1000.0 / CLOCKS_PER_SEC;
}

template<typename Work> double perRound(int rounds, Work work)
{
    const double before = processorTime();
    for (int round = 0; round < rounds; ++round)
        work(round);
    return (processorTime() - before) / rounds;
}

QList<Circuit> manyCircuits(const HandClock &clock, int count)
{
    QList<Circuit> circuits;
    circuits.reserve(count);
    // The soonest has less than 10 s, so that it ticks ten times a second.
    for (int i = 0; i < count; ++i)
        circuits.append(openCircuit(clock, u"host-%1.example:8001"_s.arg(i),
                                    milliseconds(9'000) + i * 100ms, 20'000s));
    return circuits;
}

/// As another answer of the server: the same circuits, their deadlines off by the clocks' grain.
void tremble(QList<Circuit> &circuits, int round)
{
    for (Circuit &circuit : circuits)
        circuit.closesAt += milliseconds(round % 2 ? 3 : -3);
}

class PaintedArea : public QObject
{
public:
    qint64 pixels = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            for (const QRect &rect : static_cast<QPaintEvent *>(event)->region())
                pixels += qint64(rect.width()) * rect.height();
        }
        return false;
    }
};

void report(const char *what, double time)
{
    std::printf("%-52s %8.2f ms\n", what, time);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments().mid(1);
    const bool isQuick = arguments.contains("--quick"_L1);
    const int wished = arguments.isEmpty() ? 0 : arguments.last().toInt();
    const int count = wished > 0 ? wished : 10'000;
    const int rounds = isQuick ? 3 : 50;

    Theme theme(application);
    HandClock clock;
    FakeStore store(StoreKind::Redis);
    store.content = manyCircuits(clock, count);
    CircuitBoard board(store, clock);
    CircuitsPanel panel(theme, board);
    panel.resize(330, 700);
    panel.show();
    if (!QTest::qWaitForWindowExposed(&panel))
        return 1;
    QCoreApplication::processEvents();
    std::printf("%d circuits, %d rounds, time of the processor for one\n", count, rounds);

    QList<CircuitRow> rows = board.rows();
    QList<Circuit> answer = store.content;
    const double merge = perRound(rounds, [&](int round) {
        tremble(answer, round);
        rows = mergedRows(rows, answer, clock.now());
    });
    report("the merge of a poll's answer", merge);
    const QList<CircuitRow> before = board.rows();
    qsizetype changes = 0;
    const double transitions = perRound(rounds, [&](int) {
        changes += transitionsBetween(before, rows, {}, clock.now(), clock.wallTime()).size();
    });
    report("what changed, for the timeline", transitions);
    const double poll = perRound(rounds, [&](int round) {
        tremble(store.content, round);
        board.refresh();
        QCoreApplication::processEvents();
    });
    report("a whole poll without news", poll);
    const double model = perRound(rounds, [&](int round) {
        // One opens and one closes: rows come, go and move.
        store.content.removeAt(count / 2);
        store.content.append(openCircuit(clock, u"new-%1"_s.arg(round), 60s));
        board.refresh();
        QCoreApplication::processEvents();
    });
    report("a whole poll with the model's update", model);

    PaintedArea painted;
    panel.view()->viewport()->installEventFilter(&painted);
    const int ticks = isQuick ? 20 : 80;
    const double tick = perRound(ticks, [&](int) {
        clock.advance(100ms);
        QCoreApplication::processEvents();
    });
    report("a tick with its repaint, the polls among them", tick);
    const double whole
        = double(panel.view()->viewport()->width()) * panel.view()->viewport()->height();
    const double share = double(painted.pixels) / ticks / whole;
    const double grab = perRound(isQuick ? 2 : 20, [&](int) { panel.view()->viewport()->grab(); });
    report("the whole viewport painted anew", grab);
    std::printf("%-52s %8.0f %%\n", "of the viewport painted by a tick", share * 100.0);
    // Ten ticks a second, the polls that fell due among them.
    std::printf("%-52s %8.1f %%\n", "of a core, all of it counting down at 10 Hz", tick);

    const bool isRight = board.rows().size() >= count && changes == 0
        && panel.view()->model()->rowCount() == board.rows().size() && painted.pixels > 0
        && share < 0.9;
    if (!isRight)
        std::fprintf(stderr, "%lld rows, %lld changes, %.2f painted\n",
                     qlonglong(board.rows().size()), qlonglong(changes), share);
    return isRight ? 0 : 1;
}
