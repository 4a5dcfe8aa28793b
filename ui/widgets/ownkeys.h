// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class QAction;
class QKeyEvent;

namespace Recloser {

/// Gives a widget the keys of its own actions where the window has actions with the same keys: Qt
/// calls such keys ambiguous and triggers neither. Lives in the widget.
class OwnKeys : public QObject
{
    Q_OBJECT

public:
    explicit OwnKeys(QWidget &widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *actionFor(const QKeyEvent &event) const;

    QWidget &m_widget;
};

} // namespace Recloser
