// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/authjson.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr NameOf<Auth::Kind> authKinds[] = {
    {Auth::Kind::None, u"none"},     {Auth::Kind::Basic, u"basic"},
    {Auth::Kind::Bearer, u"bearer"}, {Auth::Kind::ApiKey, u"api-key"},
    {Auth::Kind::Digest, u"digest"}, {Auth::Kind::AwsSigV4, u"aws"},
    {Auth::Kind::OAuth1, u"oauth1"}, {Auth::Kind::Inherit, u"inherit"},
    {Auth::Kind::OAuth2, u"oauth2"},
};
constexpr NameOf<Auth::SignaturePlacement> signaturePlacements[] = {
    {Auth::SignaturePlacement::Header, u"header"},
    {Auth::SignaturePlacement::Query, u"query"},
    {Auth::SignaturePlacement::Body, u"body"},
};
constexpr NameOf<Auth::OAuth1Method> oauth1Methods[] = {
    {Auth::OAuth1Method::HmacSha1, u"hmac-sha1"},
    {Auth::OAuth1Method::HmacSha256, u"hmac-sha256"},
    {Auth::OAuth1Method::PlainText, u"plaintext"},
    {Auth::OAuth1Method::HmacSha512, u"hmac-sha512"},
    {Auth::OAuth1Method::RsaSha1, u"rsa-sha1"},
    {Auth::OAuth1Method::RsaSha256, u"rsa-sha256"},
    {Auth::OAuth1Method::RsaSha512, u"rsa-sha512"},
};
constexpr NameOf<Auth::Grant> grants[] = {
    {Auth::Grant::ClientCredentials, u"client-credentials"},
    {Auth::Grant::AuthorizationCode, u"authorization-code"},
    {Auth::Grant::DeviceCode, u"device-code"},
    {Auth::Grant::RefreshToken, u"refresh-token"},
    {Auth::Grant::Password, u"password"},
};
constexpr NameOf<Auth::ClientPlacement> clientPlacements[] = {
    {Auth::ClientPlacement::Header, u"header"},
    {Auth::ClientPlacement::Body, u"body"},
};
/// The texts of every kind, in the order in which they are written.
constexpr std::pair<QStringView, QString Auth::*> authTextNames[] = {
    {u"user", &Auth::user},
    {u"password", &Auth::password},
    {u"token", &Auth::token},
    {u"keyName", &Auth::keyName},
    {u"keyValue", &Auth::keyValue},
    {u"accessKey", &Auth::accessKey},
    {u"secretKey", &Auth::secretKey},
    {u"sessionToken", &Auth::sessionToken},
    {u"region", &Auth::region},
    {u"service", &Auth::service},
    {u"consumerKey", &Auth::consumerKey},
    {u"consumerSecret", &Auth::consumerSecret},
    {u"tokenSecret", &Auth::tokenSecret},
    {u"realm", &Auth::realm},
    {u"privateKey", &Auth::privateKey},
    {u"clientId", &Auth::clientId},
    {u"clientSecret", &Auth::clientSecret},
    {u"tokenUrl", &Auth::tokenUrl},
    {u"authorizationUrl", &Auth::authorizationUrl},
    {u"deviceUrl", &Auth::deviceUrl},
    {u"redirectUrl", &Auth::redirectUrl},
    {u"issuer", &Auth::issuer},
    {u"scope", &Auth::scope},
    {u"audience", &Auth::audience},
    {u"resource", &Auth::resource},
    {u"refreshToken", &Auth::refreshToken},
    {u"parameters", &Auth::parameters},
    {u"authorizationParameters", &Auth::authorizationParameters},
    {u"tokenParameters", &Auth::tokenParameters},
    {u"prefix", &Auth::prefix},
};
constexpr NameOf<Auth::Placement> placements[] = {
    {Auth::Placement::Header, u"header"},
    {Auth::Placement::Query, u"query"},
    {Auth::Placement::Cookie, u"cookie"},
};

void putText(QJsonObject &object, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, text);
}

} // namespace

QJsonObject toJson(const Auth &auth)
{
    const Auth usual;
    QJsonObject object{{u"kind"_s, nameOf(authKinds, auth.kind)}};
    for (const auto &[name, text] : authTextNames)
        putText(object, name.toString(), auth.*text);
    const auto putWord = [&](const QString &name, const auto &names, auto value, auto usualValue) {
        if (value != usualValue)
            object.insert(name, nameOf(names, value));
    };
    putWord(u"keyPlacement"_s, placements, auth.keyPlacement, usual.keyPlacement);
    putWord(u"signaturePlacement"_s, signaturePlacements, auth.signaturePlacement,
            usual.signaturePlacement);
    putWord(u"oauth1Method"_s, oauth1Methods, auth.oauth1Method, usual.oauth1Method);
    putWord(u"grant"_s, grants, auth.grant, usual.grant);
    putWord(u"clientPlacement"_s, clientPlacements, auth.clientPlacement, usual.clientPlacement);
    return object;
}

Auth authFromJson(JsonReader &reader)
{
    Auth auth;
    reader.read(u"kind"_s, auth.kind, authKinds);
    for (const auto &[name, text] : authTextNames)
        reader.read(name.toString(), auth.*text);
    reader.read(u"keyPlacement"_s, auth.keyPlacement, placements);
    reader.read(u"signaturePlacement"_s, auth.signaturePlacement, signaturePlacements);
    reader.read(u"oauth1Method"_s, auth.oauth1Method, oauth1Methods);
    reader.read(u"grant"_s, auth.grant, grants);
    reader.read(u"clientPlacement"_s, auth.clientPlacement, clientPlacements);
    return auth;
}

} // namespace Recloser
