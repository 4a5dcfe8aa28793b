// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/digest.h"

#include "core/model/response.h"

#include <algorithm>

namespace Recloser {

namespace {

QByteArray parameterOf(const AuthChallenge &challenge, QByteArrayView name)
{
    return headerValue(challenge.parameters, name);
}

bool isTrue(const QByteArray &value)
{
    return value.compare("true", Qt::CaseInsensitive) == 0;
}

std::optional<DigestAlgorithm> algorithmOf(QByteArrayView name)
{
    if (name.isEmpty() || name.compare("MD5", Qt::CaseInsensitive) == 0)
        return DigestAlgorithm::Md5;
    if (name.compare("SHA-256", Qt::CaseInsensitive) == 0)
        return DigestAlgorithm::Sha256;
    if (name.compare("SHA-512-256", Qt::CaseInsensitive) == 0)
        return DigestAlgorithm::Sha512_256;
    return std::nullopt;
}

std::optional<DigestChallenge::Protection> protectionOf(const QByteArray &offered)
{
    if (offered.trimmed().isEmpty())
        return DigestChallenge::Protection::Old;
    std::optional<DigestChallenge::Protection> found;
    for (const QByteArray &option : offered.split(',')) {
        const QByteArray name = option.trimmed().toLower();
        if (name == "auth")
            return DigestChallenge::Protection::Auth;
        if (name == "auth-int")
            found = DigestChallenge::Protection::AuthInt;
    }
    return found;
}

/// A1 of RFC 7616 section 3.4.2, hashed.
QByteArray hashOfUser(const DigestChallenge &challenge, const DigestCredentials &credentials,
                      const DigestUse &use)
{
    QByteArray secret = digestHex(challenge.algorithm,
                                  credentials.user.toUtf8() + ':' + challenge.realm + ':'
                                      + credentials.password.toUtf8());
    if (!challenge.isSession)
        return secret;
    return digestHex(challenge.algorithm, secret + ':' + challenge.nonce + ':' + use.clientNonce);
}

/// A2 of RFC 7616 section 3.4.3, hashed.
QByteArray hashOfRequest(const DigestChallenge &challenge, const DigestUse &use)
{
    QByteArray text = use.method + ':' + use.uri;
    if (challenge.protection == DigestChallenge::Protection::AuthInt)
        text += ':' + use.bodyHash;
    return digestHex(challenge.algorithm, text);
}

QByteArray countText(quint32 count)
{
    return QByteArray::number(count, 16).rightJustified(8, '0');
}

QByteArray protectionName(DigestChallenge::Protection protection)
{
    return protection == DigestChallenge::Protection::AuthInt ? QByteArray("auth-int")
                                                              : QByteArray("auth");
}

QByteArray responseOf(const DigestChallenge &challenge, const DigestCredentials &credentials,
                      const DigestUse &use)
{
    QByteArray middle = challenge.nonce;
    if (challenge.protection != DigestChallenge::Protection::Old)
        middle += ':' + countText(use.count) + ':' + use.clientNonce + ':'
            + protectionName(challenge.protection);
    return digestHex(challenge.algorithm,
                     hashOfUser(challenge, credentials, use) + ':' + middle + ':'
                         + hashOfRequest(challenge, use));
}

QByteArray userParameter(const DigestChallenge &challenge, const QString &user)
{
    const QByteArray name = user.toUtf8();
    if (challenge.wantsUserHash)
        return "username=\"" + digestHex(challenge.algorithm, name + ':' + challenge.realm) + '"';
    const bool isPlain = std::ranges::all_of(name, [](char c) { return c >= ' ' && c < '\x7f'; });
    // RFC 7616 section 3.4: only who has said charset=UTF-8 is known to read it.
    if (!isPlain && challenge.isUtf8)
        return "username*=UTF-8''" + name.toPercentEncoding();
    return "username=" + quotedString(name);
}

} // namespace

std::optional<DigestChallenge> digestChallenge(const AuthChallenge &challenge)
{
    if (challenge.scheme.compare("Digest", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    DigestChallenge digest;
    digest.realm = parameterOf(challenge, "realm");
    digest.nonce = parameterOf(challenge, "nonce");
    digest.opaque = parameterOf(challenge, "opaque");
    digest.algorithmName = parameterOf(challenge, "algorithm");
    QByteArrayView name = digest.algorithmName;
    digest.isSession = name.size() > 5 && name.last(5).compare("-sess", Qt::CaseInsensitive) == 0;
    if (digest.isSession)
        name = name.chopped(5);
    const auto algorithm = algorithmOf(name);
    const auto protection = protectionOf(parameterOf(challenge, "qop"));
    if (!algorithm || !protection || digest.nonce.isEmpty())
        return std::nullopt;
    digest.algorithm = *algorithm;
    digest.protection = *protection;
    digest.isStale = isTrue(parameterOf(challenge, "stale"));
    digest.wantsUserHash = isTrue(parameterOf(challenge, "userhash"));
    digest.isUtf8 = parameterOf(challenge, "charset").compare("UTF-8", Qt::CaseInsensitive) == 0;
    return digest;
}

std::optional<DigestChallenge> strongestDigest(const QList<AuthChallenge> &challenges)
{
    std::optional<DigestChallenge> best;
    for (const AuthChallenge &challenge : challenges) {
        const auto digest = digestChallenge(challenge);
        if (digest && (!best || digest->algorithm > best->algorithm))
            best = digest;
    }
    return best;
}

QByteArray digestAuthorization(const DigestChallenge &challenge,
                               const DigestCredentials &credentials, const DigestUse &use)
{
    QByteArray value = "Digest " + userParameter(challenge, credentials.user)
        + ", realm=" + quotedString(challenge.realm) + ", nonce=" + quotedString(challenge.nonce)
        + ", uri=" + quotedString(use.uri);
    if (!challenge.algorithmName.isEmpty())
        value += ", algorithm=" + challenge.algorithmName;
    if (challenge.protection != DigestChallenge::Protection::Old)
        value += ", qop=" + protectionName(challenge.protection) + ", nc=" + countText(use.count)
            + ", cnonce=" + quotedString(use.clientNonce);
    else if (challenge.isSession) // its key is made of it
        value += ", cnonce=" + quotedString(use.clientNonce);
    value += ", response=\"" + responseOf(challenge, credentials, use) + '"';
    if (!challenge.opaque.isNull())
        value += ", opaque=" + quotedString(challenge.opaque);
    if (challenge.wantsUserHash)
        value += ", userhash=true";
    return value;
}

QByteArray nextNonce(const QList<RawHeader> &responseHeaders)
{
    return headerValue(readAuthParameters(headerValue(responseHeaders, "authentication-info")),
                       "nextnonce");
}

} // namespace Recloser
