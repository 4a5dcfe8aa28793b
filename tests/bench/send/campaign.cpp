// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/campaign.h"

#include <algorithm>

namespace Recloser::Bench {

Campaign::Campaign(std::vector<std::unique_ptr<Contestant>> contestants, QList<int> concurrencies,
                   int requests, int rounds)
    : m_contestants(std::move(contestants))
    , m_concurrencies(std::move(concurrencies))
{
    // The warm-up makes all connections, and whatever else is made once.
    const int most = *std::ranges::max_element(m_concurrencies);
    for (size_t contestant = 0; contestant < m_contestants.size(); ++contestant)
        m_steps.push_back({0, contestant, {2 * most, most}});
    for (int round = 1; round <= rounds; ++round) {
        for (const int concurrency : std::as_const(m_concurrencies)) {
            for (size_t contestant = 0; contestant < m_contestants.size(); ++contestant)
                m_steps.push_back({round, contestant, {requests, concurrency}});
        }
    }
}

void Campaign::start()
{
    Q_EMIT roundStarted(0);
    advance();
}

void Campaign::advance()
{
    if (m_next == m_steps.size()) {
        Q_EMIT finished();
        return;
    }
    const Step &step = m_steps[m_next];
    if (m_next > 0 && step.round != m_steps[m_next - 1].round)
        Q_EMIT roundStarted(step.round);
    m_contestants[step.contestant]->run(step.load, [this](const Measured &measured) {
        const Step &done = m_steps[m_next];
        // A warm-up that goes wrong shows too.
        if (done.round > 0 || measured.good != measured.requests)
            m_results[{done.contestant, done.load.concurrency}].push_back(measured);
        ++m_next;
        QMetaObject::invokeMethod(this, &Campaign::advance, Qt::QueuedConnection);
    });
}

} // namespace Recloser::Bench
