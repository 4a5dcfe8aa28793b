// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"
#include "core/resolve/placeholders.h"

#include <expected>

namespace Recloser {

struct EncodedBody
{
    QList<BodySegment> segments;
    /// The media type for Content-Type; empty when the body is.
    QByteArray mediaType;
};

/// The body as bytes and files, placeholders resolved. Files are looked at (BodyUnreadable unless
/// they are regular and readable), not read; relative paths start from `baseFolder`. `contentType`
/// is the Content-Type that the user wrote, or empty: a multipart boundary in it is used. Multipart
/// as RFC 7578, with names escaped as in the HTML standard; forms as the WHATWG URL standard
/// serialises them. InvalidBody: a media type of a part with a line break.
std::expected<EncodedBody, SendError> encodedBody(const Body &body,
                                                  const Placeholders &placeholders,
                                                  const QString &baseFolder,
                                                  const QString &contentType);

/// The query of a GraphQL body, placeholders resolved, as the parameters of a URL; not encoded.
/// Errors as encodedBody().
std::expected<QList<std::pair<QString, QString>>, SendError>
graphQlQueryParameters(const Body &body, const Placeholders &placeholders);

/// The value of the `boundary` parameter of a multipart media type; empty if there is none.
QString boundaryOf(const QString &mediaType);

} // namespace Recloser
