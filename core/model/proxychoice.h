// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/senderror.h"

#include <QString>
#include <QStringList>

#include <expected>

namespace Recloser {

/// A proxy, or that there is none. Plain value.
struct ProxyChoice
{
    enum class Kind {
        System, ///< the environment's or the desktop's
        None,
        Http, ///< CONNECT for https (RFC 9110 section 9.3.6), the whole URL for http
        Socks5, ///< RFC 1928, the host's name is looked up here
        Socks5Names, ///< the same, the proxy looks the name up
    };

    Kind kind = Kind::System;
    QString host;
    int port = 0;
    QString user;
    QString password;

    bool operator==(const ProxyChoice &) const = default;
};

/// "system" or nothing, "none" or "direct", "http://[user[:password]@]host[:port]", "socks5://...",
/// "socks5h://..."; without a scheme http. InvalidProxy otherwise, its detail says what is wrong.
std::expected<ProxyChoice, SendError> proxyFrom(const QString &text);

/// As proxyFrom() takes it, without the password.
QString proxyText(const ProxyChoice &proxy);

/// What the settings say of proxies. The password of `proxy` is in the SecretStore under
/// `secretName()`.
struct ProxySettings
{
    /// As proxyFrom() takes it, without a password; empty: the system's.
    QString proxy;
    /// Hosts that are reached without it, see isExcepted().
    QStringList exceptions;
    /// Counts the passwords that there were.
    int passwordRevision = 0;

    static QString secretName() { return QStringLiteral("proxy"); }
    bool operator==(const ProxySettings &) const = default;
};

/// Whether a host is among those of a no-proxy list: "example.com" and all below it (also written
/// ".example.com" or "*.example.com"), an address, a network such as "10.0.0.0/8", each perhaps
/// with ":port"; "*" is every host.
bool isExcepted(const QStringList &exceptions, const QString &host, int port);

/// The parts of a list as people write it, with commas or blanks between.
QStringList proxyExceptionsFrom(const QString &text);

} // namespace Recloser
