// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>

#include <sched.h>

namespace Recloser::Bench {

/// The processors that this process may use, lowest first.
QList<int> usableCores();

/// Keeps the calling thread on one processor while it lives; children and threads that are started
/// meanwhile stay there. A negative `core` keeps nothing.
class ThreadOnCore
{
public:
    explicit ThreadOnCore(int core);
    ~ThreadOnCore();
    ThreadOnCore(const ThreadOnCore &) = delete;
    ThreadOnCore &operator=(const ThreadOnCore &) = delete;

private:
    cpu_set_t m_before;
};

} // namespace Recloser::Bench
