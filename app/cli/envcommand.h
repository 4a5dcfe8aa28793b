// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/composition/composition.h"
#include "core/store/environments.h"

#include <memory>

namespace Recloser {

/// `recloser-cli env`: the environments of a folder, and what a name means there.
class EnvCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    ~EnvCommand() override;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    /// By the path of the file.
    using FileEdits = QList<std::pair<QString, QList<EnvironmentEdit>>>;

    void list(const EnvironmentSet &set);
    /// Reads the secrets that the values need, then prints `names`, or all there are.
    void show(const QCommandLineParser &parser, const QString &folder, QStringList names);
    void print(const QStringList &names, const Scope &scope);
    void change(const QCommandLineParser &parser, const EnvironmentSet &set,
                const QStringList &words);
    /// From the public and the private file; what other files have is said.
    void removeEnvironments(const EnvironmentSet &set, const QStringList &names, bool onlyPrivate);
    /// The files one after the other, each all or nothing; then the end.
    void write(FileEdits edits);
    void tellWritten(const QString &path);

    std::unique_ptr<Composition> m_composition;
    bool m_json = false;
    bool m_isPlain = false;
    /// Names were given, so one without a value is a failure.
    bool m_isAsked = false;
};

} // namespace Recloser
