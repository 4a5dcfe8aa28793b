// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/bench/send/contestant.h"

#include <map>
#include <memory>
#include <vector>

namespace Recloser::Bench {

/// Lets all contestants run in turn, round by round, so that what the machine does meanwhile hits
/// all of them alike.
class Campaign : public QObject
{
    Q_OBJECT

public:
    /// By contestant (its place in the list) and concurrency, one value a round.
    using Results = std::map<std::pair<size_t, int>, std::vector<Measured>>;

    Campaign(std::vector<std::unique_ptr<Contestant>> contestants, QList<int> concurrencies,
             int requests, int rounds);

    void start();
    const std::vector<std::unique_ptr<Contestant>> &contestants() const { return m_contestants; }
    const QList<int> &concurrencies() const { return m_concurrencies; }
    const Results &results() const { return m_results; }

Q_SIGNALS:
    /// `round` from 1; 0 is the warm-up.
    void roundStarted(int round);
    void finished();

private:
    struct Step
    {
        int round = 0;
        size_t contestant = 0;
        Load load;
    };
    void advance();

    std::vector<std::unique_ptr<Contestant>> m_contestants;
    QList<int> m_concurrencies;
    std::vector<Step> m_steps;
    size_t m_next = 0;
    Results m_results;
};

} // namespace Recloser::Bench
