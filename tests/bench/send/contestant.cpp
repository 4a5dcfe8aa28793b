// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/contestant.h"

#include <sys/resource.h>

namespace Recloser::Bench {

namespace {

Measured::seconds cpuTime(int who)
{
    rusage usage{};
    ::getrusage(who, &usage);
    const auto secondsOf
        = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return Measured::seconds(secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime));
}

} // namespace

void LocalContestant::run(const Load &load, std::function<void(Measured)> done)
{
    m_load = load;
    m_done = std::move(done);
    m_measured = {.requests = load.requests};
    m_sent = 0;
    m_answered = 0;
    m_startedAt = std::chrono::steady_clock::now();
    m_cpuBefore = cpuTime(RUSAGE_SELF);
    m_senderBefore = cpuTime(RUSAGE_THREAD);
    QMetaObject::invokeMethod(this, &LocalContestant::sendMore, Qt::QueuedConnection);
}

void LocalContestant::sendMore()
{
    while (m_sent < m_load.requests && m_sent - m_answered < m_load.concurrency) {
        ++m_sent;
        sendOne();
    }
}

void LocalContestant::answered(Answer answer, const QString &complaint)
{
    ++m_answered;
    if (answer == Answer::Good)
        ++m_measured.good;
    else
        complain(complaint);
    if (m_answered == m_load.requests)
        settle([this] { finish(); });
    else
        sendMore();
}

void LocalContestant::complain(const QString &complaint)
{
    if (m_measured.complaint.isEmpty())
        m_measured.complaint = complaint;
}

void LocalContestant::finish()
{
    m_measured.elapsed = std::chrono::steady_clock::now() - m_startedAt;
    m_measured.cpu = cpuTime(RUSAGE_SELF) - m_cpuBefore;
    m_measured.cpuOfSender = cpuTime(RUSAGE_THREAD) - m_senderBefore;
    const Measured::seconds before = cpuTime(RUSAGE_SELF);
    pause([this, before] {
        m_measured.cpuInPause = cpuTime(RUSAGE_SELF) - before;
        QMetaObject::invokeMethod(
            this, [this] { std::exchange(m_done, {})(m_measured); }, Qt::QueuedConnection);
    });
}

} // namespace Recloser::Bench
