// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/downloadfile.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/history/historysettings.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/variables.h"
#include "ui/request/defaultpoliciesdialog.h"
#include "ui/whatif/whatifdialog.h"

#include <QFileDialog>
#include <QInputDialog>

namespace Recloser {

using namespace Qt::StringLiterals;

// The windows and questions that the window opens. Part of MainWindow.

void MainWindow::openConnectionDialog(const QString &name)
{
    const RedisConnectionSettings before = name.isEmpty()
        ? RedisConnectionSettings{.endpoint = {.host = u"localhost"_s}, .prefix = u"recloser:"_s}
        : m_services.stores.settings(name);
    auto *dialog = new ConnectionDialog(m_services.theme, m_services.clock, before, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::submitted, this,
            [this, name](const RedisConnectionSettings &settings) {
                m_services.stores.save(settings, name);
                m_services.stores.choose(settings.name);
            });
    dialog->open();
}

void MainWindow::openHistorySettings()
{
    auto *dialog = new HistorySettingsDialog(m_services.history, m_services.settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openDefaultPolicies()
{
    auto *dialog = new DefaultPoliciesDialog(m_services.clock,
                                             {.theme = m_services.theme,
                                              .keys = m_services.sender.keys(),
                                              .circuits = m_services.board,
                                              .syntax = m_services.syntax},
                                             m_services.settings.values().defaults, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DefaultPoliciesDialog::submitted, this,
            [this](const PolicyOverrides &defaults) {
                Settings changed = m_services.settings.values();
                changed.defaults = defaults;
                m_services.settings.set(changed);
            });
    dialog->open();
}

void MainWindow::openWhatIf(const std::optional<QString> &pattern)
{
    if (!m_whatIf) {
        m_whatIf = new WhatIfDialog(
            m_services.theme,
            [history = QPointer(&m_services.history)](const RecordedCallQuery &query) {
                return history->recordedCalls(query);
            },
            this);
        m_whatIf->setAttribute(Qt::WA_DeleteOnClose);
    }
    RequestTab *tab = m_tabs->current();
    const auto origin = tab ? tab->document().origin() : std::nullopt;
    const PolicyOverrides own = tab ? tab->document().spec().policy : PolicyOverrides();
    PolicyOverrides changed = own;
    if (pattern)
        changed.keyPattern = pattern;
    m_whatIf->setPolicies(m_services.variables.policyLayers(origin ? origin->path : QString()), own,
                          changed);
    m_whatIf->show();
    m_whatIf->raise();
    m_whatIf->activateWindow();
}

void MainWindow::askRepeat(RequestTab *tab)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setWindowTitle(tr("Send several times"));
    dialog->setLabelText(tr("How often, one after another:"));
    dialog->setIntRange(1, 100'000);
    dialog->setIntValue(10);
    connect(dialog, &QInputDialog::intValueSelected, tab, &RequestTab::sendRepeatedly);
    dialog->open();
}

void MainWindow::askDownload(RequestTab *tab)
{
    auto *dialog = new QFileDialog(this, tr("Send and download to"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, tab, [tab](const QString &path) {
        SendOptions options;
        options.download = std::make_shared<DownloadFile>(path);
        tab->send(options);
    });
    dialog->open();
}

} // namespace Recloser
