// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historystore.h"

#include "core/store/historyworker.h"

#include <QCoreApplication>
#include <QPromise>

#include <memory>

namespace Recloser {

using namespace Qt::StringLiterals;

HistoryStore::HistoryStore(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_worker(new HistoryWorker(folder))
{
    m_thread.setObjectName(u"history"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &HistoryWorker::added, this, &HistoryStore::added);
    connect(m_worker, &HistoryWorker::removed, this, &HistoryStore::removed);
    connect(m_worker, &HistoryWorker::keptChanged, this, &HistoryStore::keptChanged);
    connect(m_worker, &HistoryWorker::cleaned, this, &HistoryStore::cleaned);
    connect(m_worker, &HistoryWorker::cleared, this, &HistoryStore::cleared);
    connect(m_worker, &HistoryWorker::failed, this, &HistoryStore::failed);
    connect(m_worker, &HistoryWorker::recovered, this, &HistoryStore::recovered);
    m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(m_worker, &HistoryWorker::start, Qt::QueuedConnection);
}

HistoryStore::~HistoryStore()
{
    // Queued behind everything asked before, so that every future gets its value; quit() from here
    // would overtake them.
    HistoryWorker *worker = m_worker;
    QMetaObject::invokeMethod(
        worker,
        [worker] {
            worker->stop();
            worker->thread()->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // the values of the last of them
}

template<typename Value, typename Question> QFuture<Value> HistoryStore::ask(Question question)
{
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    QFuture<Value> future = promise->future();
    QMetaObject::invokeMethod(
        m_worker,
        [this, worker = m_worker, promise, question = std::move(question)] {
            // Finished here on the asker's own thread, a future never has its value before the call
            // that returned it is over, and what follows it never runs inside that call.
            QMetaObject::invokeMethod(
                this,
                [promise, value = question(*worker)]() mutable {
                    promise->addResult(std::move(value));
                    promise->finish();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    return future;
}

void HistoryStore::add(ExchangePtr exchange)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, exchange = std::move(exchange)] { worker->add(exchange); },
        Qt::QueuedConnection);
}

QFuture<std::expected<HistoryPage, StoreError>> HistoryStore::search(const HistoryQuery &query,
                                                                     std::stop_token stop)
{
    return ask<std::expected<HistoryPage, StoreError>>(
        [query, stop = std::move(stop)](HistoryWorker &worker) {
            return worker.search(query, stop);
        });
}

QFuture<std::expected<HistoryUrls, StoreError>> HistoryStore::urls(qint64 before, int rows)
{
    return ask<std::expected<HistoryUrls, StoreError>>(
        [before, rows](HistoryWorker &worker) { return worker.urls(before, rows); });
}

QFuture<std::expected<ExchangePtr, StoreError>> HistoryStore::load(qint64 id)
{
    return ask<std::expected<ExchangePtr, StoreError>>(
        [id](HistoryWorker &worker) { return worker.load(id); });
}

QFuture<std::expected<RecordedCallPage, StoreError>>
HistoryStore::recordedCalls(const RecordedCallQuery &query)
{
    return ask<std::expected<RecordedCallPage, StoreError>>(
        [query](HistoryWorker &worker) { return worker.recordedCalls(query); });
}

QFuture<std::expected<qint64, StoreError>> HistoryStore::remove(const QList<qint64> &ids)
{
    return ask<std::expected<qint64, StoreError>>(
        [ids](HistoryWorker &worker) { return worker.remove(ids); });
}

QFuture<std::expected<void, StoreError>> HistoryStore::setKept(const QList<qint64> &ids,
                                                               Keeping keeping)
{
    return ask<std::expected<void, StoreError>>(
        [ids, keeping](HistoryWorker &worker) { return worker.setKept(ids, keeping); });
}

void HistoryStore::setRetention(const HistoryRetention &retention)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, retention] { worker->setRetention(retention); },
        Qt::QueuedConnection);
}

QFuture<std::expected<HistoryUsage, StoreError>>
HistoryStore::usage(const HistoryRetention &retention)
{
    return ask<std::expected<HistoryUsage, StoreError>>(
        [retention](HistoryWorker &worker) { return worker.usage(retention); });
}

QFuture<std::expected<HistoryCleaning, StoreError>>
HistoryStore::clean(const HistoryRetention &retention)
{
    return ask<std::expected<HistoryCleaning, StoreError>>(
        [retention](HistoryWorker &worker) { return worker.clean(retention); });
}

QFuture<std::expected<void, StoreError>> HistoryStore::clear()
{
    return ask<std::expected<void, StoreError>>(
        [](HistoryWorker &worker) { return worker.clear(); });
}

QFuture<std::expected<void, StoreError>> HistoryStore::flush()
{
    return ask<std::expected<void, StoreError>>(
        [](HistoryWorker &worker) { return worker.flush(); });
}

QFuture<std::expected<void, StoreError>> HistoryStore::index()
{
    return ask<std::expected<void, StoreError>>(
        [](HistoryWorker &worker) { return worker.index(); });
}

} // namespace Recloser
