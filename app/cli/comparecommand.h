// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/comparereport.h"

namespace Recloser {

/// `compare`: two files as bodies.
class CompareCommand : public Command
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
