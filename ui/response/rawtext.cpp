// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/rawtext.h"

#include "ui/describe/formatting.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RawText", text);
}

void appendHeaders(QString &text, const QList<RawHeader> &headers)
{
    for (const RawHeader &header : headers) {
        text
            += QString::fromLatin1(header.name) + u": "_s + QString::fromUtf8(header.value) + u'\n';
    }
}

/// RFC 9112 section 3.2.1.
QString requestTarget(const QUrl &url)
{
    QString target = url.toString(QUrl::FullyEncoded | QUrl::RemoveScheme | QUrl::RemoveAuthority
                                  | QUrl::RemoveFragment);
    if (!target.startsWith(u'/'))
        target.prepend(u'/');
    return target;
}

QString versionOf(const Exchange &exchange)
{
    const Response *response = exchange.response();
    return response && !response->httpVersion.isEmpty()
        ? u" HTTP/"_s + QString::fromLatin1(response->httpVersion)
        : QString();
}

} // namespace

QString statusLineText(const Response &response)
{
    return u"HTTP/%1 %2 %3"_s
        .arg(response.httpVersion.isEmpty() ? u"1.1"_s : QString::fromLatin1(response.httpVersion),
             QString::number(response.status), QString::fromUtf8(response.reason))
        .trimmed();
}

QString rawText(const Exchange &exchange)
{
    const ResolvedRequest &request = exchange.request;
    const Response *response = exchange.response();
    QString text;
    if (request.method.isEmpty())
        return text;
    const bool sent = !exchange.attempts.isEmpty();
    text += sent ? tr("# Request as sent") : tr("# Request as it would be sent");
    text += u'\n' + QString::fromLatin1(request.method) + u' ' + requestTarget(request.url)
        + versionOf(exchange) + u'\n';
    if (response)
        appendHeaders(text, response->addedRequestHeaders);
    appendHeaders(text, request.headers);
    if (request.bodySize() > 0)
        text += u"\n# "_s + tr("Body: %1").arg(formatSize(request.bodySize())) + u'\n';
    if (!response)
        return text;
    for (const RedirectHop &hop : response->redirects) {
        text += u"\n# "_s + tr("Redirect") + u'\n' + QString::number(hop.status) + u' '
            + QString::fromLatin1(hop.method) + u' ' + hop.url.toString(QUrl::FullyEncoded) + u'\n';
        appendHeaders(text, hop.headers);
    }
    text += u"\n# "_s + tr("Response") + u'\n' + statusLineText(*response) + u'\n';
    appendHeaders(text, response->headers);
    text += u"\n# "_s + tr("Body: %1").arg(formatSize(response->body.size)) + u'\n';
    return text;
}

} // namespace Recloser
