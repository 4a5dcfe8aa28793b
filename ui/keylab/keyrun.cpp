// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keyrun.h"

#include "core/resilience/breakerkey.h"

#include <QPromise>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Publishing costs time as the list grows, so it gets rarer; the first comes soon.
constexpr std::chrono::milliseconds firstSnapshot = 25ms;

void findKeys(QPromise<KeyGroupsPtr> &promise, const BreakerPolicy &policy, const QStringList &urls,
              PythonVersion version, const std::stop_token &stop)
{
    promise.start();
    KeyGrouping grouping(policy, urls);
    KeyReader reader(version);
    auto pause = firstSnapshot;
    auto next = SteadyClock::now() + pause;
    std::optional<KeyResult> sameForAll;
    // Without URLs the pattern is still looked at.
    if (urls.isEmpty())
        grouping.note(reader.read(policy, {}, stop));
    for (const QString &url : urls) {
        if (sameForAll) {
            grouping.add(*sameForAll);
        } else {
            const KeyResult result = reader.read(policy, url, stop);
            // A search that was stopped looks like one that took too long.
            if (stop.stop_requested())
                break;
            grouping.add(result);
            if (result.source == KeySource::Invalid || result.source == KeySource::Missing)
                sameForAll = result;
        }
        if (stop.stop_requested())
            break;
        if (const auto now = SteadyClock::now(); now >= next && grouping.examined() < urls.size()) {
            promise.addResult(grouping.groups());
            pause *= 3;
            next = SteadyClock::now() + pause;
        }
    }
    if (!stop.stop_requested())
        promise.addResult(grouping.groups());
    promise.finish();
}

} // namespace

QStringList urlsOf(QStringView text)
{
    QStringList urls;
    for (const QStringView line : QStringTokenizer(text, u'\n')) {
        const QStringView trimmed = line.trimmed();
        if (!trimmed.isEmpty())
            urls.append(trimmed.toString());
    }
    return urls;
}

KeyRun::KeyRun(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

KeyRun::~KeyRun()
{
    cancel();
}

void KeyRun::start(const BreakerPolicy &policy, const QStringList &urls, PythonVersion version)
{
    cancel();
    m_stop = std::stop_source();
    m_watcher = std::make_unique<QFutureWatcher<KeyGroupsPtr>>();
    connect(m_watcher.get(), &QFutureWatcherBase::resultsReadyAt, this, &KeyRun::take);
    QPromise<KeyGroupsPtr> promise;
    m_watcher->setFuture(promise.future());
    m_pool.start(
        [promise = std::move(promise), policy, urls, version, stop = m_stop.get_token()]() mutable {
            findKeys(promise, policy, urls, version, stop);
        });
}

void KeyRun::cancel()
{
    m_stop.request_stop();
    dropWatcher();
}

void KeyRun::dropWatcher()
{
    if (!m_watcher)
        return;
    // A listener of progressed() may do this from inside the watcher's own signal.
    m_watcher->disconnect(this);
    QFuture<KeyGroupsPtr> future = m_watcher->future();
    m_watcher->setFuture(QFuture<KeyGroupsPtr>());
    m_watcher.release()->deleteLater();
    // What the run had to say may be large; the last one to hold it shall not be this thread.
    m_pool.start([future = std::move(future)] { });
}

void KeyRun::take(int, int end)
{
    const KeyGroupsPtr groups = m_watcher->resultAt(end - 1);
    if (groups->isComplete())
        dropWatcher();
    Q_EMIT progressed(groups);
}

QFuture<QStringList> KeyRun::split(const QString &text)
{
    QPromise<QStringList> promise;
    QFuture<QStringList> future = promise.future();
    m_pool.start([promise = std::move(promise), text]() mutable {
        promise.start();
        promise.addResult(urlsOf(text));
        promise.finish();
    });
    return future;
}

void KeyRun::discard(KeyGroupsPtr groups)
{
    if (groups && groups->rows.size() > 1000)
        m_pool.start([groups = std::move(groups)] { });
}

} // namespace Recloser
