// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class QAction;
class QKeyEvent;
class QWidget;

namespace Recloser {

/// Gives a widget with the focus the keys of its own actions, also where the window knows the same
/// keys: Qt triggers neither of two. Child of the widget.
class ActionKeys : public QObject
{
    Q_OBJECT

public:
    explicit ActionKeys(QWidget &widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *actionFor(const QKeyEvent *event) const;

    QWidget &m_widget;
};

} // namespace Recloser
