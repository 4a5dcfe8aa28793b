// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"

#include <QTimeZone>

#include <map>

namespace Recloser {

/// Time that moves only when a test says so. Calls run inside advance(), in the order of their
/// times.
class ManualClock final : public Clock
{
public:
    time_point now() const override { return m_now; }
    QDateTime wallTime() const override
    {
        const auto passed
            = std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch());
        return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + passed.count(), QTimeZone::UTC);
    }

    std::unique_ptr<ScheduledCall> schedule(std::chrono::milliseconds delay,
                                            std::function<void()> call) override
    {
        const Key key{m_now + delay, ++m_order};
        (*m_calls)[key] = std::move(call);
        return std::make_unique<Entry>(m_calls, key);
    }

    void advance(std::chrono::milliseconds duration)
    {
        const time_point target = m_now + duration;
        while (!m_calls->empty() && m_calls->begin()->first.first <= target) {
            auto node = m_calls->extract(m_calls->begin());
            m_now = std::max(m_now, node.key().first);
            node.mapped()();
        }
        m_now = target;
    }
    /// Lets time pass without calling anybody, as a suspended machine does.
    void jump(std::chrono::milliseconds duration) { m_now += duration; }

    qsizetype pendingCalls() const { return qsizetype(m_calls->size()); }
    /// How long until the next call; nothing when none is pending.
    std::optional<std::chrono::milliseconds> untilNext() const
    {
        if (m_calls->empty())
            return std::nullopt;
        return std::chrono::ceil<std::chrono::milliseconds>(m_calls->begin()->first.first - m_now);
    }

private:
    using Key = std::pair<time_point, quint64>;
    using Calls = std::map<Key, std::function<void()>>;

    class Entry final : public ScheduledCall
    {
    public:
        Entry(const std::shared_ptr<Calls> &calls, Key key) : m_calls(calls), m_key(key) { }
        ~Entry() override { m_calls->erase(m_key); }

    private:
        std::shared_ptr<Calls> m_calls;
        Key m_key;
    };

    time_point m_now{std::chrono::hours(1)};
    quint64 m_order = 0;
    std::shared_ptr<Calls> m_calls = std::make_shared<Calls>();
};

} // namespace Recloser
