// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/redaction.h"

#include "core/model/authtexts.h"
#include "core/resolve/maskedplaces.h"
#include "core/resolve/masking.h"
#include "core/resolve/placeholders.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// A literal secret becomes the mask; one that is only placeholders holds nothing and stays.
void maskLiteral(QString &value)
{
    if (!value.isEmpty() && !isOnlyPlaceholders(value))
        value = maskText();
}

/// "Bearer {{token}}" keeps its scheme.
void maskHeaderValue(QString &value)
{
    const QString trimmed = value.trimmed();
    const qsizetype blank = trimmed.indexOf(u' ');
    const QString credential = blank < 0 ? trimmed : trimmed.sliced(blank + 1);
    if (!isOnlyPlaceholders(credential))
        value = maskText();
}

QString withoutCredentials(const QString &url, const QString &keyParameter)
{
    if (!url.contains(u'@') && !url.contains(u'?'))
        return url;
    QString result = url;
    const qsizetype scheme = result.indexOf("://"_L1);
    const qsizetype host = scheme < 0 ? 0 : scheme + 3;
    const auto endsAuthority = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
    const qsizetype end
        = std::find_if(result.cbegin() + host, result.cend(), endsAuthority) - result.cbegin();
    const qsizetype at = QStringView(result).first(end).lastIndexOf(u'@');
    if (at >= host && !isOnlyPlaceholders(result.sliced(host, at - host).replace(u':', u' ')))
        result.replace(host, at - host, maskText());

    const qsizetype query = result.indexOf(u'?');
    if (query < 0)
        return result;
    const qsizetype fragment = result.indexOf(u'#', query);
    const QString tail = fragment < 0 ? QString() : result.sliced(fragment);
    QStringList parameters
        = result.sliced(query + 1, (fragment < 0 ? result.size() : fragment) - query - 1)
              .split(u'&');
    for (QString &parameter : parameters) {
        const qsizetype equals = parameter.indexOf(u'=');
        if (equals < 0)
            continue;
        const QString name = QUrl::fromPercentEncoding(parameter.first(equals).toUtf8());
        const bool isSecret
            = isSecretParameter(name) || (!keyParameter.isEmpty() && name == keyParameter);
        if (isSecret && !isOnlyPlaceholders(QStringView(parameter).sliced(equals + 1)))
            parameter = parameter.first(equals + 1) + maskText();
    }
    return result.first(query + 1) + parameters.join(u'&') + tail;
}

/// Of a proxy, which a user's name is shown with wherever it is told.
QString withoutPassword(const QString &proxy)
{
    const qsizetype scheme = proxy.indexOf("://"_L1);
    const qsizetype user = scheme < 0 ? 0 : scheme + 3;
    const qsizetype colon = proxy.indexOf(u':', user);
    const qsizetype at = proxy.lastIndexOf(u'@');
    if (colon < 0 || at < colon || isOnlyPlaceholders(proxy.sliced(colon + 1, at - colon - 1)))
        return proxy;
    return proxy.first(colon + 1) + maskText() + proxy.sliced(at);
}

QString keyParameterOf(const Auth &auth)
{
    return auth.kind == Auth::Kind::ApiKey && auth.keyPlacement == Auth::Placement::Query
        ? auth.keyName
        : QString();
}

bool isKeyHeader(const Auth &auth, QByteArrayView name)
{
    return auth.kind == Auth::Kind::ApiKey && auth.keyPlacement == Auth::Placement::Header
        && name.compare(auth.keyName.trimmed().toUtf8(), Qt::CaseInsensitive) == 0;
}

/// Shorter ones are settings more often than secrets ("dark"), and stand in any text.
constexpr qsizetype shortestSecretCookie = 8;

void collect(Masking &masking, const HopCookies &hop)
{
    const auto take = [&masking](const QByteArray &value) {
        if (value.size() >= shortestSecretCookie)
            masking.addLikely(QString::fromUtf8(value));
    };
    for (const RawHeader &cookie : hop.sent)
        take(cookie.value);
    for (const SetCookieReport &cookie : hop.received)
        take(cookie.value);
}

void collect(Masking &masking, const QList<RawHeader> &headers, const Auth &auth)
{
    for (const RawHeader &header : headers) {
        if (!isSecretHeader(header.name) && !isKeyHeader(auth, header.name))
            continue;
        const QString value = QString::fromUtf8(header.value);
        const qsizetype blank = value.indexOf(u' ');
        masking.addLikely(value);
        masking.addLikely(value.sliced(blank + 1));
        if (value.startsWith("Basic "_L1, Qt::CaseInsensitive)) {
            const QString pair = QString::fromUtf8(QByteArray::fromBase64(header.value.sliced(6)));
            masking.addLikely(pair.sliced(pair.indexOf(u':') + 1));
        }
    }
}

void collect(Masking &masking, const QUrl &url, const Auth &auth)
{
    const QString keyParameter = keyParameterOf(auth);
    const QString query = url.query(QUrl::FullyEncoded);
    for (const QString &parameter : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = parameter.indexOf(u'=');
        const QString name
            = QUrl::fromPercentEncoding(parameter.first(std::max<qsizetype>(0, equals)).toUtf8());
        if (equals > 0 && (isSecretParameter(name) || name == keyParameter))
            masking.addLikely(QUrl::fromPercentEncoding(parameter.sliced(equals + 1).toUtf8()));
    }
}

/// The credentials that went out: they may come back in any part of an answer.
void collect(Masking &masking, const Exchange &exchange)
{
    const Auth &auth = exchange.spec.auth;
    collect(masking, exchange.request.headers, auth);
    collect(masking, exchange.request.url, auth);
    for (const Attempt &attempt : exchange.attempts) {
        for (const HopCookies &hop : attempt.cookies)
            collect(masking, hop);
        if (attempt.request) {
            collect(masking, attempt.request->headers, auth);
            collect(masking, attempt.request->url, auth);
        }
    }
    // What is only a placeholder is known by its value already.
    for (const AuthText &text : secretAuthTexts()) {
        const QString &literal = exchange.spec.auth.*(text.text);
        if (isSecretIn(exchange.spec.auth, text) && !isOnlyPlaceholders(literal))
            masking.addLikely(literal);
    }
}

void redact(SendError &error, const Masking &masking)
{
    masking.mask(error.subject);
    masking.mask(error.detail);
}

void redact(QUrl &url, const Masking &masking, const QString &keyParameter)
{
    if (!url.hasQuery() && url.userInfo().isEmpty()) {
        masking.mask(url);
        return;
    }
    const QString text = QString::fromLatin1(url.toEncoded());
    if (const QString masked = withoutCredentials(text, keyParameter); masked != text)
        url = QUrl::fromEncoded(masked.toLatin1());
    masking.mask(url);
}

void redact(RequestSpec &spec, const Masking &masking)
{
    spec = redacted(spec);
    for (QString *text : {&spec.name, &spec.url, &spec.body.text, &spec.body.filePath})
        masking.mask(*text);
    for (const AuthText &text : authTexts(spec.auth.kind))
        masking.mask(spec.auth.*(text.text));
    for (HeaderField &header : spec.headers)
        masking.mask(header.value);
    for (DisabledParameter &disabled : spec.disabledParameters)
        masking.mask(disabled.parameter.value);
    for (QueryParameter &row : spec.body.form)
        masking.mask(row.value);
    for (MultipartPart &part : spec.body.parts)
        masking.mask(part.value);
}

void redact(QList<RawHeader> &headers, const Auth &auth, const Masking &masking)
{
    for (RawHeader &header : headers) {
        if (isKeyHeader(auth, header.name))
            header.value = maskText().toUtf8();
    }
    masking.mask(headers);
}

void redact(AttemptRequest &request, const Auth &auth, const Masking &masking)
{
    redact(request.url, masking, keyParameterOf(auth));
    redact(request.headers, auth, masking);
    if (request.body)
        masking.mask(*request.body);
}

void redact(ResolvedRequest &request, const Auth &auth, const Masking &masking)
{
    request.signing.reset();
    redact(request.url, masking, keyParameterOf(auth));
    request.urlText = withoutCredentials(request.urlText, keyParameterOf(auth));
    masking.mask(request.urlText);
    redact(request.headers, auth, masking);
    request.route.proxy = withoutPassword(request.route.proxy);
    for (QString *text : {&request.route.proxy, &request.route.connectTo, &request.route.address})
        masking.mask(*text);
    for (BodySegment &segment : request.body) {
        if (!segment.filePath.isEmpty())
            continue;
        masking.mask(segment.bytes);
        segment.size = segment.bytes.size();
    }
}

void redact(QList<RedirectHop> &hops, const Auth &auth, const Masking &masking)
{
    for (RedirectHop &hop : hops) {
        redact(hop.url, masking, keyParameterOf(auth));
        masking.mask(hop.headers);
        masking.mask(hop.proxy);
    }
}

void redact(Response &response, const Auth &auth, const Masking &masking)
{
    masking.mask(response.headers);
    masking.mask(response.addedRequestHeaders);
    masking.mask(response.body.bytes);
    if (response.body.isInFile())
        response.body.masked = masking.spellings();
    redact(response.url, masking, keyParameterOf(auth));
    redact(response.redirects, auth, masking);
    if (response.brokenOff)
        redact(*response.brokenOff, masking);
}

void redact(HopCookies &hop, const Masking &masking)
{
    masking.mask(hop.url);
    for (RawHeader &cookie : hop.sent)
        cookie.value = maskText().toUtf8();
    for (SetCookieReport &cookie : hop.received) {
        cookie.value = maskText().toUtf8();
        masking.mask(cookie.attributes);
    }
}

} // namespace

Exchange redacted(const Exchange &exchange, const Scope &scope)
{
    Masking masking;
    for (const QString &secret : scope.secrets)
        masking.add(secret);
    for (const QString &secret : scope.confidential)
        masking.add(secret);
    collect(masking, exchange);

    Exchange result = exchange;
    const Auth auth = exchange.spec.auth;
    redact(result.spec, masking);
    redact(result.request, auth, masking);
    if (hasMask(result.request))
        result.request.masked = maskedPlaces(exchange.request, result.request, scope);
    if (!result.key.key.isNull()) {
        result.key.key = withoutCredentials(result.key.key, keyParameterOf(auth));
        masking.mask(result.key.key);
    }
    masking.mask(result.circuit.reason);
    for (Attempt &attempt : result.attempts) {
        if (attempt.result)
            redact(*attempt.result, auth, masking);
        else
            redact(attempt.result.error(), masking);
        redact(attempt.redirects, auth, masking);
        for (HopCookies &hop : attempt.cookies)
            redact(hop, masking);
        masking.mask(attempt.connection.proxy);
        masking.mask(attempt.addedHeaders);
        if (attempt.request)
            redact(*attempt.request, auth, masking);
    }
    if (result.error)
        redact(*result.error, masking);
    return result;
}

RequestSpec redacted(const RequestSpec &spec)
{
    RequestSpec result = spec;
    for (const AuthText &text : secretAuthTexts()) {
        if (isSecretIn(spec.auth, text))
            maskLiteral(result.auth.*(text.text));
    }
    const QString keyParameter = keyParameterOf(spec.auth);
    result.url = withoutCredentials(spec.url, keyParameter);
    result.route.proxy = withoutPassword(spec.route.proxy);
    for (HeaderField &header : result.headers) {
        if (isSecretHeader(header.name.toUtf8()) || isKeyHeader(spec.auth, header.name.toUtf8()))
            maskHeaderValue(header.value);
    }
    for (DisabledParameter &disabled : result.disabledParameters) {
        if (isSecretParameter(disabled.parameter.name))
            maskLiteral(disabled.parameter.value);
    }
    for (QueryParameter &row : result.body.form) {
        if (isSecretParameter(row.name))
            maskLiteral(row.value);
    }
    for (MultipartPart &part : result.body.parts) {
        if (!part.isFile && isSecretParameter(part.name))
            maskLiteral(part.value);
    }
    return result;
}

} // namespace Recloser
