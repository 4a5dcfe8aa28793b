// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/jsonpath/jsonquery.h"

namespace Recloser {

/// How `body --filter` prints what it finds.
struct BodyFilterForm
{
    bool isJson = false;
    bool isPretty = false;
};

/// Prints the values that `query` finds, each as soon as it is found. False, which has been said,
/// when the query takes too long; nothing once stdout is gone.
std::optional<bool> printMatches(const JsonQuery &query, const JsonOutline &outline,
                                 const BodyFilterForm &form, qint64 &count);

} // namespace Recloser
