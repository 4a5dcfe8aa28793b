// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonqueryerror.h"

namespace Recloser {

/// What is wrong with a JSONPath query, and where, characters counted from 1.
QString wordsOf(const JsonQueryError &error);

} // namespace Recloser
