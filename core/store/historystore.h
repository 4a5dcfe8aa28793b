// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/model/recordedcall.h"
#include "core/model/storeerror.h"
#include "core/store/historyretention.h"
#include "core/store/historyrow.h"

#include <QFuture>
#include <QObject>
#include <QThread>

#include <expected>
#include <stop_token>

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
    /// A search that is no longer wanted ends soon once `stop` is requested, with Unavailable.
    QFuture<std::expected<HistoryPage, StoreError>> search(const HistoryQuery &query,
                                                           std::stop_token stop = {});
    /// The URLs of the `rows` exchanges before id `before` (0: from the newest), for a look at
    /// millions of them: nothing else of a row is read.
    QFuture<std::expected<HistoryUrls, StoreError>> urls(qint64 before, int rows);
    QFuture<std::expected<ExchangePtr, StoreError>> load(qint64 id);
    /// What a what-if is run over, a page at a time.
    QFuture<std::expected<RecordedCallPage, StoreError>>
    recordedCalls(const RecordedCallQuery &query);
    /// How many of them there were.
    QFuture<std::expected<qint64, StoreError>> remove(const QList<qint64> &ids);
    /// Marks exchanges as kept whatever retention says, or takes that back.
    QFuture<std::expected<void, StoreError>> setKept(const QList<qint64> &ids, Keeping keeping);
    QFuture<std::expected<void, StoreError>> clear();
    /// What is removed from now on, in pauses: cleaned() tells. Nothing before this is called.
    void setRetention(const HistoryRetention &retention);
    /// What there is, and what cleaning by this retention would remove.
    QFuture<std::expected<HistoryUsage, StoreError>> usage(const HistoryRetention &retention);
    /// Cleans by it now.
    QFuture<std::expected<HistoryCleaning, StoreError>> clean(const HistoryRetention &retention);
    /// Ready when everything added before is durable.
    QFuture<std::expected<void, StoreError>> flush();
    /// Ready when everything that is durable by then is in the full-text index. That happens by
    /// itself in pauses, and searches do not depend on it.
    QFuture<std::expected<void, StoreError>> index();

Q_SIGNALS:
    /// New rows are durable, oldest first.
    void added(const QList<Recloser::HistoryRow> &rows);
    void removed(const QList<qint64> &ids);
    void keptChanged(const QList<qint64> &ids, Recloser::Keeping keeping);
    /// Retention has removed something; removed() has told which.
    void cleaned(const Recloser::HistoryCleaning &cleaning);
    void cleared();
    /// Writing fails (disk full, read-only): shown as a banner; sends go on. Rows are kept in
    /// memory and tried again; when they become too many, the oldest are given up, said once more.
    void failed(const Recloser::StoreError &error);
    /// Writing works again; so many exchanges were given up meanwhile.
    void recovered(qint64 givenUp);

private:
    template<typename Value, typename Question> QFuture<Value> ask(Question question);

    QThread m_thread;
    /// Lives in `m_thread`, deleted there.
    HistoryWorker *m_worker;
};

} // namespace Recloser
