// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/send/wireheaders.h"

namespace Recloser {

/// One request of an attempt as NetworkTransport put it on the wire. Plain value.
struct SentRequest
{
    enum class Form {
        Http1,
        Http2, ///< the fields that its header block stood for; on the wire they are compressed
    };
    struct Line
    {
        /// Without the line end.
        QByteArray text;
        /// By the transport, not by the request.
        bool isAdded = false;

        bool operator==(const Line &) const = default;
    };

    Form form = Form::Http1;
    /// HTTP/1.1: the request line and the header lines. HTTP/2: the pseudo-header fields (RFC 9113
    /// section 8.3.1), then the others.
    QList<Line> lines;
    QList<BodySegment> body;
    QByteArray method;
    QUrl url;
    /// Of its answer; unset when there was none.
    std::optional<int> status;

    /// HTTP/1.1: the bytes before the body, the empty line among them.
    QByteArray head() const;
    bool operator==(const SentRequest &) const = default;
};

/// What NetworkTransport makes of `request` and the cookies of its jar. Qt 6.8's way of writing,
/// which tst_sentrequest compares with what servers receive. `proxy` as in a ConnectionReport: one
/// that speaks HTTP gets the whole URL of what is not encrypted, and the user's name and password,
/// which is masked; through others the server receives what it would without them.
SentRequest sentRequest(const ResolvedRequest &request, SentRequest::Form form,
                        Upload upload = Upload::Device, const QList<RawHeader> &cookies = {},
                        const QString &proxy = {});

/// The requests of an attempt in their order: those that redirects led to come after the first one.
/// Empty when nothing was to be sent.
QList<SentRequest> sentRequests(const Exchange &exchange, const Attempt &attempt);

} // namespace Recloser
