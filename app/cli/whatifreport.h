// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/whatifplans.h"

#include <QJsonObject>
#include <QStringList>

namespace Recloser {

/// What a what-if found out, as `whatif --json` prints it. Times are ms since 1970, durations ms.
QJsonObject whatIfJson(const WhatIfResult &result, const WhatIfPlans &plans);

/// The same for people: totals in columns, at most `most` circuits, what was assumed.
QStringList whatIfLines(const WhatIfResult &result, const WhatIfPlans &plans, int most);

} // namespace Recloser
