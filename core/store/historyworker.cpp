// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyworker.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The promise is 250 ms; this leaves the rest to the disk.
constexpr auto batchDelay = 50ms;
constexpr auto retryDelay = 1s;
// Bounds how long a search waits behind a batch.
constexpr qsizetype batchSize = 256;
// While nothing can be written: a few hundred bytes each, bodies apart.
constexpr qsizetype mostPending = 10'000;
constexpr qint64 mostPendingBytes = 64 * 1024 * 1024;
// Indexing takes longer than writing, so it is left for later; but after a burst of requests rather
// than in it, and soon enough that a search seldom has to do without.
constexpr auto indexDelay = 200ms;
constexpr qsizetype burstBatch = 32;
constexpr auto cleanDelay = 1s;
// At most this is read by a search beside the index: some 2'700 answers of 1 kB, 15 ms. What comes
// on top is indexed as it comes.
constexpr qint64 mostUnindexed = 4 * 1024 * 1024;
// Bounds how long a question waits for indexing: about 10 ms.
constexpr qint64 indexedAtOnce = 100 * 1024;
/// Of the bodies that only this exchange holds in memory.
qint64 bytesOf(const Exchange &exchange)
{
    qint64 bytes = exchange.spec.body.text.size();
    for (const BodySegment &segment : exchange.request.body)
        bytes += segment.bytes.size();
    for (const Attempt &attempt : exchange.attempts) {
        if (attempt.result)
            bytes += attempt.result->body.bytes.size();
    }
    return bytes;
}

} // namespace

HistoryWorker::HistoryWorker(const QString &folder)
    : m_folder(folder)
    , m_batchTimer(this)
    , m_retryTimer(this)
    , m_indexTimer(this)
    , m_cleanTimer(this)
{
    m_batchTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    m_indexTimer.setSingleShot(true);
    m_cleanTimer.setSingleShot(true);
    connect(&m_batchTimer, &QTimer::timeout, this, &HistoryWorker::writePending);
    connect(&m_retryTimer, &QTimer::timeout, this, &HistoryWorker::writePending);
    connect(&m_indexTimer, &QTimer::timeout, this, &HistoryWorker::indexSome);
    connect(&m_cleanTimer, &QTimer::timeout, this, &HistoryWorker::cleanSome);
}

void HistoryWorker::start()
{
    settle(open());
}

std::expected<void, StoreError> HistoryWorker::open()
{
    if (m_records && !m_isReadOnly)
        return {};
    auto records = HistoryRecords::open(m_folder);
    if (!records && records.error().kind == StoreError::Kind::Corrupt) {
        replaceIfCorrupt(records.error());
        records = HistoryRecords::open(m_folder);
    }
    if (!records)
        return std::unexpected(records.error());
    m_records = *std::move(records);
    m_isReadOnly = false;
    // Perhaps the last time ended before everything was indexed.
    m_indexTimer.start(indexDelay);
    m_cleanTimer.start(cleanDelay);
    return {};
}

std::expected<void, StoreError> HistoryWorker::openForReading()
{
    if (m_records)
        return {};
    const auto opened = open();
    if (opened)
        return opened;
    using enum StoreError::Kind;
    const StoreError::Kind kind = opened.error().kind;
    if (kind != ReadOnly && kind != Unwritable && kind != DiskFull)
        return opened;
    auto records = HistoryRecords::openForReading(m_folder);
    if (!records)
        return opened;
    m_records = *std::move(records);
    m_isReadOnly = true;
    return {};
}

void HistoryWorker::replaceIfCorrupt(const StoreError &error)
{
    if (error.kind != StoreError::Kind::Corrupt)
        return;
    m_records.reset();
    StoreError report = error;
    report.detail = u"kept as "_s + HistoryDatabase::moveAside(m_folder) + u": "_s + error.detail;
    Q_EMIT failed(report);
    m_health = Health::Failing;
}

void HistoryWorker::add(const ExchangePtr &exchange)
{
    m_pending.append(exchange);
    m_pendingBytes += bytesOf(*exchange);
    if (m_health == Health::Failing) {
        boundPending();
        return;
    }
    if (!m_batchTimer.isActive())
        m_batchTimer.start(batchDelay);
}

void HistoryWorker::boundPending()
{
    qsizetype excess = std::max<qsizetype>(0, m_pending.size() - mostPending);
    qint64 bytes = m_pendingBytes;
    for (qsizetype i = 0; i < m_pending.size() && (i < excess || bytes > mostPendingBytes); ++i) {
        bytes -= bytesOf(*m_pending[i]);
        excess = std::max(excess, i + 1);
    }
    if (excess == 0)
        return;
    takePending(excess);
    const bool isFirst = m_givenUp == 0;
    m_givenUp += excess;
    if (isFirst)
        Q_EMIT failed({StoreError::Kind::Unwritable, HistoryDatabase::pathIn(m_folder),
                       u"too many exchanges wait to be written; the oldest are given up"_s});
}

void HistoryWorker::takePending(qsizetype count)
{
    for (qsizetype i = 0; i < count; ++i)
        m_pendingBytes -= bytesOf(*m_pending[i]);
    m_pending.remove(0, count);
}

std::expected<void, StoreError> HistoryWorker::writeBatch()
{
    if (const auto opened = open(); !opened)
        return opened;
    const QList<ExchangePtr> batch = m_pending.first(std::min(batchSize, m_pending.size()));
    const auto rows = m_records->insert(batch);
    if (!rows)
        return std::unexpected(rows.error());
    takePending(batch.size());
    waitForPause(batch.size());
    Q_EMIT added(*rows);
    return {};
}

void HistoryWorker::waitForPause(qsizetype batch)
{
    const auto waiting = m_records->unindexedSize();
    if (waiting && *waiting > mostUnindexed)
        m_indexTimer.start(0ms);
    else if (batch >= burstBatch || !m_indexTimer.isActive())
        m_indexTimer.start(indexDelay);
    if (m_retention && !m_cleanTimer.isActive())
        m_cleanTimer.start(cleanDelay);
}

void HistoryWorker::indexSome()
{
    if (!m_records || m_isReadOnly)
        return;
    const qint64 excess = m_records->unindexedSize().value_or(0) - mostUnindexed;
    const auto more = m_records->index(std::max(excess, indexedAtOnce));
    if (!more && more.error().kind == StoreError::Kind::Corrupt)
        settle(std::unexpected(more.error()));
    else if (!more)
        // Nothing is missing in searches, and writing will tell what is wrong.
        m_indexTimer.start(retryDelay);
    else if (*more)
        // Through the event loop, so that questions and batches get their turn in between.
        m_indexTimer.start(m_pending.isEmpty() ? 0ms : indexDelay);
}

void HistoryWorker::writePending()
{
    std::expected<void, StoreError> done;
    if (m_pending.isEmpty())
        done = open();
    else
        done = writeBatch();
    settle(done);
    // Through the event loop, so that searches get their turn between batches.
    if (done && !m_pending.isEmpty())
        m_batchTimer.start(0ms);
}

void HistoryWorker::settle(const std::expected<void, StoreError> &result)
{
    if (result) {
        if (m_health == Health::Failing) {
            m_health = Health::Good;
            Q_EMIT recovered(std::exchange(m_givenUp, 0));
        }
        return;
    }
    const StoreError &error = result.error();
    if (error.kind == StoreError::Kind::Corrupt) {
        replaceIfCorrupt(error);
        m_retryTimer.start(0ms);
        return;
    }
    if (error.kind == StoreError::Kind::Refused) {
        dropRefused(error);
        return;
    }
    report(error);
}

void HistoryWorker::report(const StoreError &error)
{
    if (m_health == Health::Good) {
        m_health = Health::Failing;
        Q_EMIT failed(error);
    }
    m_retryTimer.start(retryDelay);
}

void HistoryWorker::dropRefused(const StoreError &error)
{
    // One exchange that can never be stored must not hold up the others of its batch.
    const QList<ExchangePtr> batch = m_pending.first(std::min(batchSize, m_pending.size()));
    for (const ExchangePtr &exchange : batch) {
        const auto rows = m_records->insert({exchange});
        if (!rows && rows.error().kind != StoreError::Kind::Refused) {
            report(rows.error());
            return;
        }
        takePending(1);
        if (rows) {
            waitForPause(rows->size());
            Q_EMIT added(*rows);
        } else {
            Q_EMIT failed(error);
        }
    }
    if (!m_pending.isEmpty())
        m_batchTimer.start(0ms);
}

std::expected<void, StoreError> HistoryWorker::flush()
{
    int replacements = 0;
    while (!m_pending.isEmpty()) {
        const qsizetype before = m_pending.size();
        const auto done = writeBatch();
        settle(done);
        // A corrupt file has just been replaced by a fresh one.
        if (!done && done.error().kind == StoreError::Kind::Corrupt && ++replacements == 1)
            continue;
        if (!done && m_pending.size() == before)
            return done;
    }
    return {};
}

std::expected<void, StoreError> HistoryWorker::index()
{
    if (const auto opened = open(); !opened)
        return opened;
    for (;;) {
        const auto more = m_records->index(indexedAtOnce);
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            return {};
    }
}

std::expected<HistoryPage, StoreError> HistoryWorker::search(const HistoryQuery &query,
                                                             const std::stop_token &stop)
{
    if (stop.stop_requested())
        return std::unexpected(
            StoreError{StoreError::Kind::Unavailable, m_folder, u"another search follows"_s});
    // What was added before is found, written or not.
    if (m_health == Health::Good)
        (void)flush();
    if (const auto opened = openForReading(); !opened)
        return std::unexpected(opened.error());
    return m_records->search(query, stop);
}

std::expected<HistoryUrls, StoreError> HistoryWorker::urls(qint64 before, int rows)
{
    if (m_health == Health::Good)
        (void)flush();
    if (const auto opened = openForReading(); !opened)
        return std::unexpected(opened.error());
    return m_records->urls(before, rows);
}

std::expected<ExchangePtr, StoreError> HistoryWorker::load(qint64 id)
{
    if (const auto opened = openForReading(); !opened)
        return std::unexpected(opened.error());
    return m_records->load(id);
}

std::expected<RecordedCallPage, StoreError>
HistoryWorker::recordedCalls(const RecordedCallQuery &query)
{
    // As in a search.
    if (m_health == Health::Good)
        (void)flush();
    if (const auto opened = openForReading(); !opened)
        return std::unexpected(opened.error());
    return m_records->recordedCalls(query);
}

std::expected<qint64, StoreError> HistoryWorker::remove(const QList<qint64> &ids)
{
    if (const auto opened = open(); !opened)
        return std::unexpected(opened.error());
    const auto done = m_records->remove(ids);
    if (done) {
        Q_EMIT removed(ids);
        m_cleanTimer.start(cleanDelay);
    }
    return done;
}

std::expected<void, StoreError> HistoryWorker::clear()
{
    m_pending.clear();
    m_pendingBytes = 0;
    if (const auto opened = open(); !opened)
        return opened;
    const auto done = m_records->clear();
    if (done)
        Q_EMIT cleared();
    return done;
}

void HistoryWorker::stop()
{
    (void)flush();
    // Many short lives in a row have no pause.
    if (m_records && !m_isReadOnly) {
        if (const auto waiting = m_records->unindexedSize(); waiting && *waiting > mostUnindexed)
            (void)m_records->index(*waiting - mostUnindexed);
    }
    for (QTimer *timer : {&m_batchTimer, &m_retryTimer, &m_indexTimer, &m_cleanTimer})
        timer->stop();
    m_records.reset();
}

} // namespace Recloser
