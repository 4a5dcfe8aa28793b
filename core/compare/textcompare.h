// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"

#include <optional>

namespace Recloser {

/// Puts two texts side by side: equal rows beside equal ones, changed ones beside those they are
/// most like. Swapping the sides gives the mirror image. Time and memory are bounded by the number
/// of rows; texts that have little in common are marked as approximate. Nothing once `stop` asked
/// for it.
std::optional<AlignedRows> compareTexts(const TextRows &left, const TextRows &right,
                                        const std::stop_token &stop = {});

} // namespace Recloser
