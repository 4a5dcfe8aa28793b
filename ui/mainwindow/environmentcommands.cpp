// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/environmentcommands.h"

#include "core/resolve/variables.h"
#include "ui/environments/environmentsdialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/variables.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Files are often written in several steps.
constexpr std::chrono::milliseconds readPause{120};

QString toneKey(const QString &root, const QString &name)
{
    return root + u'\n' + name;
}

} // namespace

EnvironmentCommands::EnvironmentCommands(MainWindow &window, const WindowServices &services)
    : QObject(&window)
    , m_window(window)
    , m_services(services)
    , m_button(new EnvironmentButton(services.theme))
{
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(readPause);
    connect(&m_readSoon, &QTimer::timeout, this,
            [this] { m_services.variables.reloadEnvironments(path()); });
    const auto readSoon = [this] { m_readSoon.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, readSoon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, readSoon);
    connect(m_button, &EnvironmentButton::environmentChosen, this, &EnvironmentCommands::pick);
    connect(m_button, &EnvironmentButton::editRequested, this, &EnvironmentCommands::openEditor);
    connect(m_button, &EnvironmentButton::newRequested, this, &EnvironmentCommands::newEnvironment);
    connect(m_button, &EnvironmentButton::secretsRequested, this, [this] { openSecrets(); });
    connect(&services.variables, &Variables::environmentsChanged, this, [this] {
        showButton();
        watch();
        if (m_dialog)
            m_dialog->refresh();
    });
    connect(&services.secrets, &SecretStore::availabilityChanged, this,
            [this](SecretStore::Availability availability) {
                if (availability == SecretStore::Availability::SealedFileLocked)
                    tellLocked();
            });
    QHash<QString, QString> choices;
    const QJsonObject kept = services.settings.values().environments.value("chosen"_L1).toObject();
    for (auto choice = kept.begin(); choice != kept.end(); ++choice)
        choices.insert(choice.key(), choice.value().toString());
    services.variables.setChoices(choices);
    showButton();
}

void EnvironmentCommands::addActions(QMenu &menu)
{
    const auto add = [this, &menu](const QString &text, const QKeySequence &keys, auto &&call) {
        auto *action = new QAction(text, &m_window);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, std::forward<decltype(call)>(call));
        m_window.addAction(action);
        menu.addAction(action);
    };
    add(tr("Choose environment"), Qt::CTRL | Qt::Key_E, [this] { choose(); });
    add(tr("Variables and environments…"), Qt::CTRL | Qt::SHIFT | Qt::Key_E,
        [this] { openEditor(); });
    add(tr("Secrets…"), {}, [this] { openSecrets(); });
    add(tr("Answer the request's questions again…"), {}, [this] {
        if (RequestTab *tab = m_window.tabs().current())
            tab->askValues();
    });
    // A field with the focus takes these keys itself; here they are for the list of keys.
    const auto inField = [this](auto call) {
        return [this, call] {
            RequestTab *tab = m_window.tabs().current();
            if (QWidget *field = m_window.focusWidget(); field && tab)
                (tab->editor().aid().*call)(*field);
        };
    };
    add(tr("Offer variables at the caret"), Qt::CTRL | Qt::Key_Space,
        inField(&VariableAid::suggestAtCaret));
    add(tr("Explain the variable at the caret"), Qt::CTRL | Qt::Key_I,
        inField(&VariableAid::explainAtCaret));
    add(tr("Edit the variable at the caret"), Qt::Key_F12, inField(&VariableAid::editAtCaret));
}

QString EnvironmentCommands::path() const
{
    RequestTab *tab = m_window.tabs().current();
    return tab ? tab->filePath() : QString();
}

void EnvironmentCommands::showCurrent()
{
    // It may have been changed while nobody looked at its requests.
    if (!path().isEmpty())
        m_services.variables.reloadEnvironments(path());
    showButton();
    watch();
    tellLocked();
    if (m_dialog && m_dialog->isVisible())
        m_dialog->refresh();
}

void EnvironmentCommands::showButton()
{
    QList<EnvironmentButton::Choice> choices;
    if (!path().isEmpty()) {
        const QStringList names = m_services.variables.environmentsOf(path()).names();
        for (const QString &name : names)
            choices.append({name, toneOfEnvironment(name)});
    }
    const QString chosen = m_services.variables.chosenEnvironment(path());
    if (choices != m_button->choices() || chosen != m_button->chosen())
        m_button->setChoices(choices, chosen);
}

void EnvironmentCommands::watch()
{
    QStringList paths;
    if (const QString file = path(); !file.isEmpty()) {
        const EnvironmentSet &set = m_services.variables.environmentsOf(file);
        for (const EnvironmentSource &source : set.sources)
            paths += {source.path, QFileInfo(source.path).absolutePath()};
        // Where new files would be.
        paths += {QFileInfo(file).absolutePath(), set.root};
    }
    if (const QString globals = m_services.variables.globals().path; !globals.isEmpty())
        paths += {globals, QFileInfo(globals).absolutePath()};
    paths.removeDuplicates();
    paths.removeIf([](const QString &watched) { return !QFileInfo::exists(watched); });
    // A file that was replaced is watched no longer.
    const QStringList before = m_watcher.files() + m_watcher.directories();
    QStringList gone = before;
    gone.removeIf([&](const QString &watched) { return paths.contains(watched); });
    paths.removeIf([&](const QString &watched) { return before.contains(watched); });
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    if (!paths.isEmpty())
        m_watcher.addPaths(paths);
}

void EnvironmentCommands::pick(const QString &name)
{
    if (path().isEmpty())
        return;
    m_services.variables.chooseEnvironment(path(), name);
    keep([this](QJsonObject &environments) {
        QJsonObject chosen;
        const QHash<QString, QString> &choices = m_services.variables.choices();
        for (auto choice = choices.begin(); choice != choices.end(); ++choice)
            chosen.insert(choice.key(), choice.value());
        environments.insert("chosen"_L1, chosen);
    });
}

void EnvironmentCommands::keep(const std::function<void(QJsonObject &environments)> &change)
{
    Settings settings = m_services.settings.values();
    change(settings.environments);
    m_services.settings.set(settings);
}

ChipTone EnvironmentCommands::toneOfEnvironment(const QString &name) const
{
    const QJsonObject colors
        = m_services.settings.values().environments.value("colors"_L1).toObject();
    const QString kept
        = colors.value(toneKey(m_services.variables.rootOf(path()), name)).toString();
    return toneFromName(kept).value_or(usualTone(name));
}

void EnvironmentCommands::setTone(const QString &name, ChipTone tone)
{
    keep([&](QJsonObject &environments) {
        QJsonObject colors = environments.value("colors"_L1).toObject();
        colors.insert(toneKey(m_services.variables.rootOf(path()), name), toneName(tone));
        environments.insert("colors"_L1, colors);
    });
    showButton();
}

void EnvironmentCommands::tellLocked()
{
    RequestTab *tab = m_window.tabs().current();
    if (!tab || m_toldLocked
        || m_services.secrets.availability() != SecretStore::Availability::SealedFileLocked
        || secretsNeeded(tab->document().spec(), tab->scope()).isEmpty())
        return;
    m_toldLocked = true;
    m_window.offer(ChipTone::Warning, tr("Secrets of this request are locked"),
                   tr("They are in an encrypted file that your pass phrase opens."), tr("Unlock…"),
                   [this] { askPassPhrase(); });
}

} // namespace Recloser
