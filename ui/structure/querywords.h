// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/xpath/xpathsyntax.h"

namespace Recloser {

/// What is wrong with a query, and what had to come; without its place.
QString describe(const XPathError &error);

} // namespace Recloser
