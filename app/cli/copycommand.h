// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/composition/composition.h"
#include "core/formats/copyas.h"

#include <memory>

namespace Recloser {

struct SendArguments;

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

private:
    void print(const SendArguments &arguments, CopyFormat format, const CopyOptions &options,
               bool asJson);

    std::unique_ptr<Composition> m_composition;
};

} // namespace Recloser
