// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historyrow.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace Recloser {

/// A word or a phrase that a search asks for.
struct SearchTerm
{
    enum class Where {
        Anywhere, ///< URL, headers, text bodies; in the URL from the middle of a word on, too
        Host,
        Key,
        Facts, ///< filterFacts(); any one of `words`, each as a prefix
        Signs, ///< a stretch of the URL without letter or digit, in `words` as it is
    };
    Where where = Where::Anywhere;
    /// Next to each other, in one place, the last one as a prefix.
    QStringList words;
    /// Holds for what does not have it.
    bool isExcluded = false;

    bool operator==(const SearchTerm &) const = default;
};

/// A search as it is run; all of it has to hold.
struct SearchCondition
{
    QList<SearchTerm> terms;
    /// Begun then or later, before; milliseconds since 1970.
    std::optional<qint64> from;
    std::optional<qint64> until;
    /// Only those that are kept for ever.
    bool isKept = false;
    /// Only those without a status.
    bool isStatusless = false;
    QList<SearchProblem> problems;

    bool hasTimes() const { return from || until; }
    bool operator==(const SearchCondition &) const = default;
};

/// Turns what a user typed into a condition. Any text is accepted; `now` is what times such as
/// "since:2h" count from.
SearchCondition searchCondition(const QString &text,
                                const QDateTime &now = QDateTime::currentDateTime());

/// "2026", "2026-11", "2026-11-01", "2026-11-01T12:00", "12:30" of today, "today", "yesterday", or
/// "90s", "30min", "2h", "7d", "4w" before `now`. Local time unless an offset is written.
std::optional<QDateTime> momentOf(const QString &text, const QDateTime &now);

/// The terms as a query to the index; nothing in them can be read as FTS5 syntax. Empty without
/// terms.
QString indexQuery(const QList<SearchTerm> &terms);

/// A filter such as "status:503" made part of `condition`; without effect where its value is still
/// missing. False if `text` is no filter.
bool addFilter(SearchCondition &condition, QString text, const QDateTime &now);

} // namespace Recloser
