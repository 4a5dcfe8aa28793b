// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/policyreport.h"
#include "app/cli/sendarguments.h"
#include "app/cli/sendsurroundings.h"
#include "app/cli/streamedanswer.h"

#include <QElapsedTimer>

#include <memory>

namespace Recloser {

/// `send`: requests through the very path the window uses.
class SendCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    ~SendCommand() override;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
    /// Ends streams and cancels what else is under way; each send still reports.
    void interrupt() override;

private:
    /// Settings, folders and file; what is wrong with them is said and stops nothing.
    void readLayers(const SendArguments &arguments, const QCommandLineParser &parser);
    void explainPolicies();
    /// Opens what the options ask for, then begins.
    void connectAndBegin(const QCommandLineParser &parser);
    /// Begins, with what secrets and cookie jar there are.
    void begin();
    /// The first of what the request needs the answer of.
    void sendNeeded();
    void takeNeeded(SendOperation *operation, const ExchangePtr &exchange);
    void startMore();
    void finish(SendOperation *operation, const ExchangePtr &exchange);
    /// Connects again, after its wait, to the event stream that has ended. False where there is
    /// none, or nobody asked.
    bool reconnect(const Exchange &exchange);
    /// `shown` is `exchange` without its secrets.
    void report(const Exchange &exchange, const Exchange &shown);
    void printHuman(const Exchange &exchange, const Exchange &shown);
    void printAttempts(const Exchange &exchange, const Exchange &shown);
    /// On a terminal over the line before it, elsewhere a line a second.
    void tellProgress(const TransferProgress &progress);
    void endProgress();
    void end();

    std::unique_ptr<SendSurroundings> m_around;
    RequestSpec m_spec;
    Scope m_scope;
    /// Sent before it.
    QList<NeededRequest> m_needed;
    PolicyReport m_policies;
    SendOptions m_options;
    QString m_outputFile;
    /// Where there is one send.
    std::unique_ptr<StreamedAnswer> m_stream;
    bool m_reconnects = false;
    /// For the time of the next connection.
    bool m_isWaiting = false;
    bool m_json = false;
    bool m_quiet = false;
    bool m_tellsSent = false;
    bool m_isTerminal = false;
    bool m_tellsProgress = false;
    bool m_hasProgress = false;
    /// Seconds after the first, where it is no terminal.
    double m_nextProgress = 0;
    QElapsedTimer m_progressClock;
    bool m_isInterrupted = false;
    int m_left = 1;
    int m_running = 0;
    int m_concurrency = 1;
    int m_total = 1;
    ExitCode m_worst = ExitCode::Done;
    QMap<QString, int> m_counts;
};

} // namespace Recloser
