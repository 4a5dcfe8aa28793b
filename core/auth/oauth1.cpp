// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth1.h"

#include "core/auth/rsasignature.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QByteArray methodName(OAuth1Signing::Method method)
{
    using enum OAuth1Signing::Method;
    switch (method) {
    case HmacSha1:
        return "HMAC-SHA1"_ba;
    case HmacSha256:
        return "HMAC-SHA256"_ba;
    case HmacSha512:
        return "HMAC-SHA512"_ba;
    case RsaSha1:
        return "RSA-SHA1"_ba;
    case RsaSha256:
        return "RSA-SHA256"_ba;
    case RsaSha512:
        return "RSA-SHA512"_ba;
    case PlainText:
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

std::expected<QByteArray, QString> signatureOf(const OAuth1Request &request,
                                               const OAuth1Signing &signing)
{
    using enum OAuth1Signing::Method;
    const QByteArray key = signing.consumerSecret.toPercentEncoding() + '&'
        + signing.tokenSecret.toPercentEncoding();
    const QByteArray text = oauth1BaseString(request, signing);
    const auto hmac = [&](QCryptographicHash::Algorithm hash) {
        return QMessageAuthenticationCode::hash(text, key, hash).toBase64();
    };
    const auto rsa = [&](QCryptographicHash::Algorithm hash) {
        return rsaSignature(signing.privateKey, text, hash)
            .transform([](const QByteArray &signature) { return signature.toBase64(); });
    };
    switch (signing.method) {
    case HmacSha1:
        return hmac(QCryptographicHash::Sha1);
    case HmacSha256:
        return hmac(QCryptographicHash::Sha256);
    case HmacSha512:
        return hmac(QCryptographicHash::Sha512);
    case RsaSha1:
        return rsa(QCryptographicHash::Sha1);
    case RsaSha256:
        return rsa(QCryptographicHash::Sha256);
    case RsaSha512:
        return rsa(QCryptographicHash::Sha512);
    case PlainText:
        break;
    }
    return key;
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

std::expected<QList<RawHeader>, QString> oauth1Parameters(const OAuth1Request &request,
                                                          const OAuth1Signing &signing)
{
    return signatureOf(request, signing).transform([&signing](const QByteArray &signature) {
        QList<RawHeader> parameters = protocolParameters(signing);
        parameters.append({"oauth_signature"_ba, signature});
        return parameters;
    });
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
