// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policywords.h"
#include "core/resilience/breakerstore.h"

#include <QHash>
#include <QStringList>

namespace Recloser {

/// A breaker store that answers as told, at once or when the test lets it, and logs what it was
/// asked.
class FakeBreakerStore : public BreakerStore
{
public:
    using BreakerStore::BreakerStore;

    enum class Answers { AtOnce, WhenTold };
    Answers answers = Answers::AtOnce;
    Admission admission;
    /// Taken one by one before `admission` stays.
    QList<Admission> admissions;
    Settled settled;
    /// Taken one by one before `settled` stays.
    QList<Settled> settlements;
    QStringList log;
    QList<Circuit> open_;

    QFuture<Permit> acquire(const QString &key, const CircuitRules &rules) override
    {
        log.append(QStringLiteral("acquire ") + key);
        lastRules = rules;
        if (!admissions.isEmpty())
            admission = admissions.takeFirst();
        if (answers == Answers::AtOnce)
            return QtFuture::makeReadyValueFuture(
                Permit(this, key, admission, rules, {.lease = lease}));
        m_permit.emplace();
        m_permit->start();
        m_key = key;
        return m_permit->future();
    }
    void answerPermit()
    {
        m_permit->addResult(Permit(this, m_key, admission, lastRules, {.lease = lease}));
        m_permit->finish();
    }
    void answerSettled()
    {
        m_settled->addResult(settled);
        m_settled->finish();
    }
    QFuture<CircuitList> circuits() override
    {
        return QtFuture::makeReadyValueFuture(CircuitList(open_));
    }
    QFuture<CircuitLookup> circuit(const QString &key) override
    {
        for (const Circuit &c : std::as_const(open_)) {
            if (c.key == key)
                return QtFuture::makeReadyValueFuture(CircuitLookup(std::optional(c)));
        }
        return QtFuture::makeReadyValueFuture(CircuitLookup(std::optional<Circuit>()));
    }
    QFuture<StoreWrite> close(const QString &key) override
    {
        log.append(QStringLiteral("close ") + key);
        open_.removeIf([&](const Circuit &c) { return c.key == key; });
        return QtFuture::makeReadyValueFuture(StoreWrite());
    }
    QFuture<StoreWrite> open(const QString &key, milliseconds, const QString &) override
    {
        log.append(QStringLiteral("open ") + key);
        return QtFuture::makeReadyValueFuture(StoreWrite());
    }
    QFuture<StoreWrite> force(const QString &key, const CircuitOverride &,
                              std::optional<milliseconds>) override
    {
        log.append(QStringLiteral("force ") + key);
        return QtFuture::makeReadyValueFuture(StoreWrite());
    }
    QFuture<StoreWrite> reset(const QString &key) override
    {
        log.append(QStringLiteral("reset ") + key);
        return QtFuture::makeReadyValueFuture(StoreWrite());
    }
    BreakerStoreStatus status() const override { return {}; }

    QByteArray lease;

protected:
    QFuture<Settled> settle(const QString &key, const CircuitRules &rules, const CallTicket &,
                            const Settlement &settlement) override
    {
        const bool isUsedUp = settlement.attempts == Settlement::Attempts::UsedUp;
        log.append(QStringLiteral("settle %1 %2%3")
                       .arg(key, wordOf(settlement.effect),
                            isUsedUp ? QStringLiteral(" used-up") : QString()));
        last = settlement;
        if (!settlements.isEmpty())
            settled = settlements.takeFirst();
        Settled answer = settled;
        if (isUsedUp) {
            answer.opened = true;
            answer.openFor = rules.openFor;
        }
        settled = answer;
        if (answers == Answers::AtOnce)
            return QtFuture::makeReadyValueFuture(answer);
        m_settled.emplace();
        m_settled->start();
        return m_settled->future();
    }
    void release(const QString &key, const CallTicket &) override
    {
        log.append(QStringLiteral("release ") + key);
    }

public:
    Settlement last;
    CircuitRules lastRules;

private:
    std::optional<QPromise<Permit>> m_permit;
    std::optional<QPromise<Settled>> m_settled;
    QString m_key;
};

} // namespace Recloser
