// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/formaterror.h"
#include "core/model/requestspec.h"

#include <QStringList>

#include <expected>

namespace Recloser {

/// A request read from another notation.
struct ImportedRequest
{
    RequestSpec spec;
    /// What was there but has no meaning here; nothing is dropped silently.
    QStringList warnings;

    bool operator==(const ImportedRequest &) const = default;
};

/// True when `text` begins like the Fynd library's request, a JSON object or a Python dict or a
/// list of these, or like its call.
bool looksLikeFynd(QStringView text);

/// Reads `{"url": ..., "verb": ..., "data": ..., "headers": ..., "auth": ..., "cb_config":
/// {"regex_pattern": ...}}`, as JSON or as a Python dict (single quotes, None/True/False, tuples,
/// trailing commas, comments).
std::expected<ImportedRequest, FormatError> parseFynd(const QString &text);

/// The same of a list of them, or of one; the first that is broken is the error.
std::expected<QList<ImportedRequest>, FormatError> parseFyndList(const QString &text);

/// The same request in that notation.
QString toFyndJson(const RequestSpec &spec);
QString toFyndDict(const RequestSpec &spec);

/// The same as the later call, `await request(url=..., data=..., protocol=...,
/// protocol_info={...})` with the time-out, retries and circuit breaker that the request sets
/// itself.
QString toFyndCall(const RequestSpec &spec);

} // namespace Recloser
