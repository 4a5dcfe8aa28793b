// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/run/manyrequests.h"
#include "ui/run/runmodel.h"
#include "ui/run/runwords.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRunDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void requestsAreSentAndShown();
    void aRowOpensItsExchange();
    void escapeStopsARun();
    void aReplayShowsThenAndNow();
    void destroyingItStopsTheRun();
    void aHundredThousandRowsCostLittle();

private:
    static bool wait(RunDialog &dialog)
    {
        return QTest::qWaitFor([&] { return !dialog.isRunning(); }, 60'000);
    }
    QString text(const RunDialog &dialog, int row, int column) const
    {
        return dialog.model().index(row, column).data().toString();
    }

    std::unique_ptr<Theme> m_theme;
};

void TestRunDialog::init()
{
    // Of the offscreen platform.
    QTest::failOnWarning(
        QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestRunDialog::requestsAreSentAndShown()
{
    ManyRequests many(*m_theme);
    many.answer(10, false, 1ms);
    RunDialog dialog(many.services());
    QAbstractItemModelTester tester(&dialog.model());
    dialog.setRequests(u"Send"_s, 10, ManyRequests::load(), {}, u"staging"_s, 1);
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Return);
    QVERIFY(dialog.isRunning());
    QVERIFY(wait(dialog));
    QCOMPARE(dialog.model().rowCount(), 10);
    QCOMPARE(text(dialog, 0, RunModel::Request), u"Search the store"_s);
    QCOMPARE(text(dialog, 0, RunModel::Now), u"200"_s);
    QCOMPARE(text(dialog, 3, RunModel::Now), u"404"_s);
    QCOMPARE(text(dialog, 0, RunModel::Key), u"www.store1.com:8001"_s);
    QVERIFY(dialog.table()->isColumnHidden(RunModel::Then));
}

void TestRunDialog::aRowOpensItsExchange()
{
    ManyRequests many(*m_theme);
    many.answer(2, false, 1ms);
    RunDialog dialog(many.services());
    QSignalSpy opened(&dialog, &RunDialog::openRequested);
    dialog.setRequests(u"Send"_s, 2, ManyRequests::load(), {}, {}, 1);
    dialog.show();
    dialog.start();
    QVERIFY(wait(dialog));
    // History tells its number a little later.
    QTRY_VERIFY(dialog.model().at(1).row.nowId > 0);
    dialog.table()->selectRow(1);
    dialog.table()->setFocus();
    QTRY_VERIFY(dialog.table()->hasFocus());
    QTest::keyClick(dialog.table(), Qt::Key_Return);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().toLongLong(), dialog.model().at(1).row.nowId);
}

void TestRunDialog::escapeStopsARun()
{
    ManyRequests many(*m_theme);
    RunDialog dialog(many.services());
    dialog.setRequests(u"Send"_s, 5, ManyRequests::load(), {}, {}, 3);
    dialog.show();
    dialog.start();
    QTRY_COMPARE(many.transport.startedCount(), 3);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isRunning());
    QVERIFY(dialog.isVisible());
    QCOMPARE(text(dialog, 0, RunModel::Now), u"stopped"_s);
    QCOMPARE(many.sender.running(), 0);
}

void TestRunDialog::aReplayShowsThenAndNow()
{
    ManyRequests many(*m_theme);
    many.answer(5, false, 1ms);
    RunDialog dialog(many.services());
    QAbstractItemModelTester tester(&dialog.model());
    dialog.setRequests(u"Send"_s, 5, ManyRequests::load(), {}, {}, 1);
    dialog.show();
    dialog.start();
    QVERIFY(wait(dialog));
    QTRY_COMPARE(dialog.model().at(4).row.nowId, 5);

    many.answer(5, true, 1ms);
    QSignalSpy compared(&dialog, &RunDialog::compareRequested);
    dialog.setReplay(
        {1, 2, 3, 4, 5}, [&](qint64 id) { return many.history.load(id); },
        [](const ExchangePtr &) { return QtFuture::makeReadyValueFuture(Scope()); },
        ReplayOptions::Form::AsItWas);
    dialog.start();
    QVERIFY(wait(dialog));
    QVERIFY(!dialog.table()->isColumnHidden(RunModel::Then));
    QCOMPARE(text(dialog, 1, RunModel::Then), u"200"_s);
    QCOMPARE(text(dialog, 1, RunModel::Now), u"503"_s);
    QCOMPARE(text(dialog, 1, RunModel::Body), u"equal"_s);
    QCOMPARE(text(dialog, 2, RunModel::Body), u"different"_s);
    QVERIFY(differenceWords(dialog.model().at(1).row).contains(u"Result: 200, now 503"_s));
    QTRY_VERIFY(dialog.model().at(1).row.nowId > 0);
    dialog.table()->selectRow(1);
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().contains(u"Compare"_s))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(compared.size(), 1);
    QCOMPARE(compared.first().first().toLongLong(), 2);
}

void TestRunDialog::destroyingItStopsTheRun()
{
    ManyRequests many(*m_theme);
    {
        RunDialog dialog(many.services());
        dialog.setRequests(u"Send"_s, 5, ManyRequests::load(), {}, {}, 3);
        dialog.show();
        dialog.start();
        QTRY_COMPARE(many.transport.startedCount(), 3);
    }
    QCOMPARE(many.sender.running(), 0);
}

void TestRunDialog::aHundredThousandRowsCostLittle()
{
    RunModel model(*m_theme);
    QTableView table;
    table.setModel(&model);
    table.show();
    model.clear(RunModel::Kind::Requests);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const Exchange exchange;
    for (int i = 0; i < 100'000; ++i) {
        model.begin(i, {.label = u"request"_s});
        model.finish(i, {}, exchange);
    }
    QCOMPARE(model.rowCount(), 0);
    QTRY_COMPARE(model.rowCount(), 100'000);
    QCOMPARE(inserted.size(), 1);
    table.scrollToBottom();
    QVERIFY(table.rowAt(table.viewport()->height() / 2) > 99'000);
}

QTEST_MAIN(TestRunDialog)
#include "tst_rundialog.moc"
