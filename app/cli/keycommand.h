// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/keyarguments.h"

namespace Recloser {

/// `key`: circuit keys, explanation, diagnosis and checks of patterns.
class KeyCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override { addKeyOptions(parser); }
    void run(const QCommandLineParser &parser) override;

private:
    void runBatch(const KeyArguments &arguments);
};

} // namespace Recloser
