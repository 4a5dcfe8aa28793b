// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth2.h"

#include <QCryptographicHash>
#include <QUrlQuery>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// RFC 6749 appendix B.
QByteArray encoded(const QString &text)
{
    return text.toUtf8().toPercentEncoding(" "_ba, "~"_ba).replace(' ', '+');
}

QString decoded(QByteArrayView text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' ')));
}

void addWhereSaid(FormFields &form, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        form.append({name, value});
}

/// What a request for authorization and one for a token have in common.
void addWanted(FormFields &form, const Auth &grant)
{
    addWhereSaid(form, u"scope"_s, grant.scope);
    addWhereSaid(form, u"audience"_s, grant.audience);
    addWhereSaid(form, u"resource"_s, grant.resource);
    form += formDecoded(grant.parameters.toUtf8());
}

/// What is for one kind of request alone.
FormFields own(const QString &parameters)
{
    return formDecoded(parameters.toUtf8());
}

std::unexpected<SendError> unfit(const QString &place, const QString &why)
{
    return std::unexpected(SendError{SendError::Kind::TokenSettings, place, why});
}

} // namespace

QByteArray formEncoded(const FormFields &fields)
{
    QByteArray text;
    for (const auto &[name, value] : fields)
        text += (text.isEmpty() ? "" : "&") + encoded(name) + '=' + encoded(value);
    return text;
}

FormFields formDecoded(QByteArrayView text)
{
    FormFields fields;
    for (const QByteArray &pair : text.toByteArray().split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        fields.append({decoded(equals < 0 ? pair : pair.first(equals)),
                       equals < 0 ? QString() : decoded(pair.sliced(equals + 1))});
    }
    return fields;
}

QByteArray pkceChallenge(QByteArrayView verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool isLoopbackHost(const QString &host)
{
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || host == "::1"_L1)
        return true;
    const QStringList parts = host.split(u'.');
    if (parts.size() != 4 || parts.first() != "127"_L1)
        return false;
    for (const QString &part : parts) {
        bool isNumber = false;
        if (part.toUShort(&isNumber) > 255 || !isNumber)
            return false;
    }
    return true;
}

std::expected<QUrl, SendError> oauth2Endpoint(const QString &text, const QString &place)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return unfit(place, u"it is empty"_s);
    const QUrl url(trimmed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return unfit(place, u"it is no http or https URL"_s);
    if (url.hasFragment())
        return unfit(place, u"it has a fragment"_s);
    if (!url.userInfo().isEmpty())
        return unfit(place, u"it has a user in it"_s);
    if (url.scheme() == "http"_L1 && !isLoopbackHost(url.host()))
        return unfit(place, u"it must be https: whoever reads along would have the token"_s);
    return url;
}

std::expected<QUrl, SendError> loopbackRedirect(const Auth &grant)
{
    const QString place = u"the redirect URL"_s;
    if (grant.redirectUrl.trimmed().isEmpty()) {
        QUrl usual(u"http://127.0.0.1/"_s);
        usual.setPort(0);
        return usual;
    }
    auto url = oauth2Endpoint(grant.redirectUrl, place);
    if (!url)
        return url;
    if (url->scheme() != "http"_L1 || !isLoopbackHost(url->host()) || url->host() == "::1"_L1)
        return unfit(place, u"it must be http on 127.0.0.1 or localhost"_s);
    if (url->port() <= 0)
        return unfit(place, u"it has no port"_s);
    if (url->hasQuery())
        return unfit(place, u"it has a query"_s);
    return url;
}

std::optional<SendError> unfitSetting(const Auth &grant)
{
    if (const auto url = oauth2Endpoint(grant.tokenUrl, u"the token URL"_s); !url)
        return url.error();
    const auto missing = [](const QString &place) {
        return SendError{SendError::Kind::TokenSettings, place, u"it is empty"_s};
    };
    if (grant.clientId.isEmpty() && grant.grant != Auth::Grant::Password
        && grant.grant != Auth::Grant::RefreshToken)
        return missing(u"the client id"_s);
    switch (grant.grant) {
    case Auth::Grant::ClientCredentials:
        break;
    case Auth::Grant::AuthorizationCode:
        if (const auto url = oauth2Endpoint(grant.authorizationUrl, u"the authorization URL"_s);
            !url)
            return url.error();
        if (const auto url = loopbackRedirect(grant); !url)
            return url.error();
        break;
    case Auth::Grant::DeviceCode:
        if (const auto url = oauth2Endpoint(grant.deviceUrl, u"the device authorization URL"_s);
            !url)
            return url.error();
        break;
    case Auth::Grant::RefreshToken:
        if (grant.refreshToken.isEmpty())
            return missing(u"the refresh token"_s);
        break;
    case Auth::Grant::Password:
        if (grant.user.isEmpty())
            return missing(u"the user name"_s);
        break;
    }
    return std::nullopt;
}

QUrl authorizationRequest(const Auth &grant, const QUrl &endpoint, const QUrl &redirect,
                          const QByteArray &state, const QByteArray &challenge)
{
    FormFields query{{u"response_type"_s, u"code"_s},
                     {u"client_id"_s, grant.clientId},
                     {u"redirect_uri"_s, redirect.toString(QUrl::FullyEncoded)},
                     {u"state"_s, QString::fromLatin1(state)},
                     {u"code_challenge"_s, QString::fromLatin1(challenge)},
                     {u"code_challenge_method"_s, u"S256"_s}};
    addWanted(query, grant);
    query += own(grant.authorizationParameters);
    // What the endpoint has already stays as it is (RFC 6749 section 3.1).
    const QByteArray own = endpoint.query(QUrl::FullyEncoded).toLatin1();
    const QByteArray text = endpoint.toEncoded(QUrl::RemoveQuery) + '?' + own
        + (own.isEmpty() ? "" : "&") + formEncoded(query);
    return QUrl::fromEncoded(text);
}

FormFields codeForm(const Auth &grant, const QString &code, const QUrl &redirect,
                    const QByteArray &verifier)
{
    FormFields form{{u"grant_type"_s, u"authorization_code"_s},
                    {u"code"_s, code},
                    {u"redirect_uri"_s, redirect.toString(QUrl::FullyEncoded)},
                    {u"code_verifier"_s, QString::fromLatin1(verifier)}};
    addWhereSaid(form, u"audience"_s, grant.audience);
    addWhereSaid(form, u"resource"_s, grant.resource);
    return form + own(grant.parameters) + own(grant.tokenParameters);
}

FormFields refreshForm(const Auth &grant, const QString &refreshToken)
{
    FormFields form{{u"grant_type"_s, u"refresh_token"_s}, {u"refresh_token"_s, refreshToken}};
    addWanted(form, grant);
    return form + own(grant.tokenParameters);
}

FormFields ownForm(const Auth &grant)
{
    FormFields form;
    if (grant.grant == Auth::Grant::Password)
        form = {{u"grant_type"_s, u"password"_s},
                {u"username"_s, grant.user},
                {u"password"_s, grant.password}};
    else
        form = {{u"grant_type"_s, u"client_credentials"_s}};
    addWanted(form, grant);
    return form + own(grant.tokenParameters);
}

FormFields deviceTokenForm(const Auth &grant, const QString &deviceCode)
{
    return FormFields{{u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s},
                      {u"device_code"_s, deviceCode}}
    + own(grant.parameters) + own(grant.tokenParameters);
}

FormFields deviceForm(const Auth &grant)
{
    FormFields form;
    addWanted(form, grant);
    return form + own(grant.authorizationParameters);
}

ResolvedRequest tokenRequest(const Auth &grant, const QUrl &endpoint, FormFields form)
{
    ResolvedRequest request{.method = "POST"_ba, .url = endpoint};
    request.urlText = endpoint.toString(QUrl::FullyEncoded);
    request.headers = {{"Content-Type"_ba, "application/x-www-form-urlencoded"_ba},
                       {"Accept"_ba, "application/json"_ba}};
    const bool hasSecret = !grant.clientSecret.isEmpty();
    if (hasSecret && grant.clientPlacement == Auth::ClientPlacement::Header) {
        const QByteArray pair = encoded(grant.clientId) + ':' + encoded(grant.clientSecret);
        request.headers.append({"Authorization"_ba, "Basic " + pair.toBase64()});
    } else {
        // A public client says who it is without proving it (section 3.2.1).
        addWhereSaid(form, u"client_id"_s, grant.clientId);
        addWhereSaid(form, u"client_secret"_s, grant.clientSecret);
    }
    const QByteArray bytes = formEncoded(form);
    request.body = {{.bytes = bytes, .filePath = {}, .size = bytes.size()}};
    request.redirects.follow = RedirectPolicy::Follow::No;
    return request;
}

} // namespace Recloser
