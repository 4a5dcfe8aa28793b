// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/urlbar.h"

#include "ui/request/methodbox.h"
#include "ui/request/urlline.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>

namespace Recloser {

UrlBar::UrlBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_method(new MethodBox(theme))
    , m_url(new UrlLine(theme))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_method);
    layout->addSpacing(7);
    layout->addWidget(m_url, 1);
    m_method->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    m_url->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFixedHeight(36);
    setFocusProxy(m_url);
    m_url->installEventFilter(this);
    m_method->lineEdit()->installEventFilter(this);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void UrlBar::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_url->hasFocus() || m_method->lineEdit()->hasFocus();
    painter.setPen(QPen(focused ? colors.accent.strong : colors.line, 1));
    painter.setBrush(colors.pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(m_method->geometry().right() + 1, 1, 1, height() - 2, colors.line);
}

bool UrlBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

} // namespace Recloser
