// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace Recloser {

/// Brings the first SIGINT or SIGTERM to the event loop; a second one ends the process at once, as
/// if nobody listened. One per process, made in main().
class Interruption : public QObject
{
    Q_OBJECT

public:
    Interruption();
    ~Interruption() override;

    /// The signal that came, 0 for none.
    int signal() const { return m_signal; }

Q_SIGNALS:
    void requested();

private:
    void read();

    int m_ends[2] = {-1, -1};
    int m_signal = 0;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Recloser
