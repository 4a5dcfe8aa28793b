// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/historycommand.h"

namespace Recloser {

/// `history stats`: how much there is, and what retention does with it.
class HistoryStatsCommand : public HistoryCommand
{
    Q_OBJECT

public:
    using HistoryCommand::HistoryCommand;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;

protected:
    void start(const QCommandLineParser &parser) override;

private:
    void tell();
    void print(const HistoryUsage &usage);

    HistoryRetention m_retention;
};

/// `history keep`: exchanges that retention leaves alone.
class HistoryKeepCommand : public HistoryCommand
{
    Q_OBJECT

public:
    using HistoryCommand::HistoryCommand;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;

protected:
    void start(const QCommandLineParser &parser) override;

private:
    /// All of them, once it is known that they are there: the first `checked` are.
    void keep(const QList<qint64> &ids, qsizetype checked);

    Keeping m_keeping = Keeping::ForEver;
};

} // namespace Recloser
