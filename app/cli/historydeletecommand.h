// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/historycommand.h"

namespace Recloser {

/// `history delete`: exchanges by number, or what a search finds.
class HistoryDeleteCommand : public HistoryCommand
{
    Q_OBJECT

public:
    using HistoryCommand::HistoryCommand;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    /// What is deleted by then is.
    void interrupt() override;

protected:
    void start(const QCommandLineParser &parser) override;

private:
    void findMore();
    void remove(const QList<qint64> &ids, bool hasMore);
    void end(ExitCode code);

    HistoryQuery m_query;
    /// Exchanges that were named by their numbers.
    qint64 m_named = 0;
    qint64 m_deleted = 0;
};

/// `history clear`: everything.
class HistoryClearCommand : public HistoryCommand
{
    Q_OBJECT

public:
    using HistoryCommand::HistoryCommand;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;

protected:
    void start(const QCommandLineParser &parser) override;
};

} // namespace Recloser
