// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/redis/connection.h"
#include "core/redis/layouts/layoutscanner.h"

#include <QSet>

#include <memory>

namespace Recloser {

/// `circuits --layout NAME`: finds other libraries' circuits on a server and prints them, once or
/// every second. Says done() once.
class LayoutCircuits : public QObject
{
    Q_OBJECT

public:
    struct Wishes
    {
        /// One Redis key instead of a scan; empty for all that is found.
        QByteArray key;
        bool json = false;
        bool watch = false;
        /// Closed ones too.
        bool all = false;
        /// With what may be done about each.
        bool commands = false;
    };

    LayoutCircuits(const RedisEndpoint &endpoint, const QList<LayoutChoice> &choices, Wishes wishes,
                   Clock &clock, QObject *parent);

    void start();
    /// Ends a scan where it is and prints what was found; ends a watch.
    void interrupt();

Q_SIGNALS:
    void done(Recloser::ExitCode code);

private:
    void onProgress(const LayoutScanner::Progress &progress);
    void onScanFinished();
    void onRefreshed();
    void end(ExitCode code);
    /// Says why the server cannot be asked.
    void fail();
    void sayWhatIsMissing();
    void print();
    void printCircuit(const Circuit &circuit);
    QJsonObject jsonOf(const Circuit &circuit) const;
    void clearProgress();

    const RedisEndpoint m_endpoint;
    const Wishes m_wishes;
    Clock &m_clock;
    std::unique_ptr<RedisClient> m_connection;
    LayoutScanner m_scanner;
    std::unique_ptr<ScheduledCall> m_next;
    /// A line of progress stands on the terminal.
    bool m_hasProgress = false;
    bool m_isInterrupted = false;
    bool m_hasScanned = false;
    bool m_isOver = false;
    std::optional<RedisError> m_scanError;
};

/// `circuits --layout list`.
void printLayouts(const QList<CircuitLayout> &layouts, bool json);

} // namespace Recloser
