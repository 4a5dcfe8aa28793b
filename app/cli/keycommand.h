// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/resilience/breakerkey.h"

namespace Recloser {

/// `key --pattern P URL...` and `key --batch`: circuit keys.
class KeyCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    void runBatch(KeyReader &reader, BreakerPolicy policy);
};

} // namespace Recloser
