// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/variables.h"
#include "core/store/sslconfiguration.h"
#include "ui/environments/environmentsdialog.h"
#include "ui/environments/passphrasedialog.h"
#include "ui/mainwindow/environmentcommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/variables.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

// The window of environments and what leads to it. Part of EnvironmentCommands; its other half is
// environmentcommands.cpp.

bool EnvironmentCommands::hasFile()
{
    if (!path().isEmpty())
        return true;
    m_window.offer(ChipTone::Warning, tr("Save the request first"),
                   tr("Variables and environments are kept in files beside it."),
                   tr("Save request…"), [this] { save(); });
    return false;
}

void EnvironmentCommands::save()
{
    m_window.activateWindow();
    m_window.files().save(m_window.tabs().current());
}

Scope EnvironmentCommands::scopeIn(const QString &environment) const
{
    const QString file = path();
    Scope scope;
    if (!file.isEmpty()) {
        const EnvironmentSet &set = m_services.variables.environmentsOf(file);
        scope.layers = set.layers(environment);
        scope.dotenv = set.dotenv(environment);
        scope.clientIdentity = clientIdentityOf(set, environment);
    }
    scope.layers.append(layerOf(m_services.variables.globals(), sharedEnvironment));
    scope.secrets = m_services.variables.scopeOf(file).secrets;
    scope.environment = environment;
    return scope;
}

QStringList EnvironmentCommands::usersOf(const QString &secret) const
{
    QStringList users;
    const QString root = m_services.variables.rootOf(path());
    for (int i = 0; i < m_window.tabs().count(); ++i) {
        RequestTab *tab = m_window.tabs().at(i);
        if (m_services.variables.rootOf(tab->filePath()) == root
            && secretsNeeded(tab->document().spec(), tab->scope()).contains(secret))
            users.append(tab->document().title());
    }
    if (path().isEmpty())
        return users;
    const EnvironmentSet &set = m_services.variables.environmentsOf(path());
    for (const EnvironmentSource &source : set.sources) {
        for (const NamedEnvironment &environment : source.environments) {
            for (const EnvironmentVariable &variable : environment.variables) {
                if (secretReference(variable.value) == secret)
                    users.append(u"%1 · %2"_s.arg(environment.name, variable.name));
            }
        }
    }
    users.removeDuplicates();
    return users;
}

EnvironmentServices EnvironmentCommands::dialogServices()
{
    return {.theme = m_services.theme,
            .secrets = m_services.secrets,
            .set =
                [this] {
                    return path().isEmpty() ? EnvironmentSet()
                                            : m_services.variables.environmentsOf(path());
                },
            .globals = [this] { return m_services.variables.globals(); },
            .chosen = [this] { return m_services.variables.chosenEnvironment(path()); },
            .scope = [this](const QString &environment) { return scopeIn(environment); },
            .saveRequest = [this] { save(); },
            .reload = [this] { m_services.variables.reloadEnvironments(path()); },
            .secretSet =
                [this](const QString &name, const std::optional<QString> &value) {
                    if (value)
                        m_services.variables.setSecret(name, *value);
                    else
                        m_services.variables.askSecretsAgain();
                },
            .usersOf = [this](const QString &secret) { return usersOf(secret); },
            .tone = [this](const QString &name) { return toneOfEnvironment(name); },
            .setTone = [this](const QString &name, ChipTone tone) { setTone(name, tone); }};
}

EnvironmentsDialog &EnvironmentCommands::shownDialog()
{
    if (!m_dialog) {
        m_dialog = new EnvironmentsDialog(dialogServices(), &m_window);
        connect(m_dialog, &EnvironmentsDialog::unlockRequested, this,
                &EnvironmentCommands::askPassPhrase);
        connect(m_dialog, &EnvironmentsDialog::environmentRenamed, this,
                [this](const QString &from, const QString &to) {
                    if (m_services.variables.chosenEnvironment(path()) == from)
                        pick(to);
                });
    }
    m_dialog->refresh();
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
    return *m_dialog;
}

void EnvironmentCommands::openEditor()
{
    const QString chosen = m_services.variables.chosenEnvironment(path());
    EnvironmentsDialog &dialog = shownDialog();
    if (!chosen.isEmpty())
        dialog.showEnvironment(chosen);
}

void EnvironmentCommands::newEnvironment()
{
    if (hasFile())
        shownDialog().newEnvironment();
}

void EnvironmentCommands::openSecrets(const QString &name)
{
    shownDialog().showSecrets(name);
}

void EnvironmentCommands::askPassPhrase()
{
    QWidget *parent = m_dialog && m_dialog->isVisible() ? static_cast<QWidget *>(m_dialog)
                                                        : static_cast<QWidget *>(&m_window);
    auto *dialog = new PassPhraseDialog(m_services.secrets, parent);
    connect(dialog, &PassPhraseDialog::unlocked, this, [this] {
        m_services.variables.askSecretsAgain();
        m_window.say(ChipTone::Good, tr("Secrets can be read until you quit"));
    });
    dialog->show();
}

EnvironmentsDialog *EnvironmentCommands::dialog() const
{
    return m_dialog;
}

void EnvironmentCommands::edit(RequestTab *tab, const QString &placeholder)
{
    const PlaceholderExplanation explanation = explainPlaceholder(placeholder, tab->scope());
    if (explanation.kind == PlaceholderKind::Secret) {
        openSecrets(explanation.name.section(u' ', 1).trimmed());
        return;
    }
    if (!explanation.origin)
        return;
    const VariableOrigin &origin = *explanation.origin;
    // The block that has the settings of tokens.
    const QString name
        = explanation.kind == PlaceholderKind::Token ? u"Security"_s : explanation.name;
    using Kind = ScopeLayer::Kind;
    switch (origin.kind) {
    case Kind::Environment:
    case Kind::PrivateEnvironment:
        shownDialog().showEnvironment(tab->scope().environment, name);
        break;
    case Kind::Shared:
        shownDialog().showEnvironment(sharedEnvironment, name);
        break;
    case Kind::Global:
        shownDialog().showGlobals(explanation.name);
        break;
    case Kind::Given:
        tab->askValues();
        break;
    case Kind::Request:
    case Kind::File:
        m_window.offer(
            ChipTone::Neutral,
            origin.line > 0 ? tr("{{%1}} is written in %2, line %3")
                                  .arg(explanation.name, QFileInfo(origin.path).fileName())
                                  .arg(origin.line)
                            : tr("{{%1}} is written in %2")
                                  .arg(explanation.name, QFileInfo(origin.path).fileName()),
            {}, tr("Open the file"),
            [path = origin.path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
        break;
    case Kind::BuiltIn:
    case Kind::Other:
        m_window.say(ChipTone::Neutral,
                     tr("{{%1}} is set by Recloser itself").arg(explanation.name));
        break;
    }
}

void EnvironmentCommands::create(const QString &variable)
{
    if (hasFile())
        shownDialog().createVariable(variable);
}

} // namespace Recloser
