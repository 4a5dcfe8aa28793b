// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "ui/environments/environmentbutton.h"
#include "ui/environments/environmentservices.h"
#include "ui/mainwindow/windowservices.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QMenu;

namespace Recloser {

class EnvironmentsDialog;
class MainWindow;
class RequestTab;

/// Choosing, editing and remembering environments for the open request, and the way to secrets.
/// What others write to the files of the open request's environments is read at once. Part of the
/// window.
class EnvironmentCommands : public QObject
{
    Q_OBJECT

public:
    EnvironmentCommands(MainWindow &window, const WindowServices &services);

    /// For the tool bar, which owns it.
    EnvironmentButton *button() { return m_button; }
    /// Null until it is first shown.
    EnvironmentsDialog *dialog() const;
    /// The window's commands, with their keys, to the menu and the palette.
    void addActions(QMenu &menu);
    /// Another tab is the current one, or has another file now.
    void showCurrent();

    void choose() { m_button->popUp(); }
    void openEditor();
    void newEnvironment();
    void openSecrets(const QString &name = {});
    void askPassPhrase();
    /// Shows where the value of a placeholder of the tab is written.
    void edit(RequestTab *tab, const QString &placeholder);
    void create(const QString &variable);

private:
    QString path() const;
    /// Whether the open request has environments; if not, offers what gives it some.
    bool hasFile();
    void save();
    EnvironmentsDialog &shownDialog();
    EnvironmentServices dialogServices();
    void pick(const QString &name);
    void showButton();
    void watch();
    void keep(const std::function<void(QJsonObject &environments)> &change);
    Scope scopeIn(const QString &environment) const;
    QStringList usersOf(const QString &secret) const;
    ChipTone toneOfEnvironment(const QString &name) const;
    void setTone(const QString &name, ChipTone tone);
    /// Says that secrets of the open request wait for the pass phrase.
    void tellLocked();

    MainWindow &m_window;
    const WindowServices &m_services;
    EnvironmentButton *m_button;
    QPointer<EnvironmentsDialog> m_dialog;
    QFileSystemWatcher m_watcher;
    QTimer m_readSoon;
    bool m_toldLocked = false;
};

} // namespace Recloser
