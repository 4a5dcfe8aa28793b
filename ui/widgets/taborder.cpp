// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/taborder.h"

#include <QList>
#include <QWidget>

namespace Recloser {

void takeTabPlace(QWidget &container)
{
    // Qt gives no place to what has no focus.
    QWidget *before = container.previousInFocusChain();
    while (before != &container
           && (before->focusPolicy() == Qt::NoFocus || container.isAncestorOf(before)))
        before = before->previousInFocusChain();
    if (before == &container)
        return;
    QList<QWidget *> inside;
    for (QWidget *next = container.nextInFocusChain(); next != &container;
         next = next->nextInFocusChain()) {
        if (next->focusPolicy() != Qt::NoFocus && container.isAncestorOf(next))
            inside.append(next);
    }
    for (QWidget *widget : std::as_const(inside)) {
        QWidget::setTabOrder(before, widget);
        before = widget;
    }
}

} // namespace Recloser
