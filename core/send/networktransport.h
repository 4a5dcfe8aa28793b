// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/contentdecoder.h"
#include "core/send/transport.h"

#include <QHash>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <array>
#include <optional>
#include <vector>

class QNetworkReply;

namespace Recloser {

class BodyStream;

/// Sends through QNetworkAccessManager; the only place that knows it. Connections are kept alive
/// and shared by all transfers.
class NetworkTransport : public Transport
{
public:
    struct Settings
    {
        /// Nothing: Qt's default, read with the first encrypted request.
        std::optional<QSslConfiguration> tls;
        /// Where bodies over 1 MiB are streamed to; empty: the system's folder for temporary files.
        QString bodyFolder;
        /// Connections kept per host and port over HTTP/1.1; [1, 256].
        int connectionsPerHost = 64;
        ContentDecoder::Limits unpacking;
    };

    NetworkTransport();
    explicit NetworkTransport(Settings settings);
    ~NetworkTransport() override;

    std::unique_ptr<Transfer> start(const ResolvedRequest &request,
                                    const TimeoutPolicy &timeouts) override;
    std::unique_ptr<Transfer> startWith(const CookieSource &cookies, const ResolvedRequest &request,
                                        const TimeoutPolicy &timeouts) override;

    std::unique_ptr<Transfer> startDownload(const std::shared_ptr<DownloadFile> &file,
                                            const CookieSource &cookies,
                                            const ResolvedRequest &request,
                                            const TimeoutPolicy &timeouts) override;

    const Settings &settings() const { return m_settings; }

    // For the transfers.

    /// Starts the request itself. `body` may be null; it outlives the reply.
    QNetworkReply *open(const ResolvedRequest &request, BodyStream *body);
    /// The name whose address a new connection for `request` needs; nothing where it is an address
    /// already or a proxy's to find.
    std::optional<QString> nameToLookUp(const ResolvedRequest &request) const;
    /// Makes a connection for `request` and nothing more; finished when it stands or failed.
    QNetworkReply *openConnection(const ResolvedRequest &request);

    /// Takes a connection that is believed to be idle; false when none is known.
    bool takeIdle(const ResolvedRequest &request);
    /// A connection was left open by its last answer.
    void returnIdle(const ResolvedRequest &request);
    /// Whether requests like this go over HTTP/2, where they share one connection: none is made
    /// ahead for them, for which Qt would wait for ever while there is one.
    bool isMultiplexed(const ResolvedRequest &request) const;
    void rememberMultiplexed(const ResolvedRequest &request);
    /// Whether an answer came over HTTP/2 from there at or after that time.
    bool multiplexedSince(const ResolvedRequest &request,
                          std::chrono::steady_clock::time_point time) const;

    /// Counts the renewals.
    int generation() const { return m_generation; }
    /// Uses none of the present connections for what starts from now on; nothing when they have
    /// been renewed since `generation`. Qt 6.8 goes on using an HTTP/2 connection that broke: once
    /// it was encrypted and had served, requests to that host then wait for ever.
    void renewConnections(int generation);

private:
    struct Origin
    {
        QString host;
        int port = 0;
        bool encrypted = false;
        HttpVersion version = HttpVersion::Automatic;

        bool operator==(const Origin &) const = default;
        friend size_t qHash(const Origin &origin, size_t seed)
        {
            return qHashMulti(seed, origin.host, origin.port, origin.encrypted,
                              static_cast<int>(origin.version));
        }
    };
    struct Idle
    {
        int connections = 0;
        bool multiplexed = false;
        std::chrono::steady_clock::time_point lastUsed;
    };

    /// All of a request but its URL. Setting headers is what costs most there (Qt parses them into
    /// values, 10 000 instructions for four), and the next request has mostly the same.
    struct Prepared
    {
        QNetworkRequest request;
        std::optional<QList<RawHeader>> headers;
        std::optional<qint64> contentLength;
    };
    class Network;

    static Origin originOf(const ResolvedRequest &request);
    Idle &idleOf(const ResolvedRequest &request);
    Prepared &prepared(const ResolvedRequest &request);
    QNetworkRequest wireRequest(const ResolvedRequest &request, const BodyStream *body);
    void makeNetwork();
    void dropRetired();

    Settings m_settings;
    std::unique_ptr<Network> m_network;
    /// Their requests under way go on to their ends.
    std::vector<std::unique_ptr<Network>> m_retired;
    int m_generation = 0;
    /// By HttpVersion, plain and encrypted; each made with its first request, for TLS reads every
    /// authority of the system.
    std::array<std::array<std::optional<Prepared>, 2>, 4> m_prepared;
    QHash<Origin, Idle> m_idle;
};

} // namespace Recloser
