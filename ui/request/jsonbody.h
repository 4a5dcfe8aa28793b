// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/syntaxfault.h"

#include <QString>

#include <expected>
#include <optional>

namespace Recloser {

/// Bodies of more characters are not checked while they are typed.
constexpr qsizetype jsonCheckLimit = 2 * 1024 * 1024;

/// The first fault of a JSON body as written, in which `{{name}}` may stand for a value. Empty text
/// is no fault.
std::optional<SyntaxFault> jsonFault(const QString &text);

/// The body laid out over lines; numbers, escapes, the order of keys and placeholders stay as
/// written.
std::expected<QString, SyntaxFault> formattedJson(const QString &text);

/// "line 3, column 5: a comma or } should stand here".
QString describeFault(const SyntaxFault &fault);

} // namespace Recloser
