// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/authtexts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Secrecy = AuthText::Secrecy;

QList<AuthText> userAndPassword()
{
    return {{&Auth::user, u"user"_s, u"the user name"_s},
            {&Auth::password, u"password"_s, u"the password"_s, Secrecy::Secret}};
}

QList<AuthText> textsOfAws()
{
    return {{&Auth::accessKey, u"access-key"_s, u"the access key"_s},
            {&Auth::secretKey, u"secret-key"_s, u"the secret key"_s, Secrecy::Secret},
            {&Auth::sessionToken, u"session-token"_s, u"the session token"_s, Secrecy::Secret},
            {&Auth::region, u"region"_s, u"the region"_s},
            {&Auth::service, u"service"_s, u"the service"_s}};
}

QList<AuthText> textsOfOAuth1()
{
    return {
        {&Auth::consumerKey, u"consumer-key"_s, u"the consumer key"_s},
        {&Auth::consumerSecret, u"consumer-secret"_s, u"the consumer secret"_s, Secrecy::Secret},
        {&Auth::token, u"token"_s, u"the token"_s, Secrecy::Secret},
        {&Auth::tokenSecret, u"token-secret"_s, u"the token secret"_s, Secrecy::Secret},
        {&Auth::realm, u"realm"_s, u"the realm"_s},
        {&Auth::privateKey, u"private-key"_s, u"the private key"_s, Secrecy::Key}};
}

QList<AuthText> textsOfOAuth2()
{
    return QList<AuthText>{
               {&Auth::tokenUrl, u"token-url"_s, u"the token URL"_s},
               {&Auth::authorizationUrl, u"authorization-url"_s, u"the authorization URL"_s},
               {&Auth::deviceUrl, u"device-url"_s, u"the device authorization URL"_s},
               {&Auth::redirectUrl, u"redirect-url"_s, u"the redirect URL"_s},
               {&Auth::issuer, u"issuer"_s, u"the issuer"_s},
               {&Auth::clientId, u"client-id"_s, u"the client id"_s},
               {&Auth::clientSecret, u"client-secret"_s, u"the client secret"_s, Secrecy::Secret},
               {&Auth::scope, u"scope"_s, u"the scope"_s},
               {&Auth::audience, u"audience"_s, u"the audience"_s},
               {&Auth::resource, u"resource"_s, u"the resource"_s},
               {&Auth::refreshToken, u"refresh-token"_s, u"the refresh token"_s, Secrecy::Secret},
               {&Auth::parameters, u"parameters"_s, u"the parameters for a token"_s},
               {&Auth::authorizationParameters, u"authorization-parameters"_s,
                u"the parameters of the login"_s},
               {&Auth::tokenParameters, u"token-parameters"_s,
                u"the parameters of questions for a token"_s},
               {&Auth::prefix, u"prefix"_s, u"the prefix of the token"_s}}
    + userAndPassword();
}

} // namespace

const QList<AuthText> &authTexts(Auth::Kind kind)
{
    static const QList<AuthText> none;
    static const QList<AuthText> user = userAndPassword();
    static const QList<AuthText> bearer{
        {&Auth::token, u"token"_s, u"the token"_s, Secrecy::Secret}};
    static const QList<AuthText> apiKey{
        {&Auth::keyName, u"name"_s, u"the API key's name"_s},
        {&Auth::keyValue, u"value"_s, u"the API key"_s, Secrecy::Secret}};
    static const QList<AuthText> aws = textsOfAws();
    static const QList<AuthText> oauth1 = textsOfOAuth1();
    static const QList<AuthText> oauth2 = textsOfOAuth2();
    switch (kind) {
    case Auth::Kind::None:
    case Auth::Kind::Inherit:
        break;
    case Auth::Kind::Basic:
    case Auth::Kind::Digest:
        return user;
    case Auth::Kind::Bearer:
        return bearer;
    case Auth::Kind::ApiKey:
        return apiKey;
    case Auth::Kind::AwsSigV4:
        return aws;
    case Auth::Kind::OAuth1:
        return oauth1;
    case Auth::Kind::OAuth2:
        return oauth2;
    }
    return none;
}

const QList<AuthText> &secretAuthTexts()
{
    static const QList<AuthText> secrets = [] {
        QList<AuthText> found;
        for (const Auth::Kind kind :
             {Auth::Kind::Basic, Auth::Kind::Bearer, Auth::Kind::ApiKey, Auth::Kind::AwsSigV4,
              Auth::Kind::OAuth1, Auth::Kind::OAuth2}) {
            for (const AuthText &text : authTexts(kind)) {
                if (text.secrecy != Secrecy::Plain
                    && std::ranges::find(found, text.text, &AuthText::text) == found.end())
                    found.append(text);
            }
        }
        return found;
    }();
    return secrets;
}

bool isSecretIn(const Auth &auth, const AuthText &text)
{
    return text.secrecy == Secrecy::Secret
        || (text.secrecy == Secrecy::Key && isKeyInPem(auth.*(text.text)));
}

} // namespace Recloser
