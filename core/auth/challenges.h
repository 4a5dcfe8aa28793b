// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

#include <QByteArrayView>

namespace Recloser {

/// One challenge of WWW-Authenticate or Proxy-Authenticate (RFC 9110 section 11.6.1). Plain value.
struct AuthChallenge
{
    /// As written; compare without regard to case.
    QByteArray scheme;
    /// What Negotiate and NTLM send instead of parameters; empty: none.
    QByteArray token68;
    /// Names in lower case, values without their quotes, in order.
    QList<RawHeader> parameters;

    bool operator==(const AuthChallenge &) const = default;
};

/// The challenges of one header line, in order; a line may hold several, and commas in quotes
/// divide nothing. What is no challenge is passed over.
QList<AuthChallenge> readChallenges(QByteArrayView line);

/// Those of all WWW-Authenticate lines, in order.
QList<AuthChallenge> challengesOf(const QList<RawHeader> &responseHeaders);

/// A list of parameters without a scheme, as Authentication-Info has it (RFC 7615).
QList<RawHeader> readAuthParameters(QByteArrayView line);

/// `text` as a quoted-string (RFC 9110 section 5.6.4).
QByteArray quotedString(QByteArrayView text);

} // namespace Recloser
