// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/keylab/labsupport.h"
#include "ui/keylab/answermodel.h"
#include "ui/keylab/chipbutton.h"
#include "ui/keylab/chipflow.h"
#include "ui/keylab/explainpage.h"
#include "ui/keylab/explanationmodel.h"
#include "ui/keylab/findingmodel.h"
#include "ui/keylab/findingspage.h"
#include "ui/keylab/keylabview.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/pythonpage.h"
#include "ui/keylab/stepmodel.h"
#include "ui/keylab/stepspage.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

using namespace Recloser;
using namespace Qt::StringLiterals;

using Page = KeyLabPanel::Page;

class TestKeyLabPages : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    std::unique_ptr<KeyLabPanel> lab(const QString &pattern, const QStringList &urls)
    {
        auto panel = std::make_unique<KeyLabPanel>(*m_theme);
        panel->resize(330, 600);
        panel->show();
        panel->setUrls(urls);
        panel->setPattern(pattern);
        return panel;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void pagesAreReachedByKeys()
    {
        const auto panel = lab(u"a"_s, {});
        auto *tabs = panel->findChild<QTabBar *>();
        QCOMPARE(tabs->count(), 5);
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setFocus();
            QCOMPARE(panel->page(), Page(i));
            QTest::keyClick(tabs, Qt::Key_Right);
        }
    }

    void anExplanationPointsAtItsPart()
    {
        const auto panel = lab(u"[w].+(?=/)"_s, exampleUrls());
        panel->setPage(Page::Explain);
        auto *page = panel->findChild<ExplainPage *>();
        QAbstractItemModelTester tester(const_cast<ExplanationModel *>(&page->model()));
        QTRY_VERIFY_WITH_TIMEOUT(page->model().rowCount() == 1, patience);
        const ExplanationModel &model = page->model();
        const QModelIndex root = model.index(0, 0);
        QCOMPARE(model.rowCount(root), 3);
        auto *field = panel->findChild<PatternField *>();
        page->tree().setCurrentIndex(model.index(1, 0, root));
        QCOMPARE(field->mark(), (TextRange{3, 5}));
        QCOMPARE(model.index(1, 0, root).data(ExplanationModel::SourceRole).toString(), u".+"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            model.index(1, 0, root).data(ExplanationModel::MatchedRole).toString(),
            u"ww.store1.com:8001"_s, patience);
        QCOMPARE(root.data(ExplanationModel::MatchedRole).toString(), u"www.store1.com:8001"_s);
        // The cursor of the pattern chooses the row.
        QVERIFY(model.indexAt(0).data(ExplanationModel::SourceRole).toString() == u"[w]"_s);
        panel->setPattern(u"[w"_s);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 0, patience);
    }

    void findingsAreChipsAndRows()
    {
        const auto panel
            = lab(u".+(?=/)"_s,
                  {u"http://a.example/x"_s, u"http://b.example/y"_s, u"http://c.example"_s});
        QTRY_VERIFY_WITH_TIMEOUT(isDiagnosed(*panel, u".+(?=/)"_s), patience);
        const FindingModel &model = panel->findChild<FindingsPage *>()->model();
        QAbstractItemModelTester tester(const_cast<FindingModel *>(&model));
        QVERIFY(model.rowCount() > 0);
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.findings()[size_t(row) - 1].severity
                    <= model.findings()[size_t(row)].severity);
        auto *chips = panel->findChild<ChipFlow *>();
        QVERIFY(chips->isVisible());
        QCOMPARE(chips->texts().first(), model.index(0, 0).data().toString());
        QTest::mouseClick(chips->findChild<ChipButton *>(), Qt::LeftButton);
        QCOMPARE(panel->page(), Page::Findings);
        QCOMPARE(panel->findChild<QListView *>()->currentIndex().row(), 0);
    }

    void aFindingShowsItsUrls()
    {
        const auto panel = lab(u"www[^/]+"_s, exampleUrls() + QStringList{u"http://b.example/y"_s});
        QTRY_VERIFY_WITH_TIMEOUT(isDiagnosed(*panel, u"www[^/]+"_s), patience);
        auto *page = panel->findChild<FindingsPage *>();
        const int row = page->model().rowOf("M2");
        QVERIFY(row >= 0);
        panel->setPage(Page::Findings);
        page->show(row);
        QTRY_VERIFY(buttonWith<QPushButton>(*page, u"Show 2 URLs"_s));
        QTest::mouseClick(buttonWith<QPushButton>(*page, u"Show 2 URLs"_s), Qt::LeftButton);
        QCOMPARE(panel->page(), Page::Urls);
        QTRY_COMPARE_WITH_TIMEOUT(panel->model().rowCount(), 3, patience);
        QVERIFY(buttonWith<ChipButton>(*panel, u"2 chosen ✕"_s));
    }

    void aFixIsOneStepOfUndo()
    {
        const QString pattern = u"http://store.*=1"_s;
        const auto panel = lab(pattern, {u"http://store.example/a?b=1"_s});
        QTRY_VERIFY_WITH_TIMEOUT(isDiagnosed(*panel, pattern), patience);
        auto *page = panel->findChild<FindingsPage *>();
        panel->setPage(Page::Findings);
        int row = 0;
        while (row < page->model().rowCount()
               && page->model().findings()[size_t(row)].fixes.empty())
            ++row;
        QVERIFY(row < page->model().rowCount());
        page->show(row);
        const QString label
            = QString::fromStdString(page->model().findings()[size_t(row)].fixes.front().label);
        QTRY_VERIFY(buttonWith<QPushButton>(*page, label));
        QTest::mouseClick(buttonWith<QPushButton>(*page, label), Qt::LeftButton);
        QVERIFY(panel->pattern() != pattern);
        panel->findChild<PatternField *>()->undo();
        QCOMPARE(panel->pattern(), pattern);
    }

    void theMatrixHasWordsAndMarks()
    {
        const auto panel = lab(u"[w].+(?=/)"_s, exampleUrls().first(3));
        QTRY_VERIFY_WITH_TIMEOUT(isDiagnosed(*panel, u"[w].+(?=/)"_s), patience);
        const MatrixModel &matrix = panel->findChild<FindingsPage *>()->matrix();
        QAbstractItemModelTester tester(const_cast<MatrixModel *>(&matrix));
        QVERIFY(matrix.rowCount() > 3);
        QCOMPARE(matrix.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"stays"_s);
        QCOMPARE(matrix.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"changes"_s);
        QString all;
        for (int row = 0; row < matrix.rowCount(); ++row) {
            for (int column = 1; column < matrix.columnCount(); ++column)
                all += matrix.index(row, column).data().toString();
        }
        QVERIFY(all.contains(u"= "_s) && all.contains(u"≠ "_s));
    }

    void stepsGoForwardAndBack()
    {
        const auto panel = lab(u"[w].+(?=/)"_s, exampleUrls());
        panel->setPage(Page::Steps);
        auto *page = panel->findChild<StepsPage *>();
        const StepModel &model = page->model();
        QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > 10, patience);
        QAbstractItemModelTester tester(const_cast<StepModel *>(&model));
        QCOMPARE(page->step(), model.rowCount() - 1);
        QCOMPARE(model.index(page->step(), 0).data().toString(), u"Found www.store1.com:8001"_s);
        QVERIFY(!page->heat().isEmpty());
        page->setStep(0);
        QVERIFY(model.index(0, 0).data().toString().startsWith(u"Try from position"_s));
        const auto press = [&](const QString &name) {
            for (QToolButton *button : page->findChildren<QToolButton *>()) {
                if (button->accessibleName() == name)
                    QTest::mouseClick(button, Qt::LeftButton);
            }
        };
        press(u"Step forward"_s);
        QCOMPARE(page->step(), 1);
        press(u"Next backtrack"_s);
        QVERIFY(page->step() > 1);
        QVERIFY(model.index(page->step(), 0).data().toString().startsWith(u"Back to step"_s));
        press(u"Step back"_s);
        press(u"First step"_s);
        QCOMPARE(page->step(), 0);
        press(u"Last step"_s);
        QCOMPARE(page->step(), model.rowCount() - 1);
        // Another URL has other steps.
        panel->setPage(Page::Urls);
        auto *view = panel->findChild<KeyLabView *>();
        QTRY_VERIFY_WITH_TIMEOUT(isDone(*panel, u"[w].+(?=/)"_s), patience);
        view->setCurrentIndex(panel->model().index(1, 0));
        panel->setPage(Page::Steps);
        QTRY_COMPARE_WITH_TIMEOUT(model.index(model.rowCount() - 1, 0).data().toString(),
                                  u"No match from any position"_s, patience);
    }

    void aTraceThatIsCutSaysSo()
    {
        const auto panel = lab(u"(a|a?)+$"_s, {u"http://"_s + QString(60, u'a') + u"!"_s});
        panel->setPage(Page::Steps);
        auto *page = panel->findChild<StepsPage *>();
        QTRY_VERIFY_WITH_TIMEOUT(page->model().rowCount() == int(Trace::defaultLimit), patience);
        bool isSaid = false;
        for (const QLabel *label : page->findChildren<QLabel *>())
            isSaid |= label->isVisible() && label->text().startsWith(u"Only the first 100,000"_s);
        QVERIFY(isSaid);
    }

    void myPythonAgrees()
    {
        const auto panel = lab(u"[w].+(?=/)"_s, exampleUrls());
        QTRY_VERIFY_WITH_TIMEOUT(isDone(*panel, u"[w].+(?=/)"_s), patience);
        panel->setPage(Page::Python);
        auto *page = panel->findChild<PythonPage *>();
        QTRY_VERIFY_WITH_TIMEOUT(!page->program().isEmpty(), patience);
        QAbstractItemModelTester tester(const_cast<AnswerModel *>(&page->model()));
        page->ask();
        QTRY_COMPARE_WITH_TIMEOUT(page->model().rowCount(), 4, patience);
        QVERIFY2(page->verdict().contains(u"agrees: 4 URLs"_s), qPrintable(page->verdict()));
        for (int row = 0; row < 4; ++row)
            QVERIFY(page->model().index(row, 0).data(AnswerModel::SameRole).toBool());
        panel->setPattern(u"a(b"_s);
        QCOMPARE(page->model().rowCount(), 0);
        page->ask();
        QTRY_VERIFY_WITH_TIMEOUT(page->verdict().contains(u"unterminated subpattern"_s), patience);
    }
};

QTEST_MAIN(TestKeyLabPages)
#include "tst_keylabpages.moc"
