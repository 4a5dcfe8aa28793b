// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodysearch.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

/// Searched in one go, and forgotten after it.
constexpr qint64 sliceBytes = 4 * 1024 * 1024;
constexpr qint64 batchMs = 30;

/// The first place in [from, size).
std::optional<FoundPlace> placeBehind(const TextFinder &finder, const HeldBytes &bytes, qint64 from,
                                      const std::stop_token &stop)
{
    std::optional<FoundPlace> first;
    const auto keep = [&first](const FoundPlace &place) {
        first = place;
        return false;
    };
    for (qint64 at = from; at < bytes.size() && !first && !stop.stop_requested();
         at += sliceBytes) {
        finder.find(bytes.view(), at, at + sliceBytes, keep, stop);
        bytes.release(at, std::min(bytes.size(), at + sliceBytes));
    }
    return first;
}

std::optional<FoundPlace> placeBefore(const TextFinder &finder, const HeldBytes &bytes,
                                      qint64 before, const std::stop_token &stop)
{
    std::optional<FoundPlace> last;
    const auto keep = [&last](const FoundPlace &place) {
        last = place;
        return true;
    };
    for (qint64 end = before; end > 0 && !last && !stop.stop_requested(); end -= sliceBytes) {
        const qint64 begin = std::max<qint64>(0, end - sliceBytes);
        finder.find(bytes.view(), begin, end, keep, stop);
        bytes.release(begin, end);
    }
    return last;
}

} // namespace

BodySearch::BodySearch(QObject *parent) : QObject(parent)
{
    // A step need not wait for the search.
    m_pool.setMaxThreadCount(2);
    m_pool.setThreadPriority(QThread::LowPriority);
}

BodySearch::~BodySearch()
{
    m_stop.request_stop();
    m_stopStep.request_stop();
    m_pool.waitForDone();
}

void BodySearch::setBytes(const HeldBytes &bytes)
{
    m_bytes = bytes;
    restart();
}

void BodySearch::setQuery(const FindQuery &query)
{
    if (query == m_query)
        return;
    m_query = query;
    m_finder.reset();
    m_fault.reset();
    if (!query.text.isEmpty()) {
        auto finder = TextFinder::make(query);
        if (finder)
            m_finder = *std::move(finder);
        else
            m_fault = finder.error();
    }
    restart();
}

void BodySearch::restart()
{
    m_stop.request_stop();
    m_stopStep.request_stop();
    m_stop = std::stop_source();
    m_isTooSlow = false;
    m_isRunning = m_finder.has_value();
    m_isOld = true;
    if (!m_isRunning) {
        take({{}, 0, true, false});
        return;
    }
    m_pool.start([this, bytes = m_bytes, finder = *m_finder, stop = m_stop.get_token()] {
        Batch batch;
        QElapsedTimer timer;
        timer.start();
        const auto send = [&] {
            QMetaObject::invokeMethod(
                this,
                [this, stop, sent = std::exchange(batch.places, {}), total = batch.total,
                 isLast = batch.isLast, isTooSlow = batch.isTooSlow]() mutable {
                    if (!stop.stop_requested())
                        take({std::move(sent), total, isLast, isTooSlow});
                },
                Qt::QueuedConnection);
            timer.start();
        };
        for (qint64 at = 0; at < bytes.size() && !stop.stop_requested();) {
            qint64 next = std::min(bytes.size(), at + sliceBytes);
            const auto ending = finder.find(
                bytes.view(), at, next,
                [&](const FoundPlace &place) {
                    if (batch.total++ < qint64(mostPlaces))
                        batch.places.push_back(place);
                    next = std::max(next, place.begin + place.length);
                    return true;
                },
                stop);
            bytes.release(at, next);
            at = next;
            batch.isTooSlow = ending == TextFinder::Ending::TooSlow;
            if (batch.isTooSlow)
                break;
            if (timer.elapsed() > batchMs)
                send();
        }
        batch.isLast = true;
        send();
    });
}

void BodySearch::take(Batch &&batch)
{
    if (std::exchange(m_isOld, false))
        m_places.clear();
    m_places.insert(m_places.end(), batch.places.begin(), batch.places.end());
    m_total = batch.total;
    m_isRunning = !batch.isLast;
    m_isTooSlow = batch.isTooSlow;
    Q_EMIT updated();
}

size_t BodySearch::firstFrom(qint64 byte) const
{
    const auto at = std::ranges::lower_bound(m_places, byte, {}, &FoundPlace::begin);
    return size_t(at - m_places.begin());
}

void BodySearch::step(Direction direction, qint64 byte)
{
    m_stopStep.request_stop();
    m_stopStep = std::stop_source();
    if (!m_finder)
        return;
    m_pool.start([this, direction, byte, bytes = m_bytes, finder = *m_finder,
                  stop = m_stopStep.get_token()] {
        std::optional<FoundPlace> place = direction == Direction::Next
            ? placeBehind(finder, bytes, byte, stop)
            : placeBefore(finder, bytes, byte, stop);
        // Round the end.
        if (!place && !stop.stop_requested())
            place = direction == Direction::Next ? placeBehind(finder, bytes, 0, stop)
                                                 : placeBefore(finder, bytes, bytes.size(), stop);
        QMetaObject::invokeMethod(
            this,
            [this, place, stop] {
                if (place && !stop.stop_requested())
                    Q_EMIT stepped(*place);
            },
            Qt::QueuedConnection);
    });
}

} // namespace Recloser
