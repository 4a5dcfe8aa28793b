// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitmodel.h"
#include "ui/circuits/circuitspanel.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

NoticeBar *shownNotice(const QWidget &panel)
{
    for (NoticeBar *notice : panel.findChildren<NoticeBar *>()) {
        if (!notice->isHidden())
            return notice;
    }
    return nullptr;
}

QString textOf(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (!label->isHidden())
            texts.append(label->text().remove(QChar(0x200b)));
    }
    return texts.join(u'\n');
}

/// Shortcuts go to active windows only.
void showActive(CircuitsPanel &panel)
{
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.view()->setFocus();
}

} // namespace

class TestCircuitsPanel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    // The offscreen platform tells every window that it keeps no size hints.
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void theModelFollowsAnyChange()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        CircuitBoard board(store, clock);
        CircuitModel model(board);
        QAbstractItemModelTester tester(&model);
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            if (random.bounded(3) == 0)
                clock.advance(milliseconds(random.bounded(3000)));
            store.content.clear();
            for (int key = 0; key < 12; ++key) {
                if (random.bounded(2))
                    store.content.append(openCircuit(clock, QString::number(key),
                                                     milliseconds(random.bounded(1, 20'000))));
            }
            // The index of a key that stays keeps its key, wherever it goes.
            const QPersistentModelIndex kept = model.rowCount() > 0
                ? model.index(random.bounded(model.rowCount()))
                : QModelIndex();
            const QString key = kept.data().toString();
            board.refresh();
            QCOMPARE(model.rowCount(), board.rows().size());
            for (int row = 0; row < model.rowCount(); ++row)
                QCOMPARE(model.row(row), board.rows().at(row));
            if (kept.isValid())
                QCOMPARE(kept.data().toString(), key);
        }
    }

    void theBoardIsWatchedOnlyWhileVisible()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        QCOMPARE(clock.pending(), 0);
        panel.show();
        QCOMPARE(clock.pending(), 1);
        panel.hide();
        QCOMPARE(clock.pending(), 0);
    }

    void inMemoryDeleteClosesAtOnce()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        store.content = {openCircuit(clock, u"a"_s, 10s), openCircuit(clock, u"b"_s, 20s)};
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        showActive(panel);
        panel.select(u"b"_s);
        QTest::keyClick(panel.view(), Qt::Key_Delete);
        QCOMPARE(store.closed, QStringList{u"b"_s});
        QVERIFY(!shownNotice(panel));
    }

    void inRedisTheCommandIsShownFirst()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 10s)};
        store.content.first().redisKey = "cb:{a}"_ba;
        store.state.prefix = u"cb:"_s;
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        showActive(panel);
        panel.select(u"a"_s);
        QTest::keyClick(panel.view(), Qt::Key_Delete);
        NoticeBar *notice = shownNotice(panel);
        QVERIFY(notice && notice->isAsking());
        QVERIFY2(textOf(*notice).contains(u"DEL cb:{a}"_s), qPrintable(textOf(*notice)));
        QVERIFY(store.closed.isEmpty());
        QTest::keyClick(notice, Qt::Key_Escape);
        QVERIFY(!shownNotice(panel));
        QVERIFY(store.closed.isEmpty());

        panel.closeCircuit(*board.find(u"a"_s));
        QTest::keyClick(notice->findChild<QPushButton *>(), Qt::Key_Space);
        QCOMPARE(store.closed, QStringList{u"a"_s});
        QVERIFY(!shownNotice(panel));
    }

    void aQuestionGoesWhenItsCircuitCloses()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 1s)};
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        panel.show();
        panel.closeCircuit(*board.find(u"a"_s));
        QVERIFY(shownNotice(panel));
        store.content.clear();
        clock.advance(1s);
        QVERIFY(!shownNotice(panel));
    }

    void aFailedWriteIsSaidInPlace()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        store.content = {openCircuit(clock, u"a"_s, 10s)};
        store.writeError = StoreError{.kind = StoreError::Kind::Refused, .subject = u"a"_s};
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        panel.show();
        panel.keepOpen(*board.find(u"a"_s), 1min);
        QCOMPARE(store.opened.size(), 1);
        QCOMPARE(store.opened.first().second, 1min);
        NoticeBar *notice = shownNotice(panel);
        QVERIFY(notice && !notice->isAsking());
        QVERIFY(textOf(*notice).contains(u"a was not extended"_s));
    }

    void aStoreThatIsAwayIsSaidOnceAndTakenBack()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 60s)};
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        panel.show();
        store.error
            = StoreError{.kind = StoreError::Kind::Unavailable, .subject = u"127.0.0.1:6379"_s};
        board.refresh();
        QVERIFY(shownNotice(panel));
        QVERIFY(panel.view()->isVisible());
        store.error.reset();
        QTest::keyClick(shownNotice(panel)->findChild<QPushButton *>(), Qt::Key_Space);
        QVERIFY(!shownNotice(panel));
    }

    void aPartialListIsSaidToBePartial()
    {
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 60s)};
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        panel.show();
        QVERIFY(!shownNotice(panel));
        store.state.missing = u"10.0.4.1:6379: Connection refused"_s;
        Q_EMIT store.statusChanged(store.state);
        QVERIFY(shownNotice(panel));
        QVERIFY(std::ranges::any_of(
            shownNotice(panel)->findChildren<QLabel *>(),
            [](const QLabel *label) { return label->text().contains("10.0.4.1:6379"_L1); }));
        QVERIFY(panel.view()->isVisible());
        store.state.missing.clear();
        Q_EMIT store.statusChanged(store.state);
        QVERIFY(!shownNotice(panel));
    }

    void theKeyBoxAnswersInWords_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("fails");
        QTest::addColumn<QString>("answer");
        QTest::newRow("a key that is not there is closed") << u"zzz"_s << false << u"Closed"_s;
        QTest::newRow("an open one is shown, although listing is refused")
            << u"a"_s << false << u"Open"_s;
        QTest::newRow("an error is said") << u"a"_s << true << u"reached"_s;
    }
    void theKeyBoxAnswersInWords()
    {
        QFETCH(QString, key);
        QFETCH(bool, fails);
        QFETCH(QString, answer);
        HandClock clock;
        FakeStore store(StoreKind::Redis);
        store.content = {openCircuit(clock, u"a"_s, 60s)};
        store.error = StoreError{.kind = StoreError::Kind::Refused};
        if (fails)
            store.lookupError
                = StoreError{.kind = StoreError::Kind::Unavailable, .subject = u"x"_s};
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        panel.show();
        auto *box = panel.findChild<QLineEdit *>();
        QTest::keyClicks(box, key);
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY2(textOf(panel).contains(answer), qPrintable(textOf(panel)));
        QCOMPARE(panel.view()->currentIndex().data().toString(),
                 answer == u"Open"_s ? key : QString());
    }

    void keysWork()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        store.content = {openCircuit(clock, u"a"_s, 10s), openCircuit(clock, u"b"_s, 20s)};
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        showActive(panel);
        panel.select(u"a"_s);
        QTest::keyClick(panel.view(), Qt::Key_Down);
        QCOMPARE(panel.view()->currentIndex().data().toString(), u"b"_s);
        QTest::keyClick(panel.view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"b"_s);
        QSignalSpy explain(&panel, &CircuitsPanel::explainRequested);
        QTest::keyClick(panel.view(), Qt::Key_Return);
        QCOMPARE(explain.count(), 1);
        QCOMPARE(explain.first().first().toString(), u"b"_s);
    }

    void tenThousandCircuitsTickCheaply()
    {
        HandClock clock;
        FakeStore store(StoreKind::Memory);
        for (int i = 0; i < 10'000; ++i)
            store.content.append(
                openCircuit(clock, u"host-%1.example:8001"_s.arg(i), milliseconds(9000 + i)));
        CircuitBoard board(store, clock);
        CircuitsPanel panel(*m_theme, board);
        panel.resize(330, 700);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        QCoreApplication::processEvents();
        QElapsedTimer timer;
        timer.start();
        constexpr int ticks = 50;
        for (int i = 0; i < ticks; ++i) {
            clock.advance(100ms);
            QCoreApplication::processEvents();
        }
        const double perTick = double(timer.nsecsElapsed()) / 1e6 / ticks;
        qInfo("%.2f ms a tick with 10 000 circuits", perTick);
        QVERIFY2(perTick < 100.0, "only what is visible may be painted");
    }
};

QTEST_MAIN(TestCircuitsPanel)
#include "tst_circuitspanel.moc"
