// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/exchange.h"
#include "core/send/sendoperation.h"
#include "ui/circuits/circuitboard.h"
#include "ui/editor/syntaxrepository.h"
#include "ui/streams/messageaids.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QScrollArea;
class QStackedWidget;
class QTabBar;

namespace Recloser {

class ResponseBodyPage;
class ResponseCookiesPage;
class DownloadFile;
class RawPage;
class EmptyState;
class EventPage;
class ResponseHeadersPage;
class LiveSend;
class MessagePage;
class StatusLine;
class Waterfall;

/// What a ResponseView works with; all of it outlives the view.
struct ResponseViewServices
{
    Theme &theme;
    SyntaxRepository &syntax;
    CircuitBoard &board;
    Clock &clock;
    MessageAids messages = {};
};

/// Shows what became of a request, and what is becoming of it while it runs: status line, body,
/// headers, attempts over time, cookies, and the heads as text. Its pages are made when there is
/// first something to show: a tab that has sent nothing needs none. GUI thread.
class ResponseView : public QWidget
{
    Q_OBJECT

public:
    enum class Page {
        Body,
        Headers,
        Attempts,
        Cookies,
        Raw,
        Sent,
        Events, ///< of an event stream only
        Messages, ///< of a WebSocket connection only
    };
    Q_ENUM(Page)

    explicit ResponseView(const ResponseViewServices &services, QWidget *parent = nullptr);
    ~ResponseView() override;

    /// Nothing was sent yet: says what will be here.
    void showNothing();
    /// Shows `operation` while it runs, and its exchange when it has finished. The operation may
    /// end at any time; if it is destroyed without an end, what was shown before comes back.
    void follow(SendOperation &operation);
    /// Shows a finished exchange, such as one of history.
    void show(const ExchangePtr &shown, const std::shared_ptr<DownloadFile> &download = {});
    using QWidget::show;

    /// What is shown; null while nothing is or something runs.
    const ExchangePtr &exchange() const { return m_exchange; }

    /// Somebody ends the stream that goes on, so that none follows by itself.
    void stopStreams();

    void setPage(Page page);
    Page page() const;
    /// Opens the find bar of the body; nothing where there is no body.
    void openFind();

    ResponseBodyPage *bodyPage() { return built().m_body; }
    /// The body of the request, as it was sent.
    ResponseBodyPage *sentPage() { return built().m_sent; }
    StatusLine *statusLine() { return built().m_status; }
    Waterfall *waterfall() { return built().m_waterfall; }
    ResponseCookiesPage *cookiesPage() { return built().m_cookies; }
    EventPage *eventPage() { return built().m_events; }
    MessagePage *messagePage() { return built().m_messages; }

Q_SIGNALS:
    void sendAnywayRequested();
    void sendWhenClosedRequested();
    void keyLabRequested();
    void followRequested();
    void pauseRequested();
    void resumeRequested();
    void certificateRequested();
    void saveBodyRequested();
    void cookieJarRequested();
    /// Send again, and tell the server which event came last.
    void reconnectRequested(const QByteArray &lastEventId);

private:
    ResponseView &built();
    void buildPages();
    void connectParts();
    void choosePage(const Exchange &exchange);
    void showBodyOf(const Exchange &exchange);
    void showSentOf(const Exchange &exchange);
    void showDueSent();
    void showEventsOf(const Exchange &exchange);
    void setOffered(Page page, bool isOffered);
    bool isOffered(Page page) const;
    /// Shows what has no end of its own as it comes.
    void beginStream(const Response &head);
    void showMessagesOf(const Exchange &exchange);
    void showLive();
    void setCount(Page page, qsizetype count);
    void openPage(Page page);

    ResponseViewServices m_services;
    QStackedWidget *m_outer;
    EmptyState *m_nothing;
    StatusLine *m_status = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    ResponseBodyPage *m_body = nullptr;
    ResponseBodyPage *m_sent = nullptr;
    ResponseHeadersPage *m_headers = nullptr;
    QScrollArea *m_attempts = nullptr;
    Waterfall *m_waterfall = nullptr;
    ResponseCookiesPage *m_cookies = nullptr;
    RawPage *m_raw = nullptr;
    EventPage *m_events = nullptr;
    MessagePage *m_messages = nullptr;
    /// They came while this looked on, so their times are known.
    bool m_hasLiveEvents = false;
    bool m_hasLiveMessages = false;
    QStringList m_titles;

    ExchangePtr m_exchange;
    /// Its request's body is shown when somebody looks: it may be a file of any size.
    bool m_isSentDue = false;
    /// Shown again if what is followed vanishes.
    ExchangePtr m_before;
    std::unique_ptr<LiveSend> m_live;
    std::unique_ptr<ScheduledCall> m_slow;
    /// The page somebody chose by hand; kept where it has something to show.
    std::optional<Page> m_chosen;
};

} // namespace Recloser
