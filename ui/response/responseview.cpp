// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/responseview.h"

#include "core/send/downloadfile.h"
#include "ui/describe/describe.h"
#include "ui/describe/formatting.h"
#include "ui/response/livesend.h"
#include "ui/response/rawpage.h"
#include "ui/response/responsebodypage.h"
#include "ui/response/responsecookiespage.h"
#include "ui/response/responseheaderspage.h"
#include "ui/response/statusline.h"
#include "ui/response/waterfall.h"
#include "ui/streams/eventpage.h"
#include "ui/streams/messagepage.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pagestack.h"
#include "ui/widgets/taborder.h"

#include <QFrame>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

using namespace std::chrono_literals;

namespace {

/// An answer within this time replaces what is shown without a flicker between.
constexpr auto slowAfter = 300ms;

} // namespace

ResponseView::ResponseView(const ResponseViewServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_outer(new PageStack)
    , m_nothing(new EmptyState(
          services.theme, tr("The response will be here"),
          tr("Ctrl+Return sends the request. Status, body, headers and every attempt "
             "with its waits show up in this place.")))
{
    setAccessibleName(tr("Response"));
    m_outer->addWidget(m_nothing);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_outer);
}

ResponseView &ResponseView::built()
{
    if (m_pages)
        return *this;
    m_status = new StatusLine(m_services.theme, m_services.board, m_services.clock);
    m_tabs = new QTabBar;
    m_pages = new PageStack;
    buildPages();
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const auto addLine = [&] {
        auto *line = new QFrame;
        setLook(line, "line"_L1);
        column->addWidget(line);
    };
    column->addWidget(m_status);
    addLine();
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(12, 0, 12, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    column->addLayout(tabRow);
    addLine();
    column->addWidget(m_pages, 1);
    m_outer->addWidget(content);
    connectParts();
    takeTabPlace(*this);
    return *this;
}

void ResponseView::connectParts()
{
    connect(m_status, &StatusLine::sendAnywayRequested, this, &ResponseView::sendAnywayRequested);
    connect(m_status, &StatusLine::sendWhenClosedRequested, this,
            &ResponseView::sendWhenClosedRequested);
    connect(m_status, &StatusLine::keyLabRequested, this, &ResponseView::keyLabRequested);
    connect(m_status, &StatusLine::followRequested, this, &ResponseView::followRequested);
    connect(m_status, &StatusLine::pauseRequested, this, &ResponseView::pauseRequested);
    connect(m_status, &StatusLine::resumeRequested, this, &ResponseView::resumeRequested);
    connect(m_status, &StatusLine::certificateRequested, this, &ResponseView::certificateRequested);
    connect(m_body, &ResponseBodyPage::saveRequested, this, &ResponseView::saveBodyRequested);
    m_sent->hideSave();
    connect(m_cookies, &ResponseCookiesPage::jarRequested, this, &ResponseView::cookieJarRequested);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &ResponseView::showDueSent);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) { m_chosen = Page(index); });
}

ResponseView::~ResponseView() = default;

void ResponseView::buildPages()
{
    const ResponseViewServices &services = m_services;
    m_body = new ResponseBodyPage(services.theme, services.syntax, tr("Response body"));
    m_sent = new ResponseBodyPage(services.theme, services.syntax, tr("Request body as sent"));
    m_headers = new ResponseHeadersPage(services.theme);
    m_waterfall = new Waterfall(services.theme);
    m_attempts = new QScrollArea;
    m_attempts->setWidgetResizable(true);
    m_attempts->setFrameShape(QFrame::NoFrame);
    m_attempts->setFocusPolicy(Qt::NoFocus);
    m_attempts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *holder = new QWidget;
    setLook(holder, "pane"_L1);
    auto *holderLayout = new QVBoxLayout(holder);
    holderLayout->setContentsMargins(0, 0, 0, 0);
    holderLayout->addWidget(m_waterfall);
    holderLayout->addStretch();
    m_attempts->setWidget(holder);
    connect(m_waterfall, &Waterfall::currentRowChanged, m_attempts, [this](const QRect &rect) {
        m_attempts->ensureVisible(0, rect.center().y(), 0, rect.height());
    });
    m_cookies = new ResponseCookiesPage(services.theme);
    m_raw = new RawPage(services.theme, services.syntax);

    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setAccessibleName(tr("Pages of the response"));
    const auto addPage = [this](QWidget *page, const QString &title) {
        m_pages->addWidget(page);
        m_tabs->addTab(title);
        m_titles.append(title);
    };
    addPage(m_body, tr("Body"));
    addPage(m_headers, tr("Headers"));
    addPage(m_attempts, tr("Attempts"));
    addPage(m_cookies, tr("Cookies"));
    addPage(m_raw, tr("Raw"));
    addPage(m_sent, tr("Sent body"));
    m_events = new EventPage(services.theme, services.syntax, services.clock);
    addPage(m_events, tr("Events"));
    connect(m_events, &EventPage::countChanged, this,
            [this](qint64 total) { setCount(Page::Events, total); });
    connect(m_events, &EventPage::reconnectRequested, this,
            [this] { Q_EMIT reconnectRequested(m_events->lastEventId()); });
    m_messages = new MessagePage(services.theme, services.syntax, services.clock);
    m_messages->composer()->setAids(services.messages);
    addPage(m_messages, tr("Messages"));
    connect(m_messages, &MessagePage::countChanged, this,
            [this](qint64 total) { setCount(Page::Messages, total); });
    setOffered(Page::Events, false);
    setOffered(Page::Messages, false);
}

void ResponseView::setCount(Page page, qsizetype count)
{
    const QString &title = m_titles[qsizetype(page)];
    m_tabs->setTabText(int(page), count > 0 ? u"%1 %L2"_s.arg(title).arg(count) : title);
}

void ResponseView::setPage(Page page)
{
    built().m_chosen = page;
    openPage(page);
}

void ResponseView::openFind()
{
    if (!m_exchange || !m_exchange->response())
        return;
    setPage(Page::Body);
    m_body->view()->openFind();
}

void ResponseView::openPage(Page page)
{
    m_tabs->setCurrentIndex(int(page));
}

ResponseView::Page ResponseView::page() const
{
    return m_tabs ? Page(m_tabs->currentIndex()) : Page::Body;
}

void ResponseView::showNothing()
{
    m_live.reset();
    m_slow.reset();
    m_exchange.reset();
    m_before.reset();
    m_outer->setCurrentWidget(m_nothing);
}

void ResponseView::follow(SendOperation &operation)
{
    built();
    if (m_exchange)
        m_before = std::exchange(m_exchange, nullptr);
    m_live = std::make_unique<LiveSend>(operation, m_services.clock);
    connect(m_live.get(), &LiveSend::changed, this, &ResponseView::showLive);
    connect(m_live.get(), &LiveSend::headArrived, this, [this](const Response &head) {
        m_headers->showHead(head);
        beginStream(head);
    });
    connect(m_live.get(), &LiveSend::streamed, this, [this](const QByteArray &piece) {
        if (m_hasLiveMessages)
            m_messages->take(piece);
        else
            m_events->take(piece);
    });
    connect(m_live.get(), &LiveSend::retrying, this, [this] {
        if (!m_chosen || *m_chosen == Page::Body)
            openPage(Page::Attempts);
    });
    // LiveSend is the sender here; show() would destroy it.
    connect(m_live.get(), &LiveSend::finished, this, [this](const ExchangePtr &exchange) {
        LiveSend *live = m_live.release();
        live->deleteLater();
        show(exchange, live->download());
    });
    // Given up without a word: back to what was here before.
    connect(m_live.get(), &LiveSend::vanished, this, [this] {
        m_live.release()->deleteLater();
        show(m_before);
    });
    m_slow = m_services.clock.schedule(slowAfter, [this] {
        if (!m_live)
            return;
        m_body->showMessage(tr("On its way"),
                            tr("The body will be here when the response has arrived."));
        m_isSentDue = false;
        m_sent->showMessage(tr("On its way"), tr("What was sent will be here with the response."));
        m_headers->clear();
        m_cookies->clear();
        setCount(Page::Cookies, 0);
        m_raw->clear();
        setCount(Page::Headers, 0);
    });
    m_outer->setCurrentIndex(1);
    showLive();
}

void ResponseView::showLive()
{
    if (!m_live || !m_live->isRunning())
        return;
    m_status->showLive(*m_live);
    const Exchange &exchange = m_live->exchange();
    const QList<WaterfallRow> rows = waterfallRows(exchange, m_live->live());
    m_waterfall->setRows(rows, std::max(waterfallSpan(exchange, rows), m_live->elapsed()));
    setCount(Page::Attempts, exchange.attempts.size());
}

void ResponseView::show(const ExchangePtr &shown, const std::shared_ptr<DownloadFile> &download)
{
    // `shown` may be a member of this.
    const ExchangePtr exchange = shown;
    if (!exchange) {
        showNothing();
        return;
    }
    built();
    m_live.reset();
    m_slow.reset();
    m_exchange = exchange;
    m_before.reset();
    m_outer->setCurrentIndex(1);
    m_status->showExchange(exchange, download);
    const Response *response = exchange->response();
    // Others may write to that file while it is looked at; history's copy is nobody's.
    if (download && response && response->body.path == download->path())
        m_body->showMessage(
            tr("Saved to %1").arg(download->path()),
            tr("%1. History shows what was received.").arg(formatSize(response->body.size)));
    else
        showBodyOf(*exchange);
    m_isSentDue = true;
    showEventsOf(*exchange);
    showMessagesOf(*exchange);
    m_headers->showExchange(*exchange);
    m_cookies->showExchange(*exchange);
    setCount(Page::Cookies, ResponseCookiesPage::countOf(*exchange));
    const QList<WaterfallRow> rows = waterfallRows(*exchange);
    m_waterfall->setRows(rows, waterfallSpan(*exchange, rows));
    m_raw->showExchange(*exchange);
    setCount(Page::Headers, response ? response->headers.size() : 0);
    setCount(Page::Attempts, exchange->attempts.size());
    choosePage(*exchange);
    showDueSent();
}

void ResponseView::showBodyOf(const Exchange &exchange)
{
    if (const Response *response = exchange.response()) {
        m_body->showBody(response->body, headerValue(response->headers, "content-type"));
        return;
    }
    const Sentence sentence = describe(exchange);
    const QString hint = sentence.hint.isEmpty() ? tr("There is no response, so there is no body.")
                                                 : sentence.hint;
    m_body->showMessage(sentence.headline, hint);
}

void ResponseView::showDueSent()
{
    if (m_exchange && page() == Page::Sent && std::exchange(m_isSentDue, false))
        showSentOf(*m_exchange);
}

void ResponseView::showSentOf(const Exchange &exchange)
{
    const ResolvedRequest &request = exchange.request;
    if (request.bodySize() == 0) {
        m_sent->showMessage(tr("No body was sent"), tr("The request has headers alone."));
        return;
    }
    ResponseBody body;
    body.size = request.bodySize();
    if (request.body.size() == 1 && !request.body[0].filePath.isEmpty()) {
        body.path = request.body[0].filePath;
    } else {
        for (const BodySegment &segment : request.body) {
            // Where a file was streamed, its name stands for it.
            body.bytes += segment.filePath.isEmpty()
                ? segment.bytes
                : tr("[%1 of %2]").arg(formatSize(segment.size), segment.filePath).toUtf8();
        }
        body.size = body.bytes.size();
    }
    m_sent->showBody(body, headerValue(request.headers, "content-type"));
}

} // namespace Recloser
