// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/oauth2.h"

#include <QHash>
#include <QObject>
#include <QTcpServer>

#include <functional>
#include <memory>

class QTcpSocket;

namespace Recloser {

/// Listens on the loopback interface for the browser that comes back from a login (RFC 8252 section
/// 7.3). Whatever else comes gets 404; what is longer than a URL can be is cut off. Destroying it
/// stops it. GUI thread.
class LoopbackRedirect : public QObject
{
    Q_OBJECT

public:
    /// What the page says to whoever logged in, or nothing: the request is none of ours. It must
    /// not destroy the listener.
    using Judge = std::function<std::optional<QString>(const FormFields &query)>;

    /// `redirect` as loopbackRedirect() gives it. TokenSettings where the port cannot be had.
    static std::expected<std::unique_ptr<LoopbackRedirect>, SendError> listen(const QUrl &redirect,
                                                                              Judge judge);

    /// With the port it has.
    const QUrl &url() const { return m_url; }
    /// Nobody else gets in; what is under way is answered.
    void stopListening() { m_server.close(); }

private:
    LoopbackRedirect(QUrl url, Judge judge);
    void accept();
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &head);

    QUrl m_url;
    Judge m_judge;
    /// The oldest is the first.
    QList<QTcpSocket *> m_sockets;
    QHash<QTcpSocket *, QByteArray> m_heads;
    /// Its sockets say that they end when it does, and are looked up above.
    QTcpServer m_server;
};

} // namespace Recloser
