// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/model/storeerror.h"

#include <QFuture>
#include <QObject>

#include <expected>

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

    bool operator==(const HistoryRow &) const = default;
};

struct HistoryQuery
{
    /// Words, all of which must occur (as prefixes of words) in URL, headers or text bodies; and filters
    /// `status:503`, `status:5xx`, `host:x`, `key:x`, `method:POST`, `is:blocked|failed|exception|success|cancelled`.
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

/// Every exchange ever sent, in SQLite on a thread of its own. This object lives in the GUI thread and never blocks it; rows are
/// written in batches, durable at the latest 250 ms after they were added. Give it redacted exchanges only.
class HistoryStore : public QObject
{
    Q_OBJECT

public:
    /// Opens (or creates, or migrates) `folder`/history.sqlite in the background.
    explicit HistoryStore(const QString &folder, QObject *parent = nullptr);
    /// Writes what is pending, then closes.
    ~HistoryStore() override;

    void add(ExchangePtr exchange);
    QFuture<std::expected<HistoryPage, StoreError>> search(const HistoryQuery &query);
    QFuture<std::expected<ExchangePtr, StoreError>> load(qint64 id);
    QFuture<std::expected<void, StoreError>> remove(const QList<qint64> &ids);
    QFuture<std::expected<void, StoreError>> clear();
    /// Ready when everything added before is durable.
    QFuture<std::expected<void, StoreError>> flush();

Q_SIGNALS:
    /// New rows are durable, oldest first.
    void added(const QList<Recloser::HistoryRow> &rows);
    void removed(const QList<qint64> &ids);
    void cleared();
    /// Writing fails (disk full, read-only): shown as a banner; sends go on. Rows are kept in memory and tried again.
    void failed(const Recloser::StoreError &error);
    /// Writing works again.
    void recovered();
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::HistoryRow)
