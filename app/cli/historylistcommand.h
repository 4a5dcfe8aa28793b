// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/historycommand.h"

namespace Recloser {

/// Those options of `history list` that say which exchanges.
void addFilterOptions(QCommandLineParser &parser);
/// The search that they and the words ask for, as it would be typed in the window.
QString searchText(const QCommandLineParser &parser);

/// `history list`: exchanges, newest first.
class HistoryListCommand : public HistoryCommand
{
    Q_OBJECT

public:
    using HistoryCommand::HistoryCommand;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void interrupt() override { Q_EMIT done(ExitCode::Interrupted); }

protected:
    void start(const QCommandLineParser &parser) override;

private:
    void askForMore();
    void take(const HistoryPage &page);

    HistoryQuery m_query;
    /// Rows still to print.
    qint64 m_left = 0;
};

/// `history search`: the same for words.
class HistorySearchCommand : public HistoryListCommand
{
    Q_OBJECT

public:
    using HistoryListCommand::HistoryListCommand;

    QString synopsis() const override;
    QString description() const override;

protected:
    void start(const QCommandLineParser &parser) override;
};

} // namespace Recloser
