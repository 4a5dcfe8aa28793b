// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/composition/composition.h"

#include <functional>
#include <memory>

namespace Recloser {

/// `recloser-cli secret`: what `{{$secret NAME}}` stands for, kept outside of files.
class SecretCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    void set(const QString &name);
    void list();
    void remove(const QString &name);
    void changePassPhrase();
    /// Until values can be kept: in the keychain, or in an open sealed file.
    void whenKept(const std::function<void()> &then);
    void failWith(const QString &name, const StoreError &error);

    std::unique_ptr<Composition> m_composition;
    bool m_json = false;
};

} // namespace Recloser
