// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth1.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QByteArray methodName(OAuth1Signing::Method method)
{
    switch (method) {
    case OAuth1Signing::Method::HmacSha1:
        return "HMAC-SHA1"_ba;
    case OAuth1Signing::Method::HmacSha256:
        return "HMAC-SHA256"_ba;
    case OAuth1Signing::Method::PlainText:
        break;
    }
    return "PLAINTEXT"_ba;
}

/// Of a query or a form, decoded.
QList<RawHeader> decodedParameters(const QByteArray &encoded)
{
    QList<RawHeader> parameters;
    for (const QByteArray &part : encoded.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto decoded = [](QByteArray text) {
            return QByteArray::fromPercentEncoding(text.replace('+', ' '));
        };
        parameters.append({decoded(equals < 0 ? part : part.first(equals)),
                           equals < 0 ? QByteArray() : decoded(part.sliced(equals + 1))});
    }
    return parameters;
}

/// All but the signature.
QList<RawHeader> protocolParameters(const OAuth1Signing &signing)
{
    QList<RawHeader> parameters{{"oauth_consumer_key"_ba, signing.consumerKey}};
    const auto addGiven = [&parameters](const QByteArray &name, const QByteArray &value) {
        if (!value.isEmpty())
            parameters.append({name, value});
    };
    addGiven("oauth_token"_ba, signing.token);
    parameters.append({"oauth_signature_method"_ba, methodName(signing.method)});
    // RFC 5849 section 3.1: PLAINTEXT needs neither, and may have both.
    parameters.append({"oauth_timestamp"_ba, QByteArray::number(signing.timestamp)});
    parameters.append({"oauth_nonce"_ba, signing.nonce});
    addGiven("oauth_callback"_ba, signing.callback);
    addGiven("oauth_verifier"_ba, signing.verifier);
    if (signing.version == OAuth1Signing::Version::Sent)
        parameters.append({"oauth_version"_ba, "1.0"_ba});
    return parameters;
}

QByteArray signatureOf(const OAuth1Request &request, const OAuth1Signing &signing)
{
    const QByteArray key = signing.consumerSecret.toPercentEncoding() + '&'
        + signing.tokenSecret.toPercentEncoding();
    if (signing.method == OAuth1Signing::Method::PlainText)
        return key;
    return QMessageAuthenticationCode::hash(oauth1BaseString(request, signing), key,
                                            signing.method == OAuth1Signing::Method::HmacSha1
                                                ? QCryptographicHash::Sha1
                                                : QCryptographicHash::Sha256)
        .toBase64();
}

} // namespace

QByteArray oauth1BaseUri(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    QByteArray host = url.host(QUrl::FullyEncoded).toLower().toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int port = url.port();
    const int usual = scheme == "https"_L1 ? 443 : 80;
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    return scheme.toLatin1() + "://" + host
        + (port < 0 || port == usual ? QByteArray() : ':' + QByteArray::number(port))
        + (path.isEmpty() ? "/"_ba : path);
}

QByteArray oauth1BaseString(const OAuth1Request &request, const OAuth1Signing &signing)
{
    QList<RawHeader> parameters = decodedParameters(request.query)
        + decodedParameters(request.formBody) + protocolParameters(signing);
    for (RawHeader &parameter : parameters)
        parameter = {parameter.name.toPercentEncoding(), parameter.value.toPercentEncoding()};
    std::ranges::sort(parameters, [](const RawHeader &one, const RawHeader &other) {
        return std::tie(one.name, one.value) < std::tie(other.name, other.value);
    });
    QByteArrayList texts;
    for (const RawHeader &parameter : std::as_const(parameters))
        texts.append(parameter.name + '=' + parameter.value);
    return request.method.toUpper().toPercentEncoding() + '&' + request.baseUri.toPercentEncoding()
        + '&' + texts.join('&').toPercentEncoding();
}

QList<RawHeader> oauth1Parameters(const OAuth1Request &request, const OAuth1Signing &signing)
{
    QList<RawHeader> parameters = protocolParameters(signing);
    parameters.append({"oauth_signature"_ba, signatureOf(request, signing)});
    return parameters;
}

QByteArray oauth1Authorization(const QList<RawHeader> &parameters, const QByteArray &realm)
{
    QByteArrayList texts;
    if (!realm.isEmpty())
        texts.append("realm=\"" + realm + '"');
    for (const RawHeader &parameter : parameters)
        texts.append(parameter.name.toPercentEncoding() + "=\""
                     + parameter.value.toPercentEncoding() + '"');
    return "OAuth " + texts.join(", ");
}

QByteArray oauth1Query(const QList<RawHeader> &parameters)
{
    QByteArrayList texts;
    for (const RawHeader &parameter : parameters)
        texts.append(parameter.name.toPercentEncoding() + '='
                     + parameter.value.toPercentEncoding());
    return texts.join('&');
}

} // namespace Recloser
