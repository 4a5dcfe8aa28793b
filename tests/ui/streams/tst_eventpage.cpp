// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/manualclock.h"
#include "ui/streams/eventpage.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QToolButton *button(const EventPage &page, const QString &text)
{
    const auto all = page.findChildren<QToolButton *>();
    const auto found
        = std::ranges::find_if(all, [&](QToolButton *each) { return each->text() == text; });
    return found == all.end() ? nullptr : *found;
}

QStringList data(EventPage &page)
{
    QStringList all;
    for (int row = 0; row < page.model().rowCount(); ++row)
        all += page.model().index(row, EventModel::Data).data().toString();
    return all;
}

QByteArray events(int from, int until)
{
    QByteArray stream;
    for (int i = from; i < until; ++i)
        stream
            += "id: " + QByteArray::number(i) + "\ndata: {\"n\":" + QByteArray::number(i) + "}\n\n";
    return stream;
}

} // namespace

class TestEventPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    SyntaxRepository m_syntax;
    ManualClock m_clock;
    std::unique_ptr<EventPage> m_page;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme
            = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
        m_page = std::make_unique<EventPage>(*m_theme, m_syntax, m_clock);
        new QAbstractItemModelTester(&m_page->model(), m_page.get());
        m_page->resize(800, 400);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void eventsAreThereAsTheyCome()
    {
        m_page->begin();
        m_page->take("event: add\nid: 7\ndata: {\"a\":1}\n");
        QCOMPARE(m_page->model().rowCount(), 0);
        m_page->take("\ndata: two\nda");
        m_page->take("ta: lines\n\n");
        QCOMPARE(m_page->model().rowCount(), 2);
        const auto text = [this](int row, int column) {
            return m_page->model().index(row, column).data().toString();
        };
        QCOMPARE(text(0, EventModel::Type), u"add"_s);
        QCOMPARE(text(0, EventModel::Id), u"7"_s);
        QCOMPARE(text(0, EventModel::Data), u"{\"a\":1}"_s);
        QVERIFY(!text(0, EventModel::Time).isEmpty());
        QCOMPARE(text(1, EventModel::Data), u"two lines"_s);
        QCOMPARE(m_page->lastEventId(), "7"_ba);
    }

    void theCurrentEventIsLaidOutBelow()
    {
        m_page->begin();
        m_page->take("data: {\"a\":[1.0]}\n\ndata: <a><b/></a>\n\ndata:\n\n");
        m_page->table()->selectRow(0);
        QTRY_COMPARE(m_page->detail()->shownText(), u"{\n    \"a\": [\n        1.0\n    ]\n}"_s);
        QTest::keyClick(m_page->table(), Qt::Key_Down);
        QTRY_COMPARE(m_page->detail()->shownText(), u"<a>\n  <b/>\n</a>"_s);
        QTest::keyClick(m_page->table(), Qt::Key_Down);
        QTRY_COMPARE(m_page->detail()->shownText(), QString());
    }

    void aFilterLeavesWhatItNames()
    {
        m_page->begin();
        m_page->take("event: add\ndata: Apple\n\ndata: pear\n\nid: add9\ndata: plum\n\n");
        auto *filter = m_page->findChild<QLineEdit *>();
        QTest::keyClicks(filter, u"add"_s);
        QTRY_COMPARE(data(*m_page), (QStringList{u"Apple"_s, u"plum"_s}));
        filter->setText(u"aPP"_s);
        QTRY_COMPARE(data(*m_page), QStringList(u"Apple"_s));
        // What comes later is filtered, too.
        m_page->take("data: pineapple\n\ndata: fig\n\n");
        QTRY_COMPARE(data(*m_page), (QStringList{u"Apple"_s, u"pineapple"_s}));
        filter->clear();
        QTRY_COMPARE(m_page->model().rowCount(), 5);
    }

    void theNewestIsKeptInSightUntilSomebodyWantsNot()
    {
        m_page->begin();
        m_page->take(events(0, 200));
        QScrollBar *bar = m_page->table()->verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        QTest::mouseClick(button(*m_page, u"Follow"_s), Qt::LeftButton);
        QCOMPARE(m_page->following(), EventPage::Following::Off);
        bar->setValue(10);
        m_page->take(events(200, 300));
        QCOMPARE(bar->value(), 10);
        QTest::mouseClick(button(*m_page, u"Follow"_s), Qt::LeftButton);
        QTRY_COMPARE(bar->value(), bar->maximum());
    }

    void copiesAndClears()
    {
        m_page->begin();
        m_page->take("data: one\ndata: 1\n\n");
        m_page->table()->selectRow(0);
        QTest::keyClick(m_page->table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"one\n1"_s);
        QTest::mouseClick(button(*m_page, u"Clear"_s), Qt::LeftButton);
        QCOMPARE(m_page->model().rowCount(), 0);
        m_page->take("data: two\n\n");
        QCOMPARE(data(*m_page), QStringList(u"two"_s));
    }

    void anEndedStreamOffersToConnectAgain()
    {
        m_page->begin();
        m_page->take("id: 3\ndata: a\n\n");
        QToolButton *reconnect = button(*m_page, u"Reconnect"_s);
        QVERIFY(!reconnect->isVisible());
        m_page->end();
        QSignalSpy asked(m_page.get(), &EventPage::reconnectRequested);
        QTest::mouseClick(reconnect, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(m_page->lastEventId(), "3"_ba);
    }

    void itConnectsAgainByItselfWhereThatIsWanted()
    {
        QToolButton *byItself = button(*m_page, u"Auto-reconnect"_s);
        QSignalSpy asked(m_page.get(), &EventPage::reconnectRequested);
        m_page->begin();
        m_page->take("retry: 1\nid: 7\ndata: a\n\n");
        m_page->end();
        QTest::qWait(50);
        QCOMPARE(asked.size(), 0);
        byItself->setChecked(true);
        m_page->end();
        QTRY_COMPARE(asked.size(), 1);
        // What was there stays, and so does the id until there is another.
        m_page->begin();
        m_page->take("data: b\n\n");
        QCOMPARE(m_page->model().rowCount(), 2);
        QCOMPARE(m_page->lastEventId(), "7"_ba);
        QCOMPARE(m_page->wait(), 3s);
        // Not after somebody has stopped it.
        m_page->take("retry: 1\n\n");
        m_page->stop();
        m_page->end();
        QTest::qWait(50);
        QCOMPARE(asked.size(), 1);
        // Whatever a server asks for.
        m_page->begin();
        QCOMPARE(m_page->model().rowCount(), 0);
        m_page->take("retry: 99999999999999999999\ndata: c\n\n");
        QCOMPARE(m_page->wait(), 5min);
    }

    void aKeptStreamIsReadInSlices()
    {
        ResponseBody body;
        body.bytes = events(0, 60'000);
        body.size = body.bytes.size();
        QElapsedTimer clock;
        clock.start();
        m_page->showBody(body);
        QVERIFY2(clock.elapsed() < 500, "the first slice is not the whole");
        QTRY_COMPARE_WITH_TIMEOUT(m_page->model().rowCount(), 60'000, 60'000);
        QCOMPARE(m_page->model().index(0, EventModel::Time).data().toString(), QString());
        QCOMPARE(m_page->lastEventId(), "59999"_ba);
    }

    void theOldestGoWhereThereAreTooMany()
    {
        EventModel model;
        QList<ServerEvent> many(50'000, {.type = "message", .data = "x"});
        for (int i = 0; i < 5; ++i)
            model.append(many, {});
        QTRY_VERIFY_WITH_TIMEOUT(model.isSettled(), 30'000);
        QCOMPARE(model.total(), 250'000);
        QCOMPARE(model.dropped(), 50'000);
        QCOMPARE(model.rowCount(), 200'000);
        model.append({{.type = "message", .data = "last"}}, {});
        QTRY_VERIFY_WITH_TIMEOUT(model.isSettled(), 30'000);
        QCOMPARE(model.index(model.rowCount() - 1, EventModel::Data).data().toString(), u"last"_s);
    }
};

QTEST_MAIN(TestEventPage)
#include "tst_eventpage.moc"
