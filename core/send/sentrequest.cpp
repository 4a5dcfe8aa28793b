// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sentrequest.h"

#include "core/cookies/cookiejar.h"
#include "core/resolve/masking.h"
#include "core/resolve/urltext.h"
#include "core/send/connectiontarget.h"
#include "core/send/redirects.h"
#include "core/websocket/handshakeheaders.h"

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// A proxy that is given the request itself and not a connection to the server, so that it needs
/// the whole URL (RFC 9112 section 3.2.2).
bool readsRequests(const QString &proxy, const QUrl &url)
{
    return proxy.startsWith("http://"_L1) && url.scheme() == "http"_L1;
}

/// Of where it is connected to, if that is elsewhere: Qt has no other URL then.
QByteArray wholeTarget(const ResolvedRequest &request)
{
    QUrl target = connectedUrl(request).adjusted(QUrl::NormalizePathSegments);
    if (target.path().isEmpty())
        target.setPath(u"/"_s);
    return target.toEncoded(QUrl::FullyEncoded | QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

/// Qt leaves these out over HTTP/2 (RFC 9113 section 8.2.2).
bool isOfConnection(QLatin1StringView name)
{
    return name == "connection"_L1 || name == "host"_L1 || name == "keep-alive"_L1
        || name == "proxy-connection"_L1 || name == "transfer-encoding"_L1;
}

bool isWritten(const ResolvedRequest &request, QByteArrayView name)
{
    return !headerValue(request.headers, name).isEmpty();
}

QByteArray lineOf(QByteArrayView name, QByteArrayView value)
{
    QByteArray line;
    line.reserve(name.size() + 2 + value.size());
    return line.append(name).append(": ").append(value);
}

/// What was added when it was sent; another version of this program may have added something else.
void takeRecorded(SentRequest &sent, const QList<RawHeader> &added)
{
    for (SentRequest::Line &line : sent.lines) {
        if (!line.isAdded)
            continue;
        const QByteArray name = line.text.first(std::max<qsizetype>(0, line.text.indexOf(':')));
        if (name != "user-agent" && !name.startsWith("accept-") && name != "Sec-WebSocket-Key")
            continue;
        if (const QByteArray value = headerValue(added, name); !value.isNull())
            line.text = lineOf(name, value);
    }
}

SentRequest::Form formOf(const QByteArray &version)
{
    return version == "2" ? SentRequest::Form::Http2 : SentRequest::Form::Http1;
}

/// What the attempt began with.
ResolvedRequest requestOf(const Exchange &exchange, const Attempt &attempt)
{
    ResolvedRequest request = exchange.request;
    if (const auto &own = attempt.request) {
        request.method = own->method;
        request.url = own->url;
        request.headers = own->headers;
        if (own->body)
            request.body = {{*own->body, {}, own->body->size()}};
        if (request.bodySize() == 0)
            request.body.clear();
    }
    request.headers += attempt.addedHeaders;
    return request;
}

/// A handshake of QWebSocket: its own lines first, then the others, their names in lower case; the
/// messages of the request are none of it.
SentRequest sentHandshake(const ResolvedRequest &request, const QList<RawHeader> &cookies)
{
    SentRequest sent{.method = request.method, .url = request.url};
    sent.lines.append({request.method + ' ' + requestTarget(request.url) + " HTTP/1.1", false});
    for (const RawHeader &header : handshakeHeaders(request.url, request.headers))
        sent.lines.append(
            {lineOf(header.name, header.value), header.name != "Sec-WebSocket-Protocol"});
    for (const RawHeader &header : writtenHandshakeHeaders(request.headers))
        sent.lines.append({lineOf(header.name.toLower(), header.value.trimmed()), false});
    if (!cookies.isEmpty())
        sent.lines.append({lineOf("cookie", cookieHeader(cookies)), true});
    return sent;
}

} // namespace

QByteArray SentRequest::head() const
{
    QByteArray bytes;
    for (const Line &line : lines)
        bytes += line.text + "\r\n";
    return bytes + "\r\n";
}

SentRequest sentRequest(const ResolvedRequest &request, SentRequest::Form form, Upload upload,
                        const QList<RawHeader> &cookies, const QString &proxy)
{
    if (isWebSocketUrl(request.url))
        return sentHandshake(request, cookies);
    ResolvedRequest whole = request;
    const bool hasJar = !cookies.isEmpty();
    if (hasJar)
        whole.headers.append({"Cookie"_ba, cookieHeader(cookies)});
    const bool isHttp1 = form == SentRequest::Form::Http1;
    SentRequest sent{
        .form = form, .body = request.body, .method = request.method, .url = request.url};
    const QList<RawHeader> added = headersAddedByTransport(whole);
    const bool isForProxy = isHttp1 && readsRequests(proxy, request.url);
    if (isHttp1) {
        const QByteArray target = isForProxy ? wholeTarget(request) : requestTarget(request.url);
        sent.lines.append({request.method + ' ' + target + " HTTP/1.1", false});
        if (!isWritten(whole, "host"))
            sent.lines.append({lineOf("host", headerValue(added, "host")), true});
    } else {
        const QByteArray authority
            = request.url.authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo).toLatin1();
        sent.lines.append({lineOf(":authority", authority), false});
        sent.lines.append({lineOf(":method", request.method), false});
        sent.lines.append({lineOf(":path", requestTarget(request.url)), false});
        sent.lines.append({lineOf(":scheme", request.url.scheme().toLatin1()), false});
    }
    QHttpHeaders headers = wireHeaders(
        whole, upload == Upload::Device ? std::optional(request.bodySize()) : std::nullopt);
    const bool namesUser = isForProxy && !QUrl(proxy).userName().isEmpty();
    if (namesUser) {
        // It goes to the end, whatever was written by that name.
        headers.removeAll(QHttpHeaders::WellKnownHeader::ProxyAuthorization);
        headers.append(QHttpHeaders::WellKnownHeader::ProxyAuthorization,
                       "Basic " + maskText().toLatin1());
    }
    const bool hasHost = !isWritten(whole, "host");
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const QLatin1StringView name = headers.nameAt(i);
        const QByteArrayView value = headers.valueAt(i);
        if (hasHost && name == "host"_L1)
            continue;
        // Qt puts its own at the end instead.
        if (isHttp1 ? name == "connection"_L1 && value.isEmpty() : isOfConnection(name))
            continue;
        const bool isOfProxy = namesUser && name == "proxy-authorization"_L1;
        const bool isAdded = name == "cookie"_L1
            ? hasJar && !isWritten(request, "cookie")
            : isOfProxy || (!isWritten(request, name) && !value.isEmpty());
        sent.lines.append({lineOf(name, value), isAdded});
    }
    if (isHttp1 && !isWritten(whole, "connection"))
        sent.lines.append({lineOf("connection", headerValue(added, "connection")), true});
    return sent;
}

QList<SentRequest> sentRequests(const Exchange &exchange, const Attempt &attempt)
{
    const Response *response = attempt.result ? &*attempt.result : nullptr;
    if (exchange.request.method.isEmpty()
        || (!response && attempt.httpVersion.isEmpty() && wasNotSent(attempt.result.error())))
        return {};
    const QList<RedirectHop> &hops = response ? response->redirects : attempt.redirects;
    QList<SentRequest> all;
    ResolvedRequest request = requestOf(exchange, attempt);
    for (qsizetype i = 0; i <= hops.size(); ++i) {
        const RedirectHop *hop = i < hops.size() ? &hops[i] : nullptr;
        const QByteArray version = hop ? hop->httpVersion
            : response                 ? response->httpVersion
                                       : attempt.httpVersion;
        const SentRequest::Form form = formOf(version);
        SentRequest sent = sentRequest(
            request, form,
            form == SentRequest::Form::Http1 || !request.body.isEmpty() ? Upload::Device
                                                                        : Upload::None,
            attempt.cookies.value(i).sent, hop ? hop->proxy : attempt.connection.proxy);
        if (response)
            takeRecorded(sent, response->addedRequestHeaders);
        for (const RawHeader &header : attempt.addedHeaders) {
            const QByteArray start = header.name.toLower() + ':';
            for (SentRequest::Line &line : sent.lines)
                line.isAdded = line.isAdded || line.text.startsWith(start);
        }
        if (hop)
            sent.status = hop->status;
        else if (response)
            sent.status = response->status;
        all.append(sent);
        if (!hop)
            break;
        auto next = redirected(request, hop->status, hop->headers);
        if (!next || !*next)
            break;
        request = std::move(**next);
    }
    return all;
}

} // namespace Recloser
