// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFuture>
#include <QPromise>

#include <optional>
#include <utility>

namespace Recloser {

/// A value that somebody waits for. Dropping this delivers `fallback`, since a dropped QPromise
/// would cancel its future and tell nobody (ARCHITECTURE.md section 6). Move-only.
template<typename T> class OwedValue
{
public:
    explicit OwedValue(T fallback) : m_promise(QPromise<T>()), m_fallback(std::move(fallback))
    {
        m_promise->start();
    }
    OwedValue(OwedValue &&other) noexcept
        : m_promise(std::exchange(other.m_promise, std::nullopt))
        , m_fallback(std::move(other.m_fallback))
    {
    }
    OwedValue &operator=(OwedValue &&) = delete;
    ~OwedValue()
    {
        if (m_promise)
            deliver(std::move(m_fallback));
    }

    QFuture<T> future() const { return m_promise->future(); }

    /// Once. Continuations may run inside this call.
    void deliver(T value)
    {
        QPromise<T> promise = std::move(*std::exchange(m_promise, std::nullopt));
        promise.addResult(std::move(value));
        promise.finish();
    }

private:
    std::optional<QPromise<T>> m_promise;
    T m_fallback;
};

} // namespace Recloser
