// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keylabview.h"

#include "ui/keylab/keylabdelegate.h"
#include "ui/keylab/keylabmodel.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>

namespace Recloser {

KeyLabView::KeyLabView(const Theme &theme, KeyLabModel &model, QWidget *parent)
    : UniformListView(parent)
    , m_model(model)
{
    auto *delegate = new KeyLabDelegate(theme, model, this);
    setModel(&model);
    setItemDelegate(delegate);
    setLineHeight(delegate->lineHeight());
    setAccessibleName(tr("Keys and their URLs"));
    auto *copy = new QAction(tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    addAction(copy);
    connect(copy, &QAction::triggered, this, &KeyLabView::copySelection);
    auto *expect = new QAction(tr("Expect this key"), this);
    expect->setShortcut(Qt::Key_E);
    expect->setShortcutContext(Qt::WidgetShortcut);
    addAction(expect);
    connect(expect, &QAction::triggered, this, [this] {
        const QModelIndex index = currentIndex();
        const KeyLabModel::Line line
            = index.isValid() ? m_model.line(index.row()) : KeyLabModel::Line();
        if (!line.url)
            return;
        const QString url = m_model.groups()->urls.at(line.url->url);
        const bool isFound = line.url->end > line.url->begin;
        Q_EMIT expectRequested(
            url,
            isFound ? WantedKey(url.sliced(line.url->begin, line.url->end - line.url->begin))
                    : WantedKey());
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void KeyLabView::copySelection()
{
    const QModelIndex index = currentIndex();
    if (index.isValid())
        QGuiApplication::clipboard()->setText(index.data().toString());
}

void KeyLabView::contextMenuEvent(QContextMenuEvent *event)
{
    // From the keyboard it is about the row that is chosen, not about what is under the mouse.
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid())
        showMenu(index, isByKey ? visualRect(index).center() : event->pos());
}

void KeyLabView::showMenu(const QModelIndex &index, const QPoint &position)
{
    const KeyLabModel::Line line = m_model.line(index.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto copy = [](const QString &text) { QGuiApplication::clipboard()->setText(text); };
    if (line.url) {
        const QString url = m_model.groups()->urls.at(line.url->url);
        menu->addAction(tr("Copy URL"), this, [copy, url] { copy(url); });
        if (m_removal == Removal::Offered)
            menu->addAction(tr("Remove from the list"), this,
                            [this, url] { Q_EMIT removeRequested(url); });
    }
    const QString key = line.url ? m_model.groups()
                                       ->urls.at(line.url->url)
                                       .sliced(line.url->begin, line.url->end - line.url->begin)
                                 : line.group->key;
    if (!key.isEmpty())
        menu->addAction(tr("Copy key"), this, [copy, key] { copy(key); });
    if (line.url)
        addExpectations(*menu, *line.url);
    menu->popup(viewport()->mapToGlobal(position));
}

void KeyLabView::addExpectations(QMenu &menu, const KeyRow &row)
{
    const KeyGroups &groups = *m_model.groups();
    const QString url = groups.urls.at(row.url);
    const QString key = url.sliced(row.begin, row.end - row.begin);
    menu.addSeparator();
    if (!key.isEmpty())
        menu.addAction(tr("Expect this key"), this,
                       [this, url, key] { Q_EMIT expectRequested(url, key); });
    menu.addAction(tr("Expect no match"), this, [this, url] { Q_EMIT expectRequested(url, {}); });
    menu.addAction(tr("Expect another key…"), this,
                   [this, url, key] { Q_EMIT expectOtherRequested(url, key); });
    if (row.verdict != KeyRow::Verdict::None)
        menu.addAction(tr("Expect nothing"), this, [this, url] { Q_EMIT forgetRequested(url); });
}

QString KeyLabView::currentUrl() const
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return {};
    const KeyLabModel::Line line = m_model.line(index.row());
    return line.url ? m_model.groups()->urls.at(line.url->url) : QString();
}

void KeyLabView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    UniformListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT urlChosen(currentUrl());
}

} // namespace Recloser
