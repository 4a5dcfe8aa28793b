// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historyactions.h"

#include "ui/describe/describeformats.h"
#include "ui/history/historymodel.h"
#include "ui/widgets/actionkeys.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

HistoryActions::HistoryActions(QListView &view, HistoryModel &model, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_model(model)
    , m_open(add(tr("Open"), {}, &HistoryActions::open))
    , m_sendAgain(add(tr("Send again with today's variables"), Qt::SHIFT | Qt::Key_Return,
                      &HistoryActions::sendAgain))
    , m_sendAsItWas(add(tr("Send again as it was"), Qt::CTRL | Qt::SHIFT | Qt::Key_R,
                        &HistoryActions::sendAgainAsItWas))
    , m_replay(add({}, {}, &HistoryActions::replay))
    , m_compare(add(tr("Compare"), Qt::CTRL | Qt::Key_D, &HistoryActions::compare))
    , m_addToCollection(add(tr("Add to collection…"), {}, &HistoryActions::addToCollection))
    , m_copy(add({}, QKeySequence::Copy, &HistoryActions::copyUrls))
    , m_keep(add({}, Qt::CTRL | Qt::Key_B, &HistoryActions::keep))
    , m_remove(add(tr("Delete"), QKeySequence::Delete, &HistoryActions::remove))
{
    // The list opens by itself what is activated; here the key is only shown.
    m_open->setShortcut(Qt::Key_Return);
    m_view.removeAction(m_open);
    new ActionKeys(m_view); // the view takes it
    m_view.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&m_view, &QWidget::customContextMenuRequested, this, &HistoryActions::showMenu);
    connect(&m_view, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT openRequested(m_model.row(index.row()).id);
    });
}

QAction *HistoryActions::add(const QString &text, const QKeySequence &keys,
                             void (HistoryActions::*act)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view.addAction(action);
    connect(action, &QAction::triggered, this, act);
    return action;
}

QList<int> HistoryActions::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList indexes = m_view.selectionModel()->selectedIndexes();
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::ranges::sort(rows);
    return rows;
}

QList<qint64> HistoryActions::selectedIds() const
{
    QList<qint64> ids;
    const QList<int> rows = selectedRows();
    for (const int row : rows)
        ids.prepend(m_model.row(row).id);
    return ids;
}

void HistoryActions::open()
{
    const QList<qint64> ids = selectedIds();
    for (const qint64 id : ids)
        Q_EMIT openRequested(id);
}

void HistoryActions::sendAgain()
{
    const QModelIndex current = m_view.currentIndex();
    if (current.isValid())
        Q_EMIT sendAgainRequested(m_model.row(current.row()).id);
}

void HistoryActions::sendAgainAsItWas()
{
    const QModelIndex current = m_view.currentIndex();
    if (current.isValid())
        Q_EMIT sendAgainAsItWasRequested(m_model.row(current.row()).id);
}

void HistoryActions::replay()
{
    if (const QList<qint64> ids = selectedIds(); !ids.isEmpty())
        Q_EMIT replayRequested(ids);
}

void HistoryActions::compare()
{
    if (const QList<qint64> ids = selectedIds(); ids.size() == 2)
        Q_EMIT compareRequested(ids.first(), ids.last());
}

void HistoryActions::addToCollection()
{
    if (const QList<qint64> ids = selectedIds(); !ids.isEmpty())
        Q_EMIT addToCollectionRequested(ids);
}

void HistoryActions::copyUrls()
{
    QStringList urls;
    const QList<int> rows = selectedRows();
    for (const int row : rows)
        urls.append(m_model.row(row).url);
    if (!urls.isEmpty())
        QGuiApplication::clipboard()->setText(urls.join(u'\n'));
}

void HistoryActions::keep()
{
    const QList<int> rows = selectedRows();
    // As a check box does: all of them, unless all are already.
    const bool areAllKept
        = std::ranges::all_of(rows, [this](int row) { return m_model.row(row).isKept; });
    if (!rows.isEmpty())
        Q_EMIT keepRequested(selectedIds(), areAllKept ? Keeping::ByRetention : Keeping::ForEver);
}

void HistoryActions::remove()
{
    if (const QList<qint64> ids = selectedIds(); !ids.isEmpty())
        Q_EMIT removeRequested(ids);
}

void HistoryActions::adapt()
{
    const QList<int> rows = selectedRows();
    const QString count = QLocale().toString(rows.size());
    const bool isOne = rows.size() == 1;
    m_sendAgain->setEnabled(isOne);
    m_sendAsItWas->setEnabled(isOne);
    m_compare->setText(rows.size() == 2 ? tr("Compare the two") : tr("Compare (select two)"));
    m_compare->setEnabled(rows.size() == 2);
    m_replay->setText(isOne ? tr("Replay…") : tr("Replay these %1…").arg(count));
    m_copy->setText(isOne ? tr("Copy URL") : tr("Copy %1 URLs").arg(count));
    m_keep->setText(std::ranges::all_of(rows, [this](int row) { return m_model.row(row).isKept; })
                        ? tr("No longer keep for ever")
                        : tr("Keep for ever"));
    m_remove->setText(isOne ? tr("Delete") : tr("Delete these %1").arg(count));
}

void HistoryActions::showMenu(const QPoint &position)
{
    const QModelIndex index = m_view.indexAt(position);
    if (!index.isValid())
        return;
    adapt();
    auto *menu = new QMenu(&m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // What does not fit this selection may fit the next, which their keys do not ask the menu for.
    connect(menu, &QMenu::aboutToHide, this, [this] {
        for (QAction *action : {m_sendAgain, m_sendAsItWas, m_compare})
            action->setEnabled(true);
    });
    menu->addActions({m_open, m_sendAgain, m_sendAsItWas, m_replay});
    menu->addSeparator();
    menu->addActions({m_compare, m_addToCollection});
    menu->addSeparator();
    menu->addAction(m_copy);
    QMenu *formats = menu->addMenu(tr("Copy as"));
    formats->setEnabled(m_sendAgain->isEnabled());
    for (const CopyFormat format : allCopyFormats())
        formats->addAction(
            copyFormatName(format), this,
            [this, format, id = m_model.row(index.row()).id] { Q_EMIT copyRequested(id, format); });
    addFilters(*menu->addMenu(tr("Show only")), index.row());
    menu->addSeparator();
    menu->addActions({m_keep, m_remove});
    menu->popup(m_view.viewport()->mapToGlobal(position));
}

void HistoryActions::addFilters(QMenu &menu, int number)
{
    const HistoryRow &row = m_model.row(number);
    const auto addFilter = [this, &menu](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        const QString filter
            = value.contains(u' ') ? u"%1:\"%2\""_s.arg(name, value) : u"%1:%2"_s.arg(name, value);
        // An ampersand would be a shortcut's.
        menu.addAction(QString(filter).replace(u'&', "&&"_L1), this,
                       [this, filter] { Q_EMIT filterRequested(filter); });
    };
    addFilter(u"host"_s, row.host);
    addFilter(u"key"_s, row.key);
    addFilter(u"method"_s, QString::fromUtf8(row.method));
    if (row.status > 0)
        addFilter(u"status"_s, QString::number(row.status));
    addFilter(u"on"_s, row.startedAt.toLocalTime().date().toString(Qt::ISODate));
}

} // namespace Recloser
