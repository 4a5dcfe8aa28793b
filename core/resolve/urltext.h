// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/senderror.h"

#include <QUrl>

#include <expected>

namespace Recloser {

/// A URL that was written by hand, taken apart and checked.
struct CheckedUrl
{
    /// Without user info and fragment.
    QUrl url;
    /// `url` as it goes out.
    QString text;
    bool hasCredentials = false;
    /// Decoded user info.
    QString user;
    QString password;
};

/// Reads an http, https, ws or wss URL; `http://` is added where no scheme is written. Encoding
/// that is there (`%2F`, `+`, `|`) stays; only what may not stand in a request is percent-encoded
/// as UTF-8 (RFC 3986 section 2.1), a `%` that starts no encoding included. Host names become ASCII
/// (IDNA). InvalidUrl says what is wrong; the subject is the text without credentials.
std::expected<CheckedUrl, SendError> checkedUrl(const QString &text);

/// ws or wss.
bool isWebSocketUrl(const QUrl &url);
/// With http for ws, and https for wss: what cookies, proxies and ports go by.
QUrl httpUrlOf(const QUrl &url);
/// WEBSOCKET, which JetBrains' files have, and what httpYac has: WS, WSS.
bool isWebSocketMethod(const QString &method);

/// `url` with one more parameter at the end of its query, both parts encoded for a form.
QString withParameter(const QString &url, const QString &name, const QString &value);

/// How a piece of a URL's text looks in the URL that goes out.
QString encodedAsInUrl(const QString &text);

/// The application/x-www-form-urlencoded serialisation of one name or value (WHATWG URL,
/// section 5.2).
QByteArray formEncoded(const QString &text);

} // namespace Recloser
