// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/sequencediff.h"
#include "core/compare/textrows.h"

namespace Recloser {

/// The rows that two texts have in common, in order. Both are walked through as long as they are
/// the same; where they part, a window of rows is compared until they clearly go on together, and
/// all that is left when they do not. So texts with few edits take the time of reading them.
/// Ends early, with what it has, once `stop` asks for it.
SequenceDiff diffRows(const TextRows &left, const TextRows &right, const std::stop_token &stop);

} // namespace Recloser
