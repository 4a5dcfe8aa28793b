// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Recloser {

/// What can be wrong with a server's certificate.
enum class TlsFault {
    Expired,
    NotYetValid,
    WrongHost,
    SelfSigned, ///< the server's own certificate vouches for itself
    UnknownIssuer, ///< nobody known vouches for the chain
    Revoked,
    Other, ///< weak, of a wrong purpose, badly signed, ...
};

/// Stable name for files and scripts, such as "unknown-issuer".
QString faultName(TlsFault fault);
std::optional<TlsFault> faultFromName(const QString &name);
const QList<TlsFault> &allFaults();

/// A certificate that shows a server who we are, with its key, in files. Plain value.
struct ClientIdentity
{
    enum class Format { Pem, Pkcs12 };

    /// "api.example.com", "*.example.com" (one label or more), "*", each perhaps with ":port".
    QString hosts;
    Format format = Format::Pem;
    QString certificateFile;
    /// Of Pem; empty: the key is in `certificateFile`.
    QString keyFile;
    /// Where it is in the SecretStore; empty: the key has none.
    QString passPhraseSecret;

    /// The usual name of that secret.
    static QString secretNameOf(const QString &certificateFile);
    bool operator==(const ClientIdentity &) const = default;
};

/// Whether a pattern of `ClientIdentity::hosts` is about this host and port. Case does not matter.
bool matchesHost(const QString &pattern, const QString &host, int port);

/// One certificate of one server that is trusted although something is wrong with it, until a date.
struct TlsException
{
    QString host;
    int port = 443;
    /// SHA-256 of the DER of the server's certificate, 32 bytes.
    QByteArray sha256;
    /// What it excuses, and nothing else.
    QList<TlsFault> faults;
    QString madeBy;
    QDateTime madeAt;
    QDateTime endsAt;

    bool operator==(const TlsException &) const = default;
};

/// How long an exception lasts when nobody says otherwise.
constexpr int usualExceptionDays = 30;

/// What encrypted connections are verified by. The usual: the system's authorities, TLS 1.2 or
/// later, no client certificate, no exceptions. There is no way to verify nothing. Plain value.
struct TlsChoices
{
    enum class Authorities {
        WithSystem, ///< the files' beside the system's
        FilesOnly,
    };
    enum class Minimum { Tls12, Tls13 };

    Authorities authorities = Authorities::WithSystem;
    /// PEM files, each with any number of certificates.
    QStringList authorityFiles;
    Minimum minimum = Minimum::Tls12;
    /// The first that matches a host counts.
    QList<ClientIdentity> identities;
    QList<TlsException> exceptions;

    bool operator==(const TlsChoices &) const = default;
};

/// Puts it in place of whatever exception there is for its host and port.
void setException(TlsChoices &choices, const TlsException &exception);

/// "sha256:" and 64 hexadecimal digits, as `--pin` takes it; also "AA:BB:...". Nothing: no such
/// text.
std::optional<QByteArray> fingerprintFrom(const QString &text);
/// "AA:BB:...".
QString fingerprintText(const QByteArray &hash);

} // namespace Recloser
