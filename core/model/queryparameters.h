// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

namespace Recloser {

/// The parameters of a URL's query in order, text untouched: everything between the first `?` and
/// the first `#` after it, split at `&`. A `?` inside `{{...}}` does not start a query.
QList<QueryParameter> splitQuery(const QString &url);

/// Where the query begins with its `?`; where it would, if there is none.
qsizetype queryStart(const QString &url);

/// `url` with its query replaced by the enabled ones of `parameters`; no `?` when there are none.
/// The fragment stays.
QString withQuery(const QString &url, const QList<QueryParameter> &parameters);

/// All rows of a request: those in its URL and the disabled ones, in their order.
QList<QueryParameter> parameterRows(const RequestSpec &spec);

/// Writes rows back: enabled ones into the URL, the others aside with their places.
void setParameterRows(RequestSpec &spec, const QList<QueryParameter> &rows);

/// Text a user typed as name or value, with the characters that would end it in a URL (`&`, `#`,
/// blanks, control characters; `=` in names) percent-encoded, and all else, `%` and placeholders
/// included, left as typed (RFC 3986 section 3.4).
QString encodedForQuery(const QString &typed, bool isName);

} // namespace Recloser
