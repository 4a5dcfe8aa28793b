// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QBasicTimer>
#include <QObject>

#include <functional>

namespace Recloser {

/// Sees that the head of an answer has an end. Qt keeps what comes of one until there is an empty
/// line, however much that is, and tells nobody; so the bytes are asked of the system (TCP_INFO,
/// tcp(7)), of all connections of this process to the port. Where more than one watch is there for
/// a port nobody can tell whose they are, and nothing is said. Linux only. Of one thread.
class HeadWatch : public QObject
{
    Q_OBJECT

public:
    /// Larger heads are no heads.
    static constexpr qint64 largest = 32LL * 1024 * 1024;

    /// `tooLarge` may destroy the watch.
    HeadWatch(quint16 port, std::function<void()> tooLarge);
    ~HeadWatch() override;

    /// From now on a head is waited for.
    void begin();
    /// It is there.
    void end() { m_timer.stop(); }

    /// What came over the connections to a port so far; 0 where nobody knows.
    static qint64 receivedFrom(quint16 port);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    const quint16 m_port;
    std::function<void()> m_tooLarge;
    QBasicTimer m_timer;
    qint64 m_last = 0;
    qint64 m_came = 0;
};

} // namespace Recloser
