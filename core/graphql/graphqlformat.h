// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqldocument.h"

#include <expected>

namespace Recloser {

/// `document` laid out: a field a line, two spaces a level, arguments on the line of their field, a
/// blank line between definitions. Tokens and comments stay as they are.
std::expected<QString, GraphQlSyntaxFault> formattedGraphQl(QStringView document);

} // namespace Recloser
