// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace Recloser {

/// `check FILE.http...`: reads files as the window does and says what it found.
class CheckCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    ExitCode check(const QString &path, const QCommandLineParser &parser);
};

} // namespace Recloser
