// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networktransfer.h"

#include "core/send/bodystream.h"
#include "core/send/networktransport.h"
#include "core/send/redirects.h"
#include "core/send/wireheaders.h"

#include <QPointer>
#include <QTimerEvent>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

constexpr milliseconds progressInterval{50};
/// A longer body of a redirect is cut off, at the price of its connection.
constexpr qint64 discardedAtMost = 1024 * 1024;

void add(std::optional<microseconds> &sum, std::chrono::steady_clock::duration time)
{
    sum = sum.value_or(microseconds(0)) + std::chrono::duration_cast<microseconds>(time);
}

bool staysOpen(const QList<RawHeader> &headers)
{
    return !headerValue(headers, "connection").toLower().contains("close");
}

/// "500 ms", "15 s": whole seconds as such.
QString inWords(milliseconds limit)
{
    const bool isWhole = limit.count() >= 1000 && limit.count() % 1000 == 0;
    return QString::number(isWhole ? limit.count() / 1000 : limit.count())
        % (isWhole ? " s"_L1 : " ms"_L1);
}

} // namespace

NetworkTransfer::NetworkTransfer(NetworkTransport &transport, const ResolvedRequest &request,
                                 const TimeoutPolicy &timeouts)
    : m_transport(transport)
    , m_request(request)
    , m_timeouts(timeouts)
    , m_sink(transport.settings().bodyFolder)
{
}

NetworkTransfer::~NetworkTransfer() = default;

void NetworkTransfer::begin()
{
    m_startedAt = std::chrono::steady_clock::now();
    m_lastProgress = m_startedAt;
    if (auto error = unsendableHeader(m_request)) {
        failLater(std::move(*error));
        return;
    }
    startHop();
}

void NetworkTransfer::startHop()
{
    const time_point now = std::chrono::steady_clock::now();
    m_connecting = false;
    m_hopSince = now;
    m_generation = m_transport.generation();
    m_hop = std::make_unique<NetworkHop>(m_transport, m_request, static_cast<HopListener &>(*this));
    // Only a connection made ahead shows how long connecting takes, so a limit for that always asks
    // for one; where one is idle already, it is there at once.
    const bool multiplexed = m_transport.isMultiplexed(m_request);
    const bool ahead = !multiplexed && (!m_transport.takeIdle(m_request) || m_timeouts.connect);
    // Over HTTP/2 the first thing heard of a connection is that one is being made, or that the
    // request is out.
    const bool connects = ahead || m_request.httpVersion == HttpVersion::Http2Direct;
    enter(connects                       ? Phase::Connecting
              : m_request.bodySize() > 0 ? Phase::Sending
                                         : Phase::Waiting,
          now);
    m_hop->start(ahead ? NetworkHop::Connection::Ahead : NetworkHop::Connection::Kept);
}

void NetworkTransfer::cancel()
{
    if (m_phase != Phase::Done)
        finish(std::unexpected(SendError{Kind::Cancelled, {}, {}}));
}

void NetworkTransfer::hopConnecting()
{
    const time_point now = std::chrono::steady_clock::now();
    // The second of two addresses that are tried side by side.
    if (m_connecting)
        return;
    m_connecting = true;
    m_lastActivity = now;
    if (m_phase == Phase::Connecting)
        m_phaseSince = now;
}

void NetworkTransfer::hopConnected()
{
    const time_point now = std::chrono::steady_clock::now();
    if (m_connecting)
        add(m_timings.connect, now - m_phaseSince);
    m_connecting = false;
    enter(m_request.bodySize() > 0 ? Phase::Sending : Phase::Waiting, now);
}

void NetworkTransfer::hopSending()
{
    const time_point now = std::chrono::steady_clock::now();
    m_lastActivity = now;
    const BodyStream *body = m_hop->body();
    if (body && !body->unreadableFile().isEmpty()) {
        failLater({Kind::BodyUnreadable, body->unreadableFile(), body->unreadableReason()});
        return;
    }
    // Over HTTP/2 without negotiation the connection is made within the request, and its first byte
    // tells of it.
    if (m_phase == Phase::Connecting)
        hopConnected();
    if (m_phase == Phase::Sending && body && body->atEnd()) {
        add(m_timings.sent, now - m_phaseSince);
        enter(Phase::Waiting, now);
    }
    tellProgress(now);
}

void NetworkTransfer::hopAnswered()
{
    const time_point now = std::chrono::steady_clock::now();
    // A connection that was made within the request hides where connecting ended; nothing is
    // guessed then.
    if (!m_connecting && m_phase == Phase::Waiting)
        add(m_timings.wait, now - m_phaseSince);
    enter(Phase::Receiving, now);

    if (m_hop->isHttp2())
        m_transport.rememberMultiplexed(m_request);
    m_response = m_hop->head();
    if (auto broken = brokenLength(m_response.headers, m_request.url.authority())) {
        finish(std::unexpected(std::move(*broken)));
        return;
    }
    if (m_request.redirects.follow == RedirectPolicy::Follow::Yes) {
        auto next = redirected(m_request, m_response.status, m_response.headers);
        if (!next) {
            finish(std::unexpected(std::move(next.error())));
            return;
        }
        m_next = std::move(*next);
    }
    if (m_next) {
        if (m_redirects.size() >= m_request.redirects.maxHops) {
            finish(std::unexpected(SendError{Kind::TooManyRedirects,
                                             QString::number(m_request.redirects.maxHops),
                                             m_next->urlText}));
            return;
        }
        m_redirects.append(
            {m_request.method, m_request.url, m_response.status, m_response.headers});
        return;
    }
    m_response.redirects = m_redirects;
    m_response.addedRequestHeaders = headersAddedByTransport(m_request);
    if (m_response.httpVersion == "2") {
        const bool unannounced = !m_hop->body();
        m_response.addedRequestHeaders.removeIf([unannounced](const RawHeader &header) {
            return header.name == "Host" || header.name == "Connection"
                || (unannounced && header.name == "Content-Length");
        });
    }
    Q_EMIT headArrived(m_response);
}

void NetworkTransfer::hopReceived()
{
    const time_point now = std::chrono::steady_clock::now();
    m_lastActivity = now;
    if (takeBytes())
        tellProgress(now);
}

bool NetworkTransfer::takeBytes()
{
    const QByteArray bytes = m_hop->read();
    if (bytes.isEmpty())
        return true;
    if (m_next) {
        m_discarded += bytes.size();
        if (m_discarded <= discardedAtMost)
            return true;
        follow();
        return false;
    }
    if (auto written = m_sink.append(bytes); !written) {
        finish(std::unexpected(std::move(written.error())));
        return false;
    }
    return true;
}

void NetworkTransfer::hopEnded(const std::optional<SendError> &error)
{
    const time_point now = std::chrono::steady_clock::now();
    if (error || m_phase == Phase::Receiving)
        addPhase(now);
    if (m_phase == Phase::Receiving && !takeBytes())
        return;
    if (error && m_transport.isMultiplexed(m_request) && !isStreamReset(error->detail))
        m_transport.renewConnections(m_generation);
    if (error && !m_next) {
        SendError told = *error;
        if (m_phase == Phase::Receiving && m_sink.size() > 0)
            told.detail += u" (after %1 bytes of the body)"_s.arg(m_sink.size());
        finish(std::unexpected(std::move(told)));
        return;
    }
    if (!error && m_hop->isHttp2())
        m_transport.rememberMultiplexed(m_request);
    else if (!error && staysOpen(m_response.headers) && m_request.method != "HEAD")
        m_transport.returnIdle(m_request);
    if (m_next)
        follow();
    else
        complete();
}

void NetworkTransfer::follow()
{
    m_request = std::move(*m_next);
    m_next.reset();
    m_discarded = 0;
    startHop();
}

void NetworkTransfer::complete()
{
    auto body = m_sink.take();
    if (!body) {
        finish(std::unexpected(std::move(body.error())));
        return;
    }
    m_response.body = std::move(*body);
    if (m_request.method == "HEAD")
        m_response.body.transferredSize = 0;
    else
        m_response.body.transferredSize
            = m_hop->isDecoded() ? m_hop->announcedSize() : m_response.body.size;
    finish(std::move(m_response));
}

void NetworkTransfer::finish(std::expected<Response, SendError> outcome)
{
    m_phase = Phase::Done;
    m_timer.stop();
    m_hop.reset();
    TransferResult result{std::move(outcome), m_timings};
    result.timings.total
        = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - m_startedAt);
    Q_EMIT finished(result);
}

void NetworkTransfer::failLater(SendError error)
{
    QMetaObject::invokeMethod(
        this,
        [this, error = std::move(error)] {
            if (m_phase != Phase::Done)
                finish(std::unexpected(error));
        },
        Qt::QueuedConnection);
}

void NetworkTransfer::enter(Phase phase, time_point now)
{
    m_phase = phase;
    m_phaseSince = now;
    m_lastActivity = now;
    arm(now);
}

std::optional<NetworkTransfer::time_point> NetworkTransfer::phaseEnd() const
{
    switch (m_phase) {
    case Phase::Connecting:
        return m_timeouts.connect ? std::optional(m_phaseSince + *m_timeouts.connect)
                                  : std::nullopt;
    case Phase::Waiting:
        return m_timeouts.firstByte ? std::optional(m_phaseSince + *m_timeouts.firstByte)
                                    : std::nullopt;
    case Phase::Sending:
    case Phase::Receiving:
        return m_timeouts.idle ? std::optional(m_lastActivity + *m_timeouts.idle) : std::nullopt;
    case Phase::Starting:
    case Phase::Done:
        break;
    }
    return std::nullopt;
}

void NetworkTransfer::arm(time_point now)
{
    std::optional<time_point> due = phaseEnd();
    if (m_timeouts.attempt)
        due = due ? std::min(*due, m_startedAt + *m_timeouts.attempt)
                  : m_startedAt + *m_timeouts.attempt;
    // A timer that fires too early only arms itself again, so that the usual send starts a single
    // one.
    if (!due || (m_timer.isActive() && m_timerAt <= *due))
        return;
    m_timerAt = *due;
    m_timer.start(std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*due - now)),
                  Qt::PreciseTimer, this);
}

void NetworkTransfer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        Transfer::timerEvent(event);
        return;
    }
    m_timer.stop();
    const time_point now = std::chrono::steady_clock::now();
    const bool attemptEnds = m_timeouts.attempt && now >= m_startedAt + *m_timeouts.attempt;
    const auto end = phaseEnd();
    if (attemptEnds || (end && now >= *end)) {
        distrustConnection();
        addPhase(now);
    }
    if (attemptEnds)
        finish(std::unexpected(SendError{Kind::AttemptTimeout, inWords(*m_timeouts.attempt),
                                         m_request.url.authority()}));
    else if (end && now >= *end)
        finish(std::unexpected(phaseTimeout()));
    else
        arm(now);
}

void NetworkTransfer::addPhase(time_point now)
{
    // How long a phase took in vain is as well known as how long one took that led on.
    if (m_phase == Phase::Connecting && m_connecting)
        add(m_timings.connect, now - m_phaseSince);
    else if (m_phase == Phase::Waiting && !m_connecting)
        add(m_timings.wait, now - m_phaseSince);
    else if (m_phase == Phase::Receiving)
        add(m_timings.download, now - m_phaseSince);
}

void NetworkTransfer::distrustConnection()
{
    // A peer that went away without a word leaves a connection that every later request would be
    // put on, and wait in vain.
    if (m_phase != Phase::Receiving && m_transport.isMultiplexed(m_request)
        && !m_transport.multiplexedSince(m_request, m_hopSince))
        m_transport.renewConnections(m_generation);
}

SendError NetworkTransfer::phaseTimeout() const
{
    const QString host = m_request.url.authority();
    if (m_phase == Phase::Connecting)
        return {Kind::ConnectTimeout, inWords(*m_timeouts.connect), host};
    if (m_phase == Phase::Waiting)
        return {Kind::FirstByteTimeout, inWords(*m_timeouts.firstByte), host};
    return {Kind::IdleTimeout, inWords(*m_timeouts.idle), host};
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
    progress.received = m_sink.size();
    if (m_phase == Phase::Receiving && !m_hop->isDecoded())
        progress.receiveTotal = m_hop->announcedSize().value_or(-1);
    Q_EMIT progressed(progress);
}

} // namespace Recloser
