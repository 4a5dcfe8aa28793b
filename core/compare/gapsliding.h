// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/sequencediff.h"
#include "core/compare/textrows.h"

namespace Recloser {

/// Moves rows that are on one side alone to where people would put them, where that is a choice:
/// of "}, {" and "{ ... }," the one that begins where something begins, by indentation and blank
/// rows.
void slideGaps(std::vector<EqualRun> &runs, const TextRows &left, const TextRows &right);

} // namespace Recloser
