// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/resilience/breakerstore.h"

#include <QPromise>
#include <QTimeZone>

#include <algorithm>
#include <list>
#include <map>
#include <memory>

namespace Recloser {

/// Time that stands still until a test turns it; calls are made in the order they are due.
class HandClock final : public Clock
{
public:
    time_point now() const override { return m_now; }
    QDateTime wallTime() const override
    {
        return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + sinceStart().count(),
                                              QTimeZone::UTC);
    }
    [[nodiscard]] std::unique_ptr<ScheduledCall> schedule(std::chrono::milliseconds delay,
                                                          std::function<void()> call) override
    {
        const auto place = m_calls->emplace(m_now + delay, std::move(call));
        return std::make_unique<Pending>(m_calls, place);
    }

    qsizetype pending() const { return qsizetype(m_calls->size()); }
    std::chrono::milliseconds sinceStart() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_now - time_point{});
    }

    void advance(std::chrono::milliseconds time)
    {
        const auto end = m_now + time;
        while (!m_calls->empty() && m_calls->begin()->first <= end) {
            m_now = std::max(m_now, m_calls->begin()->first);
            auto call = std::move(m_calls->begin()->second);
            m_calls->erase(m_calls->begin());
            call();
        }
        m_now = end;
    }

private:
    using Calls = std::multimap<time_point, std::function<void()>>;

    class Pending final : public ScheduledCall
    {
    public:
        Pending(std::shared_ptr<Calls> calls, Calls::iterator place)
            : m_calls(std::move(calls))
            , m_due(place->first)
            , m_call(&place->second)
        {
        }
        ~Pending() override
        {
            const auto [first, last] = m_calls->equal_range(m_due);
            for (auto it = first; it != last; ++it) {
                if (&it->second == m_call) {
                    m_calls->erase(it);
                    return;
                }
            }
        }

    private:
        std::shared_ptr<Calls> m_calls;
        time_point m_due;
        const void *m_call;
    };

    time_point m_now{std::chrono::hours(1)};
    std::shared_ptr<Calls> m_calls = std::make_shared<Calls>();
};

/// A store that answers at once from `content`, or, while `held`, when the test says so.
class FakeStore final : public BreakerStore
{
public:
    explicit FakeStore(StoreKind kind)
    {
        state.store = kind;
        state.server
            = kind == StoreKind::Redis ? QStringLiteral("redis://127.0.0.1:6379/0") : QString();
    }

    QFuture<Permit> acquire(const QString &key, const CircuitRules &) override
    {
        QPromise<Permit> promise;
        promise.start();
        promise.addResult(Permit(this, key, {}));
        promise.finish();
        return promise.future();
    }
    QFuture<CircuitList> circuits() override
    {
        ++lists;
        mostAtOnce = std::max(mostAtOnce, int(m_lists.size()) + 1);
        return deliver<CircuitList>(
            m_lists, error ? CircuitList(std::unexpected(*error)) : CircuitList(content));
    }
    QFuture<CircuitLookup> circuit(const QString &key) override
    {
        lookups.append(key);
        CircuitLookup lookup;
        for (const Circuit &c : std::as_const(content)) {
            if (c.key == key)
                lookup = c;
        }
        if (lookupError)
            lookup = std::unexpected(*lookupError);
        return deliver<CircuitLookup>(m_lookups, lookup);
    }
    QFuture<StoreWrite> close(const QString &key) override
    {
        closed.append(key);
        if (writeError)
            return QtFuture::makeReadyValueFuture(StoreWrite(std::unexpected(*writeError)));
        content.removeIf([&](const Circuit &c) { return c.key == key; });
        Q_EMIT changed();
        return QtFuture::makeReadyValueFuture(StoreWrite());
    }
    QFuture<StoreWrite> open(const QString &key, milliseconds duration,
                             const QString &reason) override
    {
        opened.append({key, duration});
        for (Circuit &c : content) {
            if (c.key == key)
                c.reason = reason;
        }
        if (writeError)
            return QtFuture::makeReadyValueFuture(StoreWrite(std::unexpected(*writeError)));
        Q_EMIT changed();
        return QtFuture::makeReadyValueFuture(StoreWrite());
    }
    QFuture<StoreWrite> force(const QString &key, const CircuitOverride &kind,
                              std::optional<milliseconds> duration) override
    {
        forced.append({key, kind, duration});
        return write();
    }
    QFuture<StoreWrite> reset(const QString &key) override
    {
        wasReset.append(key);
        return write();
    }
    BreakerStoreStatus status() const override { return state; }

    /// Delivers what was asked first and is still held.
    void answerList() { answer(m_lists); }
    void answerLookup() { answer(m_lookups); }

    QList<Circuit> content;
    std::optional<StoreError> error;
    std::optional<StoreError> lookupError;
    std::optional<StoreError> writeError;
    BreakerStoreStatus state;
    bool held = false;
    int lists = 0;
    int mostAtOnce = 0;
    QStringList lookups;
    QStringList closed;
    QList<std::pair<QString, milliseconds>> opened;
    QList<std::tuple<QString, CircuitOverride, std::optional<milliseconds>>> forced;
    QStringList wasReset;

protected:
    QFuture<Settled> settle(const QString &, const CircuitRules &, const CallTicket &,
                            const Settlement &) override
    {
        return QtFuture::makeReadyValueFuture(Settled());
    }
    void release(const QString &, const CallTicket &) override { }

private:
    QFuture<StoreWrite> write()
    {
        if (writeError)
            return QtFuture::makeReadyValueFuture(StoreWrite(std::unexpected(*writeError)));
        Q_EMIT changed();
        return QtFuture::makeReadyValueFuture(StoreWrite());
    }

    template<typename T> using Held = std::list<std::pair<QPromise<T>, T>>;

    template<typename T> QFuture<T> deliver(Held<T> &heldOnes, const T &value)
    {
        if (!held)
            return QtFuture::makeReadyValueFuture(value);
        auto &[promise, kept] = heldOnes.emplace_back(QPromise<T>(), value);
        promise.start();
        return promise.future();
    }
    template<typename T> void answer(Held<T> &heldOnes)
    {
        auto [promise, value] = std::move(heldOnes.front());
        heldOnes.pop_front();
        promise.addResult(value);
        promise.finish();
    }

    Held<CircuitList> m_lists;
    Held<CircuitLookup> m_lookups;
};

inline Circuit openCircuit(const Clock &clock, const QString &key, milliseconds left,
                           milliseconds openedFor = milliseconds(10'000))
{
    Circuit circuit;
    circuit.key = key;
    circuit.closesAt = clock.now() + left;
    circuit.openedFor = openedFor;
    circuit.reason = QStringLiteral("4 x attempt-timeout");
    circuit.openedBy = QStringLiteral("this app");
    circuit.redisKey = key.toUtf8();
    circuit.trips = 1;
    return circuit;
}

} // namespace Recloser
