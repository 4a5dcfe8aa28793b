// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/connectionreport.h"
#include "core/model/senderror.h"

#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

class QSslSocket;

namespace Recloser {

/// What a server showed of itself in a TLS handshake.
struct TlsProbeResult
{
    /// With its faults, if any; empty where the handshake failed before there was a certificate.
    TlsReport report;
    /// Where it was connected to.
    QString address;
    /// What kept the connection from being made; faults of certificates are not among them, for
    /// nothing is sent over it.
    std::optional<SendError> error;

    bool operator==(const TlsProbeResult &) const = default;
};

/// Makes one encrypted connection to see what the server shows, sends nothing, and closes it.
/// Destroying it stops it silently. GUI thread.
class TlsProbe : public QObject
{
    Q_OBJECT

public:
    struct Target
    {
        QString host;
        int port = 443;
        QSslConfiguration configuration;
        QNetworkProxy proxy = QNetworkProxy::NoProxy;
        std::chrono::milliseconds limit{10'000};
    };

    explicit TlsProbe(QObject *parent = nullptr);
    ~TlsProbe() override;

    /// Once. finished() is never emitted inside.
    void start(const Target &target);

Q_SIGNALS:
    void finished(const Recloser::TlsProbeResult &result);

private:
    void end(std::optional<SendError> error);
    void socketFailed();

    std::unique_ptr<QSslSocket> m_socket;
    Target m_target;
    QList<QSslError> m_faults;
    bool m_isEncrypted = false;
    bool m_hasEnded = false;
    QTimer m_limit;
};

} // namespace Recloser
