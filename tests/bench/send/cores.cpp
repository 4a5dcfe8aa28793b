// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/cores.h"

namespace Recloser::Bench {

QList<int> usableCores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    QList<int> cores;
    if (::sched_getaffinity(0, sizeof set, &set) != 0)
        return cores;
    for (int core = 0; core < CPU_SETSIZE; ++core) {
        if (CPU_ISSET(core, &set))
            cores.append(core);
    }
    return cores;
}

ThreadOnCore::ThreadOnCore(int core)
{
    CPU_ZERO(&m_before);
    ::sched_getaffinity(0, sizeof m_before, &m_before);
    if (core < 0)
        return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

ThreadOnCore::~ThreadOnCore()
{
    ::sched_setaffinity(0, sizeof m_before, &m_before);
}

} // namespace Recloser::Bench
