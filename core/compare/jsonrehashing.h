// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/jsonpath.h"
#include "core/compare/jsontree.h"

namespace Recloser {

/// Hashes of all values of a tree that leave out the values `ignored` names.
std::vector<quint64> hashesWithout(const JsonTree &tree, const QList<JsonPathPattern> &ignored);

} // namespace Recloser
