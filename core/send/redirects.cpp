// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/redirects.h"

#include "core/model/response.h"
#include "core/send/connectiontarget.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool becomesGet(const QByteArray &method, int status)
{
    if (status == 303)
        return method != "GET" && method != "HEAD";
    return (status == 301 || status == 302) && method == "POST";
}

int effectivePort(const QUrl &url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

bool sameOrigin(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && effectivePort(one) == effectivePort(other)
        && one.host().compare(other.host(), Qt::CaseInsensitive) == 0;
}

SendError invalid(const QByteArray &location, const QString &why)
{
    return {SendError::Kind::InvalidRedirect, QString::fromUtf8(location), why};
}

std::expected<QUrl, SendError> targetOf(const QUrl &from, const QByteArray &location)
{
    const QUrl relative(QString::fromUtf8(location), QUrl::TolerantMode);
    if (!relative.isValid())
        return std::unexpected(invalid(location, relative.errorString()));
    QUrl target = from.resolved(relative);
    if (target.scheme() != "http"_L1 && target.scheme() != "https"_L1)
        return std::unexpected(invalid(location, u"the target is not an http or https URL"_s));
    if (target.host().isEmpty())
        return std::unexpected(invalid(location, u"the target has no host"_s));
    if (from.scheme() == "https"_L1 && target.scheme() == "http"_L1)
        return std::unexpected(
            invalid(location, u"it leads from https to http, which is not followed"_s));
    target.setFragment({});
    // Credentials in a Location would be the redirecting server's choice, not the user's.
    target.setUserInfo({});
    return target;
}

bool describesContent(const QByteArray &lowerName)
{
    return lowerName.startsWith("content-");
}

bool isCredential(const QByteArray &lowerName)
{
    return lowerName == "authorization" || lowerName == "cookie"
        || lowerName == "proxy-authorization";
}

/// Credentials that are made for one URL are wrong for every other; whoever makes them can do so
/// again when the target asks.
bool isForOneUrl(const QByteArray &lowerName, const RawHeader &header)
{
    return lowerName == "authorization"
        && (header.value.startsWith("Digest ") || header.value.startsWith("AWS4-")
            || header.value.startsWith("OAuth "));
}

} // namespace

std::expected<std::optional<ResolvedRequest>, SendError>
redirected(const ResolvedRequest &request, int status, const QList<RawHeader> &responseHeaders)
{
    if (!isRedirect(status))
        return std::nullopt;
    const QByteArray location = headerValue(responseHeaders, "location").trimmed();
    if (location.isNull() || location.isEmpty())
        return std::nullopt;
    auto target = targetOf(request.url, location);
    if (!target)
        return std::unexpected(std::move(target.error()));

    ResolvedRequest next = request;
    next.url = *target;
    next.urlText = QString::fromLatin1(target->toEncoded());
    next.route = redirectedRoute(request.route, request.url, *target);
    const bool get = becomesGet(request.method, status);
    const bool foreign = !sameOrigin(request.url, *target);
    // Who asks is the business of the origin that was meant.
    if (foreign)
        next.clientIdentity.reset();
    if (get) {
        next.method = "GET"_ba;
        next.body.clear();
    }
    next.headers.removeIf([&](const RawHeader &header) {
        const QByteArray name = header.name.toLower();
        if ((get && describesContent(name)) || isForOneUrl(name, header))
            return true;
        // What was added for the user beyond the body's type is authentication, an API key's header
        // among it.
        return foreign
            && (isCredential(name) || name == "host"
                || (request.addedHeaders.contains(name) && !describesContent(name)));
    });
    return next;
}

std::optional<ResolvedRequest> redirectToFollow(const Exchange &exchange)
{
    const Response *answer = exchange.response();
    const bool hasMask = exchange.request.masked && !exchange.request.masked->isEmpty();
    if (!answer || hasMask || exchange.request.redirects.follow == RedirectPolicy::Follow::Yes)
        return std::nullopt;
    auto next = redirected(exchange.request, answer->status, answer->headers);
    return next ? std::move(*next) : std::nullopt;
}

} // namespace Recloser
