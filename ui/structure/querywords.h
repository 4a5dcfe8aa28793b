// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonqueryerror.h"
#include "core/xpath/xpathsyntax.h"

namespace Recloser {

/// What is wrong with a query, and what had to come; without its place.
QString describe(const XPathError &error);
QString describe(const JsonQueryError &error);

} // namespace Recloser
