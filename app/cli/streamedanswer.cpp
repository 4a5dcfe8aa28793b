// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/streamedanswer.h"

#include "app/cli/command.h"

namespace Recloser {

using namespace Qt::StringLiterals;

void StreamedAnswer::follow(SendOperation &operation)
{
    m_reader = {};
    m_hasStreamed = false;
    m_sinceStart.start();
    connect(&operation, &SendOperation::streamed, this, &StreamedAnswer::take);
    // Another attempt begins from the start.
    connect(&operation, &SendOperation::attemptStarted, this, [this] { m_reader = {}; });
}

void StreamedAnswer::take(const QByteArray &piece)
{
    m_hasStreamed = true;
    if (m_form == Form::Bytes)
        printBytes(piece);
    const QList<ServerEvent> events = m_reader.read(piece);
    if (m_reader.retry())
        m_retry = m_reader.retry();
    for (const ServerEvent &event : events) {
        m_lastEventId = event.lastEventId.isEmpty() ? m_lastEventId : event.lastEventId;
        if (m_form == Form::JsonLines)
            printJson({{u"event"_s, QString::fromUtf8(event.type)},
                       {u"data"_s, QString::fromUtf8(event.data)},
                       {u"id"_s, QString::fromUtf8(event.lastEventId)},
                       {u"received_ms"_s, m_sinceStart.elapsed()}});
    }
}

std::optional<milliseconds> StreamedAnswer::waitAfter(const Exchange &exchange) const
{
    const Response *response = exchange.response();
    if (!response || !isEventStream(headerValue(response->headers, "content-type")))
        return {};
    // The limit of everything is one of what would follow, too.
    if (response->brokenOff && response->brokenOff->kind == SendError::Kind::DeadlineExceeded)
        return {};
    return std::min(longestWait, m_retry.value_or(usualWait));
}

} // namespace Recloser
