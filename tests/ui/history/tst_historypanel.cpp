// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/temporaryfolder.h"
#include "ui/history/historymodel.h"
#include "ui/history/historypanel.h"
#include "ui/history/historywords.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000;

ExchangePtr exchangeOf(const QString &url, Outcome outcome = Outcome::Success, int status = 200,
                       std::optional<SendError::Kind> kind = {}, int attempts = 1)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->startedAt = QDateTime::currentDateTimeUtc();
    exchange->spec.url = url;
    exchange->request.method = "GET";
    exchange->request.url = QUrl(url);
    exchange->request.urlText = url;
    exchange->outcome = outcome;
    for (int i = 1; i <= attempts; ++i) {
        Attempt attempt{.number = i};
        if (kind)
            attempt.result = std::unexpected(SendError{.kind = *kind});
        else
            attempt.result = Response{.status = status};
        exchange->attempts.append(attempt);
    }
    if (kind)
        exchange->error = SendError{.kind = *kind};
    return exchange;
}

HistoryRow rowOf(Outcome outcome, int status, const QString &kind, int attempts)
{
    HistoryRow row;
    row.method = "GET";
    row.url = u"http://a/b"_s;
    row.outcome = outcome;
    row.status = status;
    row.errorKind = kind;
    row.attempts = attempts;
    return row;
}

} // namespace

class TestHistoryPanel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TemporaryFolder> m_place;
    std::unique_ptr<HistoryStore> m_store;

    void add(const QList<ExchangePtr> &exchanges)
    {
        for (const ExchangePtr &exchange : exchanges)
            m_store->add(exchange);
        auto flushed = m_store->flush();
        QTRY_VERIFY_WITH_TIMEOUT(flushed.isFinished(), patience);
        QVERIFY(flushed.result());
    }
    void addMany(int count)
    {
        QList<ExchangePtr> exchanges;
        for (int i = 0; i < count; ++i)
            exchanges.append(exchangeOf(u"http://host/path%1"_s.arg(i)));
        add(exchanges);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_place = std::make_unique<TemporaryFolder>();
        m_store = std::make_unique<HistoryStore>(m_place->path());
    }
    void cleanup() { m_store.reset(); }

    void resultsAreAWordOrTwo_data()
    {
        QTest::addColumn<HistoryRow>("row");
        QTest::addColumn<QString>("result");
        QTest::addColumn<ChipTone>("tone");
        QTest::newRow("answered") << rowOf(Outcome::Success, 200, {}, 1) << u"200"_s
                                  << ChipTone::Good;
        QTest::newRow("answered at the third try")
            << rowOf(Outcome::Success, 200, {}, 3) << u"200 ×3"_s << ChipTone::Good;
        QTest::newRow("a client's error")
            << rowOf(Outcome::Failed, 429, {}, 1) << u"429"_s << ChipTone::Warning;
        QTest::newRow("a server's error")
            << rowOf(Outcome::Failed, 503, {}, 3) << u"503 ×3"_s << ChipTone::Bad;
        QTest::newRow("time-outs")
            << rowOf(Outcome::Exception, 0, kindName(SendError::Kind::AttemptTimeout), 4)
            << u"time-out ×4"_s << ChipTone::Bad;
        QTest::newRow("an error of a newer version")
            << rowOf(Outcome::Exception, 0, u"new-kind"_s, 1) << u"new-kind"_s << ChipTone::Bad;
        QTest::newRow("blocked") << rowOf(Outcome::Blocked, 0, u"blocked"_s, 0) << u"not sent"_s
                                 << ChipTone::Bad;
        QTest::newRow("cancelled")
            << rowOf(Outcome::Cancelled, 0, u"cancelled"_s, 1) << u"stopped"_s << ChipTone::Neutral;
    }
    void resultsAreAWordOrTwo()
    {
        QFETCH(HistoryRow, row);
        QTEST(resultOf(row), "result");
        QTEST(toneOfResult(row), "tone");
        QVERIFY(detailsOf(row).contains(resultOf(row)));
        QVERIFY(spokenText(row).contains(resultOf(row)));
    }

    void detailsTellWhatTheGuardedRulesDid_data()
    {
        using Note = HistoryRow::CircuitNote;
        QTest::addColumn<Ending>("ending");
        QTest::addColumn<HistoryRow::CircuitNote>("note");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, Ending ending, Note note, const QString &line) {
            QTest::newRow(name) << ending << note << line;
        };
        const QString quiet = u"Circuit: pay.eu"_s;
        row("nothing", Ending::AttemptsExhausted, Note::None, quiet);
        row("opened", Ending::AttemptsExhausted, Note::Opened, quiet + u", opened by this call"_s);
        row("the probe", Ending::Answered, Note::Closed,
            quiet + u", closed by this call, the probe"_s);
        row("late", Ending::Answered, Note::Late,
            quiet + u", changed meanwhile, so this did not count"_s);
        row("the budget", Ending::BudgetExhausted, Note::None,
            u"No more attempts: the retry budget was used up"_s);
        row("harm", Ending::NotIdempotent, Note::None, u"No more attempts: twice may do harm"_s);
        row("a long wait", Ending::WaitTooLong, Note::None,
            u"No more attempts: the next wait would have been too long"_s);
        row("opened meanwhile", Ending::CircuitOpened, Note::None,
            u"No more attempts: the circuit opened"_s);
    }
    void detailsTellWhatTheGuardedRulesDid()
    {
        QFETCH(const Ending, ending);
        QFETCH(const HistoryRow::CircuitNote, note);
        HistoryRow row = rowOf(Outcome::Failed, 503, {}, 2);
        row.key = u"pay.eu"_s;
        row.ending = ending;
        row.circuitNote = note;
        const QStringList lines = detailsOf(row).split(u'\n');
        QFETCH(const QString, line);
        QVERIFY2(lines.contains(line), qPrintable(detailsOf(row)));
    }

    void placesTellUrlsApart_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("place");
        QTest::newRow("path") << u"http://a:1/b/c?d=1"_s << u"b/c?d=1"_s;
        QTest::newRow("nothing but the host") << u"http://a:1/"_s << u"a:1"_s;
        QTest::newRow("no slash at all") << u"http://a"_s << u"a"_s;
        QTest::newRow("query alone") << u"http://a?b"_s << u"?b"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("slashes in the query")
            << u"http://a/b?u=http://c/d"_s << u"b?u=http://c/d"_s;
    }
    void placesTellUrlsApart()
    {
        QFETCH(QString, url);
        HistoryRow row;
        row.url = url;
        QTEST(placeOf(row), "place");
    }

    void filtersAreWordsOfTheSearch()
    {
        QCOMPARE(toggledFilter(u""_s, u"is:failed"_s), u"is:failed"_s);
        QCOMPARE(toggledFilter(u"is:failed store"_s, u"is:failed"_s), u"store"_s);
        QCOMPARE(toggledFilter(u"is:failed store"_s, u"is:blocked"_s), u"is:blocked store"_s);
        QVERIFY(hasFilter(u"a IS:failed"_s, u"is:failed"_s));
        QVERIFY(!hasFilter(u"this:failed"_s, u"is:failed"_s));
    }

    void pagesAreReadWhileScrolling()
    {
        addMany(450);
        HistoryModel model(*m_store);
        QAbstractItemModelTester tester(&model);
        tester.setUseFetchMore(false); // pages are asked for here
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), HistoryModel::pageSize, patience);
        QTRY_COMPARE_WITH_TIMEOUT(model.total(), 450, patience);
        QTRY_VERIFY_WITH_TIMEOUT(model.canFetchMore({}), patience);
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({}));
        model.fetchMore({});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 400, patience);
        model.fetchMore({});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 450, patience);
        QVERIFY(!model.canFetchMore({}));
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.row(row).id < model.row(row - 1).id);
    }

    void theViewFetchesBeforeItsEnd()
    {
        addMany(450);
        HistoryPanel panel(*m_theme, *m_store);
        panel.resize(260, 300);
        panel.show();
        QTRY_COMPARE_WITH_TIMEOUT(panel.view()->model()->rowCount(), 200, patience);
        QScrollBar *bar = panel.view()->verticalScrollBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar->maximum() > 0, patience);
        bar->setValue(bar->maximum() - bar->pageStep());
        QTRY_VERIFY_WITH_TIMEOUT(panel.view()->model()->rowCount() >= 400, patience);
    }

    void newOnesAppearByThemselves()
    {
        HistoryModel model(*m_store);
        QAbstractItemModelTester tester(&model);
        QTRY_VERIFY_WITH_TIMEOUT(model.isLoaded(), patience);
        add({exchangeOf(u"http://a/1"_s), exchangeOf(u"http://a/2"_s)});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, patience);
        QCOMPARE(model.row(0).url, u"http://a/2"_s);
        QCOMPARE(model.total(), 2);
    }

    void newOnesAppearInASearchOnlyIfTheyFit()
    {
        HistoryModel model(*m_store);
        QAbstractItemModelTester tester(&model);
        model.setSearch(u"store"_s);
        QTRY_VERIFY_WITH_TIMEOUT(model.isLoaded(), patience);
        add({exchangeOf(u"http://a/other"_s), exchangeOf(u"http://a/store"_s),
             exchangeOf(u"http://a/more"_s)});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, patience);
        QCOMPARE(model.row(0).url, u"http://a/store"_s);
        QTRY_COMPARE_WITH_TIMEOUT(model.total(), 3, patience);
    }

    void onlyTheLastSearchIsShown()
    {
        add({exchangeOf(u"http://a/first"_s), exchangeOf(u"http://a/second"_s)});
        HistoryModel model(*m_store);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setSearch(u"first"_s);
        model.setSearch(u"fir"_s);
        model.setSearch(u"second"_s);
        QTRY_COMPARE_WITH_TIMEOUT(reset.count(), 1, patience);
        QTest::qWait(50);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.row(0).url, u"http://a/second"_s);
    }

    void searchIsTypedAndFiltersAreToggled()
    {
        add({exchangeOf(u"http://a/good"_s), exchangeOf(u"http://a/bad"_s, Outcome::Failed, 503),
             exchangeOf(u"http://a/gone"_s, Outcome::Exception, 0,
                        SendError::Kind::ConnectionRefused)});
        HistoryPanel panel(*m_theme, *m_store);
        panel.show();
        QAbstractItemModel *model = panel.view()->model();
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 3, patience);
        QTest::keyClicks(panel.findChild<QLineEdit *>(), u"ba"_s);
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, patience);
        QTest::keyClick(panel.findChild<QLineEdit *>(), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 3, patience);
        for (QToolButton *filter : panel.findChildren<QToolButton *>()) {
            if (filter->text() == u"Errors"_s) {
                QTest::mouseClick(filter, Qt::LeftButton);
                QVERIFY(filter->isChecked());
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, patience);
        QCOMPARE(model->index(0, 0).data().toString(), u"http://a/gone"_s);
        panel.setSearch(u"nothing-like-that"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!panel.view()->isVisible(), patience);
    }

    void keysOpenSendAgainCopyAndDelete()
    {
        add({exchangeOf(u"http://a/1"_s), exchangeOf(u"http://a/2"_s),
             exchangeOf(u"http://a/3"_s)});
        HistoryPanel panel(*m_theme, *m_store);
        panel.show();
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        QListView *view = panel.view();
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 3, patience);
        QTest::keyClick(panel.findChild<QLineEdit *>(), Qt::Key_Down);
        QTRY_VERIFY(view->hasFocus());
        QCOMPARE(view->currentIndex().row(), 0);
        QSignalSpy opened(&panel, &HistoryPanel::openRequested);
        QSignalSpy again(&panel, &HistoryPanel::sendAgainRequested);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        const qint64 id = opened.first().first().toLongLong();
        QVERIFY(id > 0);
        QTest::keyClick(view, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(again.count(), 1);
        QCOMPARE(again.first().first().toLongLong(), id);
        QCOMPARE(opened.count(), 1);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://a/3"_s);
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(view->model()->rowCount(), 2);
    }

    void clearingEmptiesTheList()
    {
        addMany(5);
        HistoryModel model(*m_store);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 5, patience);
        m_store->clear();
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 0, patience);
        QCOMPARE(model.total(), 0);
    }
};

QTEST_MAIN(TestHistoryPanel)
#include "tst_historypanel.moc"
