// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/websockettransfer.h"

#include "core/resolve/urltext.h"
#include "core/send/connectiontarget.h"
#include "core/tls/handshakefailure.h"

#include <QSslCipher>
#include <QTimerEvent>

using namespace Qt::StringLiterals;

namespace Recloser {

using namespace std::chrono_literals;

namespace {

using Kind = SendError::Kind;

/// A frame of the window.
constexpr milliseconds flushInterval{16};
constexpr qsizetype mostLines = 256 * 1024;
/// Of a message, in one turn of the event loop.
constexpr qsizetype mostAtOnce = 256 * 1024;
/// How long a closing frame may take to go out.
constexpr milliseconds closingTime{3'000};

std::chrono::steady_clock::time_point present()
{
    return std::chrono::steady_clock::now();
}

} // namespace

WebSocketTransfer::WebSocketTransfer(NetworkTransport &transport, const ResolvedRequest &request,
                                     const TimeoutPolicy &timeouts, const CookieSource &cookies)
    : TimedTransfer(timeouts)
    , m_transport(transport)
    , m_request(request)
    , m_cookies(cookies)
    , m_presence(quint16(request.url.port(request.url.scheme() == "wss"_L1 ? 443 : 80)), {})
    , m_sink(transport.settings().bodyFolder)
{
    QByteArray text;
    for (const BodySegment &segment : m_request.body)
        text += segment.bytes;
    m_script = messageScript(text);
}

WebSocketTransfer::~WebSocketTransfer() = default;

void WebSocketTransfer::begin()
{
    m_phases.begin(present());
    if (auto target = connectionTarget(m_request); !target) {
        failLater(std::move(target.error()));
        return;
    }
    if (const QString &size = m_request.route.largestMessage;
        !size.isEmpty() && !messageSizeOf(size)) {
        failLater({Kind::InvalidRoute, u"@max-message "_s + size,
                   u"a size is a number with B, kB, MB or GB, 1 GB at most"_s});
        return;
    }
    if (auto error = m_transport.proxyFault(m_request)) {
        failLater(std::move(*error));
        return;
    }
    open();
}

void WebSocketTransfer::open()
{
    TlsKeeper *keeper = m_transport.keeper();
    const bool isEncrypted = m_request.url.scheme() == "wss"_L1;
    if (!keeper) {
        openWith(isEncrypted ? m_transport.settings().tls : std::nullopt);
        return;
    }
    // QWebSocket loads TLS whether it needs it or not, which the keeper does on a worker.
    const TlsTarget target = isEncrypted
        ? TlsTarget{m_request.url.host(), m_request.url.port(443), m_request.clientIdentity}
        : TlsTarget{};
    const auto setup = keeper->setup(target);
    if (!setup) {
        arm(present());
        keeper->prepare(target, this, [this] {
            if (!m_phases.isDone())
                open();
        });
    } else if (!isEncrypted) {
        openWith({});
    } else if (!*setup) {
        failLater(setup->error());
    } else {
        openWith(**setup);
    }
}

void WebSocketTransfer::openWith(std::optional<QSslConfiguration> tls)
{
    const QUrl http = httpUrlOf(m_request.url);
    ResolvedRequest asked = m_request;
    asked.url = http;
    m_cookies.addTo(asked);
    const auto way = m_transport.socketWay(m_request, http);
    m_carrier = way.carrier;
    if (tls) {
        // Over HTTP/2 there is no Upgrade.
        tls->setAllowedNextProtocols({});
    }
    m_link = std::make_unique<WebSocketLink>();
    connect(m_link.get(), &WebSocketLink::reached, this, &WebSocketTransfer::reach);
    connect(m_link.get(), &WebSocketLink::faultsFound, this, &WebSocketTransfer::takeFaults);
    connect(m_link.get(), &WebSocketLink::opened, this, &WebSocketTransfer::takeOpened);
    connect(m_link.get(), &WebSocketLink::refused, this, &WebSocketTransfer::takeRefusal);
    connect(m_link.get(), &WebSocketLink::passed, this, &WebSocketTransfer::take);
    connect(m_link.get(), &WebSocketLink::closed, this, &WebSocketTransfer::takeEnd);
    connect(m_link.get(), &WebSocketLink::moved, this, [this] {
        m_phases.moved(present());
        // What is still sent may take its time.
        if (m_closing.isActive() && m_link->backlog() > 0)
            m_closing.start(closingTime, this);
    });
    const time_point now = present();
    m_phases.beginHop(TransferPhases::Phase::Connecting, now);
    m_phases.connecting(now);
    arm(now);
    m_link->open({m_request.url, asked.headers, std::move(tls), way.proxy,
                  messageSizeOf(m_request.route.largestMessage).value_or(usualMessageSize)});
}

void WebSocketTransfer::reach(WebSocketLink::Stage stage)
{
    using Stage = WebSocketLink::Stage;
    const bool isEncrypted = m_request.url.scheme() == "wss"_L1;
    if (stage != (isEncrypted ? Stage::Encrypted : Stage::Connected))
        return;
    const time_point now = present();
    m_phases.connected(TransferPhases::Phase::Waiting, now);
    arm(now);
    if (isEncrypted && m_tls.chain.isEmpty())
        m_tls = tlsReportOf(m_link->tls(), m_request.url.host(), {});
}

void WebSocketTransfer::takeFaults(const QList<QSslError> &faults)
{
    m_tls = tlsReportOf(m_link->tls(), m_request.url.host(), faults);
    // Only what the user excused for this very certificate passes.
    TlsKeeper *keeper = m_transport.keeper();
    if (keeper
        && keeper->verdict(m_tls, m_request.url.host(), m_request.url.port(443))
            == ExceptionVerdict::Excuses) {
        m_tls.isExcused = true;
        m_link->excuse(faults);
    }
}

void WebSocketTransfer::takeOpened()
{
    const time_point now = present();
    m_phases.answered(now);
    m_phases.streams();
    arm(now);
    m_isOpen = true;
    m_response.status = 101;
    m_response.reason = "Switching Protocols"_ba;
    m_response.httpVersion = httpVersion();
    m_response.url = m_request.url;
    if (const QString protocol = m_link->protocol(); !protocol.isEmpty())
        m_response.headers.append({"Sec-WebSocket-Protocol"_ba, protocol.toLatin1()});
    m_response.headers.append({"Content-Type"_ba, conversationType()});
    m_response.addedRequestHeaders = m_link->addedHeaders();
    if (const auto cookies = m_cookies.added())
        m_response.addedRequestHeaders.append(*cookies);
    if (m_request.url.scheme() == "wss"_L1) {
        const QSslCipher cipher = m_link->tls().sessionCipher();
        m_response.tls = QString(cipher.protocolString() % u' ' % cipher.name());
    }
    const QPointer self(this);
    Q_EMIT headArrived(m_response);
    if (self && !m_phases.isDone())
        play();
}

void WebSocketTransfer::play()
{
    while (m_played < m_script.messages.size() && m_link
           && m_link->state() == WebSocketLink::State::Open) {
        const ScriptedMessage &next = m_script.messages[m_played];
        if (next.awaitsServer && !m_hasServerSpoken)
            return;
        m_hasServerSpoken = false;
        ++m_played;
        m_link->sendText(QString::fromUtf8(next.text));
    }
    if (m_endsWithScript && m_played == m_script.messages.size()
        && (!m_script.endsWithServer || m_hasServerSpoken))
        endStream();
}

void WebSocketTransfer::endWithScript()
{
    m_endsWithScript = true;
}

void WebSocketTransfer::take(const SocketMessage &message)
{
    m_phases.moved(present());
    if (!m_unwritten.empty() || message.data.size() > mostAtOnce) {
        m_unwritten.push_back(message);
        m_link->setFlow(WebSocketLink::Flow::Held);
        if (!m_writing.isActive())
            m_writing.start(0ms, this);
    } else if (!keep(conversationLine(message))) {
        return;
    }
    const bool isData
        = message.kind == SocketMessage::Kind::Text || message.kind == SocketMessage::Kind::Binary;
    if (isData && message.from == SocketMessage::From::Server && !m_hasServerSpoken) {
        m_hasServerSpoken = true;
        // Not inside the reading of frames.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (!m_phases.isDone())
                    play();
            },
            Qt::QueuedConnection);
    }
}

bool WebSocketTransfer::keep(const QByteArray &piece)
{
    if (const auto kept = m_sink.append(piece); !kept) {
        finish(std::unexpected(kept.error()));
        return false;
    }
    m_lines += piece;
    const QPointer self(this);
    if (m_lines.size() >= mostLines)
        flush();
    else if (!m_flushing.isActive())
        m_flushing.start(flushInterval, this);
    return self && !m_phases.isDone();
}

void WebSocketTransfer::writeOn()
{
    if (!m_writer)
        m_writer.emplace(std::move(m_unwritten.front()));
    const QByteArray piece = m_writer->next(mostAtOnce);
    if (m_writer->atEnd()) {
        m_writer.reset();
        m_unwritten.pop_front();
    }
    if (!keep(piece) || !m_unwritten.empty())
        return;
    m_writing.stop();
    if (m_hasEnded)
        complete();
    else
        m_link->setFlow(WebSocketLink::Flow::On);
}

void WebSocketTransfer::flush()
{
    m_flushing.stop();
    if (m_lines.isEmpty())
        return;
    const QByteArray lines = std::exchange(m_lines, {});
    Q_EMIT streamed(lines);
}

void WebSocketTransfer::takeEnd()
{
    if (!m_phases.isDone())
        complete();
}

void WebSocketTransfer::complete()
{
    m_hasEnded = true;
    if (!m_unwritten.empty())
        return;
    const QPointer self(this);
    flush();
    if (!self || m_phases.isDone())
        return;
    m_phases.received(present());
    auto body = m_sink.take();
    if (!body) {
        finish(std::unexpected(body.error()));
        return;
    }
    m_response.body = *std::move(body);
    finish(m_response);
}

WebSocketLink *WebSocketTransfer::webSocket()
{
    return m_isOpen && !m_phases.isDone() ? m_link.get() : nullptr;
}

bool WebSocketTransfer::endStream()
{
    if (!m_isOpen || m_phases.isDone())
        return false;
    if (m_link->state() != WebSocketLink::State::Open) {
        complete();
        return true;
    }
    m_closing.start(closingTime, this);
    m_link->close(1000, {}, WebSocketLink::Unsent::Sent);
    return true;
}

void WebSocketTransfer::cancel()
{
    if (!m_phases.isDone())
        finish(std::unexpected(SendError{Kind::Cancelled, {}, {}}));
}

void WebSocketTransfer::finish(std::expected<Response, SendError> outcome)
{
    TransferResult result{std::move(outcome), m_phases.end(present()), m_cookies.hops()};
    if (!result.outcome)
        result.httpVersion = httpVersion();
    result.connection.proxy = m_carrier;
    result.connection.tls = m_tls;
    disarm();
    m_flushing.stop();
    m_writing.stop();
    m_closing.stop();
    if (m_link) {
        // It may be the sender of the signal that brought us here.
        m_link->disconnect(this);
        m_link.release()->deleteLater();
    }
    Q_EMIT finished(result);
}

void WebSocketTransfer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_flushing.timerId()) {
        flush();
    } else if (event->timerId() == m_writing.timerId()) {
        writeOn();
    } else if (event->timerId() == m_closing.timerId()) {
        m_closing.stop();
        complete();
    } else {
        TimedTransfer::timerEvent(event);
    }
}

void WebSocketTransfer::limitReached(time_point now, SendError error)
{
    if (m_isOpen) {
        // Silence: what has been said stays.
        endStream();
        return;
    }
    m_phases.brokeOff(now);
    error.reach = m_phases.phase() == TransferPhases::Phase::Waiting ? SendError::Reach::Sent
                                                                     : SendError::Reach::NotSent;
    finish(std::unexpected(std::move(error)));
}

} // namespace Recloser
