// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

namespace Recloser {

/// A text of an Auth: what whoever goes through all of them has to know. Plain value.
struct AuthText
{
    enum class Secrecy {
        Plain,
        Secret,
        Key, ///< a secret, unless it is the path of a file
    };

    QString Auth::*text;
    /// In `# @auth` and on the command line, such as "access-key".
    QString option;
    /// Where it stands, in messages: "the access key".
    QString place;
    Secrecy secrecy = Secrecy::Plain;
};

/// Those that a kind sends or signs with, in the order in which people give them.
const QList<AuthText> &authTexts(Auth::Kind kind);

/// Those of any kind that are secrets, each once.
const QList<AuthText> &secretAuthTexts();

/// Whether what `auth` has there, if anything, is for nobody else to see.
bool isSecretIn(const Auth &auth, const AuthText &text);

/// Written out, not the path of a file that holds it.
inline bool isKeyInPem(const QString &text)
{
    return text.contains(QLatin1StringView("-----BEGIN"));
}

/// A kind that is made anew for every attempt, or answers what a server asks: it leaves its marks
/// on a request only when that is sent.
constexpr bool isMadePerAttempt(Auth::Kind kind)
{
    return kind == Auth::Kind::Digest || kind == Auth::Kind::AwsSigV4 || kind == Auth::Kind::OAuth1
        || kind == Auth::Kind::OAuth2;
}

} // namespace Recloser
