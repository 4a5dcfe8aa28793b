// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/mappedrange.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace Recloser {

#ifdef Q_OS_LINUX

namespace {

/// What a signal handler may read: nothing here is ever moved or freed.
struct Slot
{
    std::atomic<bool> isTaken = false;
    std::atomic<std::uintptr_t> begin = 0;
    std::atomic<std::uintptr_t> end = 0;
    std::atomic<bool> isDamaged = false;
};

std::array<Slot, MappedRange::most> slots;
std::uintptr_t pageSize = 4096;
struct sigaction before;

void onBusError(int number, siginfo_t *info, void *)
{
    const auto place = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (Slot &slot : slots) {
        if (place < slot.begin || place >= slot.end)
            continue;
        const int error = errno;
        void *page = reinterpret_cast<void *>(place / pageSize * pageSize);
        const bool isFilled
            = mmap(page, pageSize, PROT_READ, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            == page;
        errno = error;
        if (!isFilled)
            break;
        slot.isDamaged = true;
        return;
    }
    // Somebody else's: it comes again, to whoever was asked before.
    sigaction(number, &before, nullptr);
}

bool protect()
{
    pageSize = std::uintptr_t(sysconf(_SC_PAGESIZE));
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    return sigaction(SIGBUS, &action, &before) == 0;
}

} // namespace

MappedRange::MappedRange(const void *begin, std::uintptr_t size)
{
    static const bool isProtected = protect();
    for (int i = 0; isProtected && i < most; ++i) {
        Slot &slot = slots[size_t(i)];
        if (slot.isTaken.exchange(true))
            continue;
        slot.isDamaged = false;
        slot.begin = reinterpret_cast<std::uintptr_t>(begin);
        slot.end = reinterpret_cast<std::uintptr_t>(begin) + size;
        m_slot = i;
        return;
    }
}

MappedRange::~MappedRange()
{
    if (m_slot < 0)
        return;
    Slot &slot = slots[size_t(m_slot)];
    slot.end = 0;
    slot.begin = 0;
    slot.isTaken = false;
}

bool MappedRange::isDamaged() const
{
    return m_slot >= 0 && slots[size_t(m_slot)].isDamaged;
}

#else

MappedRange::MappedRange(const void *, std::uintptr_t) { }
MappedRange::~MappedRange() = default;

bool MappedRange::isDamaged() const
{
    return false;
}

#endif

} // namespace Recloser
