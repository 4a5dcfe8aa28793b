// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/connectiontarget.h"

#include "core/resolve/urltext.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

int usualPort(const QString &scheme)
{
    return scheme == "https"_L1 ? 443 : 80;
}

std::unexpected<SendError> invalid(const QString &subject, const QString &why)
{
    return std::unexpected(SendError{Kind::InvalidRoute, subject, why});
}

QString withoutBrackets(const QString &host)
{
    return host.startsWith(u'[') && host.endsWith(u']') ? host.sliced(1, host.size() - 2) : host;
}

/// Sets what `text` says of host and port.
std::expected<void, SendError> read(const QString &text, ConnectionTarget &target)
{
    const bool isBracketed = text.startsWith(u'[');
    const qsizetype end = isBracketed ? text.indexOf(u']') + 1 : text.lastIndexOf(u':');
    const QString host = end < 0 ? text : text.first(end);
    const QString port = end < 0 ? QString() : text.sliced(end);
    if (!port.isEmpty()) {
        bool isNumber = false;
        const int number = port.sliced(1).toInt(&isNumber);
        if (!port.startsWith(u':') || !isNumber || number < 1 || number > 65535)
            return invalid(text, u"the port is no number from 1 to 65535"_s);
        target.port = number;
    }
    if (isBracketed && QHostAddress(withoutBrackets(host)).protocol() != QHostAddress::IPv6Protocol)
        return invalid(text, u"what stands in brackets is no IPv6 address"_s);
    if (!isBracketed && host.contains(u':'))
        return invalid(text, u"an IPv6 address stands in brackets"_s);
    QUrl probe;
    probe.setHost(withoutBrackets(host), QUrl::StrictMode);
    if (!host.isEmpty() && probe.host().isEmpty())
        return invalid(text, u"that is no name of a host"_s);
    if (!host.isEmpty())
        target.host = withoutBrackets(host);
    return {};
}

} // namespace

QString ConnectionTarget::text(const QString &scheme) const
{
    const QString shown = host.contains(u':') ? u'[' % host % u']' : host;
    return shown % u':' % QString::number(port == -1 ? usualPort(scheme) : port);
}

std::expected<ConnectionTarget, SendError> connectionTarget(const ResolvedRequest &request)
{
    const Route &route = request.route;
    ConnectionTarget target{request.url.host(), request.url.port(), false};
    if (!leadsElsewhere(route))
        return target;
    target.isElsewhere = true;
    if (!route.address.isEmpty()) {
        const QHostAddress address(withoutBrackets(route.address));
        if (address.isNull())
            return invalid(route.address, u"that is no IP address"_s);
        target.host = address.toString();
    }
    if (!route.connectTo.isEmpty()) {
        if (auto understood = read(route.connectTo, target); !understood)
            return std::unexpected(std::move(understood.error()));
    }
    if (isWebSocketUrl(request.url))
        return invalid(
            route.connectTo.isEmpty() ? route.address : route.connectTo,
            u"a WebSocket connection goes to the host of its URL, Qt 6.8 knows no other way"_s);
    if (request.httpVersion == HttpVersion::Http2
        || request.httpVersion == HttpVersion::Http2Direct)
        return invalid(route.connectTo.isEmpty() ? route.address : route.connectTo,
                       u"only HTTP/1.1 can be spoken with a server elsewhere than the URL says"_s);
    return target;
}

QUrl connectedUrl(const ResolvedRequest &request)
{
    if (!leadsElsewhere(request.route))
        return request.url;
    QUrl url = request.url;
    if (const auto target = connectionTarget(request)) {
        url.setHost(target->host);
        // Without a port of its own the scheme's would be taken for the one that is connected to.
        url.setPort(target->port);
    }
    return url;
}

Route redirectedRoute(const Route &route, const QUrl &from, const QUrl &to)
{
    Route next = route;
    const bool isSameHost = from.host().compare(to.host(), Qt::CaseInsensitive) == 0;
    if (!isSameHost)
        next.address.clear();
    if (!isSameHost || from.port(usualPort(from.scheme())) != to.port(usualPort(to.scheme())))
        next.connectTo.clear();
    return next;
}

} // namespace Recloser
