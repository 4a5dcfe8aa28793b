// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/breakerstore.h"

#include <utility>

namespace Recloser {

Permit::Permit(BreakerStore *store, QString key, Admission admission, QByteArray lease)
    : m_store(store)
    , m_key(std::move(key))
    , m_admission(std::move(admission))
    , m_lease(std::move(lease))
{
}

Permit::Permit(Permit &&other) noexcept
    : m_store(std::exchange(other.m_store, nullptr))
    , m_key(std::move(other.m_key))
    , m_admission(std::move(other.m_admission))
    , m_lease(std::exchange(other.m_lease, {}))
{
}

Permit &Permit::operator=(Permit &&other) noexcept
{
    if (this != &other) {
        drop();
        m_store = std::exchange(other.m_store, nullptr);
        m_key = std::move(other.m_key);
        m_admission = std::move(other.m_admission);
        m_lease = std::exchange(other.m_lease, {});
    }
    return *this;
}

Permit::~Permit()
{
    drop();
}

QFuture<Settled> Permit::settle(const Settlement &settlement)
{
    BreakerStore *store = m_store;
    m_store = nullptr;
    if (!store)
        return QtFuture::makeReadyValueFuture(Settled{.verification = Verification::Unverified});
    return store->settle(m_key, std::exchange(m_lease, {}), settlement);
}

void Permit::drop()
{
    if (m_store && !m_lease.isEmpty())
        m_store->release(m_key, m_lease);
    m_store = nullptr;
}

} // namespace Recloser
