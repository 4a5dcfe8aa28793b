// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace Recloser {

/// Why a Redis command has no value, or a connection is not ready. Plain value.
struct RedisError
{
    Q_GADGET
public:
    enum class Kind {
        // The address and its files, found before anything is sent.
        InvalidUrl, ///< `detail` names the place and what to write instead
        TlsFileUnreadable,
        InvalidCommand,
        // No connection.
        NotConnected, ///< the command was certainly not sent
        NameNotFound,
        Refused,
        Unreachable,
        AccessDenied, ///< the socket file's permissions
        ConnectTimeout,
        TlsUntrusted,
        TlsExpired,
        TlsWrongHost,
        TlsClientCertificate,
        TlsProtocol,
        TunnelMissing, ///< there is no ssh program
        TunnelDenied, ///< the SSH server does not let us in
        TunnelHostKey, ///< it is not the SSH server that it was, or not known yet
        TunnelFailed, ///< `detail` ends with what ssh said
        SentinelsAway, ///< no sentinel could name the master; `detail` says why of each
        UnknownMaster, ///< no sentinel knows the name
        NotSentinel,
        NotMaster, ///< by its ROLE
        NodeAway, ///< one server of a cluster; others answer
        TooManyRedirects,
        // The connection broke; a command that was sent may or may not have been carried out.
        ConnectionLost,
        CommandTimeout,
        Protocol, ///< the peer does not speak RESP2
        ReplyTooLarge,
        // Our own decisions.
        Closed,
        TooManyPending,
        // What the server says, by the first word of its error reply.
        NoAuth,
        WrongPassword,
        AuthNotNeeded, ///< a password was given and the server has none
        NoPermission,
        NoSuchDatabase,
        MaxClients,
        OutOfMemory,
        ReadOnly,
        Busy,
        NoScript,
        Moved,
        Ask,
        TryAgain,
        CrossSlot,
        Loading,
        MasterDown,
        ClusterDown,
        ClusterDisabled, ///< one server, not a cluster
        Misconfigured, ///< MISCONF: snapshots fail and writes are refused
        NoReplicas,
        WrongType,
        UnknownCommand,
        ServerError, ///< any other error reply
    };
    Q_ENUM(Kind)

    Kind kind = Kind::ServerError;
    /// Machine detail: host, file, Qt's errorString() or the server's own line. Never a password.
    QString detail;

    bool operator==(const RedisError &) const = default;
};

/// The error of one RESP error line, without its leading '-'.
/// Prefixes as in the Redis sources (server.c, "shared" error objects).
RedisError errorFromReply(const QByteArray &line);

/// Retrying on our own cannot help and may do harm (locked accounts, full server logs).
bool needsUser(RedisError::Kind kind);

/// The server answered the command with an error, so it was not carried out.
bool isServerReply(RedisError::Kind kind);

/// Stable lower-case name for scripts and logs, such as "connect-timeout".
QString kindName(RedisError::Kind kind);

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::RedisError)
