// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/authentication.h"

#include "core/model/authtexts.h"
#include "core/resolve/fieldchecks.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

std::expected<AddedAuth, SendError> basic(const Auth &auth, const Placeholders &placeholders)
{
    const auto user = placeholders.expand(auth.user, u"the user name"_s);
    if (!user)
        return std::unexpected(user.error());
    const auto password = placeholders.expand(auth.password, u"the password"_s);
    if (!password)
        return std::unexpected(password.error());
    if (user->isEmpty() && password->isEmpty())
        return AddedAuth{};
    const auto header = basicHeader(*user, *password);
    if (!header)
        return std::unexpected(header.error());
    return AddedAuth{.header = *header};
}

std::expected<AddedAuth, SendError> bearer(const Auth &auth, const Placeholders &placeholders)
{
    const auto token = placeholders.expand(auth.token, u"the token"_s);
    if (!token)
        return std::unexpected(token.error());
    if (token->trimmed().isEmpty())
        return AddedAuth{};
    const auto header = checkedHeader(u"Authorization"_s, u"Bearer "_s + token->trimmed());
    if (!header)
        return std::unexpected(header.error());
    return AddedAuth{.header = *header};
}

std::expected<AddedAuth, SendError> apiKey(const Auth &auth, const Placeholders &placeholders)
{
    const auto name = placeholders.expand(auth.keyName, u"the API key's name"_s);
    if (!name)
        return std::unexpected(name.error());
    const auto value = placeholders.expand(auth.keyValue, u"the API key"_s);
    if (!value)
        return std::unexpected(value.error());
    if (name->trimmed().isEmpty())
        return AddedAuth{};
    if (auth.keyPlacement == Auth::Placement::Query)
        return AddedAuth{.parameterName = name->trimmed(), .parameterValue = *value};
    if (auth.keyPlacement == Auth::Placement::Cookie) {
        // Its name is held to the rules of a header's, its value must not end it (RFC 6265
        // section 4.1.1).
        const auto pair = checkedHeader(*name, *value);
        if (!pair)
            return std::unexpected(pair.error());
        if (pair->value.contains(';'))
            return std::unexpected(SendError{SendError::Kind::InvalidHeader, u"Cookie"_s,
                                             u"the value of a cookie may not hold a semicolon"_s});
        return AddedAuth{.cookie = pair->name + '=' + pair->value};
    }
    const auto header = checkedHeader(*name, *value);
    if (!header)
        return std::unexpected(header.error());
    return AddedAuth{.header = *header};
}

/// Without it there is nobody to sign for.
QString identityOf(const Auth &auth)
{
    switch (auth.kind) {
    case Auth::Kind::AwsSigV4:
        return auth.accessKey;
    case Auth::Kind::OAuth1:
        return auth.consumerKey;
    case Auth::Kind::OAuth2:
        return auth.tokenUrl + auth.clientId;
    default:
        return auth.user + auth.password;
    }
}

} // namespace

std::expected<RawHeader, SendError> basicHeader(const QString &user, const QString &password)
{
    if (user.contains(u':'))
        return std::unexpected(SendError{SendError::Kind::InvalidHeader, u"Authorization"_s,
                                         u"a user name for Basic may not hold a colon"_s});
    return RawHeader{"Authorization"_ba,
                     "Basic " + QString(user + u':' + password).toUtf8().toBase64()};
}

std::expected<std::shared_ptr<const Auth>, SendError> signingAuth(const Auth &auth,
                                                                  const Placeholders &placeholders)
{
    if (!isMadePerAttempt(auth.kind))
        return nullptr;
    auto resolved = std::make_shared<Auth>(auth);
    for (const AuthText &text : authTexts(auth.kind)) {
        auto value = placeholders.expand(auth.*(text.text), text.place);
        if (!value)
            return std::unexpected(std::move(value.error()));
        // What would end the header early, or would not go into one.
        if (text.secrecy != AuthText::Secrecy::Key
            && (value->contains(u'\r') || value->contains(u'\n') || value->contains(QChar::Null)))
            return std::unexpected(SendError{SendError::Kind::InvalidHeader, u"Authorization"_s,
                                             text.place + u" has a line break in it"_s});
        (*resolved).*(text.text) = *std::move(value);
    }
    QString &key = resolved->privateKey;
    if (!key.isEmpty() && !isKeyInPem(key) && !placeholders.baseFolder().isEmpty())
        key = QDir(placeholders.baseFolder()).filePath(key);
    if (identityOf(*resolved).isEmpty())
        return nullptr;
    return resolved;
}

std::expected<AddedAuth, SendError> addedAuth(const Auth &auth, const Placeholders &placeholders)
{
    switch (auth.kind) {
    case Auth::Kind::None:
    case Auth::Kind::Inherit:
    case Auth::Kind::Digest:
    case Auth::Kind::AwsSigV4:
    case Auth::Kind::OAuth1:
    case Auth::Kind::OAuth2:
        break;
    case Auth::Kind::Basic:
        return basic(auth, placeholders);
    case Auth::Kind::Bearer:
        return bearer(auth, placeholders);
    case Auth::Kind::ApiKey:
        return apiKey(auth, placeholders);
    }
    return AddedAuth{};
}

} // namespace Recloser
