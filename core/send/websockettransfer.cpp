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
/// How long a closing frame may take to go out.
constexpr milliseconds closingTime{3'000};

std::chrono::steady_clock::time_point present()
{
    return std::chrono::steady_clock::now();
}

} // namespace

WebSocketTransfer::WebSocketTransfer(NetworkTransport &transport, const ResolvedRequest &request,
                                     const TimeoutPolicy &timeouts, const CookieSource &cookies)
    : m_transport(transport)
    , m_request(request)
    , m_cookies(cookies)
    , m_phases(timeouts)
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
    const time_point now = present();
    m_phases.beginHop(TransferPhases::Phase::Connecting, now);
    m_phases.connecting(now);
    arm(now);
    m_link->open({m_request.url, asked.headers, std::move(tls), way.proxy});
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
    const time_point now = present();
    m_phases.moved(now);
    const QByteArray line = conversationLine(message);
    if (const auto kept = m_sink.append(line); !kept) {
        finish(std::unexpected(kept.error()));
        return;
    }
    m_lines += line;
    if (m_lines.size() >= mostLines)
        flush();
    else if (!m_flushing.isActive())
        m_flushing.start(flushInterval, this);
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
    m_link->close(1000, {});
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
    m_timer.stop();
    m_flushing.stop();
    m_closing.stop();
    if (m_link) {
        // It may be the sender of the signal that brought us here.
        m_link->disconnect(this);
        m_link.release()->deleteLater();
    }
    Q_EMIT finished(result);
}

void WebSocketTransfer::failLater(SendError error)
{
    QMetaObject::invokeMethod(
        this,
        [this, error = std::move(error)] {
            if (!m_phases.isDone())
                finish(std::unexpected(error));
        },
        Qt::QueuedConnection);
}

void WebSocketTransfer::arm(time_point now)
{
    const auto due = m_phases.due();
    if (!due || (m_timer.isActive() && m_timerAt <= *due))
        return;
    m_timerAt = *due;
    m_timer.start(std::max(0ms, std::chrono::ceil<milliseconds>(*due - now)), Qt::PreciseTimer,
                  this);
}

void WebSocketTransfer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_flushing.timerId()) {
        flush();
    } else if (event->timerId() == m_closing.timerId()) {
        complete();
    } else if (event->timerId() == m_timer.timerId()) {
        m_timer.stop();
        const time_point now = present();
        if (const auto error = m_phases.expired(now, m_request.url.authority()))
            limitReached(*error);
        else
            arm(now);
    } else {
        Transfer::timerEvent(event);
    }
}

void WebSocketTransfer::limitReached(const SendError &error)
{
    if (m_isOpen) {
        // Silence: what has been said stays.
        endStream();
        return;
    }
    m_phases.brokeOff(present());
    SendError told = error;
    told.reach = m_phases.phase() == TransferPhases::Phase::Waiting ? SendError::Reach::Sent
                                                                    : SendError::Reach::NotSent;
    finish(std::unexpected(std::move(told)));
}

} // namespace Recloser
