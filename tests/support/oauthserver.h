// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/faultserver/requestreader.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <functional>

class QTcpSocket;

namespace Recloser {

/// An authorization server and the API behind it, on the loopback interface, written apart from
/// what it tests: /authorize, /token, /device and /api. It keeps to its rules, and says what it was
/// asked.
class OAuthServer : public QObject
{
    Q_OBJECT

public:
    using Fields = QMap<QByteArray, QByteArray>;
    struct Rules
    {
        QByteArray clientId = "shop";
        /// Empty: a public client.
        QByteArray clientSecret = "planted-client-secret";
        std::chrono::seconds lifetime{3600};
        bool givesRefreshTokens = true;
        /// A refresh token is good once.
        bool rotates = true;
        /// What `iss` says; empty: there is none.
        QByteArray issuer;
        /// Where somebody logs in, this is what comes of it instead of a code.
        QByteArray authorizationError;
        QByteArray user = "mufasa";
        QByteArray password = "planted-password";
        std::chrono::seconds interval{5};
        /// What `id_token` says; empty: there is none.
        QByteArray identityToken = {};
    };

    OAuthServer();
    QUrl url(const QByteArray &path) const;

    Rules rules;
    /// Error codes of the next answers of /token, the first first; an empty one lets it pass.
    QList<QByteArray> nextErrors;

    /// No access token that was given is good any more.
    void revokeAccess() { m_good.clear(); }
    void revokeRefresh() { m_refresh.clear(); }
    /// Somebody typed in the code.
    void approveDevice() { m_isApproved = true; }

    /// What /token was asked.
    QList<Fields> tokenRequests;
    QList<Fields> deviceRequests;
    /// The Authorization headers that /api got.
    QList<QByteArray> apiCalls;
    /// All tokens that were given, access and refresh.
    QByteArrayList given;

private:
    struct Code
    {
        QByteArray redirect;
        QByteArray challenge;
    };

    void accept();
    void read(QTcpSocket *socket);
    QByteArray answerTo(const ReceivedRequest &request);
    QByteArray authorize(const Fields &query);
    QByteArray token(const ReceivedRequest &request);
    QByteArray device(const ReceivedRequest &request);
    QByteArray grantError(const Fields &form);
    bool isClient(const ReceivedRequest &request, const Fields &form) const;
    QByteArray tokenAnswer(const Fields &form);
    QByteArray newToken(const QByteArray &kind);

    QHash<QTcpSocket *, std::shared_ptr<RequestReader>> m_readers;
    QHash<QByteArray, Code> m_codes;
    QByteArrayList m_good;
    QByteArrayList m_refresh;
    bool m_isApproved = false;
    int m_count = 0;
    /// Goes first, with its sockets, which are looked up above.
    QTcpServer m_server;
};

/// Does what a browser does with a URL: gets it, and where that redirects, the next; `done` gets
/// the last answer, head and body.
void browse(const QUrl &url, QObject *context, const std::function<void(const QByteArray &)> &done);

} // namespace Recloser
