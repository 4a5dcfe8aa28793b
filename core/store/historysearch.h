// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace Recloser {

/// A word or a phrase that a search asks for.
struct SearchTerm
{
    enum class Where {
        Anywhere, ///< URL, headers, text bodies; in the URL from the middle of a word on, too
        Host,
        Key,
        Facts, ///< filterFacts()
    };
    Where where = Where::Anywhere;
    /// Next to each other, in one place, the last one as a prefix.
    QStringList words;

    bool operator==(const SearchTerm &) const = default;
};

/// A search as it is run; all of it has to hold.
struct SearchCondition
{
    QList<SearchTerm> terms;
    /// Words without letter or digit, which no index holds: the URL must contain each of them.
    QStringList urlContains;

    bool operator==(const SearchCondition &) const = default;
};

/// Turns what a user typed into a condition. Any text is accepted.
SearchCondition searchCondition(const QString &text);

/// The terms as a query to the index; nothing in them can be read as FTS5 syntax. Empty without
/// terms.
QString indexQuery(const QList<SearchTerm> &terms);

} // namespace Recloser
