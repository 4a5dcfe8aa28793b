// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/whatifcomparison.h"

#include <QStringList>

namespace Recloser {

/// What side A of a comparison is: what did happen, or other rules.
enum class WhatIfFirst { AsItWas, Rules };

/// "Calls: 1,204, from … to …."
QString whatIfScope(const WhatIfResult &result);
/// What differs between two sides, in a few sentences with their figures; B is spoken of.
QStringList whatIfSentences(const WhatIfSide &a, const WhatIfSide &b, WhatIfFirst first);
/// What was assumed for the two sides, each with how often; nothing that never was.
QStringList whatIfAssumptions(const WhatIfSide &a, const WhatIfSide &b, WhatIfFirst first);
/// How keys that are split or joined differ from the recorded ones; empty where none are.
QStringList whatIfRegroupings(const WhatIfSide &side, const QString &name);
/// "3 openings, 30 s in all; 12 blocked, 4 of them needlessly".
QString whatIfCircuitWords(const WhatIfCircuit &circuit);

} // namespace Recloser
