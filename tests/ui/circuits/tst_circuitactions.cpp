// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/circuits/fakestore.h"
#include "ui/circuits/circuitactions.h"
#include "ui/circuits/circuitspanel.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Forcing = CircuitOverride::Kind;

namespace {

/// A panel over a store with one open circuit, "a", which is selected.
struct Bench
{
    explicit Bench(const Theme &theme, StoreKind kind, StoreScope scope = StoreScope::Private)
        : store(kind)
    {
        store.state.scope = scope;
        store.state.prefix = u"cb:"_s;
        store.content = {openCircuit(clock, u"a"_s, 60s)};
        board = std::make_unique<CircuitBoard>(store, clock);
        panel = std::make_unique<CircuitsPanel>(theme, *board);
        panel->show();
        panel->select(u"a"_s);
    }

    QAction *action(QLatin1StringView text) const
    {
        for (QAction *candidate : panel->view()->actions()) {
            if (candidate->text().startsWith(text))
                return candidate;
        }
        return nullptr;
    }
    NoticeBar *question() const
    {
        for (NoticeBar *notice : panel->findChildren<NoticeBar *>()) {
            if (notice->isAsking())
                return notice;
        }
        return nullptr;
    }
    QString said() const
    {
        QStringList texts;
        for (NoticeBar *notice : panel->findChildren<NoticeBar *>()) {
            if (notice->isHidden())
                continue;
            for (const QLabel *label : notice->findChildren<QLabel *>())
                texts.append(label->text().remove(QChar(0x200b)));
        }
        return texts.join(u'\n');
    }
    ForceForm *form() const { return panel->findChild<ForceForm *>(); }

    HandClock clock;
    FakeStore store;
    std::unique_ptr<CircuitBoard> board;
    std::unique_ptr<CircuitsPanel> panel;
};

} // namespace

class TestCircuitActions : public QObject
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

    void forcingAsksInPlaceAndThenActs()
    {
        Bench bench(*m_theme, StoreKind::Memory);
        bench.action("Force open"_L1)->trigger();
        QVERIFY(bench.form()->isVisible());
        auto *duration = bench.form()->findChild<QComboBox *>();
        auto *note = bench.form()->findChild<QLineEdit *>();
        QTest::keyClick(duration, Qt::Key_Down); // for 1 minute
        QTest::keyClicks(note, u"deploy"_s);
        QTest::keyClick(note, Qt::Key_Return);
        QVERIFY(!bench.form()->isVisible());
        QCOMPARE(bench.store.forced.size(), 1);
        const auto &[key, forced, time] = bench.store.forced.first();
        QCOMPARE(key, u"a"_s);
        QVERIFY(forced.kind == Forcing::ForcedOpen);
        QCOMPARE(forced.note, u"deploy"_s);
        QVERIFY(forced.author.startsWith(u"recloser@"_s));
        QCOMPARE(time, std::optional(milliseconds(1min)));
    }

    void escapeLeavesTheForm()
    {
        Bench bench(*m_theme, StoreKind::Memory);
        bench.action("Metrics only"_L1)->trigger();
        QTest::keyClick(bench.form()->findChild<QComboBox *>(), Qt::Key_Escape);
        QVERIFY(!bench.form()->isVisible());
        QVERIFY(bench.store.forced.isEmpty());
    }

    void inRedisEveryWriteShowsItsCommandsAndWaits_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QStringList>("commands");
        QTest::newRow("close") << u"Close now"_s
                               << QStringList{u"DEL cb:{a}:probe"_s, u"DEL cb:{a}"_s,
                                              u"ZREM cb:index cb:{a}"_s};
        QTest::newRow("open for a minute")
            << u"1:00"_s << QStringList{u"SET cb:{a} … PX 60000"_s, u"ZADD cb:index … cb:{a}"_s};
        QTest::newRow("reset") << u"Reset"_s << QStringList{u"DEL cb:{a}:meta cb:{a}:override"_s};
        QTest::newRow("take back")
            << u"Take the override back"_s << QStringList{u"DEL cb:{a}:override"_s};
    }
    void inRedisEveryWriteShowsItsCommandsAndWaits()
    {
        QFETCH(QString, action);
        QFETCH(QStringList, commands);
        Bench bench(*m_theme, StoreKind::Redis);
        if (action.startsWith(u"Take"_s)) {
            bench.store.content.first().forced = {Forcing::ForcedOpen, u"ann"_s, {}};
            bench.board->refresh();
        }
        const auto writes = [&] {
            return bench.store.closed.size() + bench.store.opened.size() + bench.store.forced.size()
                + bench.store.wasReset.size();
        };
        QAction *chosen = bench.action(QLatin1StringView(action.toLatin1()));
        QVERIFY(chosen && chosen->isEnabled());
        chosen->trigger();
        QVERIFY(bench.question());
        for (const QString &command : std::as_const(commands))
            QVERIFY2(bench.said().contains(command), qPrintable(bench.said()));
        QCOMPARE(writes(), 0);
        QTest::keyClick(bench.question()->findChild<QPushButton *>(), Qt::Key_Space);
        QCOMPARE(writes(), 1);
    }

    void aForcingInRedisShowsWhatIsWritten()
    {
        Bench bench(*m_theme, StoreKind::Redis);
        bench.panel->actions().force(*bench.board->find(u"a"_s),
                                     {Forcing::ForcedClosed, {}, u"n"_s}, {});
        QVERIFY2(bench.said().contains(u"SET cb:{a}:override \"forced_closed"_s),
                 qPrintable(bench.said()));
        QVERIFY(bench.store.forced.isEmpty());
    }

    void observingWritesNothingFromTheStart()
    {
        const Bench bench(*m_theme, StoreKind::Redis, StoreScope::Observe);
        QVERIFY(bench.action("Reset"_L1)->toolTip().contains(u"observed"_s));
        for (const auto text : {"Close now"_L1, "Reset"_L1, "Force open"_L1, "10.0 s"_L1})
            QVERIFY2(!bench.action(text)->isEnabled(), text.data());
        QVERIFY(bench.action("Copy key"_L1)->isEnabled());
    }

    void aStoreThatRefusesWritesDisablesWithTheReason()
    {
        Bench bench(*m_theme, StoreKind::Redis);
        bench.store.writeError = StoreError{.kind = StoreError::Kind::ReadOnly,
                                            .subject = u"redis.example"_s,
                                            .detail = u"it is only observed"_s};
        bench.panel->closeCircuit(*bench.board->find(u"a"_s));
        QTest::keyClick(bench.question()->findChild<QPushButton *>(), Qt::Key_Space);
        QVERIFY(bench.said().contains(u"a was not closed"_s));
        for (const auto text : {"Close now"_L1, "Reset"_L1, "Force open"_L1, "10.0 s"_L1}) {
            QAction *action = bench.action(text);
            QVERIFY2(action, text.data());
            QVERIFY(!action->isEnabled());
            QVERIFY(!action->toolTip().isEmpty() && action->toolTip() != action->text());
        }
        QVERIFY(bench.action("Copy key"_L1)->isEnabled());
    }

    void otherLibrariesCircuitsAreNotWrittenByTheStore()
    {
        Bench bench(*m_theme, StoreKind::Redis);
        bench.store.content.first().layout = u"pybreaker"_s;
        bench.store.content.first().service = "a"_ba;
        bench.board->refresh();
        bench.panel->select(identityOf(bench.store.content.first()));
        QCOMPARE(bench.panel->view()->currentIndex().data().toString(), u"a"_s);
        for (const auto text : {"Close now"_L1, "Reset"_L1, "Force open"_L1, "Probe now"_L1})
            QVERIFY2(!bench.action(text)->isEnabled(), text.data());
    }

    void aProbeNeedsTheRequestOfThisKey()
    {
        Bench bench(*m_theme, StoreKind::Memory);
        QAction *probe = bench.action("Probe now"_L1);
        QVERIFY(!probe->isEnabled());
        bench.panel->setProbe(
            [](const QString &key) { return key == u"a"_s ? QString() : u"another key"_s; });
        QVERIFY(probe->isEnabled());
        QSignalSpy asked(bench.panel.get(), &CircuitsPanel::probeRequested);
        probe->trigger();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toString(), u"a"_s);
    }

    void ourWritesAreToldInTheTimeline()
    {
        Bench bench(*m_theme, StoreKind::Memory);
        bench.action("Close now"_L1)->trigger();
        QCOMPARE(bench.board->transitions().size(), 1);
        const CircuitTransition &last = bench.board->transitions().last();
        QVERIFY(last.cause == CircuitTransition::Cause::ByHand);
        QVERIFY(last.isOurs);
    }

    void theMenuHoldsEverything()
    {
        Bench bench(*m_theme, StoreKind::Redis);
        QMenu menu;
        bench.panel->actions().fill(menu);
        QStringList texts;
        for (const QAction *action : menu.actions()) {
            if (action->isVisible() && !action->isSeparator())
                texts.append(action->text());
        }
        QCOMPARE(texts,
                 (QStringList{u"Explain in Key Lab"_s, u"Probe now"_s, u"Copy key"_s,
                              u"Copy redis-cli command"_s, u"Close now"_s, u"Keep open for"_s,
                              u"Force open…"_s, u"Force closed…"_s, u"Metrics only…"_s,
                              u"Take the override back"_s, u"Reset"_s}));
    }
};

QTEST_MAIN(TestCircuitActions)
#include "tst_circuitactions.moc"
