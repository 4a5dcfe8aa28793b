// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/environments.h"
#include "core/store/memorysecrets.h"
#include "tests/support/temporaryfolder.h"
#include "ui/environments/environmentsdialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTest>

namespace Recloser {

/// A folder with environment files, and the window over it, which reads them again by itself.
struct CollectionFolder
{
    explicit CollectionFolder(Theme::Scheme scheme = Theme::Scheme::Light)
    {
        theme.setScheme(scheme);
        QDir(folder.path()).mkpath(QStringLiteral(".git"));
    }

    void write(const QString &name, const QByteArray &content)
    {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
    }
    QByteArray read(const QString &name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString publicFile() const { return QStringLiteral("http-client.env.json"); }
    QString privateFile() const { return QStringLiteral("http-client.private.env.json"); }

    void load()
    {
        set = readEnvironments(folder.path());
        globals = readGlobals(folder.filePath(QStringLiteral("globals/variables.json")))
                      .value_or(EnvironmentSource{});
    }

    EnvironmentServices services()
    {
        return {.theme = theme,
                .secrets = secrets,
                .set = [this] { return set; },
                .globals = [this] { return globals; },
                .chosen = [this] { return chosen; },
                .scope =
                    [this](const QString &environment) {
                        Scope scope;
                        scope.layers = set.layers(environment);
                        scope.layers.append(layerOf(globals, sharedEnvironment));
                        scope.environment = environment;
                        scope.secrets = secretValues;
                        return scope;
                    },
                .reload =
                    [this] {
                        load();
                        if (dialog)
                            dialog->refresh();
                    },
                .secretSet =
                    [this](const QString &name, const std::optional<QString> &value) {
                        if (value)
                            secretValues.insert(name, *value);
                        else
                            secretValues.remove(name);
                    },
                .usersOf =
                    [](const QString &secret) {
                        return secret.startsWith(QStringLiteral("staging"))
                            ? QStringList{QStringLiteral("Search the store"),
                                          QStringLiteral("staging · token")}
                            : QStringList();
                    },
                .tone =
                    [](const QString &name) {
                        return name == QStringLiteral("production") ? ChipTone::Bad
                                                                    : ChipTone::Neutral;
                    },
                .setTone = [](const QString &, ChipTone) {}};
    }

    void open()
    {
        load();
        dialog = std::make_unique<EnvironmentsDialog>(services());
        dialog->show();
        dialog->activateWindow();
        (void)QTest::qWaitForWindowActive(dialog.get());
    }

    TemporaryFolder folder;
    Theme theme{*qApp};
    MemorySecrets secrets;
    QHash<QString, QString> secretValues;
    EnvironmentSet set;
    EnvironmentSource globals;
    QString chosen = QStringLiteral("staging");
    std::unique_ptr<EnvironmentsDialog> dialog;
};

} // namespace Recloser
