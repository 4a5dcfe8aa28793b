// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/composition/composition.h"
#include "core/store/secretfields.h"

namespace Recloser {

/// `recloser-cli import`: curl commands and Fynd's requests as `.http` files.
class ImportCommand : public Command
{
    Q_OBJECT

public:
    explicit ImportCommand(QObject *parent = nullptr);

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    struct Options;

    void importFile(const QString &path, const Options &options);
    void failFile(const QString &path, const QString &why, const QString &remedy,
                  const Options &options);
    /// Keeps what was taken out of the files, then ends.
    void keepSecrets();
    void writeSecrets();

    Composition m_composition;
    QList<ExtractedSecret> m_secrets;
    qsizetype m_left = 0;
    ExitCode m_code = ExitCode::Done;
};

} // namespace Recloser
