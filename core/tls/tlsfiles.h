// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/senderror.h"
#include "core/model/tlschoices.h"

#include <QSslCertificate>
#include <QSslKey>

#include <expected>

namespace Recloser {

/// A client certificate as it was read: its chain, its own first, and its key.
struct LoadedIdentity
{
    QList<QSslCertificate> chain;
    QSslKey key;

    bool operator==(const LoadedIdentity &) const = default;
};

// These read files and block on them. Errors: TlsFileUnusable, TlsPassPhrase (none for a key that
// has one, or a wrong one); the subject is the file.

/// At least one certificate, in PEM or DER form.
std::expected<QList<QSslCertificate>, SendError> readCertificates(const QString &path);

/// `passPhrase` is null where there is none.
std::expected<LoadedIdentity, SendError> readIdentity(const ClientIdentity &identity,
                                                      const QString &passPhrase);

} // namespace Recloser
