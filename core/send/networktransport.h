// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/transport.h"

#include <QSslConfiguration>

class QNetworkAccessManager;

namespace Recloser {

/// Sends through QNetworkAccessManager; the only place that knows it. Connections are kept alive and shared by all transfers.
class NetworkTransport : public Transport
{
public:
    struct Settings
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        /// Where bodies over 1 MiB are streamed to; empty: the system's folder for temporary files.
        QString bodyFolder;
        /// Connections kept per host and port over HTTP/1.1; [1, 256].
        int connectionsPerHost = 64;
    };

    NetworkTransport();
    explicit NetworkTransport(Settings settings);
    ~NetworkTransport() override;

    std::unique_ptr<Transfer> start(const ResolvedRequest &request, const TimeoutPolicy &timeouts) override;

private:
    Settings m_settings;
    std::unique_ptr<QNetworkAccessManager> m_network;
};

} // namespace Recloser
