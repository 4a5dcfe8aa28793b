// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/faultserver/faultserver.h"

#include <memory>

namespace Recloser {

/// `serve SCRIPT.json [--port N]`: the fault server, until it is interrupted.
class ServeCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    std::unique_ptr<FaultServer> m_server;
};

} // namespace Recloser
