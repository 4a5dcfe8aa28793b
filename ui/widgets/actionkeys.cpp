// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/actionkeys.h"

#include <QAction>
#include <QKeyEvent>
#include <QWidget>

namespace Recloser {

ActionKeys::ActionKeys(QWidget &widget) : QObject(&widget), m_widget(widget)
{
    widget.installEventFilter(this);
}

bool ActionKeys::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPress = event->type() == QEvent::KeyPress;
    if (watched != &m_widget || (!isPress && event->type() != QEvent::ShortcutOverride))
        return false;
    QAction *action = actionFor(static_cast<QKeyEvent *>(event));
    if (!action)
        return false;
    event->accept();
    // A key that does nothing now is not the window's either.
    if (isPress && action->isEnabled())
        action->trigger();
    return true;
}

QAction *ActionKeys::actionFor(const QKeyEvent *event) const
{
    const QKeySequence typed(event->keyCombination());
    const QList<QAction *> all = m_widget.actions();
    for (QAction *action : all) {
        if (action->shortcuts().contains(typed))
            return action;
    }
    return nullptr;
}

} // namespace Recloser
