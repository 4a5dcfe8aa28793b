// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QToolButton>

namespace Recloser {

/// How a request is to be sent.
enum class SendKind {
    Normal,
    Anyway, ///< past the circuit breaker, not counted
    Download, ///< the body goes to a file that is chosen first
    Repeat, ///< several times, as is asked then
};

enum class RunState { Idle, Running };

/// "Send" with its menu; "Stop" while the request runs. Follows the theme.
class SendButton : public QToolButton
{
    Q_OBJECT

public:
    explicit SendButton(const Theme &theme, QWidget *parent = nullptr);

    void setRunState(RunState state);
    RunState runState() const { return m_state; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void sendChosen(Recloser::SendKind kind);
    void stopChosen();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void openMenu();
    bool isOverArrow(const QPoint &at) const;

    const Theme &m_theme;
    RunState m_state = RunState::Idle;
    QMenu *m_menu;
};

} // namespace Recloser
