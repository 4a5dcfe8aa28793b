// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/runreport.h"
#include "app/cli/runrequests.h"
#include "app/cli/sendsurroundings.h"
#include "core/formats/datarows.h"

namespace Recloser {

/// `run`: every request of folders and files, in order or several at once.
class RunCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    ~RunCommand() override;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
    /// Cancels what is under way and tells what there is.
    void interrupt() override;

private:
    std::expected<void, ArgumentError> readRequests(const QCommandLineParser &parser);
    std::expected<void, ArgumentError> readRounds(const QCommandLineParser &parser);
    std::expected<SeriesOptions, ArgumentError> seriesOptions(const QCommandLineParser &parser);
    void start(SeriesOptions options, SendOptions send, RunReport::Form form);
    void take(const SeriesResult &result);
    void end(SeriesRunner::Ending ending);

    std::unique_ptr<SendSurroundings> m_around;
    std::unique_ptr<RunRequests> m_requests;
    std::optional<DataRows> m_rows;
    std::unique_ptr<RunReport> m_report;
    std::unique_ptr<SeriesRunner> m_runner;
    /// Of `m_runner`.
    RequestSeries *m_series = nullptr;
    qint64 m_rounds = 1;
    ExitCode m_worst = ExitCode::Done;
};

} // namespace Recloser
