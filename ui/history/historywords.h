// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historyretention.h"
#include "core/store/historyrow.h"
#include "ui/widgets/chip.h"

#include <QDate>

namespace Recloser {

/// What became of it, in a word or two: "200", "503 ×3", "time-out ×4", "not sent".
QString resultOf(const HistoryRow &row);
ChipTone toneOfResult(const HistoryRow &row);
/// "12:03:41".
QString timeOf(const HistoryRow &row);
/// "Today", "Yesterday", "Sat 24 Jan" or "Sat 24 Jan 2025".
QString dayOf(const HistoryRow &row, QDate today);
/// What tells one URL of a host from another: path and query, without the leading slash; the host
/// where there is no more.
QString placeOf(const HistoryRow &row);
/// Everything that is known, a line each, for the tool tip.
QString detailsOf(const HistoryRow &row);
/// What retention has removed, in few words: "1 204 older than 90 days removed".
QString describeCleaning(const HistoryCleaning &cleaning, const HistoryRetention &retention);
/// What in a search is no filter, and what may have been meant; empty where all is well.
QString describeProblems(const QList<SearchProblem> &problems);
/// One sentence for screen readers.
QString spokenText(const HistoryRow &row);

/// `text` with the filter `term` ("is:failed") taken out if it is in there, else put in the place
/// of another of its kind.
QString toggledFilter(const QString &text, const QString &term);
/// True when `term` is one of the words of `text`.
bool hasFilter(const QString &text, const QString &term);

} // namespace Recloser
