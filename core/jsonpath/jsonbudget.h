// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

#include <stop_token>

namespace Recloser {

/// What is left of the steps that an evaluation may take. A step is a value that is looked at, or
/// 64 bytes of one.
class JsonBudget
{
public:
    JsonBudget(qint64 steps, const std::stop_token &stop) : m_left(steps), m_stop(stop) { }

    /// False once nothing is left or somebody has asked to stop; that stays.
    bool spend(qint64 steps = 1)
    {
        m_left -= steps;
        m_sinceAsked += steps;
        if (m_sinceAsked >= 4'096) {
            m_sinceAsked = 0;
            m_isStopped = m_isStopped || m_stop.stop_requested();
        }
        return isFine();
    }
    bool spendBytes(qint64 bytes) { return spend(1 + bytes / 64); }
    bool isFine() const { return m_left > 0 && !m_isStopped; }
    bool isStopped() const { return m_isStopped; }
    qint64 left() const { return m_left; }

private:
    qint64 m_left;
    qint64 m_sinceAsked = 0;
    bool m_isStopped = false;
    std::stop_token m_stop;
};

} // namespace Recloser
