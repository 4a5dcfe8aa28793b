// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/runcommands.h"

#include "core/store/historystore.h"
#include "core/store/requestscope.h"
#include "ui/mainwindow/variables.h"
#include "ui/run/requestloader.h"
#include "ui/run/rundialog.h"

namespace Recloser {

using namespace Qt::StringLiterals;

RunCommands::RunCommands(const WindowServices &services, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_window(window)
{
}

RunDialog *RunCommands::dialog() const
{
    return m_dialog;
}

RunDialog &RunCommands::shown()
{
    if (!m_dialog) {
        m_dialog = new RunDialog(
            {m_services.theme, m_services.sender, m_services.clock, m_services.history}, &m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &RunDialog::openRequested, this, &RunCommands::openRequested);
        connect(m_dialog, &RunDialog::compareRequested, this, &RunCommands::compareRequested);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
    return *m_dialog;
}

void RunCommands::sendMany(const QList<FileOrigin> &requests, int atOnce)
{
    // What is under way there stays; it is shown.
    RunDialog &dialog = shown();
    if (dialog.isRunning() || requests.isEmpty())
        return;
    const Variables &variables = m_services.variables;
    LoaderSurroundings around{
        .environment
        = [&variables](const QString &path) { return variables.chosenEnvironment(path); },
        .globals = variables.globals()};
    const Scope bare = variables.scopeOf({});
    for (const ScopeLayer &layer : bare.layers) {
        if (layer.kind == ScopeLayer::Kind::BuiltIn)
            around.builtIn.append(layer);
    }
    if (const PolicyOverrides &defaults = m_services.settings.values().defaults;
        defaults != PolicyOverrides())
        around.settings.append({PolicyLayer::Kind::Settings, {}, defaults});
    if (CookieStore *cookies = m_services.cookies)
        around.cookies = [cookies, &settings = m_services.settings](const QString &path) {
            return cookies->jarFor(settings.values().cookies, path);
        };
    const auto loader
        = std::make_shared<RequestLoader>(requests, std::move(around), m_services.secrets);
    dialog.setRequests(
        tr("Send several requests"), requests.size(),
        [loader = loader.get()](qint64 index) { return loader->load(index); }, loader,
        variables.chosenEnvironment(requests.constFirst().path), atOnce);
}

QFuture<Scope> RunCommands::scopeFor(const ExchangePtr &then)
{
    const auto promise = std::make_shared<QPromise<Scope>>();
    promise->start();
    Scope scope = m_services.variables.scopeOf({});
    // Which form is chosen may change until it starts.
    const QStringList names = replaySecrets(*then, scope, ReplayOptions::Form::AsItWas)
        + replaySecrets(*then, scope, ReplayOptions::Form::Today);
    readSecrets(m_services.secrets, names)
        .then(this, [promise, scope](const SecretValues &secrets) mutable {
            scope.secrets.insert(secrets.values);
            promise->addResult(scope);
            promise->finish();
        });
    return promise->future();
}

void RunCommands::replay(const QList<qint64> &ids, ReplayOptions::Form form)
{
    RunDialog &dialog = shown();
    if (dialog.isRunning() || ids.isEmpty())
        return;
    dialog.setReplay(
        ids, [history = &m_services.history](qint64 id) { return history->load(id); },
        [self = QPointer(this)](const ExchangePtr &then) {
            return self ? self->scopeFor(then) : QtFuture::makeReadyValueFuture(Scope());
        },
        form);
    if (ids.size() == 1)
        dialog.start();
}

} // namespace Recloser
