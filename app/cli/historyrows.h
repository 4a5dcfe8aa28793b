// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historyrow.h"

#include <QJsonObject>

namespace Recloser {

/// A line of history as `history list --json` prints it; null where unknown.
QJsonObject toJson(const HistoryRow &row);

/// The same for people, in columns.
QString columnsOf(const HistoryRow &row);

} // namespace Recloser
