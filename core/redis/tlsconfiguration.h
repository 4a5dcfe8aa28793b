// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/endpoint.h"

#include <QSslConfiguration>
#include <QSslError>

#include <expected>

namespace Recloser {

/// Reads the files of `tls`; TlsFileUnreadable names the one that is missing or not PEM.
std::expected<QSslConfiguration, RedisError> tlsConfiguration(const RedisTls &tls);

/// The one cause to show of what a certificate was refused for.
RedisError verificationError(const QList<QSslError> &errors, const QString &host);

} // namespace Recloser
