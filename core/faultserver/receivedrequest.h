// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>

#include <chrono>
#include <utility>

namespace Recloser {

/// One request as it arrived at a FaultServer. A plain value.
struct ReceivedRequest
{
    /// How much of a body is kept; the rest is counted and hashed only.
    static constexpr qint64 keptBodySize = 64 * 1024;

    qint64 number = 0; ///< 1 for the first request since the start or the last clearing
    QDateTime at; ///< UTC, when the last byte of the request had been read
    std::chrono::microseconds sinceStart{}; ///< the same moment, since listen() succeeded
    quint64 connection = 0; ///< 1 for the first connection the server accepted
    QByteArray method;
    QByteArray target; ///< as on the request line, query included
    QByteArray version; ///< "HTTP/1.1" or "HTTP/1.0"
    QList<std::pair<QByteArray, QByteArray>> headers; ///< in order, duplicates and spelling kept
    QByteArray body; ///< the first keptBodySize bytes, transfer coding removed
    qint64 bodySize = 0; ///< bytes of the whole body, transfer coding removed
    QByteArray bodySha256; ///< 64 hexadecimal digits; empty without a body

    bool operator==(const ReceivedRequest &) const = default;
};

/// The first header of that name (any case), or an empty array.
QByteArray headerOf(const ReceivedRequest &request, QByteArrayView name);

/// The target without scheme and host, which the absolute form a proxy gets has. Part of
/// request.target, or "/".
QByteArrayView pathAndQueryOf(const ReceivedRequest &request);

/// pathAndQueryOf() without the query.
QByteArrayView pathOf(const ReceivedRequest &request);

/// What the log and an echo answer tell about a request: number, at, since_start_ms, connection,
/// method, target, url, version, headers as [name, value] pairs, body (or body_base64 where it is
/// not UTF-8), body_size, body_sha256, body_truncated.
QJsonObject toJson(const ReceivedRequest &request);

} // namespace Recloser
