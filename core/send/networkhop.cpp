// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networkhop.h"

#include "core/send/bodystream.h"
#include "core/send/networktransport.h"
#include "core/tls/handshakefailure.h"

#include <QHostInfo>
#include <QHttpHeaders>
#include <QPointer>
#include <QSslCipher>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qint64 readBuffer = 1024 * 1024;

} // namespace

NetworkHop::NetworkHop(NetworkTransport &transport, const ResolvedRequest &request,
                       std::optional<QSslConfiguration> tls, HopListener &listener)
    : m_transport(transport)
    , m_request(request)
    , m_listener(listener)
    , m_tls(std::move(tls))
{
}

NetworkHop::~NetworkHop()
{
    drop();
}

void NetworkHop::start(Connection connection)
{
    if (connection == Connection::Kept)
        sendRequest();
    else if (const auto name = m_transport.nameToLookUp(m_request))
        lookUp(*name);
    else
        connectAhead();
}

void NetworkHop::lookUp(const QString &name)
{
    QHostInfo::lookupHost(name, this, [this](const QHostInfo &found) {
        if (found.error() != QHostInfo::NoError) {
            m_listener.hopEnded(SendError{SendError::Kind::NameNotFound, m_request.url.authority(),
                                          found.errorString()});
            return;
        }
        const QPointer<NetworkHop> self(this);
        m_listener.hopResolved();
        if (self)
            connectAhead();
    });
    m_listener.hopResolving();
}

void NetworkHop::connectAhead()
{
    m_reply = m_transport.openConnection(m_request, m_tls);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this,
            [this] { m_listener.hopConnecting(); });
    connect(m_reply, &QNetworkReply::finished, this, &NetworkHop::endAhead);
    listenToTls(m_reply);
}

void NetworkHop::endAhead()
{
    if (const auto error = errorOf(ExchangeStage::Connecting)) {
        m_listener.hopEnded(error);
        return;
    }
    // Only asked where there is TLS, which the question would load.
    if (m_request.url.scheme() == "https"_L1
        && m_reply->sslConfiguration().nextNegotiatedProtocol()
            == QSslConfiguration::ALPNProtocolHTTP2)
        m_transport.rememberMultiplexed(m_request);
    takeTls();
    disconnect(m_reply, nullptr, this, nullptr);
    drop();
    sendRequest();
    m_listener.hopConnected();
}

void NetworkHop::sendRequest()
{
    const bool multiplexed = m_transport.isMultiplexed(m_request);
    // HTTP/2 requests are never sent again by Qt, so there a request without content needs no
    // stream.
    if (!multiplexed || !m_request.body.isEmpty()) {
        m_body = new BodyStream(m_request.body, this);
        if (m_body->size() > 0)
            m_body->setObserver([this] { m_listener.hopSending(); });
    }
    m_isBegun = true;
    m_reply = m_transport.open(m_request, m_body, m_tls);
    // Qt begins a request with a device in the next turn of the event loop and forgets what was set
    // before; without a limit it would hold all that its own thread can read.
    QMetaObject::invokeMethod(
        m_reply, [reply = m_reply] { reply->setReadBufferSize(readBuffer); }, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this,
            [this] { m_listener.hopConnecting(); });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &NetworkHop::answered);
    connect(m_reply, &QNetworkReply::finished, this, &NetworkHop::end);
    if (multiplexed)
        connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_listener.hopSending(); });
    listenToTls(m_reply);
}

void NetworkHop::listenToTls(QNetworkReply *reply)
{
    if (m_request.url.scheme() != "https"_L1)
        return;
    connect(reply, &QNetworkReply::sslErrors, this,
            [this, reply](const QList<QSslError> &errors) { takeFaults(reply, errors); });
}

void NetworkHop::takeFaults(QNetworkReply *reply, const QList<QSslError> &errors)
{
    m_seen = tlsReportOf(reply->sslConfiguration(), m_request.url.host(), errors);
    // Only what the user excused for this very certificate passes.
    TlsKeeper *keeper = m_transport.keeper();
    if (keeper
        && keeper->verdict(m_seen, m_request.url.host(), m_request.url.port(443))
            == ExceptionVerdict::Excuses) {
        m_seen.isExcused = true;
        reply->ignoreSslErrors(errors);
    }
}

void NetworkHop::takeTls()
{
    if (m_request.url.scheme() == "https"_L1)
        m_seen = m_transport.connectionTls(m_request, m_reply->sslConfiguration(), m_seen);
}

void NetworkHop::answered()
{
    // Told again for trailers and after authentication; the first head with a status is the answer.
    if (m_answered || !m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        return;
    m_answered = true;
    takeTls();
    // Asked for before listeners may destroy this.
    const bool headOnly = m_request.method == "HEAD";
    if (!headOnly)
        connect(m_reply, &QNetworkReply::readyRead, this, [this] { m_listener.hopReceived(); });
    const QPointer<NetworkHop> self(this);
    m_listener.hopAnswered();
    // Qt takes a HEAD sent as a custom method for one with a body and would wait for that for ever.
    if (headOnly && self && m_body) {
        disconnect(m_reply, nullptr, this, nullptr);
        m_listener.hopEnded(std::nullopt);
    }
}

void NetworkHop::end()
{
    const QPointer<NetworkHop> self(this);
    if (!m_answered)
        answered();
    if (self)
        m_listener.hopEnded(
            errorOf(m_answered ? ExchangeStage::Receiving : ExchangeStage::Waiting));
}

void NetworkHop::drop()
{
    if (!m_reply)
        return;
    // Perhaps inside one of its signals, so it only dies later.
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    if (m_body) {
        m_body->setObserver({});
        m_body->setParent(reply);
        m_body = nullptr;
    }
    if (!reply->isFinished()) {
        disconnect(reply, nullptr, this, nullptr); // aborting finishes it
        reply->abort();
    }
    reply->deleteLater();
}

std::optional<SendError> NetworkHop::errorOf(ExchangeStage stage) const
{
    const QNetworkReply::NetworkError code = m_reply->error();
    if (code == QNetworkReply::NoError)
        return std::nullopt;
    if (m_answered && isStatusError(code) && !isStreamReset(m_reply->errorString())
        && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() >= 400)
        return std::nullopt;
    if (!m_seen.faults.isEmpty() && !m_seen.isExcused) {
        if (const TlsKeeper *keeper = m_transport.keeper())
            return keeper->errorOf(m_seen, m_request.url.host(), m_request.url.port(443));
        return certificateError(m_seen, m_request.url.authority(), nullptr, {});
    }
    ReplyFailure failure;
    failure.code = code;
    failure.text = m_reply->errorString();
    failure.host = m_request.url.authority();
    failure.stage = stage;
    failure.proxy = m_transport.carrierOf(m_request);
    return describeFailure(failure);
}

Response NetworkHop::head() const
{
    Response head;
    head.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Qt takes it for Latin-1, whatever it is.
    head.reason
        = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString().toLatin1();
    head.httpVersion = isHttp2() ? "2"_ba : "1.1"_ba;
    head.url = m_request.url;
    const QHttpHeaders headers = m_reply->headers();
    head.headers.reserve(headers.size());
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const QLatin1StringView name = headers.nameAt(i);
        head.headers.append(
            {QByteArray(name.data(), name.size()), headers.valueAt(i).toByteArray()});
    }
    if (m_request.url.scheme() == "https"_L1) {
        const QSslCipher cipher = m_reply->sslConfiguration().sessionCipher();
        if (!cipher.isNull())
            head.tls = QString(cipher.protocolString() % u' ' % cipher.name());
    }
    return head;
}

QByteArray NetworkHop::read()
{
    // readAll() is dear where there is nothing, as mostly at the end.
    return m_reply && m_reply->bytesAvailable() > 0 ? m_reply->readAll() : QByteArray();
}

std::optional<qint64> NetworkHop::announcedSize() const
{
    const QHttpHeaders headers = m_reply->headers();
    if (headers.contains(QHttpHeaders::WellKnownHeader::TransferEncoding))
        return std::nullopt;
    bool isNumber = false;
    const qint64 size = headers.value(QHttpHeaders::WellKnownHeader::ContentLength)
                            .toByteArray()
                            .toLongLong(&isNumber);
    if (isNumber && size >= 0)
        return size;
    return std::nullopt;
}

bool NetworkHop::isHttp2() const
{
    return m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
}

} // namespace Recloser
