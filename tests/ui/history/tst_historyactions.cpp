// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/temporaryfolder.h"
#include "ui/history/historyactions.h"
#include "ui/history/historymodel.h"
#include "ui/history/historypanel.h"
#include "ui/history/historysettings.h"
#include "ui/history/historywords.h"
#include "ui/widgets/noticebar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;

ExchangePtr sent(const QString &url, const QDateTime &startedAt, int status = 200)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->startedAt = startedAt;
    exchange->spec.url = url;
    exchange->request.method = "GET";
    exchange->request.url = QUrl(url);
    exchange->request.urlText = url;
    exchange->outcome = status < 400 ? Outcome::Success : Outcome::Failed;
    exchange->attempts = {Attempt{.result = Response{.status = status}}};
    return exchange;
}

} // namespace

/// What can be done with exchanges in the panel, and what it tells by itself.
class TestHistoryActions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TemporaryFolder> m_place;
    std::unique_ptr<HistoryStore> m_store;
    std::unique_ptr<HistoryPanel> m_panel;

    void add(const QList<ExchangePtr> &exchanges)
    {
        for (const ExchangePtr &exchange : exchanges)
            m_store->add(exchange);
        auto flushed = m_store->flush();
        QTRY_VERIFY_WITH_TIMEOUT(flushed.isFinished(), patience);
        QVERIFY(flushed.result());
    }
    /// Three of today, the newest first in the list.
    void addThree()
    {
        const QDateTime now = QDateTime::currentDateTime();
        add({sent(u"http://a/1"_s, now), sent(u"http://a/2"_s, now, 503),
             sent(u"http://b/3"_s, now)});
        QTRY_COMPARE_WITH_TIMEOUT(view().model()->rowCount(), 3, patience);
    }
    qint64 total()
    {
        auto page = m_store->search({.limit = 1});
        return QTest::qWaitFor([&page] { return page.isFinished(); }, patience)
            ? page.result()->total
            : -1;
    }
    QListView &view() { return *m_panel->view(); }
    HistoryModel &model() { return *static_cast<HistoryModel *>(view().model()); }
    NoticeBar *noticeWith(const QString &text)
    {
        const auto notices = m_panel->findChildren<NoticeBar *>();
        for (NoticeBar *notice : notices) {
            if (notice->isVisibleTo(m_panel.get()) && notice->accessibleName().contains(text))
                return notice;
        }
        return nullptr;
    }
    static void press(NoticeBar *notice)
    {
        const auto buttons = notice->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->isVisibleTo(notice))
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL("no button");
    }
    QAction *entry(QMenu *menu, const QString &text)
    {
        const auto actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    QMenu *openMenu()
    {
        const QPoint place = view().visualRect(view().currentIndex()).center();
        Q_EMIT view().customContextMenuRequested(place);
        return view().findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_place = std::make_unique<TemporaryFolder>();
        m_store = std::make_unique<HistoryStore>(m_place->path());
        m_panel = std::make_unique<HistoryPanel>(*m_theme, *m_store);
        m_panel->resize(280, 500);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }
    void cleanup()
    {
        m_panel.reset();
        m_store.reset();
    }

    void deletedOnesCanBeBroughtBack()
    {
        addThree();
        view().setFocus();
        view().setCurrentIndex(model().index(1, 0));
        QTest::keyClick(&view(), Qt::Key_Delete);
        QCOMPARE(model().rowCount(), 2);
        QCOMPARE(model().total(), 2);
        QCOMPARE(total(), 3);
        QVERIFY(view().currentIndex().isValid());
        press(noticeWith(u"Deleted"_s));
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 3, patience);
        QVERIFY(!noticeWith(u"Deleted"_s));
        QCOMPARE(total(), 3);
    }

    void theNextDeletionMakesTheLastOneFinal()
    {
        addThree();
        view().setFocus();
        view().setCurrentIndex(model().index(0, 0));
        QTest::keyClick(&view(), Qt::Key_Delete);
        view().selectAll();
        QTest::keyClick(&view(), Qt::Key_Delete);
        QCOMPARE(model().rowCount(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(total(), 2, patience);
        press(noticeWith(u"2 exchanges deleted"_s));
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 2, patience);
    }

    void whatIsDeletedGoesWhenThePanelCloses()
    {
        addThree();
        view().setFocus();
        view().setCurrentIndex(model().index(0, 0));
        QTest::keyClick(&view(), Qt::Key_Delete);
        m_panel.reset();
        QTRY_COMPARE_WITH_TIMEOUT(total(), 2, patience);
    }

    void twoAreCompared()
    {
        addThree();
        QSignalSpy compared(m_panel.get(), &HistoryPanel::compareRequested);
        view().setFocus();
        view().setCurrentIndex(model().index(0, 0));
        QTest::keyClick(&view(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(compared.size(), 0);
        QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&view(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(compared.size(), 1);
        QCOMPARE(compared[0][0].toLongLong(), model().row(1).id);
        QCOMPARE(compared[0][1].toLongLong(), model().row(0).id);
        view().selectAll();
        QTest::keyClick(&view(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(compared.size(), 1);
    }

    void theListHasItsKeysWhateverTheWindowDoesWithThem()
    {
        addThree();
        auto *ofTheWindow = m_panel->addAction(u"Other"_s, Qt::CTRL | Qt::Key_D);
        QSignalSpy triggered(ofTheWindow, &QAction::triggered);
        QSignalSpy compared(m_panel.get(), &HistoryPanel::compareRequested);
        view().setCurrentIndex(model().index(0, 0));
        openMenu()->close(); // disables nothing for the next selection
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&view(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(compared.size() - triggered.size(), 1);
    }

    void theMenuActsOnTheSelection()
    {
        addThree();
        QSignalSpy replayed(m_panel.get(), &HistoryPanel::replayRequested);
        QSignalSpy collected(m_panel.get(), &HistoryPanel::addToCollectionRequested);
        view().setCurrentIndex(model().index(0, 0));
        view().selectAll();
        QMenu *menu = openMenu();
        QVERIFY(menu);
        QVERIFY(!entry(menu, u"Send again as it was"_s)->isEnabled());
        QVERIFY(!entry(menu, u"Compare (select two)"_s)->isEnabled());
        entry(menu, u"Replay these 3…"_s)->trigger();
        QCOMPARE(replayed.size(), 1);
        const QList<qint64> ids = replayed[0][0].value<QList<qint64>>();
        QCOMPARE(ids, QList<qint64>({model().row(2).id, model().row(1).id, model().row(0).id}));
        entry(menu, u"Add to collection…"_s)->trigger();
        QCOMPARE(collected[0][0].value<QList<qint64>>(), ids);
        entry(menu, u"Copy 3 URLs"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://b/3\nhttp://a/2\nhttp://a/1"_s);
        menu->close();
    }

    void oneIsSentAgainBothWays()
    {
        addThree();
        QSignalSpy today(m_panel.get(), &HistoryPanel::sendAgainRequested);
        QSignalSpy asItWas(m_panel.get(), &HistoryPanel::sendAgainAsItWasRequested);
        view().setCurrentIndex(model().index(2, 0));
        QMenu *menu = openMenu();
        QVERIFY(menu);
        entry(menu, u"Send again with today's variables"_s)->trigger();
        entry(menu, u"Send again as it was"_s)->trigger();
        QCOMPARE(today[0][0].toLongLong(), model().row(2).id);
        QCOMPARE(asItWas[0][0].toLongLong(), model().row(2).id);
        QMenu *formats = entry(menu, u"Copy as"_s)->menu();
        formats->actions().constFirst()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().startsWith("curl"_L1),
                                 patience);
        QVERIFY(QGuiApplication::clipboard()->text().contains("http://a/1"_L1));
        menu->close();
    }

    void aRowGivesItsFilters()
    {
        addThree();
        view().setCurrentIndex(model().index(0, 0));
        QMenu *menu = openMenu();
        QVERIFY(menu);
        entry(entry(menu, u"Show only"_s)->menu(), u"host:b"_s)->trigger();
        menu->close();
        QCOMPARE(m_panel->findChild<QLineEdit *>()->text(), u"host:b"_s);
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 1, patience);
    }

    void someAreKeptForEver()
    {
        addThree();
        view().setFocus();
        view().setCurrentIndex(model().index(0, 0));
        QTest::keyClick(&view(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(model().row(0).isKept, patience);
        m_panel->setSearch(u"is:kept"_s);
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 1, patience);
        view().setFocus();
        view().setCurrentIndex(model().index(0, 0));
        QTest::keyClick(&view(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!model().row(0).isKept, patience);
    }

    void daysBeginWithTheirName()
    {
        const QDateTime noon(QDate::currentDate(), QTime(12, 0));
        add({sent(u"http://a/1"_s, noon.addDays(-9)), sent(u"http://a/2"_s, noon.addDays(-1)),
             sent(u"http://a/3"_s, noon.addDays(-1).addSecs(60)), sent(u"http://a/4"_s, noon)});
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 4, patience);
        QList<bool> begins;
        for (int row = 0; row < 4; ++row)
            begins.append(model().beginsDay(row));
        QCOMPARE(begins, QList<bool>({true, true, false, true}));
        const QDate today = QDate::currentDate();
        QCOMPARE(dayOf(model().row(0), today), u"Today"_s);
        QCOMPARE(dayOf(model().row(1), today), u"Yesterday"_s);
        QVERIFY(dayOf(model().row(3), today).contains(QString::number(today.addDays(-9).day())));
        QTRY_VERIFY(view().visualRect(model().index(1, 0)).height()
                    == 2 * view().visualRect(model().index(2, 0)).height());
        // The newest takes over the name of its day.
        add({sent(u"http://a/5"_s, noon.addSecs(60))});
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 5, patience);
        QVERIFY(model().beginsDay(0));
        QVERIFY(!model().beginsDay(1));
        QTRY_VERIFY(view().visualRect(model().index(0, 0)).height()
                    == 2 * view().visualRect(model().index(1, 0)).height());
    }

    void whatIsNoFilterIsTold_data()
    {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QString>("hint");
        QTest::newRow("misspelt") << u"staus:503"_s << u"Was status: meant?"_s;
        QTest::newRow("a bad value") << u"status:abc"_s << u"write 503, 5xx, 400-499"_s;
        QTest::newRow("a bad time") << u"after:noon"_s << u"write 2026-11-01, 12:30"_s;
        QTest::newRow("found nowhere") << u"tag:x"_s << u"is no filter"_s;
        QTest::newRow("nothing wrong") << u"status:503"_s << u""_s;
        QTest::newRow("text with a colon that is there") << u"http:a"_s << u""_s;
    }
    void whatIsNoFilterIsTold()
    {
        QFETCH(QString, search);
        QFETCH(QString, hint);
        addThree();
        m_panel->setSearch(search);
        const auto hasHint = [this, &hint] {
            const auto labels
                = m_panel->findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
            for (const QLabel *label : labels) {
                if (label->isVisible())
                    return !hint.isEmpty() && label->text().contains(hint);
            }
            return hint.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasHint(), patience);
    }

    void aBurstDoesNotMakeTheListEndless()
    {
        const QDateTime now = QDateTime::currentDateTime();
        QList<ExchangePtr> burst;
        for (int i = 0; i < 5000; ++i)
            burst.append(sent(u"http://a/%1"_s.arg(i), now));
        QTRY_VERIFY_WITH_TIMEOUT(model().isLoaded(), patience);
        add(burst);
        QTRY_COMPARE_WITH_TIMEOUT(model().total(), 5000, patience);
        QVERIFY2(model().rowCount() <= 4000, qPrintable(QString::number(model().rowCount())));
        QVERIFY(model().canFetchMore({}));
        QCOMPARE(model().row(0).url, u"http://a/4999"_s);
    }

    void cleaningIsToldWithAWayToChangeIt()
    {
        addThree();
        const HistoryRetention retention{.mostExchanges = 1};
        QSignalSpy wanted(m_panel.get(), &HistoryPanel::settingsRequested);
        m_panel->setRetention(retention);
        m_store->setRetention(retention);
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(noticeWith(u"2 beyond the newest 1 removed"_s), patience);
        press(noticeWith(u"removed"_s));
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!noticeWith(u"removed"_s));
    }

    void wordsForCleaning()
    {
        const HistoryRetention retention{
            .mostExchanges = 50, .mostBytes = 2'000'000'000, .mostDays = 90};
        QCOMPARE(describeCleaning({.byAge = 12}, retention), u"12 older than 90 days removed"_s);
        QCOMPARE(describeCleaning({.byCount = 1, .bySize = 2}, retention),
                 u"1 beyond the newest 50 removed, 2 beyond 2.0 GB removed"_s);
    }

    void settingsTellWhatTheyWouldRemove()
    {
        addThree();
        SettingsStore settings(m_place->filePath(u"settings.json"_s));
        HistorySettingsDialog dialog(*m_store, settings);
        dialog.show();
        QCOMPARE(dialog.values(), HistoryRetention());
        const auto says = [&dialog](const QString &text) {
            const auto labels = dialog.findChildren<QLabel *>();
            return std::ranges::any_of(
                labels, [&text](const QLabel *label) { return label->text().contains(text); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(says(u"There are 3 exchanges"_s), patience);
        QVERIFY(says(u"remove nothing now"_s));
        QSpinBox *most = dialog.findChildren<QSpinBox *>().constFirst();
        most->setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(says(u"remove 1 exchanges for good: 1 by number"_s), patience);
        dialog.findChildren<QCheckBox *>().constFirst()->setChecked(false);
        QCOMPARE(dialog.values().mostExchanges, 0);
        QTRY_VERIFY_WITH_TIMEOUT(says(u"remove nothing now"_s), patience);
        dialog.findChildren<QCheckBox *>().constLast()->setChecked(true);
        QCOMPARE(dialog.values().mostDays, 90);
        QTest::mouseClick(dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok),
                          Qt::LeftButton);
        QCOMPARE(settings.values().history, (HistoryRetention{.mostExchanges = 0, .mostDays = 90}));
    }
};

QTEST_MAIN(TestHistoryActions)
#include "tst_historyactions.moc"
