// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/temporaryfolder.h"
#include "tests/ui/compare/comparedexchanges.h"
#include "ui/compare/comparebodypage.h"
#include "ui/compare/comparerows.h"
#include "ui/compare/comparewindow.h"
#include "ui/compare/diffview.h"
#include "ui/compare/exchangechooser.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

constexpr int patience = 30'000;

bool isDone(CompareWindow &window)
{
    return QTest::qWaitFor(
        [&window] { return !window.bodyPage()->isComparing() && window.bodyPage()->result(); },
        patience);
}

/// The answer comes through the event loop: waiting for its result alone would never end.
bool areWritten(HistoryStore &store)
{
    const auto flushed = store.flush();
    return QTest::qWaitFor([&flushed] { return flushed.isFinished(); }, patience)
        && flushed.result().has_value();
}

QPushButton *button(const QWidget &widget, const QString &text)
{
    for (QPushButton *child : widget.findChildren<QPushButton *>()) {
        if (QString(child->text()).remove(u'&') == text)
            return child;
    }
    return nullptr;
}

} // namespace

class TestCompareWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_folder = std::make_unique<TemporaryFolder>();
        m_store = std::make_unique<HistoryStore>(m_folder->path());
    }
    void cleanup() { m_store.reset(); }

    void twoExchangesAreSetSideBySide()
    {
        CompareWindow window(m_theme, *m_store);
        for (auto *model : window.findChildren<QAbstractItemModel *>())
            new QAbstractItemModelTester(model, model);
        window.show();
        window.setExchanges(answered(u"http://a/b?page=1"_s, 200, R"({"x":1,"y":2})"),
                            answered(u"http://a/b?page=2"_s, 503, R"({"y":3,"x":1})"));
        QVERIFY(isDone(window));
        const auto models = window.findChildren<CompareRowsModel *>();
        QStringList told;
        models[0]->setDifferencesAlone(true);
        for (int row = 0; row < models[0]->rowCount(); ++row) {
            if (models[0]->row(row).heading.isEmpty())
                told.append(models[0]->row(row).name);
        }
        QVERIFY2(told.contains(u"Parameter page"_s), qPrintable(told.join(u' ')));
        QVERIFY2(told.contains(u"Status"_s), qPrintable(told.join(u' ')));
        QCOMPARE(window.bodyPage()->result()->method, BodyMethod::Structure);
        QCOMPARE(window.bodyPage()->view()->differenceCount(), 1);
        auto *differences = window.findChild<JsonDifferencesModel *>();
        QCOMPARE(differences->rowCount(), 1);
        QCOMPARE(differences->index(0, JsonDifferencesModel::Path).data().toString(), u"$.y"_s);
        // The other way round.
        window.swapSides();
        QVERIFY(isDone(window));
        QCOMPARE(window.left()->response()->status, 503);
        QCOMPARE(window.right()->response()->status, 200);
        QCOMPARE(differences->index(0, JsonDifferencesModel::Left).data().toString(), u"3"_s);
    }

    void theBodiesAreComparedInTheWayThatIsChosen()
    {
        CompareWindow window(m_theme, *m_store);
        window.setExchanges(answered(u"http://a/"_s, 200, R"({"x":1,"y":2})"),
                            answered(u"http://a/"_s, 200, R"({"y":2,"x":1})"));
        QVERIFY(isDone(window));
        QCOMPARE(window.verdictText(), u"Nothing differs but times"_s);
        QComboBox *box = window.bodyPage()->methodBox();
        box->setCurrentIndex(box->findData(int(BodyMethod::Text)));
        Q_EMIT box->activated(box->currentIndex());
        QVERIFY(isDone(window));
        QCOMPARE(window.bodyPage()->result()->method, BodyMethod::Text);
        QCOMPARE(window.bodyPage()->view()->differenceCount(), 1);
    }

    void whatIsIgnoredIsNotTold()
    {
        CompareWindow window(m_theme, *m_store);
        window.show();
        window.setExchanges(answered(u"http://a/"_s, 200, R"({"id":1,"y":2})"),
                            answered(u"http://a/"_s, 200, R"({"id":2,"y":2})"));
        QVERIFY(isDone(window));
        QCOMPARE(window.bodyPage()->view()->differenceCount(), 1);
        QTest::keyClicks(window.ignoreField(), u"$.id"_s);
        QTest::keyClick(window.ignoreField(), Qt::Key_Return);
        QVERIFY(isDone(window));
        QCOMPARE(window.bodyPage()->view()->differenceCount(), 0);
        QVERIFY(window.bodyPage()->notesText().contains(u"ignored: 1"_s));
        window.ignoreField()->setText(u"$[oops"_s);
        QTest::keyClick(window.ignoreField(), Qt::Key_Return);
        QVERIFY(window.ignoreField()->property("invalid").toBool());
    }

    void brokenJsonNamesThePlace()
    {
        CompareWindow window(m_theme, *m_store);
        window.setExchanges(answered(u"http://a/"_s, 200, "{\"id\":1,\n\"y\":}"),
                            answered(u"http://a/"_s, 200, R"({"id":2,"y":2})"));
        QVERIFY(isDone(window));
        const QString notes = window.bodyPage()->notesText();
        QVERIFY2(notes.contains(u"Left: Broken JSON at line 2, column 5"_s), qPrintable(notes));
    }

    void exchangesOfHistoryAreLoaded()
    {
        m_store->add(answered(u"http://a/one"_s, 200, "[1]"));
        m_store->add(answered(u"http://a/two"_s, 200, "[2]"));
        QVERIFY(areWritten(*m_store));
        CompareWindow window(m_theme, *m_store);
        QSignalSpy settled(&window, &CompareWindow::settled);
        window.compareHistory(1, 2);
        QVERIFY(isDone(window));
        QCOMPARE(window.left()->request.urlText, u"http://a/one"_s);
        QCOMPARE(window.right()->request.urlText, u"http://a/two"_s);
        // One that is gone is told, and the other stays.
        window.compareHistory(1, 99);
        QTRY_VERIFY_WITH_TIMEOUT(window.left() && settled.size() >= 3, patience);
        QVERIFY(!window.right());
    }

    void aSideIsChosenFromHistoryOrTheOpenTab()
    {
        m_store->add(answered(u"http://a/one"_s, 200, "[1]"));
        m_store->add(answered(u"http://a/two"_s, 200, "[2]"));
        QVERIFY(areWritten(*m_store));
        const ExchangePtr open = answered(u"http://a/open"_s, 200, "[3]");
        CompareWindow window(m_theme, *m_store);
        window.setOpenResponse([open] { return open; });
        window.show();
        QCOMPARE(window.verdictText(), u"Choose what is compared"_s);
        button(window, u"Choose…"_s)->click();
        auto *chooser = window.findChild<ExchangeChooser *>();
        QVERIFY(chooser);
        auto *list = chooser->findChild<QListView *>();
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, patience);
        QTest::keyClicks(chooser->findChild<QLineEdit *>(), u"one"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, patience);
        button(*chooser, u"Compare with this"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(window.left(), patience);
        QCOMPARE(window.left()->request.urlText, u"http://a/one"_s);
        const auto buttons = window.findChildren<QPushButton *>();
        int seen = 0;
        for (QPushButton *choose : buttons) {
            if (choose->text() == u"Choose…"_s && ++seen == 2)
                choose->click();
        }
        ExchangeChooser *second = nullptr;
        for (auto *each : window.findChildren<ExchangeChooser *>())
            second = each->isVisible() ? each : second;
        QVERIFY(second);
        button(*second, u"The response of the open tab"_s)->click();
        QVERIFY(isDone(window));
        QCOMPARE(window.right(), open);
    }

    void largeBodiesCanBeStopped()
    {
        QByteArray left = "[";
        while (left.size() < 12'000'000)
            left += QByteArray::number(left.size()) + ',';
        left.back() = ']';
        QByteArray right = left;
        right.replace("1000", "2000");
        CompareWindow window(m_theme, *m_store);
        window.show();
        window.setPage(CompareWindow::Page::Body);
        window.setExchanges(answered(u"http://a/"_s, 200, left),
                            answered(u"http://a/"_s, 200, right));
        QVERIFY(window.bodyPage()->isComparing());
        QCOMPARE(window.bodyPage()->summaryText(), u"Comparing…"_s);
        QTest::keyClick(&window, Qt::Key_Escape);
        QVERIFY(!window.bodyPage()->isComparing());
        QCOMPARE(window.bodyPage()->summaryText(), u"Stopped."_s);
        QVERIFY(window.isVisible());
    }

private:
    Theme m_theme{*qApp};
    std::unique_ptr<TemporaryFolder> m_folder;
    std::unique_ptr<HistoryStore> m_store;
};

QTEST_MAIN(TestCompareWindow)
#include "tst_comparewindow.moc"
