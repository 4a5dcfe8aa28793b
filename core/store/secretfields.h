// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QHash>

namespace Recloser {

/// A secret that was taken out of a request: the caller puts it into the SecretStore.
struct ExtractedSecret
{
    QString name;
    QString value;

    bool operator==(const ExtractedSecret &) const = default;
};

/// Where literal secrets are looked for.
enum class SecretPlaces {
    Auth, ///< password, token and API key of `auth`
    AuthAndHeaders, ///< and headers that carry credentials by their name (Authorization, Cookie,
                    ///< X-Api-Key, ...)
};

/// "{{$secret name}}"
QString secretPlaceholder(const QString &name);

/// A name for secrets that is fit for placeholders and environment variables: lower-case letters,
/// digits and dashes.
QString secretName(const QString &text);

/// Replaces every literal secret of `spec` (one without a placeholder) by `{{$secret
/// prefix-field}}` and returns what was replaced.
QList<ExtractedSecret> extractSecrets(RequestSpec &spec, const QString &prefix,
                                      SecretPlaces places);

/// The names of the placeholders that extractSecrets() put, or could have put, into `spec` with
/// `prefix`.
QStringList secretNames(const RequestSpec &spec, const QString &prefix);

/// Puts the values back where a field is nothing but the placeholder of one of `secrets`.
void restoreSecrets(RequestSpec &spec, const QHash<QString, QString> &secrets);

} // namespace Recloser
