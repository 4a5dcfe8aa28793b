// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keylabview.h"

#include "ui/keylab/keylabdelegate.h"
#include "ui/keylab/keylabmodel.h"

#include <QAction>
#include <QClipboard>
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
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("Keys and their URLs"));
    auto *copy = new QAction(tr("Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    addAction(copy);
    connect(copy, &QAction::triggered, this, &KeyLabView::copySelection);
    connect(this, &QWidget::customContextMenuRequested, this, &KeyLabView::showMenu);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void KeyLabView::copySelection()
{
    const QModelIndex index = currentIndex();
    if (index.isValid())
        QGuiApplication::clipboard()->setText(index.data().toString());
}

void KeyLabView::showMenu(const QPoint &position)
{
    const QModelIndex index = indexAt(position);
    if (!index.isValid())
        return;
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
    if (line.group->source == KeySource::Match)
        menu->addAction(tr("Copy key"), this, [copy, key = line.group->key] { copy(key); });
    menu->popup(viewport()->mapToGlobal(position));
}

} // namespace Recloser
