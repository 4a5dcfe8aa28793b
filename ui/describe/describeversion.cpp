// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describeversion.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DescribeVersion", text);
}

} // namespace

QString describeVersion(const Exchange &exchange, const Attempt &attempt)
{
    const Response *response = attempt.result ? &*attempt.result : nullptr;
    const QByteArray version = response ? response->httpVersion : attempt.httpVersion;
    const QUrl &url = response ? response->url : exchange.request.url;
    const HttpVersion asked = exchange.request.httpVersion;
    if (version == "2")
        return asked == HttpVersion::Http2Direct
            ? tr("HTTP/2 without TLS, by prior knowledge")
            : tr("HTTP/2, agreed on with the server within TLS (ALPN)");
    if (version.isEmpty())
        return {};
    if (asked == HttpVersion::Http1)
        return tr("HTTP/1.1, as asked for");
    if (!attempt.connection.connectedTo.isEmpty())
        return tr("HTTP/1.1: HTTP/2 is not offered where the connection leads elsewhere");
    if (url.scheme() == "https"_L1)
        return tr("HTTP/1.1: HTTP/2 was offered within TLS (ALPN), the server did not take it");
    return tr("HTTP/1.1: HTTP/2 is only offered within TLS");
}

} // namespace Recloser
