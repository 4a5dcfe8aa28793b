// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networktransfer.h"

#include "core/send/answerchecks.h"
#include "core/send/bodystream.h"
#include "core/send/connectiontarget.h"
#include "core/send/downloadfile.h"
#include "core/send/networktransport.h"
#include "core/send/wireheaders.h"
#include "core/streams/eventstream.h"

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

constexpr milliseconds progressInterval{50};

bool staysOpen(const QList<RawHeader> &headers)
{
    return !headerValue(headers, "connection").toLower().contains("close");
}

} // namespace

NetworkTransfer::NetworkTransfer(NetworkTransport &transport, const ResolvedRequest &request,
                                 const TimeoutPolicy &timeouts, const CookieSource &cookies)
    : TimedTransfer(timeouts)
    , m_transport(transport)
    , m_request(request)
    , m_connectIsLimited(timeouts.connect.has_value())
    , m_body(transport.settings().bodyFolder, transport.settings().unpacking)
    , m_cookies(cookies)
{
}

NetworkTransfer::~NetworkTransfer() = default;

void NetworkTransfer::begin()
{
    const time_point now = std::chrono::steady_clock::now();
    m_lastProgress = now;
    m_phases.begin(now);
    if (auto error = unsendableHeader(m_request)) {
        failLater(std::move(*error));
        return;
    }
    if (auto target = connectionTarget(m_request); !target) {
        failLater(std::move(target.error()));
        return;
    }
    if (auto error = m_transport.proxyFault(m_request)) {
        failLater(std::move(*error));
        return;
    }
    startHop();
}

void NetworkTransfer::startHop()
{
    TlsKeeper *keeper = m_transport.keeper();
    if (!keeper || m_request.url.scheme() != "https"_L1) {
        startHopWith(std::nullopt);
        return;
    }
    const TlsTarget target{m_request.url.host(), m_request.url.port(443), m_request.clientIdentity};
    const auto setup = keeper->setup(target);
    if (!setup) {
        m_hop.reset();
        arm(std::chrono::steady_clock::now());
        keeper->prepare(target, this, [this] {
            if (!m_phases.isDone())
                startHop();
        });
        return;
    }
    if (!*setup) {
        failLater(setup->error());
        return;
    }
    m_transport.dropEndedException(m_request);
    startHopWith(**setup);
}

void NetworkTransfer::startHopWith(std::optional<QSslConfiguration> tls)
{
    const time_point now = std::chrono::steady_clock::now();
    m_generation = m_transport.generation();
    m_cookies.addTo(m_request);
    m_hop = std::make_unique<NetworkHop>(m_transport, m_request, std::move(tls),
                                         static_cast<HopListener &>(*this));
    // Only a connection made ahead shows how long connecting takes, so a limit for that always asks
    // for one; where one is idle already, it is there at once.
    const bool multiplexed = m_transport.isMultiplexed(m_request);
    const bool ahead = !multiplexed && (!m_transport.takeIdle(m_request) || m_connectIsLimited);
    // Over HTTP/2 the first thing heard of a connection is that one is being made, or that the
    // request is out.
    const bool connects = ahead || m_request.httpVersion == HttpVersion::Http2Direct;
    m_phases.beginHop(connects ? Phase::Connecting : afterConnecting(), now);
    arm(now);
    watchHead();
    m_hop->start(ahead ? NetworkHop::Connection::Ahead : NetworkHop::Connection::Kept);
}

void NetworkTransfer::watchHead()
{
    // By way of a proxy it is the proxy's port, which Qt may have from the system.
    const auto target = connectionTarget(m_request);
    if (!target || !m_transport.carrierOf(m_request).isEmpty())
        return m_watch.reset();
    const int usual = m_request.url.scheme() == "https"_L1 ? 443 : 80;
    const auto port = quint16(target->port > 0 ? target->port : usual);
    m_watch = std::make_unique<HeadWatch>(port, [this] {
        distrustConnection();
        finish(
            std::unexpected(SendError{Kind::BrokenResponse, m_request.url.authority(),
                                      u"more than %1 MB of a head have come, without its end"_s.arg(
                                          HeadWatch::largest / 1'048'576)}));
    });
    m_watch->begin();
}

TransferPhases::Phase NetworkTransfer::afterConnecting() const
{
    return m_request.bodySize() > 0 ? Phase::Sending : Phase::Waiting;
}

void NetworkTransfer::cancel()
{
    if (!m_phases.isDone())
        finish(std::unexpected(SendError{Kind::Cancelled, {}, {}}));
}

bool NetworkTransfer::endStream()
{
    if (!m_isStream || m_phases.isDone())
        return false;
    m_phases.received(std::chrono::steady_clock::now());
    complete(IncomingBody::End::Early);
    return true;
}

void NetworkTransfer::hopResolving()
{
    m_phases.resolving(std::chrono::steady_clock::now());
}

void NetworkTransfer::hopResolved()
{
    m_phases.resolved(std::chrono::steady_clock::now());
}

void NetworkTransfer::hopConnecting()
{
    m_phases.connecting(std::chrono::steady_clock::now());
}

void NetworkTransfer::hopConnected()
{
    const time_point now = std::chrono::steady_clock::now();
    m_phases.connected(afterConnecting(), now);
    arm(now);
}

void NetworkTransfer::hopSending()
{
    const time_point now = std::chrono::steady_clock::now();
    m_phases.moved(now);
    const BodyStream *body = m_hop->body();
    if (body && !body->unreadableFile().isEmpty()) {
        failLater({Kind::BodyUnreadable, body->unreadableFile(), body->unreadableReason()});
        return;
    }
    // Over HTTP/2 without negotiation the connection is made within the request, and its first byte
    // tells of it.
    if (m_phases.phase() == Phase::Connecting)
        hopConnected();
    if (body && body->atEnd()) {
        m_phases.sent(now);
        arm(now);
    }
    tellProgress(now);
}

void NetworkTransfer::hopAnswered()
{
    const time_point now = std::chrono::steady_clock::now();
    m_phases.answered(now);
    arm(now);
    if (m_watch)
        m_watch->end();

    if (m_hop->isHttp2())
        m_transport.rememberMultiplexed(m_request);
    m_response = m_hop->head();
    // The proxy's own answer, and none of the server's.
    if (m_response.status == 407 && !m_transport.carrierOf(m_request).isEmpty()) {
        finish(std::unexpected(
            SendError{Kind::ProxyAuthentication, m_request.url.authority(),
                      QString::fromUtf8(headerValue(m_response.headers, "proxy-authenticate"))}));
        return;
    }
    if (auto broken = brokenHead(m_response)) {
        finish(std::unexpected(std::move(*broken)));
        return;
    }
    m_cookies.take(m_request.url, m_response.headers);
    auto acceptable = m_redirects.consider(m_request, m_response);
    if (acceptable && m_redirects.isFollowing()) {
        m_redirects.setProxy(m_transport.carrierOf(m_request));
        return;
    }
    if (acceptable)
        acceptable = m_body.expect(m_response);
    if (acceptable && m_download)
        acceptable = beginDownload();
    if (!acceptable) {
        finish(std::unexpected(std::move(acceptable.error())));
        return;
    }
    m_isStream = isEventStream(headerValue(m_response.headers, "content-type"));
    if (m_isStream) {
        m_phases.streams();
        m_body.setListener([this](QByteArrayView piece) { m_streamed += piece; });
    }
    m_response.redirects = m_redirects.hops();
    m_response.addedRequestHeaders = m_hop->isHttp2()
        ? headersAddedOverHttp2(m_request, m_hop->body() ? Upload::Device : Upload::None)
        : headersAddedByTransport(m_request);
    if (const auto cookies = m_cookies.added())
        m_response.addedRequestHeaders.append(*cookies);
    Q_EMIT headArrived(m_response);
}

void NetworkTransfer::hopReceived()
{
    if (m_redirects.isFollowing())
        discard();
    else if (!m_body.hasBacklog()) // else it waits for its turn, and the connection with it
        takeBody();
}

void NetworkTransfer::hopEnded(const std::optional<SendError> &error)
{
    const time_point now = std::chrono::steady_clock::now();
    if (error)
        m_phases.brokeOff(now);
    if (error && m_transport.isMultiplexed(m_request) && !isStreamReset(error->detail))
        m_transport.renewConnections(m_generation);
    // What a stream that breaks off has brought is its answer, as it is where somebody ends it.
    if (error && m_isStream && !m_redirects.isFollowing()) {
        m_response.brokenOff = withReach(*error);
        m_phases.received(now);
        takeBody();
        return;
    }
    if (error && !m_redirects.isFollowing()) {
        SendError told = withReach(*error);
        if (m_phases.isAnswered()) {
            if (const qint64 came = m_body.received() + keepRest(); came > 0)
                told.detail += u" (after %1 bytes of the body)"_s.arg(came);
        } else if (const BodyStream *body = m_hop->body(); body
                   && m_phases.phase() == Phase::Sending && told.kind == Kind::ConnectionReset) {
            // Qt reads no answer before that.
            told.detail
                = u"the connection was closed when about %1 of the %2 bytes of the body "
                  "had been sent; an answer that came before is lost"_s.arg(body->delivered())
                      .arg(m_request.bodySize());
        }
        finish(std::unexpected(std::move(told)));
        return;
    }
    if (!error) {
        m_phases.received(now);
        if (m_hop->isHttp2())
            m_transport.rememberMultiplexed(m_request);
        else if (staysOpen(m_response.headers) && m_request.method != "HEAD")
            m_transport.returnIdle(m_request);
    }
    if (m_redirects.isFollowing())
        follow();
    else if (!m_body.hasBacklog())
        takeBody();
}

void NetworkTransfer::follow()
{
    const time_point now = std::chrono::steady_clock::now();
    m_request
        = m_redirects.take(std::chrono::duration_cast<microseconds>(now - m_phases.hopSince()));
    startHop();
}

void NetworkTransfer::finish(std::expected<Response, SendError> outcome)
{
    TransferResult result{std::move(outcome), m_phases.end(std::chrono::steady_clock::now()),
                          m_cookies.hops()};
    if (!result.outcome) {
        if (m_isDownloading && m_hop)
            (void)keepRest();
        // The next attempt goes on from what is in the file then, perhaps before this one is gone.
        if (m_isDownloading)
            (void)m_body.finish(IncomingBody::End::Early);
        result.redirects = m_redirects.hops();
        result.httpVersion = httpVersion();
    }
    if (const auto target = connectionTarget(m_request); target && target->isElsewhere)
        result.connection.connectedTo = target->text(m_request.url.scheme());
    if (m_hop) {
        result.connection.proxy = m_transport.carrierOf(m_request);
        result.connection.tls = m_hop->tls();
    }
    disarm();
    if (m_watch)
        m_watch->end();
    m_hop.reset();
    Q_EMIT finished(result);
}

QByteArray NetworkTransfer::httpVersion() const
{
    if (!m_hop || !m_hop->isBegun() || m_phases.phase() == Phase::Connecting)
        return {};
    return m_hop->isHttp2() || m_transport.isMultiplexed(m_request) ? "2"_ba : "1.1"_ba;
}

void NetworkTransfer::limitReached(time_point now, SendError error)
{
    // As where a stream breaks off.
    if (m_isStream) {
        m_response.brokenOff = withReach(std::move(error));
        m_phases.received(now);
        complete(IncomingBody::End::Early);
        return;
    }
    distrustConnection();
    // Qt waits on, whatever comes instead of HTTP/2.
    if (m_request.httpVersion == HttpVersion::Http2Direct && !m_phases.isAnswered()
        && !m_transport.multiplexedSince(m_request, {}))
        error.detail += u", which may not speak HTTP/2 without TLS"_s;
    m_phases.brokeOff(now);
    finish(std::unexpected(withReach(std::move(error))));
}

SendError NetworkTransfer::withReach(SendError error) const
{
    if (!m_redirects.hops().isEmpty())
        error.reach = SendError::Reach::Sent;
    else if (m_phases.phase() == Phase::Starting || m_phases.phase() == Phase::Connecting)
        error.reach = SendError::Reach::NotSent;
    return error;
}

void NetworkTransfer::distrustConnection()
{
    // A peer that went away without a word leaves a connection that every later request would be
    // put on, and wait in vain; and so does one whose TLS handshake hangs.
    if (m_phases.phase() == Phase::Connecting && m_request.url.scheme() == "https"_L1)
        m_transport.renewConnections(m_generation);
    if (!m_phases.isAnswered() && m_transport.isMultiplexed(m_request)
        && !m_transport.multiplexedSince(m_request, m_phases.hopSince()))
        m_transport.renewConnections(m_generation);
}

void NetworkTransfer::tellProgress(time_point now)
{
    if (now - m_lastProgress < progressInterval)
        return;
    m_lastProgress = now;
    TransferProgress progress;
    progress.sendTotal = m_request.bodySize();
    if (const BodyStream *body = m_hop->body())
        progress.sent = body->delivered();
    progress.received = m_body.received();
    if (m_phases.isAnswered())
        progress.receiveTotal = m_hop->announcedSize().value_or(-1);
    if (m_isDownloading)
        progress.before = m_download->offset();
    Q_EMIT progressed(progress);
}

} // namespace Recloser
