// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/run/replaycomparison.h"
#include "core/run/series.h"

#include <QString>

namespace Recloser {

/// "200", "connection refused", "blocked".
QString resultWords(const ReplaySide &side);
/// The circuit key, or "none".
QString keyWords(const ReplaySide &side);
/// "equal", "different", "unknown".
QString bodyWords(BodyVerdict verdict);
/// What differs, one line each; empty where nothing does.
QString differenceWords(const ReplayRow &row);
/// "12 of 40 requests: 11 succeeded, 1 failed".
QString runSummary(const SeriesTotals &totals, qint64 count);
QString replaySummary(const ReplayTotals &totals, qint64 count);

} // namespace Recloser
