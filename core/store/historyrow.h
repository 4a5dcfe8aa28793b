// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QMetaType>

#include <chrono>

namespace Recloser {

/// One line of the history list.
struct HistoryRow
{
    qint64 id = 0;
    QDateTime startedAt;
    QByteArray method;
    QString url;
    QString host;
    QString key;
    Outcome outcome = Outcome::Success;
    /// Final status; 0 without one.
    int status = 0;
    /// Empty unless the outcome is an exception, blocked or cancelled.
    QString errorKind;
    int attempts = 0;
    microseconds elapsed{0};
    qint64 bodySize = 0;
    Ending ending = Ending::Answered;
    /// What the call did to its circuit. Stored as numbers: new ones go to the end.
    enum class CircuitNote { None, Opened, Closed, Late };
    CircuitNote circuitNote = CircuitNote::None;
    /// Whatever retention says, until somebody deletes it.
    bool isKept = false;

    bool operator==(const HistoryRow &) const = default;
};

struct HistoryQuery
{
    /// Words, all of which must occur (as prefixes of words) in URL, headers or text bodies; and
    /// filters `status:503`, `status:5xx`, `status:400-499`, `status:502,503`, `status:>=400`,
    /// `status:none`, `host:x`, `key:x`, `method:POST`,
    /// `is:blocked|failed|exception|success|cancelled|kept`, `after:2026-11-01`, `before:12:30`,
    /// `since:2h`, `until:2h`, `on:yesterday`. What begins with a minus must not hold.
    QString text;
    int limit = 200;
    /// Only older ones than this id; 0: from the newest.
    qint64 before = 0;
    /// After about this time the page is what was found until then; 0: once it is full.
    std::chrono::milliseconds patience{0};

    bool operator==(const HistoryQuery &) const = default;
};

/// Something in a search that reads like a filter and is none.
struct SearchProblem
{
    enum class Kind {
        UnknownFilter, ///< looked for as text
        BadValue, ///< of a filter
    };
    Kind kind = Kind::UnknownFilter;
    /// As it was written.
    QString word;
    /// The filter that was perhaps meant, or the one whose value it is; empty: none.
    QString filter;

    bool operator==(const SearchProblem &) const = default;
};

struct HistoryPage
{
    QList<HistoryRow> rows;
    QList<SearchProblem> problems;
    /// How many are stored in all, whatever the query.
    qint64 total = 0;
    bool hasMore = false;
    /// Where the next page begins: HistoryQuery::before.
    qint64 next = 0;

    bool operator==(const HistoryPage &) const = default;
};

/// URLs that were sent, newest first, each once in a page.
struct HistoryUrls
{
    QStringList urls;
    /// Where the next page begins: HistoryStore::urls(before, ...); 0 when there is none.
    qint64 before = 0;

    bool operator==(const HistoryUrls &) const = default;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::HistoryRow)
