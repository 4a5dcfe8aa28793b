// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/historycommand.h"
#include "app/cli/sendarguments.h"
#include "app/cli/sendsurroundings.h"
#include "core/run/replay.h"
#include "core/run/seriesrunner.h"

namespace Recloser {

/// `history again`: exchanges are sent again, as they were or with today's variables, and what
/// comes back stands beside what came then.
class HistoryAgainCommand : public HistoryCommand
{
    Q_OBJECT

public:
    using HistoryCommand::HistoryCommand;
    ~HistoryAgainCommand() override;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void interrupt() override;

protected:
    void start(const QCommandLineParser &parser) override;

private:
    std::expected<void, ArgumentError> readOptions(const QCommandLineParser &parser);
    void findMore();
    void begin();
    void replay();
    QFuture<Scope> scopeFor(const ExchangePtr &then);
    void take(const SeriesResult &result);
    void printRow(const ReplayRow &row, const SeriesResult &result);
    void end(SeriesRunner::Ending ending);

    std::unique_ptr<SendSurroundings> m_around;
    ReplayOptions m_replay;
    SeriesOptions m_series;
    Scope m_scope;
    HistoryQuery m_query;
    /// Of the search.
    qint64 m_left = 0;
    /// (start, id) of what a search has found so far.
    QList<std::pair<QDateTime, qint64>> m_found;
    QList<qint64> m_ids;
    std::unique_ptr<SeriesRunner> m_runner;
    /// Of `m_runner`.
    ReplaySource *m_source = nullptr;
    ReplayTotals m_totals;
    bool m_hasHeader = false;
    ExitCode m_worst = ExitCode::Done;
};

} // namespace Recloser
