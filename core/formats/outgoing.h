// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/senderror.h"

#include <QStringList>

#include <expected>
#include <optional>

namespace Recloser {

/// A request as it is sent, in pieces that other programs can be told: encoded, what is implied
/// written out, what is disabled gone. Placeholders stay where they are.
struct Outgoing
{
    enum class BodyKind { None, Text, File, Parts };

    QString method;
    QString url;
    /// Those of the body and of the authentication included, but for Basic credentials and for the
    /// Content-Type of parts, whose boundary is the sender's.
    QList<HeaderField> headers;
    /// Basic credentials.
    std::optional<std::pair<QString, QString>> user;
    /// What is not made before the request is sent (Digest, AWS, OAuth 1), or where it comes from
    /// (Inherit). A session token of AWS is among the headers.
    std::optional<Auth> signing;
    BodyKind bodyKind = BodyKind::None;
    /// Exactly what is sent, as UTF-8.
    QString text;
    QString filePath;
    /// Enabled ones; media types and file names filled in.
    QList<MultipartPart> parts;
    RedirectPolicy redirects;
    HttpVersion httpVersion = HttpVersion::Automatic;
    PolicyOverrides policy;

    /// The value of the first header of that name; null if there is none.
    QString header(QLatin1StringView name) const;

    bool operator==(const Outgoing &) const = default;
};

/// The error says, as with resolve(), what of the request cannot be sent. Files are not looked for.
std::expected<Outgoing, SendError> outgoing(const RequestSpec &written);

/// Where the authority begins: behind `scheme://`, or at the beginning where no scheme is written.
qsizetype authorityBegin(const QString &url);

/// A path with its `.` and `..` walked (RFC 3986 section 5.2.4), as it is sent.
QString withoutDotSegments(const QString &path);

/// True where Python's `requests`, and HTTPie on it, percent-encode what is sent here as it is.
bool isRequoted(const QString &url);

/// JSON names of the policies that are set in `policy` and not in `held`.
QStringList policiesBeside(const PolicyOverrides &policy, const QStringList &held);

/// A GraphQL query as the JSON that is posted, or as the parameters of a GET, for notations that
/// know nothing of queries; other requests as they are.
RequestSpec withQueryAsJson(const RequestSpec &spec);

} // namespace Recloser
