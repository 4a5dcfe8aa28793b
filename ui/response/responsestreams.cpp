// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/streams/eventstream.h"
#include "core/websocket/conversation.h"
#include "ui/response/livesend.h"
#include "ui/response/responseview.h"
#include "ui/streams/eventpage.h"
#include "ui/streams/messagepage.h"

#include <QTabBar>

#include <utility>

namespace Recloser {

// Pages of what has no end of its own, and which page is shown. Part of ResponseView.

void ResponseView::setOffered(Page page, bool isOffered)
{
    m_tabs->setTabVisible(int(page), isOffered);
}

bool ResponseView::isOffered(Page page) const
{
    return m_tabs->isTabVisible(int(page));
}

void ResponseView::beginStream(const Response &head)
{
    WebSocketLink *link = m_live->webSocket();
    m_hasLiveMessages = link != nullptr;
    m_hasLiveEvents = isEventStream(headerValue(head.headers, "content-type"));
    setOffered(Page::Events, m_hasLiveEvents);
    setOffered(Page::Messages, m_hasLiveMessages);
    if (m_hasLiveEvents)
        m_events->begin();
    if (m_hasLiveMessages) {
        m_messages->setRequest(m_live->exchange().request);
        m_messages->begin(link);
    }
    if (!m_hasLiveEvents && !m_hasLiveMessages)
        return;
    if (!m_chosen || *m_chosen == Page::Body || !isOffered(*m_chosen))
        openPage(m_hasLiveMessages ? Page::Messages : Page::Events);
}

void ResponseView::stopStreams()
{
    if (m_events)
        m_events->stop();
}

void ResponseView::showEventsOf(const Exchange &exchange)
{
    const Response *response = exchange.response();
    const bool isStream = response && isEventStream(headerValue(response->headers, "content-type"));
    setOffered(Page::Events, isStream);
    const auto how
        = isStream && response->brokenOff ? EventPage::End::BrokenOff : EventPage::End::Ended;
    if (isStream && std::exchange(m_hasLiveEvents, false)) {
        m_events->end(how);
        return;
    }
    m_hasLiveEvents = false;
    if (isStream)
        m_events->showBody(response->body, how);
    else
        m_events->clear();
}

void ResponseView::showMessagesOf(const Exchange &exchange)
{
    const Response *response = exchange.response();
    const bool isConnection
        = response && isConversation(headerValue(response->headers, "content-type"));
    setOffered(Page::Messages, isConnection);
    m_messages->setRequest(exchange.request);
    if (isConnection && std::exchange(m_hasLiveMessages, false)) {
        m_messages->end();
        return;
    }
    m_hasLiveMessages = false;
    if (isConnection)
        m_messages->showBody(response->body);
    else
        m_messages->clear();
}

void ResponseView::choosePage(const Exchange &exchange)
{
    const bool hasBody = exchange.response() != nullptr;
    const bool isStreamPage = page() == Page::Events || page() == Page::Messages;
    if (isStreamPage && isOffered(page()))
        return;
    if (isOffered(Page::Messages) && !m_chosen) {
        openPage(Page::Messages);
        return;
    }
    if (m_chosen && isOffered(*m_chosen) && (hasBody || *m_chosen != Page::Body))
        openPage(*m_chosen);
    else
        openPage(hasBody || exchange.ending == Ending::Invalid ? Page::Body : Page::Attempts);
}

} // namespace Recloser
