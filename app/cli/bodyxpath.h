// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/xpath/xpathsyntax.h"

namespace Recloser {

/// What is wrong with an XPath expression, and where, characters counted from 1.
QString wordsOf(const XPathError &error);

} // namespace Recloser
