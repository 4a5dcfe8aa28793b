// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/sendbutton.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace Recloser {

namespace {

constexpr int arrowWidth = 26;

} // namespace

SendButton::SendButton(const Theme &theme, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_menu(new QMenu(this))
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    setFont(bold);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(36);
    const auto add = [this](const QString &text, const QString &tip, SendKind kind) {
        QAction *action = m_menu->addAction(text);
        action->setToolTip(tip);
        connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT sendChosen(kind); });
    };
    add(tr("Send &anyway"), tr("Past the circuit breaker; the result is not counted"),
        SendKind::Anyway);
    add(tr("Send and &download…"), tr("Writes the response body to a file"), SendKind::Download);
    add(tr("Send &n times…"), tr("Sends the request several times"), SendKind::Repeat);
    m_menu->setToolTipsVisible(true);
    connect(this, &QToolButton::clicked, this, [this] {
        if (m_state == RunState::Running)
            Q_EMIT stopChosen();
        else
            Q_EMIT sendChosen(SendKind::Normal);
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setRunState(RunState::Idle);
}

void SendButton::setRunState(RunState state)
{
    m_state = state;
    const bool running = state == RunState::Running;
    setText(running ? tr("Stop") : tr("Send"));
    setAccessibleName(text());
    setToolTip(running ? tr("Stop (Esc)") : tr("Send (Ctrl+Return); Down opens more ways to send"));
    if (running)
        m_menu->close();
    update();
}

QSize SendButton::sizeHint() const
{
    // The same for both words, so that the URL line does not jump when sending starts.
    const QFontMetrics metrics(font());
    const int text
        = qMax(metrics.horizontalAdvance(tr("Send")), metrics.horizontalAdvance(tr("Stop")));
    return {18 + text + 4 + arrowWidth, 36};
}

void SendButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_theme.colors();
    const bool running = m_state == RunState::Running;
    QColor fill = running ? colors.bad.soft : colors.accent.strong;
    if (isDown())
        fill = fill.darker(112);
    else if (underMouse())
        fill = m_theme.isDark() ? fill.lighter(106) : fill.darker(106);
    const QColor ink = running ? colors.bad.strong : colors.onAccent;

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(running ? QPen(colors.bad.strong, 1) : QPen(fill, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (hasFocus()) {
        painter.setPen(QPen(ink, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 4, 4);
    }
    painter.setPen(ink);
    if (running) {
        painter.drawText(rect(), Qt::AlignCenter, text());
        return;
    }
    painter.drawText(rect().adjusted(18, 0, -arrowWidth, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     text());
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    const QPointF tip(width() - arrowWidth / 2.0 - 2, height() / 2.0 + 3);
    painter.drawPolygon(QPolygonF({tip, tip + QPointF(-4, -5.5), tip + QPointF(4, -5.5)}));
}

void SendButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_state == RunState::Idle
        && isOverArrow(event->position().toPoint())) {
        openMenu();
        event->accept();
        return;
    }
    QToolButton::mousePressEvent(event);
}

void SendButton::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Down && m_state == RunState::Idle) {
        openMenu();
    } else if (enter && event->modifiers() == Qt::NoModifier) {
        click();
    } else {
        QToolButton::keyPressEvent(event);
    }
}

void SendButton::openMenu()
{
    m_menu->popup(mapToGlobal(QPoint(width() - m_menu->sizeHint().width(), height() + 2)));
}

bool SendButton::isOverArrow(const QPoint &at) const
{
    return at.x() >= width() - arrowWidth;
}

} // namespace Recloser
