// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/contentdecoder.h"
#include "core/send/proxies.h"
#include "core/send/transport.h"
#include "core/tls/tlskeeper.h"

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
        /// Instead of `tls`; outlives the transport. Null: no exceptions, no client certificates.
        TlsKeeper *keeper = nullptr;
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

    /// The proxy of requests that name none, and the hosts that they reach without it; an error is
    /// what such requests end with, for nothing goes around a proxy that was meant. Connections
    /// made before are used no more.
    enum class ProxyReach {
        Usual,
        EveryRequest, ///< those that name another one too
    };
    void setProxy(const std::expected<ProxyChoice, SendError> &usual, const QStringList &exceptions,
                  ProxyReach reach = ProxyReach::Usual);
    /// Of a connection to `url` that is no request's.
    QNetworkProxy socketProxy(const QUrl &url) const;
    struct SocketWay
    {
        QNetworkProxy proxy;
        /// As carrierOf() has it.
        QString carrier;
    };
    /// Of a connection that `request` makes by itself to where `url` says.
    SocketWay socketWay(const ResolvedRequest &request, const QUrl &url) const;
    /// What is wrong with the proxy that the request should go through.
    std::optional<SendError> proxyFault(const ResolvedRequest &request) const;

    // For the transfers.

    /// Starts the request itself. `body` may be null; it outlives the reply. `tls` as of setup().
    QNetworkReply *open(const ResolvedRequest &request, BodyStream *body,
                        const std::optional<QSslConfiguration> &tls);
    /// The name whose address a new connection for `request` needs; nothing where it is an address
    /// already or a proxy's to find.
    std::optional<QString> nameToLookUp(const ResolvedRequest &request);
    /// Makes a connection for `request` and nothing more; finished when it stands or failed.
    QNetworkReply *openConnection(const ResolvedRequest &request,
                                  const std::optional<QSslConfiguration> &tls);
    /// The proxy that the request goes through, as proxyText() has it; empty: none.
    QString carrierOf(const ResolvedRequest &request);

    /// Null where nobody keeps choices of TLS.
    TlsKeeper *keeper() const { return m_settings.keeper; }
    /// What is known of the connections that a request may use. `connection` is that of its reply,
    /// `seen` what its own handshake told, if there was one.
    TlsReport connectionTls(const ResolvedRequest &request, const QSslConfiguration &connection,
                            const TlsReport &seen);
    /// Forgets connections there that an exception let through whose date has passed.
    void dropEndedException(const ResolvedRequest &request);

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
        qsizetype lane = 0;

        bool operator==(const Origin &) const = default;
        friend size_t qHash(const Origin &origin, size_t seed)
        {
            return qHashMulti(seed, origin.host, origin.port, origin.encrypted,
                              static_cast<int>(origin.version), origin.lane);
        }
    };
    struct Idle
    {
        int connections = 0;
        bool multiplexed = false;
        std::chrono::steady_clock::time_point lastUsed;
        /// Of its connections, the newest first; servers behind one name may differ.
        QList<TlsReport> tls;
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
    /// Connections that were made alike: by the same proxy, showing the same certificate, for the
    /// same port of their URLs where they lead elsewhere. Qt would share those to one host and port
    /// whatever they were made with.
    struct Lane
    {
        std::optional<ClientIdentity> identity;
        QString proxy;
        /// -1: of what goes where its URL says, and of what is not encrypted.
        int portLedElsewhere = -1;
        std::unique_ptr<Network> network;
        /// By HttpVersion, plain and encrypted; each made with its first request, for TLS reads
        /// every authority of the system.
        std::array<std::array<std::optional<Prepared>, 2>, 4> prepared = {};
    };

    /// As the request has it; empty: the usual one.
    const QString &proxyOf(const ResolvedRequest &request) const;
    bool fits(const Lane &lane, const ResolvedRequest &request) const;
    qsizetype laneOf(const ResolvedRequest &request);
    Origin originOf(const ResolvedRequest &request) const;
    Idle &idleOf(const ResolvedRequest &request);
    Prepared &prepared(const ResolvedRequest &request);
    QNetworkRequest wireRequest(const ResolvedRequest &request, const BodyStream *body,
                                const std::optional<QSslConfiguration> &tls);
    std::unique_ptr<Network> newNetwork(const QString &proxy) const;
    void dropRetired();

    Settings m_settings;
    std::expected<ProxyChoice, SendError> m_usualProxy;
    QStringList m_proxyExceptions;
    ProxyReach m_proxyReach = ProxyReach::Usual;
    std::vector<Lane> m_lanes;
    /// Their requests under way go on to their ends.
    std::vector<std::unique_ptr<Network>> m_retired;
    int m_generation = 0;
    QHash<Origin, Idle> m_idle;
    /// Ends what is asked of the keeper when this ends.
    QObject m_context;
};

} // namespace Recloser
