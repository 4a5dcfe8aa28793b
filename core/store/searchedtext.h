// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/store/historyrow.h"

namespace Recloser {

/// What a search looks at, of one exchange: the columns of its row, what these functions derive
/// from them, and its texts.

/// The line of the history list for an exchange, without its id.
HistoryRow historyRow(const Exchange &exchange);

/// The ends of the words of a URL ("earch arch rch ch" of "search"), so that any part of a word is
/// found as a prefix.
QString wordEnds(const QString &url);

/// Words for the filters: "mget isfailed s503 s5xx".
QString filterFacts(const HistoryRow &row);

/// signFact() of what stands between the words of a URL, from each sign on.
QString signFacts(const QString &url);

/// Longer stretches of signs are indexed as far as this.
inline constexpr qsizetype longestSigns = 12;

/// Signs as a word of the index, which has none: "p3a2f2f" for "://". A beginning of the signs is
/// one of the word.
QString signFact(QStringView signs);

/// `text` without anything but letters and digits, in lower case: the value of a filter as
/// filterFacts() writes it.
QString filterValue(const QString &text);

/// What the row of an exchange does not hold of it, condensed() (searchwords.h).
struct SearchedTexts
{
    QByteArray headers;
    /// At most `searchedBodySize` of each text body.
    QByteArray bodies;

    bool operator==(const SearchedTexts &) const = default;
};

inline constexpr qint64 searchedBodySize = 256 * 1024;

/// Reads the beginning of bodies that are in files; otherwise pure.
SearchedTexts searchedTexts(const Exchange &exchange);

} // namespace Recloser
