// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/breakerstore.h"

#include <utility>

namespace Recloser {

Permit::Permit(BreakerStore *store, QString key, Admission admission, CircuitRules rules,
               CallTicket ticket)
    : m_store(store)
    , m_key(std::move(key))
    , m_admission(std::move(admission))
    , m_rules(rules)
    , m_ticket(std::move(ticket))
{
}

Permit::Permit(Permit &&other) noexcept
    : m_store(std::exchange(other.m_store, nullptr))
    , m_key(std::move(other.m_key))
    , m_admission(std::move(other.m_admission))
    , m_rules(other.m_rules)
    , m_ticket(std::exchange(other.m_ticket, {}))
{
}

Permit &Permit::operator=(Permit &&other) noexcept
{
    if (this != &other) {
        drop();
        m_store = std::exchange(other.m_store, nullptr);
        m_key = std::move(other.m_key);
        m_admission = std::move(other.m_admission);
        m_rules = other.m_rules;
        m_ticket = std::exchange(other.m_ticket, {});
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
    return store->settle(m_key, m_rules, std::exchange(m_ticket, {}), settlement);
}

void Permit::drop()
{
    if (m_store && !m_ticket.lease.isEmpty())
        m_store->release(m_key, m_ticket);
    m_store = nullptr;
}

} // namespace Recloser
