// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionloader.h"

#include "core/store/onworker.h"

#include <QElapsedTimer>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

constexpr qint64 longestTurn = 5;
/// Small enough that other work finds its turn on the workers.
constexpr qsizetype chunkSize = 16;
constexpr int mostReading = 2;
constexpr auto whileMissing = 250ms;
constexpr auto untilSettled = 50ms;
constexpr qsizetype mostExpected = 8;

} // namespace

CollectionLoader::CollectionLoader(Collection &collection, CollectionTree &tree,
                                   const CollectionPlaces &places)
    : m_collection(collection)
    , m_tree(tree)
    , m_scan(std::make_shared<DiskScan>(collection.folder(), m_notices.watches(),
                                        DiskScan::Limits{places.mostWatchedFolders}))
    , m_pollEvery(places.pollEvery)
{
    m_turn.setSingleShot(true);
    m_again.setSingleShot(true);
    m_poll.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &CollectionLoader::turn);
    connect(&m_poll, &QTimer::timeout, this, &CollectionLoader::refresh);
    connect(&m_again, &QTimer::timeout, this, [this] {
        FolderChanges changes;
        changes.files = QSet<QString>(m_unsettled.begin(), m_unsettled.end());
        m_unsettled.clear();
        lookAt(changes);
    });
    connect(&m_notices, &FolderNotices::changed, this,
            [this](const FolderChanges &changes) { lookAt(changes); });
    connect(&m_notices, &FolderNotices::touched, this, [this](const QString &file) {
        m_tree.setStale(file);
        m_tree.flush();
    });
    connect(&m_looking, &QFutureWatcherBase::resultReadyAt, this, &CollectionLoader::takeReports);
    connect(&m_looking, &QFutureWatcherBase::finished, this, &CollectionLoader::takeReports);
}

CollectionLoader::~CollectionLoader()
{
    *m_isStopped = true;
}

void CollectionLoader::refresh()
{
    FolderChanges changes;
    changes.isEverything = true;
    lookAt(changes);
}

void CollectionLoader::lookAt(const FolderChanges &changes, const std::function<void()> &done)
{
    m_wanted.folders.unite(changes.folders);
    m_wanted.files.unite(changes.files);
    m_wanted.unfinished.unite(changes.unfinished);
    m_wanted.unfinished.subtract(changes.files);
    m_wanted.isEverything |= changes.isEverything;
    if (!m_wantedLook)
        m_wantedLook = std::make_shared<Look>();
    if (done)
        m_wantedLook->done.append(done);
    look();
}

void CollectionLoader::hold(const std::function<void()> &then)
{
    m_isHeld = true;
    if (m_openLooks == 0)
        then();
    else
        m_whenQuiet = then;
}

void CollectionLoader::release()
{
    m_isHeld = false;
    look();
}

void CollectionLoader::look()
{
    if (m_isHeld || !m_wantedLook || m_currentLook)
        return;
    ++m_openLooks;
    m_currentLook = std::exchange(m_wantedLook, nullptr);
    m_taken = 0;
    auto promise = std::make_shared<QPromise<DiskScanReport>>();
    promise->start();
    m_looking.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, scan = m_scan, stopped = m_isStopped,
                                          changes = std::exchange(m_wanted, {})] {
        scan->scan(changes, *stopped,
                   [&promise](DiskScanReport report) { promise->addResult(std::move(report)); });
        promise->finish();
    });
}

void CollectionLoader::takeReports()
{
    const QFuture<DiskScanReport> future = m_looking.future();
    for (; m_taken < future.resultCount(); ++m_taken)
        m_reports.push_back(future.resultAt(m_taken));
    m_turn.start();
}

void CollectionLoader::turn()
{
    QElapsedTimer time;
    time.start();
    bool isMore = true;
    while (isMore && time.elapsed() < longestTurn)
        isMore = workOnce();
    m_tree.flush();
    if (isMore)
        m_turn.start();
}

/// Does one small piece of work; false: there is none now.
bool CollectionLoader::workOnce()
{
    if (m_report) {
        if (!m_tree.takeNext(m_fresh))
            endReport();
        return true;
    }
    if (!m_reports.empty()) {
        const DiskScanReport report = std::move(m_reports.front());
        m_reports.pop_front();
        beginReport(report);
        return true;
    }
    if (m_read.empty())
        return false;
    const Readings readings = std::move(m_read.front());
    m_read.pop_front();
    take(readings);
    readNext();
    return true;
}

void CollectionLoader::beginReport(const DiskScanReport &report)
{
    // Names first: a folder that was moved has the number it had.
    for (const auto &[watch, folder] : report.watched)
        m_notices.name(watch, folder);
    for (const auto &[watch, folder] : report.unwatched)
        m_notices.forget(watch, folder);
    m_tree.begin(report.folders);
    m_tree.setError(report.error);
    m_report = report;
    m_fresh.clear();
}

void CollectionLoader::endReport()
{
    const DiskScanReport report = *std::exchange(m_report, std::nullopt);
    QSet<QString> files(report.files.begin(), report.files.end());
    QStringList toRead = report.files;
    for (const QString &file : std::as_const(m_fresh)) {
        if (!files.contains(file))
            toRead.append(file);
        if (m_state == Collection::State::Ready && !m_expected.contains(file) && !isOwn(file))
            Q_EMIT m_collection.fileAdded(file);
    }
    const QStringList removed = m_tree.takeRemovedFiles();
    for (const QString &file : removed) {
        if (!isExpected(file, 0) && !isOwn(file))
            Q_EMIT m_collection.fileRemoved(file);
    }
    readSoon(toRead, m_currentLook);
    const auto watching
        = report.needsPolling ? Collection::Watching::Polling : Collection::Watching::Events;
    if (report.error)
        setState(Collection::State::Missing, watching, report.error);
    else
        setState(m_state == Collection::State::Missing ? Collection::State::Ready : m_state,
                 watching, std::nullopt);
    if (report.isPart)
        return;
    m_poll.stop();
    if (report.error)
        m_poll.start(whileMissing);
    else if (report.needsPolling)
        m_poll.start(m_pollEvery);
    close(std::exchange(m_currentLook, nullptr));
    look();
}

void CollectionLoader::readSoon(const QStringList &files, const LookPtr &look)
{
    for (qsizetype from = 0; from < files.size(); from += chunkSize) {
        m_toRead.push_back({files.sliced(from, std::min(chunkSize, files.size() - from)), look});
        ++look->open;
    }
    readNext();
}

void CollectionLoader::readNext()
{
    // What has been read and not been shown yet takes memory.
    while (m_reading < mostReading && !m_toRead.empty() && m_read.size() < 8) {
        const Chunk chunk = std::move(m_toRead.front());
        m_toRead.pop_front();
        ++m_reading;
        onWorker<QList<FileReading>>([files = chunk.files, stopped = m_isStopped] {
            QList<FileReading> readings;
            for (const QString &file : files) {
                if (!*stopped)
                    readings.append(readRequestFile(file));
            }
            return readings;
        }).then(this, [this, look = chunk.look](const QList<FileReading> &readings) {
            --m_reading;
            m_read.push_back({readings, look});
            readNext();
            m_turn.start();
        });
    }
}

void CollectionLoader::take(const Readings &readings)
{
    QList<FileReading> files;
    for (const FileReading &reading : readings.files) {
        // It went after it was listed; that is told by its folder.
        if (reading.error && reading.error->kind == StoreError::Kind::NotFound)
            continue;
        if (reading.isUnsettled) {
            m_unsettled.append(reading.path);
            m_again.start(untilSettled);
        }
        files.append(reading);
    }
    QStringList changed;
    m_tree.take(files, changed);
    for (const FileReading &reading : std::as_const(files)) {
        const bool isOwn = isExpected(reading.path, reading.content);
        if (changed.contains(reading.path) && !isOwn)
            Q_EMIT m_collection.fileChanged(reading.path);
    }
    close(readings.look);
}

void CollectionLoader::close(const LookPtr &look)
{
    if (--look->open > 0)
        return;
    --m_openLooks;
    m_tree.flush();
    if (m_state == Collection::State::Reading)
        setState(Collection::State::Ready, m_watching, m_error);
    const QList<std::function<void()>> done = std::move(look->done);
    for (const std::function<void()> &call : done)
        call();
    if (m_openLooks == 0 && m_whenQuiet)
        std::exchange(m_whenQuiet, {})();
}

void CollectionLoader::expect(const QString &path, const std::optional<QByteArray> &content)
{
    QList<size_t> &expected = m_expected[path];
    expected.append(content ? contentHash(*content) : 0);
    if (expected.size() > mostExpected)
        expected.removeFirst();
}

bool CollectionLoader::isExpected(const QString &path, size_t content)
{
    const auto expected = m_expected.find(path);
    if (expected == m_expected.end())
        return false;
    const qsizetype place = expected->indexOf(content);
    if (place < 0)
        return false;
    // What was written before it will not be seen any more.
    expected->remove(0, place + 1);
    if (expected->isEmpty())
        m_expected.erase(expected);
    return true;
}

bool CollectionLoader::isOwn(const QString &path) const
{
    return std::ranges::any_of(m_goingOrComing, [&path](const QString &own) {
        return path == own || path.startsWith(own + u'/');
    });
}

void CollectionLoader::setState(Collection::State state, Collection::Watching watching,
                                const std::optional<StoreError> &error)
{
    if (m_state == state && m_watching == watching && m_error == error)
        return;
    m_state = state;
    m_watching = watching;
    m_error = error;
    Q_EMIT m_collection.stateChanged();
}

} // namespace Recloser
