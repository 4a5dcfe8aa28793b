// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace Recloser {

/// `recloser-cli copy-as`: a request as a command or program of another tool.
class CopyCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
};

} // namespace Recloser
