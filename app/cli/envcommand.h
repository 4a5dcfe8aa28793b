// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/store/environments.h"

namespace Recloser {

/// `recloser-cli env`: the environments of a folder, and what a name means there.
class EnvCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    void list(const EnvironmentSet &set);
    void show(const QCommandLineParser &parser, const QStringList &words);
    void change(const QCommandLineParser &parser, const EnvironmentSet &set,
                const QStringList &words);

    bool m_json = false;
};

} // namespace Recloser
