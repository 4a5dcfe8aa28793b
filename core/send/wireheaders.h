// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"

#include <QHttpHeaders>

#include <optional>

namespace Recloser {

/// What the transport adds to `request` by itself over HTTP/1.1, in the order it writes it, for
/// showing before anything is sent. Over HTTP/2 Host and Connection are not sent.
QList<RawHeader> headersAddedByTransport(const ResolvedRequest &request);

/// How the body of a request is handed to the network; an empty one may be handed over, too.
enum class Upload { None, Device };

/// What it adds over HTTP/2, where neither Host nor Connection is sent and a length only with a
/// device.
QList<RawHeader> headersAddedOverHttp2(const ResolvedRequest &request, Upload upload);

/// The headers of `request` for QNetworkAccessManager, which keeps only one line of a name: lines
/// that share a name are joined at the place of the first, with commas (RFC 9110 section 5.3),
/// Cookie with semicolons (RFC 6265 section 4.2.1). Content-Length is `contentLength` and comes
/// last; User-Agent and Accept-Language are set so that none of Qt's own goes out, Accept-Encoding
/// so that it hands bodies over as they came.
QHttpHeaders wireHeaders(const ResolvedRequest &request, std::optional<qint64> contentLength);

/// The value of Host for `url`, as Qt writes it: a port that is written is sent.
QByteArray hostHeader(const QUrl &url);

/// The request target of RFC 9112 section 3.2.1, as Qt writes it: dot segments are taken out.
QByteArray requestTarget(const QUrl &url);

/// InvalidHeader for what cannot be sent as written: a Content-Length that is not the body's, a
/// Transfer-Encoding.
std::optional<SendError> unsendableHeader(const ResolvedRequest &request);

} // namespace Recloser
