// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/faultserver/receivedrequest.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <optional>

namespace Recloser {

/// Reads HTTP/1.1 requests from a stream of bytes (RFC 9112), one after the other, with flat
/// memory: what has been appended and not yet consumed, a head of at most headLimit, the kept part
/// of a body. A plain object owned by its connection.
class RequestReader
{
public:
    static constexpr qsizetype headLimit = 64 * 1024;

    enum class Progress {
        NeedsMore, ///< append() and call advance() again
        Head, ///< the head is complete and a body follows; happens once per request with a body
        Complete, ///< takeRequest() has it; bytes of a pipelined request may wait behind it
        Refused, ///< not a request; refusal() has the status. Nothing more can be read.
    };

    struct Refusal
    {
        int status = 400;
        QByteArray reason;
    };

    void append(QByteArrayView bytes);
    Progress advance();

    /// True between Head and Complete when the client waits for "100 Continue" (RFC 9110, 10.1.1).
    bool expectsContinue() const { return m_expectsContinue; }
    /// True while appended bytes are left to read.
    bool hasInput() const { return m_position < m_input.size(); }

    /// The request that is complete; the reader starts the next one.
    ReceivedRequest takeRequest();
    /// Whether the connection stays open behind the request that is complete (RFC 9112, 9.3).
    bool keepsAlive() const { return m_keepsAlive; }

    const Refusal &refusal() const { return m_refusal; }

private:
    enum class Stage { Head, Length, ChunkSize, ChunkData, ChunkEnd, Trailer, Complete, Refused };

    Progress readHead();
    bool parseHead(QByteArrayView head);
    bool parseRequestLine(QByteArrayView line);
    bool parseFraming();
    bool readBytes();
    std::optional<QByteArrayView> readLine();
    bool readChunkSize(QByteArrayView line);
    void keep(QByteArrayView bytes);
    Progress complete();
    bool refuse(int status, const QByteArray &reason);

    QByteArray m_input;
    qsizetype m_position = 0;
    qsizetype m_scanned = 0; ///< bytes behind m_position that hold no end of the head
    qsizetype m_trailerSize = 0;
    Stage m_stage = Stage::Head;
    ReceivedRequest m_request;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_remaining = 0;
    bool m_expectsContinue = false;
    bool m_keepsAlive = true;
    Refusal m_refusal;
};

} // namespace Recloser
