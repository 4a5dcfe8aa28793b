// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historyrecords.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

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
    std::expected<HistoryPage, StoreError> search(const HistoryQuery &query,
                                                  const std::stop_token &stop);
    std::expected<HistoryUrls, StoreError> urls(qint64 before, int rows);
    std::expected<ExchangePtr, StoreError> load(qint64 id);
    std::expected<RecordedCallPage, StoreError> recordedCalls(const RecordedCallQuery &query);
    std::expected<qint64, StoreError> remove(const QList<qint64> &ids);
    std::expected<void, StoreError> setKept(const QList<qint64> &ids, Keeping keeping);
    /// Cleans by it from now on, in pauses.
    void setRetention(const HistoryRetention &retention);
    std::expected<HistoryUsage, StoreError> usage(const HistoryRetention &retention);
    /// Cleans now what would be cleaned in the next pauses.
    std::expected<HistoryCleaning, StoreError> clean(const HistoryRetention &retention);
    std::expected<void, StoreError> clear();
    /// Writes what is pending, then closes. What waits for the index does so until the next start.
    void stop();

Q_SIGNALS:
    void added(const QList<Recloser::HistoryRow> &rows);
    void removed(const QList<qint64> &ids);
    void keptChanged(const QList<qint64> &ids, Recloser::Keeping keeping);
    void cleaned(const Recloser::HistoryCleaning &cleaning);
    void cleared();
    void failed(const Recloser::StoreError &error);
    void recovered(qint64 givenUp);

private:
    std::expected<void, StoreError> open();
    /// As it is where it cannot be opened for writing.
    std::expected<void, StoreError> openForReading();
    std::expected<void, StoreError> writeBatch();
    void writePending();
    void waitForPause(qsizetype batch);
    void indexSome();
    void cleanSome();
    /// Whether there is more to do.
    std::expected<bool, StoreError> cleanOnce();
    void sayCleaned();
    void dropRefused(const StoreError &error);
    void boundPending();
    void takePending(qsizetype count);
    void report(const StoreError &error);
    void settle(const std::expected<void, StoreError> &result);
    void replaceIfCorrupt(const StoreError &error);

    QString m_folder;
    std::unique_ptr<HistoryRecords> m_records;
    QList<ExchangePtr> m_pending;
    QTimer m_batchTimer;
    QTimer m_retryTimer;
    QTimer m_indexTimer;
    QTimer m_cleanTimer;
    std::optional<HistoryRetention> m_retention;
    /// Since it was last told.
    HistoryCleaning m_cleaning;
    /// m_records is to look at only.
    bool m_isReadOnly = false;
    bool m_isTidy = false;
    bool m_isShrinking = false;
    enum class Health { Good, Failing };
    Health m_health = Health::Good;
    /// Of the bodies that wait in memory.
    qint64 m_pendingBytes = 0;
    /// Exchanges that have been given up since writing began to fail.
    qint64 m_givenUp = 0;
};

} // namespace Recloser
