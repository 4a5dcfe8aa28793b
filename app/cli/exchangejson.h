// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/model/exchange.h"

#include <QJsonObject>

namespace Recloser {

/// The exchange as `send --json` prints it; times in milliseconds, null where unknown. The answer
/// is what was asked for, so its headers and body are those of `exchange`; everything else is taken
/// from `shown`, the same exchange redacted, since such lines end up in logs.
QJsonObject toJson(const Exchange &exchange, const Exchange &shown);

/// What matters of it where many are told, under the same names: without headers, bodies and the
/// single attempts; `attempts` is their number.
QJsonObject summaryOf(const Exchange &exchange, const Exchange &shown);

/// What a process ends with that did nothing but this. What was found before anything was sent is
/// Usage: the user's to mend, not the network's.
ExitCode exitCodeOf(const Exchange &exchange);

/// "success", "failed", "exception", "blocked", "cancelled".
QString outcomeName(Outcome outcome);

/// "answered", "attempts-exhausted", ...: Ending's enumerators in the order of their values.
QString endingName(Ending ending);

/// Why there were no more attempts, where the guarded rules held one back; else empty.
QString explain(Ending ending);

/// What went wrong in words, with what to do: for stderr.
QString explain(const SendError &error);

} // namespace Recloser
