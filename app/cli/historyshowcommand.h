// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/historycommand.h"

namespace Recloser {

/// `history show`: one exchange.
class HistoryShowCommand : public HistoryCommand
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
    void show(const Exchange &exchange);
    void print(const Exchange &exchange);
    void printAttempts(const Exchange &exchange);

    QString m_outputFile;
    bool m_body = false;
    bool m_attempts = false;
    bool m_sent = false;
};

} // namespace Recloser
