// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/headwatch.h"

#include <QHash>
#include <QTimerEvent>
#include <QtEndian>

#include <algorithm>
#include <chrono>
#include <utility>

#ifdef Q_OS_LINUX
#include <cstddef>
#include <cstdlib>
#include <dirent.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace Recloser {

namespace {

constexpr std::chrono::milliseconds interval{100};

/// Watches by port.
QHash<quint16, int> &watches()
{
    thread_local QHash<quint16, int> all;
    return all;
}

#ifdef Q_OS_LINUX
quint16 portOfPeer(int socket)
{
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (getpeername(socket, reinterpret_cast<sockaddr *>(&peer), &size) != 0)
        return 0;
    if (peer.ss_family == AF_INET)
        return qFromBigEndian(reinterpret_cast<const sockaddr_in &>(peer).sin_port);
    if (peer.ss_family == AF_INET6)
        return qFromBigEndian(reinterpret_cast<const sockaddr_in6 &>(peer).sin6_port);
    return 0;
}
#endif

} // namespace

HeadWatch::HeadWatch(quint16 port, std::function<void()> tooLarge)
    : m_port(port)
    , m_tooLarge(std::move(tooLarge))
{
    ++watches()[m_port];
}

HeadWatch::~HeadWatch()
{
    if (--watches()[m_port] == 0)
        watches().remove(m_port);
}

void HeadWatch::begin()
{
    m_came = 0;
    m_last = -1;
    m_timer.start(interval, this);
}

qint64 HeadWatch::receivedFrom(quint16 port)
{
    qint64 sum = 0;
#ifdef Q_OS_LINUX
    DIR *folder = opendir("/proc/self/fd");
    if (!folder)
        return 0;
    while (const dirent *entry = readdir(folder)) {
        const int file = std::atoi(entry->d_name);
        if (file <= 2 || portOfPeer(file) != port)
            continue;
        tcp_info info{};
        socklen_t size = sizeof info;
        // An older kernel tells less.
        if (getsockopt(file, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
            && size >= offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received)
            sum += qint64(info.tcpi_bytes_received);
    }
    closedir(folder);
#else
    Q_UNUSED(port)
#endif
    return sum;
}

void HeadWatch::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    const qint64 now = receivedFrom(m_port);
    const qint64 before = std::exchange(m_last, now);
    // A connection that is gone takes what it counted with it. What the first look finds may be of
    // long ago.
    if (before >= 0 && watches().value(m_port) == 1)
        m_came += std::max<qint64>(0, now - before);
    if (m_came <= largest)
        return;
    m_timer.stop();
    m_tooLarge();
}

} // namespace Recloser
