// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/ownkeys.h"

#include <QAction>
#include <QKeyEvent>

namespace Recloser {

OwnKeys::OwnKeys(QWidget &widget) : QObject(&widget), m_widget(widget)
{
    widget.installEventFilter(this);
}

QAction *OwnKeys::actionFor(const QKeyEvent &event) const
{
    const QKeySequence typed(event.keyCombination());
    const QList<QAction *> actions = m_widget.actions();
    for (QAction *action : actions) {
        if (action->shortcuts().contains(typed))
            return action;
    }
    return nullptr;
}

bool OwnKeys::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPress = event->type() == QEvent::KeyPress;
    if (!isPress && event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    QAction *action = actionFor(*static_cast<QKeyEvent *>(event));
    if (!action)
        return QObject::eventFilter(watched, event);
    event->accept();
    // A key that does nothing now is not the window's either.
    if (isPress && action->isEnabled())
        action->trigger();
    return true;
}

} // namespace Recloser
