// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historyrecords.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace Recloser {

/// Writes and reads history in its own thread: every function is called there. Collects what is
/// added into batches, indexes them in pauses, keeps what cannot be written and tries again,
/// replaces a corrupt database by a fresh one.
class HistoryWorker : public QObject
{
    Q_OBJECT

public:
    explicit HistoryWorker(const QString &folder);

    /// Opens the database, so that the first search need not.
    void start();
    void add(const ExchangePtr &exchange);
    std::expected<void, StoreError> flush();
    /// Indexes now what would be indexed in the next pauses.
    std::expected<void, StoreError> index();
    std::expected<HistoryPage, StoreError> search(const HistoryQuery &query);
    std::expected<HistoryUrls, StoreError> urls(qint64 before, int rows);
    std::expected<ExchangePtr, StoreError> load(qint64 id);
    std::expected<RecordedCallPage, StoreError> recordedCalls(const RecordedCallQuery &query);
    std::expected<qint64, StoreError> remove(const QList<qint64> &ids);
    std::expected<void, StoreError> clear();
    /// Writes what is pending, then closes. What waits for the index does so until the next start.
    void stop();

Q_SIGNALS:
    void added(const QList<Recloser::HistoryRow> &rows);
    void removed(const QList<qint64> &ids);
    void cleared();
    void failed(const Recloser::StoreError &error);
    void recovered();

private:
    std::expected<void, StoreError> open();
    std::expected<void, StoreError> writeBatch();
    void writePending();
    void waitForPause(qsizetype batch);
    void indexSome();
    void dropRefused(const StoreError &error);
    void boundPending();
    void report(const StoreError &error);
    void settle(const std::expected<void, StoreError> &result);
    void replaceIfCorrupt(const StoreError &error);

    QString m_folder;
    std::unique_ptr<HistoryRecords> m_records;
    QList<ExchangePtr> m_pending;
    QTimer m_batchTimer;
    QTimer m_retryTimer;
    QTimer m_indexTimer;
    enum class Health { Good, Failing };
    Health m_health = Health::Good;
    /// Exchanges have been given up since writing began to fail.
    bool m_isDropping = false;
};

} // namespace Recloser
