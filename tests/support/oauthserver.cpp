// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/oauthserver.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QByteArray decoded(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

OAuthServer::Fields fieldsOf(const QByteArray &form)
{
    OAuthServer::Fields fields;
    for (const QByteArray &pair : form.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            fields.insert(decoded(pair.first(equals)), decoded(pair.sliced(equals + 1)));
    }
    return fields;
}

QByteArray http(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray refusal(const QByteArray &code)
{
    return http(code == "invalid_client" ? "401 Unauthorized" : "400 Bad Request",
                json({{u"error"_s, QString::fromLatin1(code)},
                      {u"error_description"_s, u"said by the server"_s}}));
}

} // namespace

OAuthServer::OAuthServer()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("%s", qPrintable(m_server.errorString()));
    connect(&m_server, &QTcpServer::newConnection, this, &OAuthServer::accept);
}

QUrl OAuthServer::url(const QByteArray &path) const
{
    return QUrl(
        u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(QString::fromLatin1(path)));
}

void OAuthServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        m_readers.insert(socket, std::make_shared<RequestReader>());
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_readers.remove(socket);
            socket->deleteLater();
        });
        read(socket);
    }
}

void OAuthServer::read(QTcpSocket *socket)
{
    const auto reader = m_readers.value(socket);
    reader->append(socket->readAll());
    for (;;) {
        const auto progress = reader->advance();
        if (progress == RequestReader::Progress::Complete)
            socket->write(answerTo(reader->takeRequest()));
        else if (progress != RequestReader::Progress::Head)
            return;
    }
}

QByteArray OAuthServer::answerTo(const ReceivedRequest &request)
{
    const QByteArray path = pathOf(request).toByteArray();
    if (path == "/authorize")
        return authorize(fieldsOf(request.target.mid(request.target.indexOf('?') + 1)));
    if (path == "/token")
        return token(request);
    if (path == "/device")
        return device(request);
    if (path != "/api")
        return http("404 Not Found", {});
    const QByteArray authorization = headerOf(request, "authorization");
    apiCalls.append(authorization);
    const bool isGood = m_good.contains(authorization.mid(authorization.indexOf(' ') + 1));
    // It says back what it got, as careless servers do.
    const QByteArray body = json({{u"got"_s, QString::fromLatin1(authorization)}});
    return isGood
        ? http("200 OK", body)
        : http("401 Unauthorized", body, "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n");
}

QByteArray OAuthServer::authorize(const Fields &query)
{
    const QByteArray redirect = query["redirect_uri"];
    QByteArray target = redirect + "?state=" + query["state"].toPercentEncoding();
    if (!rules.issuer.isEmpty())
        target += "&iss=" + rules.issuer.toPercentEncoding();
    const bool isAsked = query["response_type"] == "code" && query["client_id"] == rules.clientId
        && query["code_challenge_method"] == "S256";
    if (!isAsked)
        return http("400 Bad Request", {});
    if (!rules.authorizationError.isEmpty()) {
        target += "&error=" + rules.authorizationError + "&error_description=not+today";
    } else {
        const QByteArray code = newToken("code");
        m_codes.insert(code, {redirect, query["code_challenge"]});
        target += "&code=" + code;
    }
    return http("302 Found", {}, "Location: " + target + "\r\n");
}

bool OAuthServer::isClient(const ReceivedRequest &request, const Fields &form) const
{
    if (rules.clientSecret.isEmpty())
        return form["client_id"] == rules.clientId;
    const QByteArray authorization = headerOf(request, "authorization");
    if (!authorization.startsWith("Basic "))
        return form["client_id"] == rules.clientId && form["client_secret"] == rules.clientSecret;
    const QByteArray pair = QByteArray::fromBase64(authorization.sliced(6));
    const qsizetype colon = pair.indexOf(':');
    return decoded(pair.first(std::max<qsizetype>(0, colon))) == rules.clientId
        && decoded(pair.sliced(colon + 1)) == rules.clientSecret;
}

QByteArray OAuthServer::grantError(const Fields &form)
{
    const QByteArray type = form["grant_type"];
    if (type == "client_credentials")
        return {};
    if (type == "password")
        return form["username"] == rules.user && form["password"] == rules.password
            ? ""
            : "invalid_grant";
    if (type == "refresh_token") {
        const bool isGood = m_refresh.contains(form["refresh_token"]);
        if (isGood && rules.rotates)
            m_refresh.removeOne(form["refresh_token"]);
        return isGood ? "" : "invalid_grant";
    }
    if (type == "authorization_code") {
        // Good once.
        const Code code = m_codes.take(form["code"]);
        const QByteArray challenge
            = QCryptographicHash::hash(form["code_verifier"], QCryptographicHash::Sha256)
                  .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        return !code.challenge.isEmpty() && code.challenge == challenge
                && code.redirect == form["redirect_uri"]
            ? ""
            : "invalid_grant";
    }
    if (type == "urn:ietf:params:oauth:grant-type:device_code")
        return form["device_code"] != "device-1" ? "invalid_grant"
            : m_isApproved                       ? ""
                                                 : "authorization_pending";
    return "unsupported_grant_type";
}

QByteArray OAuthServer::token(const ReceivedRequest &request)
{
    const Fields form = fieldsOf(request.body);
    tokenRequests.append(form);
    if (!nextErrors.isEmpty()) {
        if (const QByteArray error = nextErrors.takeFirst(); !error.isEmpty())
            return refusal(error);
    }
    if (request.method != "POST" || !isClient(request, form))
        return refusal("invalid_client");
    if (const QByteArray error = grantError(form); !error.isEmpty())
        return refusal(error);
    return tokenAnswer(form);
}

QByteArray OAuthServer::tokenAnswer(const Fields &form)
{
    const QByteArray access = newToken("access");
    m_good.append(access);
    QJsonObject object{{u"access_token"_s, QString::fromLatin1(access)},
                       {u"token_type"_s, u"bearer"_s},
                       {u"expires_in"_s, qint64(rules.lifetime.count())}};
    if (!rules.identityToken.isEmpty())
        object.insert(u"id_token"_s, QString::fromLatin1(rules.identityToken));
    if (form["grant_type"] == "refresh_token" && !rules.rotates)
        return http("200 OK", json(object));
    if (rules.givesRefreshTokens && form["grant_type"] != "client_credentials") {
        const QByteArray refresh = newToken("refresh");
        m_refresh.append(refresh);
        object.insert(u"refresh_token"_s, QString::fromLatin1(refresh));
    }
    return http("200 OK", json(object), "Cache-Control: no-store\r\n");
}

QByteArray OAuthServer::device(const ReceivedRequest &request)
{
    const Fields form = fieldsOf(request.body);
    deviceRequests.append(form);
    if (!isClient(request, form))
        return refusal("invalid_client");
    return http(
        "200 OK",
        json({{u"device_code"_s, u"device-1"_s},
              {u"user_code"_s, u"WDJB-MJHT"_s},
              {u"verification_uri"_s, url("/enter").toString()},
              {u"verification_uri_complete"_s, url("/enter?user_code=WDJB-MJHT").toString()},
              {u"expires_in"_s, 600},
              {u"interval"_s, qint64(rules.interval.count())}}));
}

QByteArray OAuthServer::newToken(const QByteArray &kind)
{
    given.append("planted-" + kind + '-' + QByteArray::number(++m_count));
    return given.last();
}

void browse(const QUrl &url, QObject *context, const std::function<void(const QByteArray &)> &done)
{
    auto *socket = new QTcpSocket(context);
    QObject::connect(socket, &QTcpSocket::connected, socket, [socket, url] {
        socket->write("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority)
                      + " HTTP/1.0\r\nHost: " + url.authority().toUtf8() + "\r\n\r\n");
    });
    const auto read = [socket, context, done] {
        const QByteArray answer = socket->peek(64 * 1024);
        const qsizetype end = answer.indexOf("\r\n\r\n");
        const qsizetype length = answer.indexOf("Content-Length: ");
        if (end < 0 || length < 0
            || answer.size() - end - 4
                < answer.sliced(length + 16, answer.indexOf('\r', length) - length - 16)
                      .toLongLong())
            return;
        socket->disconnect();
        socket->deleteLater();
        const qsizetype location = answer.indexOf("Location: ");
        if (location < 0)
            return done(answer);
        browse(QUrl::fromEncoded(
                   answer.sliced(location + 10, answer.indexOf('\r', location) - location - 10)),
               context, done);
    };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, read);
    socket->connectToHost(url.host(), quint16(url.port()));
}

} // namespace Recloser
