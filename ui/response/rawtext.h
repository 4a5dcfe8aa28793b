// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/send/sentrequest.h"

#include <QString>

namespace Recloser {

/// One request of an exchange and the head of its answer, as text.
struct RawMessage
{
    /// "Attempt 2, redirect 1: GET http://... → 302".
    QString title;
    /// The head as it went out (HTTP/1.1) or the fields that frames stood for (HTTP/2).
    QString request;
    /// Lines of `request`, from 0, that the transport added.
    QList<int> added;
    QList<BodySegment> body;
    /// What `request` is, in a few words.
    QString note;
    /// Status line and headers; empty without an answer.
    QString response;

    bool operator==(const RawMessage &) const = default;
};

/// All requests of all attempts in the order they were sent; the one that would be sent where
/// nothing was. Empty for a request that could not be resolved.
QList<RawMessage> rawMessages(const Exchange &exchange);

/// "HTTP/1.1 200 OK".
QString statusLineText(const Response &response);

} // namespace Recloser
