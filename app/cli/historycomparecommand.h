// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/comparereport.h"
#include "app/cli/historycommand.h"

namespace Recloser {

/// `history compare`: two exchanges, with their bodies.
class HistoryCompareCommand : public HistoryCommand
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
    void compare(const Exchange &left, const Exchange &right);

    CompareArguments m_arguments;
    ExchangePtr m_left;
};

} // namespace Recloser
