// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/rawtext.h"

#include "core/model/proxychoice.h"
#include "ui/describe/describe.h"
#include "ui/describe/formatting.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RawText", text);
}

QString headText(const QString &first, const QList<RawHeader> &headers)
{
    QString text = first + u'\n';
    for (const RawHeader &header : headers) {
        text
            += QString::fromLatin1(header.name) + u": "_s + QString::fromUtf8(header.value) + u'\n';
    }
    return text;
}

QString statusLine(const QByteArray &version, int status, const QByteArray &reason)
{
    return u"HTTP/%1 %2 %3"_s
        .arg(version.isEmpty() ? u"1.1"_s : QString::fromLatin1(version), QString::number(status),
             QString::fromUtf8(reason))
        .trimmed();
}

RawMessage messageOf(const SentRequest &sent)
{
    RawMessage message;
    qint64 bytes = 2;
    for (int line = 0; line < sent.lines.size(); ++line) {
        message.request += QString::fromUtf8(sent.lines[line].text) + u'\n';
        bytes += sent.lines[line].text.size() + 2;
        if (sent.lines[line].isAdded)
            message.added.append(line);
    }
    message.body = sent.body;
    message.note = sent.form == SentRequest::Form::Http1
        ? tr("%1 before the body, lines end with CR LF").arg(formatSize(bytes))
        : tr("HTTP/2: these fields went out as compressed frames");
    return message;
}

QString titleOf(const SentRequest &sent, const Attempt &attempt, qsizetype hop)
{
    const QString what = QString::fromLatin1(sent.method) + u' '
        + sent.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    const QString end = sent.status ? QString::number(*sent.status) : shortResult(attempt.result);
    return (
        hop == 0
            ? tr("Attempt %1: %2 → %3").arg(attempt.number).arg(what, end)
            : tr("Attempt %1, redirect %2: %3 → %4").arg(attempt.number).arg(hop).arg(what, end));
}

} // namespace

QString statusLineText(const Response &response)
{
    return statusLine(response.httpVersion, response.status, response.reason);
}

QList<RawMessage> rawMessages(const Exchange &exchange)
{
    QList<RawMessage> messages;
    if (exchange.request.method.isEmpty())
        return messages;
    for (const Attempt &attempt : exchange.attempts) {
        const Response *response = attempt.result ? &*attempt.result : nullptr;
        const QList<RedirectHop> &hops = response ? response->redirects : attempt.redirects;
        qsizetype number = 0;
        for (const QList<SentRequest> all = sentRequests(exchange, attempt);
             const SentRequest &sent : all) {
            RawMessage message = messageOf(sent);
            message.title = titleOf(sent, attempt, number);
            if (number < hops.size()) {
                const RedirectHop &hop = hops[number];
                message.response
                    = headText(statusLine(hop.httpVersion, hop.status, {}), hop.headers);
            } else if (response) {
                message.response = headText(statusLineText(*response), response->headers);
            }
            messages.append(message);
            ++number;
        }
    }
    if (messages.isEmpty()) {
        const auto form = exchange.request.httpVersion == HttpVersion::Http2Direct
            ? SentRequest::Form::Http2
            : SentRequest::Form::Http1;
        const auto proxy = proxyFrom(exchange.request.route.proxy);
        RawMessage message = messageOf(sentRequest(exchange.request, form, Upload::Device, {},
                                                   proxy ? proxyText(*proxy) : QString()));
        message.title = tr("Not sent");
        message.note = tr("Not sent; this is how it would go out");
        messages.append(message);
    }
    return messages;
}

} // namespace Recloser
