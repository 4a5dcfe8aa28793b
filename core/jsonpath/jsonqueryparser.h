// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonqueryerror.h"
#include "core/jsonpath/jsonquerysyntax.h"

#include <expected>

namespace Recloser {

/// A text of any length may be handed over; longer ones than this are refused.
constexpr qsizetype longestJsonQuery = 65'536;

/// Reads a query by the grammar of RFC 9535, the rules of section 2.4.3 about functions included.
/// Blanks may also stand in the brackets of a singular query. No blanks before `$` or at the end.
std::expected<JsonSubquery, JsonQueryError> parseJsonQuery(const QString &text);

} // namespace Recloser
