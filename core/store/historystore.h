// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/model/recordedcall.h"
#include "core/model/storeerror.h"
#include "core/store/historyrow.h"

#include <QFuture>
#include <QObject>
#include <QThread>

#include <expected>

namespace Recloser {

class HistoryWorker;

/// Every exchange ever sent, in SQLite on a thread of its own. This object lives in the GUI thread
/// and never blocks it; rows are written in batches, durable at the latest 250 ms after they were
/// added, and found from then on. Give it redacted exchanges only. Futures finish from the event
/// loop of the thread it lives in, never inside the call that returned them.
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
    /// The URLs of the `rows` exchanges before id `before` (0: from the newest), for a look at
    /// millions of them: nothing else of a row is read.
    QFuture<std::expected<HistoryUrls, StoreError>> urls(qint64 before, int rows);
    QFuture<std::expected<ExchangePtr, StoreError>> load(qint64 id);
    /// What a what-if is run over, a page at a time.
    QFuture<std::expected<RecordedCallPage, StoreError>>
    recordedCalls(const RecordedCallQuery &query);
    /// How many of them there were.
    QFuture<std::expected<qint64, StoreError>> remove(const QList<qint64> &ids);
    QFuture<std::expected<void, StoreError>> clear();
    /// Ready when everything added before is durable.
    QFuture<std::expected<void, StoreError>> flush();
    /// Ready when everything that is durable by then is in the full-text index. That happens by
    /// itself in pauses, and searches do not depend on it.
    QFuture<std::expected<void, StoreError>> index();

Q_SIGNALS:
    /// New rows are durable, oldest first.
    void added(const QList<Recloser::HistoryRow> &rows);
    void removed(const QList<qint64> &ids);
    void cleared();
    /// Writing fails (disk full, read-only): shown as a banner; sends go on. Rows are kept in
    /// memory and tried again.
    void failed(const Recloser::StoreError &error);
    /// Writing works again.
    void recovered();

private:
    template<typename Value, typename Question> QFuture<Value> ask(Question question);

    QThread m_thread;
    /// Lives in `m_thread`, deleted there.
    HistoryWorker *m_worker;
};

} // namespace Recloser
