// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"
#include "ui/describe/describe.h"

namespace Recloser {

Sentence describe(const CollectionFailure &failure);
QString describe(const CollectionNote &note);
/// Of several at most three, and how many more there are.
QString describe(const QList<CollectionNote> &notes);
/// What was done: "Deleted “Search”", "Moved 3 items".
QString describe(const Collection::StepText &step);

} // namespace Recloser
