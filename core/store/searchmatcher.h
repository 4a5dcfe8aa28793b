// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historyrow.h"
#include "core/store/historysearch.h"
#include "core/store/searchedtext.h"

#include <QByteArrayMatcher>

#include <vector>

namespace Recloser {

/// A search held against one exchange after the other, without the index: finds what the index
/// finds once it has them.
class SearchMatcher
{
public:
    explicit SearchMatcher(const SearchCondition &condition);

    bool matches(const HistoryRow &row, const SearchedTexts &texts) const;

private:
    struct Term
    {
        SearchTerm::Where where;
        bool isExcluded;
        /// Facts of which one has to hold.
        std::vector<QByteArrayMatcher> facts;
        QString signs;
        /// " first second third" as folded() has it.
        QByteArrayMatcher phrase;
        /// For the URL alone: "first", " first " and " second third", the last one null where there
        /// is one word only.
        QByteArray first;
        QByteArray end;
        QByteArray rest;
    };
    /// The texts of one exchange, folded().
    struct Texts
    {
        QByteArray url;
        QByteArray headers;
        QByteArray bodies;
    };

    static bool holds(const Term &term, const HistoryRow &row, const Texts &texts);
    static bool isInsideUrl(const Term &term, const HistoryRow &row, const QByteArray &url);

    bool isInTime(const HistoryRow &row) const;

    std::vector<Term> m_terms;
    SearchCondition m_condition;
};

} // namespace Recloser
