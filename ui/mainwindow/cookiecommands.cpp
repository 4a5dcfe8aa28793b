// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/cookies/cookiedialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/requesttab.h"
#include "ui/mainwindow/tabarea.h"

#include <QFileInfo>

namespace Recloser {

namespace {

/// The folder of the file and those above it that people give jars: up to the one that git knows.
QStringList foldersOf(const QString &path)
{
    QStringList folders;
    QFileInfo folder(QFileInfo(path).absolutePath());
    while (!folder.isRoot() && !folder.filePath().isEmpty()) {
        folders.append(folder.filePath());
        if (QFileInfo::exists(folder.filePath() + QStringLiteral("/.git")))
            return folders;
        folder = QFileInfo(folder.path());
    }
    return folders.first(std::min<qsizetype>(1, folders.size()));
}

} // namespace

void MainWindow::openCookies()
{
    if (!m_services.cookies)
        return;
    if (!m_cookies) {
        m_cookies = new CookieDialog(m_services.theme, m_services.clock, *m_services.cookies,
                                     m_services.settings, this);
        m_cookies->setAttribute(Qt::WA_DeleteOnClose);
    }
    QStringList folders;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (const QString path = m_tabs->at(i)->filePath(); !path.isEmpty())
            folders += foldersOf(path);
    }
    const RequestTab *tab = m_tabs->current();
    const QString path = tab ? tab->filePath() : QString();
    const QString chosen = m_services.settings.values().cookies.of(path).folder;
    m_cookies->setFolders(folders, chosen.isEmpty() ? foldersOf(path).value(0) : chosen);
    m_cookies->show();
    m_cookies->raise();
    m_cookies->activateWindow();
}

} // namespace Recloser
