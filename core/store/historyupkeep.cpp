// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyworker.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Bounds how long a batch waits for cleaning: some 10 ms.
constexpr int cleanedAtOnce = 32;
// Age goes on while nothing is sent.
constexpr auto nextLook = 1h;
constexpr auto retryDelay = 10s;

} // namespace

void HistoryWorker::setRetention(const HistoryRetention &retention)
{
    m_retention = retention;
    m_cleanTimer.start(0ms);
}

void HistoryWorker::cleanSome()
{
    const auto more = cleanOnce();
    if (!more) {
        // Nothing is lost by that, and writing will tell what is wrong.
        m_cleanTimer.start(retryDelay);
        return;
    }
    if (*more) {
        // Through the event loop, so that questions and batches get their turn in between.
        m_cleanTimer.start(0ms);
        return;
    }
    sayCleaned();
    if (m_retention && m_retention->mostDays > 0)
        m_cleanTimer.start(nextLook);
}

std::expected<bool, StoreError> HistoryWorker::cleanOnce()
{
    if (!m_records || m_isReadOnly)
        return false;
    if (!m_isTidy) {
        m_isTidy = true;
        if (const auto done = m_records->tidyBodies(); !done)
            return std::unexpected(done.error());
    }
    if (m_retention) {
        const auto cleaned
            = m_records->clean(*m_retention, QDateTime::currentDateTimeUtc(), cleanedAtOnce);
        if (!cleaned)
            return std::unexpected(cleaned.error());
        m_cleaning.byAge += cleaned->cleaning.byAge;
        m_cleaning.byCount += cleaned->cleaning.byCount;
        m_cleaning.bySize += cleaned->cleaning.bySize;
        if (!cleaned->ids.isEmpty()) {
            Q_EMIT removed(cleaned->ids);
            return true;
        }
    }
    if (const auto dropped = m_records->dropEmptyPart(); !dropped || *dropped)
        return dropped;
    using enum HistoryRecords::Shrinking;
    const auto shrunk = m_records->shrink(m_isShrinking ? Begun : New);
    m_isShrinking = shrunk.value_or(false);
    return shrunk;
}

void HistoryWorker::sayCleaned()
{
    if (m_cleaning.exchanges() > 0)
        Q_EMIT cleaned(std::exchange(m_cleaning, {}));
}

std::expected<HistoryUsage, StoreError> HistoryWorker::usage(const HistoryRetention &retention)
{
    if (m_health == Health::Good)
        (void)flush();
    if (const auto opened = openForReading(); !opened)
        return std::unexpected(opened.error());
    return m_records->usage(retention, QDateTime::currentDateTimeUtc());
}

std::expected<HistoryCleaning, StoreError> HistoryWorker::clean(const HistoryRetention &retention)
{
    if (const auto opened = open(); !opened)
        return std::unexpected(opened.error());
    const std::optional<HistoryRetention> before = std::exchange(m_retention, retention);
    std::expected<bool, StoreError> more = true;
    while (more && *more)
        more = cleanOnce();
    m_retention = before;
    if (!more)
        return std::unexpected(more.error());
    const HistoryCleaning cleaning = m_cleaning;
    sayCleaned();
    return cleaning;
}

std::expected<void, StoreError> HistoryWorker::setKept(const QList<qint64> &ids, Keeping keeping)
{
    if (const auto opened = open(); !opened)
        return opened;
    const auto done = m_records->setKept(ids, keeping);
    if (done)
        Q_EMIT keptChanged(ids, keeping);
    return done;
}

} // namespace Recloser
