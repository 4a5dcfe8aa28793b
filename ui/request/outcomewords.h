// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/outcomes.h"

#include <QStringList>

namespace Recloser {

/// "503", "any 5xx", "connection refused", "nothing was sent".
QString outcomeText(const OutcomeMatch &match);
/// Reads what outcomeText() writes, a status ("503", "5xx"), and the words of files.
std::optional<OutcomeMatch> outcomeFromText(const QString &typed);
/// What people may choose: groups of errors, statuses, single errors.
QList<OutcomeMatch> commonOutcomes();

/// In the order of their values.
QStringList breakerEffectTexts();
QStringList retryEffectTexts();

/// What a new row about `match` begins with: what most would say of it.
OutcomeRule suggestedRule(const OutcomeMatch &match);

/// "failures: no answer, 5xx; tried again: 502, 503" in a few words.
QString outcomesSummary(const OutcomeTable &table);

} // namespace Recloser
