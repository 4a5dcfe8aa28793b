// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QMetaType>

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

    bool operator==(const HistoryRow &) const = default;
};

struct HistoryQuery
{
    /// Words, all of which must occur (as prefixes of words) in URL, headers or text bodies; and
    /// filters `status:503`, `status:5xx`, `host:x`, `key:x`, `method:POST`,
    /// `is:blocked|failed|exception|success|cancelled`.
    QString text;
    int limit = 200;
    /// Only older ones than this id; 0: from the newest.
    qint64 before = 0;

    bool operator==(const HistoryQuery &) const = default;
};

struct HistoryPage
{
    QList<HistoryRow> rows;
    /// How many are stored in all, whatever the query.
    qint64 total = 0;
    bool hasMore = false;

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
