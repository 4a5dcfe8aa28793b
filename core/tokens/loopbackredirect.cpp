// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tokens/loopbackredirect.h"

#include <QTcpSocket>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestHead = 16 * 1024;
constexpr qsizetype mostSockets = 16;

/// The URL of the answer holds the code, so no other page is told of it, and nothing is loaded.
QByteArray page(const QByteArray &status, const QString &text)
{
    const QByteArray body = "<!doctype html><meta charset=\"utf-8\"><title>Recloser</title>"
                            "<p style=\"font: 1.2em sans-serif; margin: 3em\">"
        + text.toHtmlEscaped().toUtf8();
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(body.size())
        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
          "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
          "Connection: close\r\n\r\n"
        + body;
}

} // namespace

std::expected<std::unique_ptr<LoopbackRedirect>, SendError>
LoopbackRedirect::listen(const QUrl &redirect, Judge judge)
{
    std::unique_ptr<LoopbackRedirect> listener(new LoopbackRedirect(redirect, std::move(judge)));
    // localhost is 127.0.0.1 for every browser, ::1 not for every server.
    const QHostAddress address(redirect.host() == "localhost"_L1 ? u"127.0.0.1"_s
                                                                 : redirect.host());
    if (!listener->m_server.listen(address, quint16(redirect.port())))
        return std::unexpected(
            SendError{SendError::Kind::TokenSettings, u"the redirect URL"_s,
                      u"port %1: %2"_s.arg(redirect.port()).arg(listener->m_server.errorString())});
    listener->m_url.setPort(listener->m_server.serverPort());
    return listener;
}

LoopbackRedirect::LoopbackRedirect(QUrl url, Judge judge)
    : m_url(std::move(url))
    , m_judge(std::move(judge))
{
    connect(&m_server, &QTcpServer::newConnection, this, &LoopbackRedirect::accept);
}

void LoopbackRedirect::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        // Browsers open some ahead and say nothing.
        if (m_sockets.size() >= mostSockets)
            m_sockets.first()->abort();
        m_sockets.append(socket);
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_sockets.removeOne(socket);
            m_heads.remove(socket);
            socket->deleteLater();
        });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void LoopbackRedirect::read(QTcpSocket *socket)
{
    QByteArray &head = m_heads[socket];
    head += socket->read(longestHead + 1 - head.size());
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end >= 0)
        answer(socket, head.first(end));
    else if (head.size() > longestHead)
        socket->abort();
}

void LoopbackRedirect::answer(QTcpSocket *socket, const QByteArray &head)
{
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    const QByteArrayList words
        = head.first(head.indexOf('\r') < 0 ? head.size() : head.indexOf('\r')).split(' ');
    const QByteArray target = words.value(1);
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.first(mark);
    QByteArray wanted = m_url.path(QUrl::FullyEncoded).toLatin1();
    if (wanted.isEmpty())
        wanted = "/"_ba;
    const auto text = words.value(0) == "GET" && path == wanted && mark >= 0
        ? m_judge(formDecoded(target.sliced(mark + 1)))
        : std::nullopt;
    socket->write(text ? page("200 OK"_ba, *text) : page("404 Not Found"_ba, {}));
    // Whoever waits for the login may be gone in a moment, and this with it.
    socket->flush();
    socket->disconnectFromHost();
}

} // namespace Recloser
