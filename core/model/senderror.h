// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

namespace Recloser {

/// Why a send has no response. A status such as 404 is a response, never a SendError.
struct SendError
{
    Q_GADGET
public:
    enum class Kind {
        // Found before anything is sent.
        InvalidUrl,
        InvalidMethod,
        InvalidHeader,
        InvalidBody,
        BodyUnreadable,
        UnresolvedVariable,
        NoCircuitKey, ///< KeyFallback::Error and the pattern gave no key
        SecretNotKept, ///< what is to be sent again had a secret there that nobody kept
        BodyNotKept, ///< history does not hold the body that is to be sent again
        ExchangeNotKept, ///< history does not hold the exchange that is to be sent again
        BodyChanged, ///< the body's file is not what it was
        TokenSettings, ///< what OAuth 2 needs to ask for a token is missing or unfit
        TokenMissing, ///< OAuth 2 has no token yet, and somebody has to log in for one
        TokenRefused, ///< the authorization server gave none (RFC 6749 section 5.2)
        SigningKey, ///< of an OAuth 1 signature: none, or one that cannot be used
        InvalidRoute, ///< what is to be connected to instead of the URL's host
        TlsFileUnusable, ///< of an authority or a client certificate
        TlsPassPhrase, ///< of a client certificate's key: none, or a wrong one
        InvalidProxy,
        // The peer could not be reached.
        NameNotFound,
        ConnectionRefused,
        Unreachable,
        ConnectTimeout,
        ProxyUnreachable,
        ProxyAuthentication, ///< it wants a name and a pass word, or others
        ProxyFailed, ///< it did not let it through
        TlsUntrusted, ///< nobody known vouches for the certificate
        TlsSelfSigned,
        TlsExpired,
        TlsNotYetValid,
        TlsWrongHost,
        TlsRevoked,
        TlsClientCertificate, ///< the server wants one
        TlsClientCertificateRefused,
        TlsVersion, ///< no version of TLS that both speak
        TlsProtocol,
        // The exchange broke.
        ConnectionReset,
        FirstByteTimeout,
        IdleTimeout,
        AttemptTimeout,
        BrokenResponse,
        TooManyRedirects,
        InvalidRedirect,
        ResponseUnwritable, ///< the local file for a large response could not be written
        OtherNetworkError,
        // Our own decisions.
        DeadlineExceeded,
        Cancelled,
        Blocked,
    };
    Q_ENUM(Kind)

    Kind kind = Kind::OtherNetworkError;
    /// What the kind is about: the host, variable, header, file, limit. Never a secret.
    QString subject;
    /// Machine detail, such as Qt's errorString(); may be empty.
    QString detail;
    /// Whether parts of the request have left, where the kind alone does not say it: a time-out may
    /// strike while connecting, a name may not be found after a redirect.
    enum class Reach { Unknown, NotSent, Sent };
    Reach reach = Reach::Unknown;

    bool operator==(const SendError &) const = default;
};

/// Stable lower-case name for scripts and files, such as "connection-refused".
QString kindName(SendError::Kind kind);

/// The kind of a name, as kindName() writes it.
std::optional<SendError::Kind> kindFromName(const QString &name);

/// A network, OS or time-out failure: what the Fynd library calls an exception of the peer, which
/// is tried again and may open the circuit. Errors found before sending, certificate errors and our
/// own decisions are not.
bool isPeerFailure(SendError::Kind kind);

/// The server's certificate, or ours, was not accepted.
bool isCertificateError(SendError::Kind kind);

/// The peer can have received nothing of the request: it was not found, not reached, or the
/// connection or its TLS handshake broke first.
bool wasNotSent(const SendError &error);

/// Any of the time-outs (BREAKER.md section 1).
bool isTimeout(SendError::Kind kind);

} // namespace Recloser
