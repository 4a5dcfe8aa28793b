// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/store/historyrow.h"

#include <QStringList>

namespace Recloser {

/// What the full-text index holds of one exchange, a member per column.
struct IndexedText
{
    QString url;
    /// The ends of the words of the URL ("earch arch rch ch" of "search"), so that any part of a
    /// word is found as a prefix.
    QString parts;
    QString host;
    QString key;
    /// Words for the filters: "s503 s5xx mget isfailed".
    QString facts;
    QString headers;
    /// At most `indexedBodySize` of each text body.
    QString body;

    bool operator==(const IndexedText &) const = default;
};

inline constexpr qint64 indexedBodySize = 256 * 1024;

/// Reads the beginning of bodies that are in files; otherwise pure.
IndexedText indexedText(const Exchange &exchange);

/// The line of the history list for an exchange, without its id.
HistoryRow historyRow(const Exchange &exchange);

/// A search as the database runs it.
struct SearchCondition
{
    /// FTS5 query; empty: everything.
    QString match;
    /// Words without letter or digit, which no index holds: the URL must contain each of them.
    QStringList urlContains;

    bool operator==(const SearchCondition &) const = default;
};

/// Turns what a user typed into a condition. Any text is accepted; nothing in it can be read as
/// FTS5 syntax.
SearchCondition searchCondition(const QString &text);

} // namespace Recloser
