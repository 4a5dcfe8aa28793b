// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/downloadfile.h"
#include "core/send/sendoperation.h"
#include "tests/support/fakebreakerstore.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"
#include "tests/ui/response/sampleexchanges.h"
#include "ui/editor/codeeditor.h"
#include "ui/response/rawpage.h"
#include "ui/response/responsebodypage.h"
#include "ui/response/responseview.h"
#include "ui/response/statusline.h"
#include "ui/response/waterfall.h"
#include "ui/streams/eventpage.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Page = ResponseView::Page;

namespace {

QPushButton *button(const ResponseView &view, const QString &text)
{
    for (auto *candidate : view.findChildren<QPushButton *>()) {
        if (candidate->text() == text)
            return candidate;
    }
    return nullptr;
}

bool isOffered(const ResponseView &view, const QString &text)
{
    const QPushButton *found = button(view, text);
    return found && !found->isHidden();
}

} // namespace

class TestResponseView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    SyntaxRepository m_syntax;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<FakeBreakerStore> m_store;
    std::unique_ptr<CircuitBoard> m_board;
    std::unique_ptr<ResponseView> m_view;

    /// An exchange that has ended just now.
    ExchangePtr now(Exchange exchange)
    {
        exchange.startedAt = m_clock->wallTime().addMSecs(-(exchange.elapsed / 1ms));
        return Samples::shared(std::move(exchange));
    }
    StatusLine &status() { return *m_view->statusLine(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme
            = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        // The offscreen platform says this of every window that is shown.
        QTest::failOnWarning(
            QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
        m_clock = std::make_unique<ManualClock>();
        m_store = std::make_unique<FakeBreakerStore>();
        m_board = std::make_unique<CircuitBoard>(*m_store, *m_clock);
        m_view = std::make_unique<ResponseView>(
            ResponseViewServices{*m_theme, m_syntax, *m_board, *m_clock});
        m_view->resize(900, 500);
        m_view->show();
    }
    void cleanup()
    {
        m_view.reset();
        m_board.reset();
        m_store.reset();
        m_clock.reset();
    }

    void outcomes_data()
    {
        QTest::addColumn<Exchange>("exchange");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("facts");
        QTest::addColumn<int>("page");
        QTest::newRow("success") << Samples::success("{}") << u"✓ 200 OK"_s
                                 << u"1 attempt | 50 ms | 2 B"_s << int(Page::Body);
        Exchange compressed = Samples::success("{}");
        compressed.attempts[0].result->body.size = 5'200'000;
        compressed.attempts[0].result->body.transferredSize = 1'300'000;
        QTest::newRow("both sizes when compressed")
            << compressed << u"✓ 200 OK"_s << u"1 attempt | 50 ms | 5.2 MB, 1.3 MB compressed"_s
            << int(Page::Body);
        QTest::newRow("failed") << Samples::failed() << u"✕ 503 Service Unavailable"_s
                                << u"4 attempts | 125 ms | 56 B"_s << int(Page::Body);
        QTest::newRow("exception that opened the circuit")
            << Samples::timeouts() << u"▲ Exception · Time-out waiting for the first byte"_s
            << u"4 attempts | 2.41 s | circuit opened, closes in 10.0 s"_s << int(Page::Attempts);
        QTest::newRow("blocked") << Samples::blocked() << u"⊘ Not sent"_s << u"closes in 7.3 s"_s
                                 << int(Page::Attempts);
        QTest::newRow("stopped") << Samples::cancelled() << u"■ Stopped"_s
                                 << u"2 attempts | 760 ms"_s << int(Page::Attempts);
        QTest::newRow("invalid") << Samples::invalid() << u"▲ Exception · No value for {{token}}"_s
                                 << QString() << int(Page::Body);
        Exchange bypassed = Samples::success("{}");
        bypassed.circuit.use = CircuitReport::Use::Bypassed;
        QTest::newRow("sent anyway")
            << bypassed << u"✓ 200 OK"_s << u"1 attempt | 50 ms | 2 B | breaker bypassed"_s
            << int(Page::Body);
    }
    void outcomes()
    {
        QFETCH(Exchange, exchange);
        m_view->show(now(exchange));
        QTEST(status().outcomeText(), "outcome");
        QTEST(status().factsText(), "facts");
        QTEST(int(m_view->page()), "page");
        QVERIFY(!m_view->waterfall()->accessibleDescription().isEmpty());
        // Painting has no surprises either.
        QVERIFY(!m_view->grab().isNull());
        for (const Page page : {Page::Body, Page::Headers, Page::Attempts, Page::Raw}) {
            m_view->setPage(page);
            QVERIFY(!m_view->grab().isNull());
        }
    }

    void blockedCountsDownAndCloses()
    {
        m_view->show(now(Samples::blocked()));
        QVERIFY(status().sentenceText().startsWith(
            u"Not sent: circuit www.store1.com:8001 is open for 7.3 s more, opened after 4 time-outs"_s));
        QVERIFY(isOffered(*m_view, u"Send when it closes"_s)
                && isOffered(*m_view, u"Send anyway"_s));
        m_clock->advance(5s);
        QCOMPARE(status().factsText(), u"closes in 2.3 s"_s);
        m_clock->advance(3s);
        QCOMPARE(status().factsText(), u"the circuit has closed: send again"_s);
        QVERIFY(!isOffered(*m_view, u"Send when it closes"_s)
                && !isOffered(*m_view, u"Send anyway"_s));
    }

    void theBoardKnowsBetterHowLongItIsOpen()
    {
        Circuit circuit;
        circuit.key = u"www.store1.com:8001"_s;
        circuit.closesAt = m_clock->now() + 20s;
        m_store->open_ = {circuit};
        m_board->refresh();
        QTRY_VERIFY(m_board->find(circuit.key));
        m_view->show(now(Samples::blocked()));
        QCOMPARE(status().factsText(), u"closes in 20.0 s"_s);
    }

    void anExchangeOfYesterdayCountsNothing()
    {
        Exchange exchange = Samples::blocked();
        exchange.startedAt = m_clock->wallTime().addDays(-1);
        m_view->show(Samples::shared(exchange));
        QCOMPARE(status().factsText(), u"the circuit has closed: send again"_s);
        QVERIFY(!isOffered(*m_view, u"Send when it closes"_s));
        QCOMPARE(m_clock->pendingCalls() > 5, false);
    }

    void buttonsAsk()
    {
        QSignalSpy anyway(m_view.get(), &ResponseView::sendAnywayRequested);
        QSignalSpy later(m_view.get(), &ResponseView::sendWhenClosedRequested);
        QSignalSpy lab(m_view.get(), &ResponseView::keyLabRequested);
        m_view->show(now(Samples::blocked()));
        QTest::mouseClick(button(*m_view, u"Send anyway"_s), Qt::LeftButton);
        QTest::mouseClick(button(*m_view, u"Send when it closes"_s), Qt::LeftButton);
        QTest::mouseClick(button(*m_view, u"Key Lab"_s), Qt::LeftButton);
        QCOMPARE(anyway.size() + later.size() + lab.size(), 3);
    }

    void unverifiedIsMarked()
    {
        const auto isMarked = [this] {
            for (const QLabel *label : m_view->findChildren<QLabel *>()) {
                if (label->text() == u"breaker: unverified"_s)
                    return !label->isHidden();
            }
            return false;
        };
        m_view->show(now(Samples::cancelled()));
        QVERIFY(isMarked());
        m_view->show(now(Samples::success("{}")));
        QVERIFY(!isMarked());
    }

    void theChosenPageStays()
    {
        m_view->show(now(Samples::success("{}")));
        QCOMPARE(m_view->page(), Page::Body);
        m_view->setPage(Page::Headers);
        m_view->show(now(Samples::success("[]")));
        QCOMPARE(m_view->page(), Page::Headers);
        m_view->setPage(Page::Body);
        m_view->show(now(Samples::timeouts()));
        QCOMPARE(m_view->page(), Page::Attempts);
        m_view->show(now(Samples::success("{}")));
        QCOMPARE(m_view->page(), Page::Body);
    }

    void rawShowsWhatWentOut()
    {
        m_view->show(now(Samples::success("{}")));
        m_view->setPage(Page::Raw);
        auto *raw = m_view->findChild<RawPage *>();
        QVERIFY(raw->headText().startsWith(
            u"GET /m_search?productId=11211 HTTP/1.1\nhost: www.store1.com:8001\n"_s));
        QVERIFY(raw->headText().contains(u"\nauthorization: Bearer ***\n"_s));
        QCOMPARE(raw->messages().size(), 1);
        QVERIFY(raw->messages().first().added.contains(1));
        QVERIFY(!raw->bodyView()->isVisible());
        raw->setSide(RawPage::Side::Received);
        QVERIFY(raw->headText().startsWith(u"HTTP/1.1 200 OK\nContent-Type: application/json\n"_s));
        QCOMPARE(raw->headText().count(u"Set-Cookie:"_s), 2);
    }

    void rawShowsEveryRequestOfRedirects()
    {
        Exchange exchange = Samples::success("{}");
        exchange.request.method = "POST";
        exchange.request.body = {{"some=body", {}, 9}};
        Response &answer = *exchange.attempts.first().result;
        answer.redirects = {{"POST",
                             exchange.request.url,
                             303,
                             {{"location", "/there"}},
                             "1.1",
                             std::chrono::milliseconds(7)}};
        m_view->show(now(exchange));
        m_view->setPage(Page::Raw);
        auto *raw = m_view->findChild<RawPage *>();
        QCOMPARE(raw->messages().size(), 2);
        QVERIFY(raw->headText().startsWith(u"GET /there HTTP/1.1\n"_s));
        QVERIFY(!raw->bodyView()->isVisible());
        raw->setMessage(0);
        QVERIFY(raw->headText().startsWith(u"POST /m_search?productId=11211 HTTP/1.1\n"_s));
        QVERIFY(raw->bodyView()->isVisible());
        QTRY_COMPARE(raw->bodyView()->shownText(), u"some=body"_s);
        raw->setSide(RawPage::Side::Received);
        QVERIFY(raw->headText().startsWith(u"HTTP/1.1 303\nlocation: /there\n"_s));
    }

    void filesAmongPartsAreToldByNameAndSize()
    {
        Exchange exchange = Samples::success("{}");
        exchange.request.method = "POST";
        // Not even there: nothing of it is read.
        exchange.request.body
            = {{"--b\r\n\r\n", {}, 7}, {{}, u"/none/photo.png"_s, 1'200'000}, {"\r\n--b--", {}, 7}};
        m_view->show(now(exchange));
        m_view->setPage(Page::Raw);
        auto *raw = m_view->findChild<RawPage *>();
        QTRY_COMPARE(raw->bodyView()->shownText(), u"--b\r\n\r\n[photo.png, 1.2 MB]\r\n--b--"_s);
        QVERIFY(raw->bodyNoteText().contains(u"told by name and size"_s));
    }

    void aStreamThatWasBrokenOffSaysSo()
    {
        Exchange exchange = Samples::success("data: a\n\n", "text/event-stream");
        m_view->show(now(exchange));
        QVERIFY(m_view->statusLine()->outcomeText().startsWith(u"✓ 200 OK"_s));
        exchange.attempts.last().result->brokenOff
            = SendError{SendError::Kind::ConnectionReset, u"h"_s, {}};
        m_view->show(now(exchange));
        QCOMPARE(m_view->statusLine()->outcomeText(), u"▲ 200 OK · broken off"_s);
        QVERIFY(m_view->statusLine()->sentenceText().startsWith(u"The stream did not end: "_s));
        m_view->setPage(Page::Events);
        const auto labels = m_view->findChild<EventPage *>()->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->text().contains(u" · broken off"_s);
        }));
    }

    void aRedirectByHandCanBeFollowed()
    {
        Exchange exchange = Samples::success("");
        exchange.request.redirects.follow = RedirectPolicy::Follow::No;
        exchange.attempts.first().result->status = 303;
        exchange.attempts.first().result->headers = {{"location", "/there"}};
        m_view->show(now(exchange));
        QPushButton *follow = button(*m_view, u"Follow"_s);
        QVERIFY(follow->isVisible());
        QVERIFY(follow->toolTip().endsWith(u"GET http://www.store1.com:8001/there"_s));
        QSignalSpy asked(m_view.get(), &ResponseView::followRequested);
        follow->click();
        QCOMPARE(asked.size(), 1);
        // What has masks would send them.
        exchange.request.masked = {MaskedPlace{}};
        m_view->show(now(exchange));
        QVERIFY(!follow->isVisible());
        exchange.request.masked.reset();
        exchange.attempts.first().result->headers = {{"location", "ftp://there/"}};
        m_view->show(now(exchange));
        QVERIFY(!follow->isVisible());
    }

    void aDownloadThatBrokeOffCanBeResumed()
    {
        QTemporaryDir folder;
        const auto file = std::make_shared<DownloadFile>(folder.filePath(u"big.iso"_s));
        Exchange exchange = Samples::timeouts();
        exchange.request.method = "GET";
        Response head;
        head.status = 200;
        head.headers = {{"etag", "\"a\""}, {"accept-ranges", "bytes"}};
        file->headersFor(exchange.request);
        {
            const auto part = file->begin(head);
            QVERIFY(part && (*part)->write("some bytes") == 10);
        }
        QVERIFY(file->isResumable());
        m_view->show(now(exchange), file);
        QPushButton *resume = button(*m_view, u"Resume download"_s);
        QVERIFY(resume->isVisible());
        QVERIFY(resume->toolTip().contains(u"big.iso"_s));
        QSignalSpy asked(m_view.get(), &ResponseView::resumeRequested);
        resume->click();
        QCOMPARE(asked.size(), 1);
        m_view->show(now(exchange));
        QVERIFY(!resume->isVisible());
        QVERIFY(!button(*m_view, u"Pause"_s)->isVisible());
    }

    void theSentBodyStandsBesideTheAnswer()
    {
        Exchange exchange = Samples::success("{}");
        exchange.request.headers.append(RawHeader{"Content-Type", "application/json"});
        exchange.request.body = {{"{\"a\":1}", {}, 7}};
        m_view->show(now(std::move(exchange)));
        // Nothing is read before somebody looks.
        QVERIFY(m_view->sentPage()->view()->shownText().isEmpty());
        m_view->setPage(Page::Sent);
        QTRY_COMPARE(m_view->sentPage()->view()->shownText(), u"{\n    \"a\": 1\n}"_s);
        m_view->sentPage()->setForm(ResponseBodyPage::Form::Raw);
        QCOMPARE(m_view->sentPage()->view()->shownText(), u"{\"a\":1}"_s);
        Exchange two = Samples::success("{}");
        two.request.body = {{"a=", {}, 2}, {{}, u"/tmp/x"_s, 1'500}};
        m_view->show(now(std::move(two)));
        QTRY_COMPARE(m_view->sentPage()->view()->shownText(), u"a=[1.5 kB of /tmp/x]"_s);
        m_view->show(now(Samples::success("{}")));
        QVERIFY(m_view->sentPage()->isSettled());
    }

    void waterfallGoesByKeyboard()
    {
        m_view->show(now(Samples::timeouts()));
        Waterfall *waterfall = m_view->waterfall();
        QTest::keyClick(waterfall, Qt::Key_Down);
        QTest::keyClick(waterfall, Qt::Key_Down);
        QCOMPARE(waterfall->currentRow(), 1);
        QTest::keyClick(waterfall, Qt::Key_Up);
        QTest::keyClick(waterfall, Qt::Key_Up);
        QCOMPARE(waterfall->currentRow(), 0);
        QTest::keyClick(waterfall, Qt::Key_End);
        QCOMPARE(waterfall->currentRow(), int(waterfall->rows().size()) - 1);
        m_view->show(now(Samples::blocked()));
        QVERIFY(waterfall->currentRow() < int(waterfall->rows().size()));
        m_view->grab();
    }

    void followsASendToItsEnd()
    {
        ScriptedTransport transport(*m_clock);
        const Response busy = Samples::answer(503, "Service Unavailable", "text/plain", "busy");
        transport.script(
            {{busy, 200ms}, {Samples::answer(200, "OK", "application/json", "[1]"), 300ms}});
        KeyReader keys;
        RequestSpec spec;
        spec.url = u"http://127.0.0.1:1/x"_s;
        Policies policies = presetPolicies(Preset::Fynd);
        policies.retry.initialDelay = 400ms;
        SendOperation operation(spec, {}, policies, {},
                                {transport, *m_clock, keys, [] { return 0.5; }, m_store.get()});
        m_view->follow(operation);
        operation.start();
        QTRY_VERIFY(operation.state() == SendOperation::State::Transferring);
        m_clock->advance(100ms);
        QCOMPARE(status().outcomeText(), u"● Attempt 1 of 4"_s);
        m_clock->advance(150ms);
        QTRY_VERIFY(operation.state() == SendOperation::State::Waiting);
        m_clock->advance(100ms);
        QVERIFY2(status().outcomeText().startsWith(u"● Attempt 2 of 4 in 0."_s),
                 qPrintable(status().outcomeText()));
        QCOMPARE(m_view->page(), Page::Attempts);
        QVERIFY(m_view->waterfall()->accessibleDescription().contains(u"Attempt 1: 503"_s));
        QSignalSpy finished(&operation, &SendOperation::finished);
        for (int i = 0; i < 40 && finished.isEmpty(); ++i) {
            m_clock->advance(50ms);
            QCoreApplication::processEvents();
        }
        QCOMPARE(finished.size(), 1);
        QVERIFY(m_view->exchange());
        QCOMPARE(status().outcomeText(), u"✓ 200 OK"_s);
        QCOMPARE(m_view->bodyPage()->view()->shownText(), u"[\n    1\n]"_s);
    }

    void anEventStreamIsShownWhileItComes()
    {
        ScriptedTransport transport(*m_clock);
        KeyReader keys;
        RequestSpec spec;
        spec.url = u"http://127.0.0.1:1/x"_s;
        SendOperation operation(spec, {}, presetPolicies(Preset::Fynd), {},
                                {transport, *m_clock, keys, [] { return 0.5; }, m_store.get()});
        m_view->follow(operation);
        operation.start();
        QTRY_VERIFY(operation.state() == SendOperation::State::Transferring);
        ScriptedTransfer *transfer = transport.started.first();
        const QByteArray stream = "id: 1\ndata: one\n\nid: 2\ndata: two\n\n";
        const Response whole = Samples::answer(200, "OK", "text/event-stream", stream);
        Response head = whole;
        head.body = {};
        Q_EMIT transfer->headArrived(head);
        QCOMPARE(m_view->page(), Page::Events);
        Q_EMIT transfer->streamed(stream.first(24));
        const EventModel &model = m_view->eventPage()->model();
        QCOMPARE(model.rowCount(), 1);
        Q_EMIT transfer->streamed(stream.sliced(24));
        QCOMPARE(model.rowCount(), 2);
        transfer->finish({whole, {}});
        QTRY_VERIFY(m_view->exchange());
        // They stay as they came, with their times.
        QCOMPARE(m_view->page(), Page::Events);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.index(0, EventModel::Time).data().toString().isEmpty());
        QSignalSpy again(m_view.get(), &ResponseView::reconnectRequested);
        Q_EMIT m_view->eventPage()->reconnectRequested();
        QCOMPARE(again.first().first().toByteArray(), "2"_ba);
        // Of a kept one the body is read.
        Exchange kept = Samples::success({});
        kept.attempts.last().result = whole;
        m_view->show(now(kept));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, EventModel::Time).data().toString(), QString());
        // What is no stream has no such page.
        m_view->show(now(Samples::success("{}")));
        QCOMPARE(m_view->page(), Page::Body);
        QCOMPARE(model.rowCount(), 0);
    }

    void anOperationThatVanishes_data()
    {
        QTest::addColumn<int>("steps");
        for (int steps = 0; steps < 8; ++steps)
            QTest::addRow("after %d steps", steps) << steps;
    }
    void anOperationThatVanishes()
    {
        QFETCH(int, steps);
        ScriptedTransport transport(*m_clock);
        const Response busy = Samples::answer(503, "", "text/plain", "busy");
        transport.script({{busy, 100ms}, {busy, 100ms}, {busy, 100ms}, {busy, 100ms}});
        KeyReader keys;
        RequestSpec spec;
        spec.url = u"http://127.0.0.1:1/x"_s;
        Policies policies = presetPolicies(Preset::Fynd);
        policies.retry.initialDelay = 100ms;
        auto operation = std::make_unique<SendOperation>(
            spec, Scope{}, policies, SendOptions{},
            SendServices{transport, *m_clock, keys, [] { return 0.5; }, m_store.get()});
        const ExchangePtr before = steps % 2 ? now(Samples::failed()) : nullptr;
        m_view->show(before);
        m_view->follow(*operation);
        operation->start();
        for (int i = 0; i < steps; ++i) {
            m_clock->advance(70ms);
            QCoreApplication::processEvents();
        }
        operation.reset();
        m_clock->advance(2s);
        m_view->grab();
        QCOMPARE(m_view->exchange(), before);
        m_view->show(now(Samples::success("{}")));
        QCOMPARE(status().outcomeText(), u"✓ 200 OK"_s);
    }

    void nothingYetTeaches()
    {
        m_view->show(now(Samples::success("{}")));
        m_view->showNothing();
        QVERIFY(!m_view->exchange());
        bool teaches = false;
        for (const QLabel *label : m_view->findChildren<QLabel *>())
            teaches = teaches || (label->isVisible() && label->text().contains(u"Ctrl+Return"_s));
        QVERIFY(teaches);
    }

    void followsTheThemeLive()
    {
        m_view->show(now(Samples::timeouts()));
        m_theme->setScheme(Theme::Scheme::Dark);
        const QImage dark = m_view->grab().toImage();
        m_theme->setScheme(Theme::Scheme::Light);
        QVERIFY(m_view->grab().toImage() != dark);
    }
};

QTEST_MAIN(TestResponseView)
#include "tst_responseview.moc"
