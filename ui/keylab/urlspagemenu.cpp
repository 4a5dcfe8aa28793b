// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The menu of expected keys of the URLs page.

#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/urlspage.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

void UrlsPage::buildMenu()
{
    m_menu->setText(u"⋯"_s);
    m_menu->setToolTip(tr("Expected keys"));
    m_menu->setAccessibleName(tr("Expected keys"));
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    QAction *expect
        = menu->addAction(tr("Expect the keys that are shown"), this, &UrlsPage::expectShown);
    expect->setToolTip(tr("What each URL gives now it must give from now on"));
    QAction *list = menu->addAction(tr("List the URLs with expected keys"), this, [this] {
        m_sources.set(UrlSource::Typed, m_expectations.urls());
        setSource(UrlSource::Typed);
    });
    menu->addSeparator();
    menu->addAction(tr("Open expected keys…"), this, &UrlsPage::askOpen);
    QAction *save = menu->addAction(tr("Save expected keys"), this, [this] {
        if (m_expectations.path().isEmpty())
            askSave();
        else
            Q_EMIT saveWanted(m_expectations.path());
    });
    QAction *saveAs = menu->addAction(tr("Save expected keys as…"), this, &UrlsPage::askSave);
    menu->addSeparator();
    QAction *clear
        = menu->addAction(tr("Forget expected keys"), &m_expectations, &Expectations::clear);
    connect(menu, &QMenu::aboutToShow, this, [this, expect, list, save, saveAs, clear] {
        const bool isThere = !m_expectations.isEmpty();
        expect->setEnabled(m_model.groups() && !m_model.groups()->rows.isEmpty());
        for (QAction *action : {list, saveAs, clear})
            action->setEnabled(isThere);
        save->setEnabled(isThere
                         && (m_expectations.isModified() || m_expectations.path().isEmpty()));
        const QString name = QFileInfo(m_expectations.path()).fileName();
        save->setText(name.isEmpty() ? tr("Save expected keys") : tr("Save %1").arg(name));
    });
    m_menu->setMenu(menu);
}

void UrlsPage::expectShown()
{
    // A file for people to read; a list of a million URLs is none.
    constexpr qsizetype most = 10'000;
    const KeyGroups &groups = *m_model.groups();
    QHash<QString, WantedKey> keys;
    for (const KeyGroup &group : groups.groups) {
        for (qsizetype i = group.first; i < group.first + group.count && keys.size() < most; ++i) {
            const KeyRow &row = groups.rows.at(i);
            const QString &url = groups.urls.at(row.url);
            // Grouped by host, an empty span may be an empty match or none: it is left out.
            if (row.end > row.begin)
                keys.insert(url, url.sliced(row.begin, row.end - row.begin));
            else if (group.by == KeyView::By::Key && group.source == KeySource::NoMatch)
                keys.insert(url, {});
        }
    }
    m_expectations.set(keys);
}

void UrlsPage::askOpen()
{
    auto *dialog = new QFileDialog(this, tr("Open expected keys"), m_folder,
                                   tr("Expected keys (*.keys *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_expectations, &Expectations::open);
    dialog->open();
}

void UrlsPage::askSave()
{
    auto *dialog = new QFileDialog(this, tr("Save expected keys"), m_folder,
                                   tr("Expected keys (*.keys *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"keys"_s);
    dialog->selectFile(m_expectations.path().isEmpty() ? QDir(m_folder).filePath(u"circuits.keys"_s)
                                                       : m_expectations.path());
    connect(dialog, &QFileDialog::fileSelected, this, &UrlsPage::saveWanted);
    dialog->open();
}

} // namespace Recloser
