// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/interruption.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace Recloser {

namespace {

/// A signal handler reaches nothing but statics, and little more than write() is allowed in it
/// (signal-safety(7)).
volatile std::sig_atomic_t writeEnd = -1;

void pass(int signal)
{
    const int before = errno;
    const char byte = char(signal);
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
    errno = before;
}

void install(void (*handler)(int))
{
    struct sigaction action{};
    action.sa_handler = handler;
    // Whoever insists gets what the system does by itself.
    action.sa_flags = SA_RESTART | int(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM})
        ::sigaction(signal, &action, nullptr);
}

} // namespace

Interruption::Interruption()
{
    if (::pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Interruption::read);
    writeEnd = m_ends[1];
    install(pass);
}

Interruption::~Interruption()
{
    if (!m_notifier)
        return;
    install(SIG_DFL);
    writeEnd = -1;
    for (const int end : m_ends)
        ::close(end);
}

void Interruption::read()
{
    char byte = 0;
    if (::read(m_ends[0], &byte, 1) != 1)
        return;
    m_signal = byte;
    Q_EMIT requested();
}

} // namespace Recloser
