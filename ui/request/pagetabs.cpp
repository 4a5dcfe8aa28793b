// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/pagetabs.h"

#include <QHoverEvent>
#include <QPainter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int between = 20;
constexpr int badgeGap = 6;
constexpr int badgePadding = 6;
constexpr int barHeight = 36;

QFont badgeFont(const Theme &theme)
{
    QFont font = theme.figures();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() - 1);
    return font;
}

} // namespace

PageTabs::PageTabs(const Theme &theme, QWidget *parent) : QTabBar(parent), m_theme(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setElideMode(Qt::ElideNone);
    setMouseTracking(true);
    setFixedHeight(barHeight);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PageTabs::setBadge(int index, const QString &badge)
{
    if (this->badge(index) == badge)
        return;
    setTabData(index, badge);
    setAccessibleTabName(index,
                         badge.isEmpty() ? plainText(index) : plainText(index) + u' ' + badge);
    // Only a change of the text makes the bar lay its tabs out again.
    const QString text = tabText(index);
    setTabText(index, text + u' ');
    setTabText(index, text);
}

QSize PageTabs::tabSizeHint(int index) const
{
    int width = fontMetrics().horizontalAdvance(plainText(index)) + between;
    if (!badge(index).isEmpty())
        width += badgeGap + 2 * badgePadding
            + QFontMetrics(badgeFont(m_theme)).horizontalAdvance(badge(index));
    return {width, barHeight};
}

void PageTabs::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int hovered = tabAt(mapFromGlobal(QCursor::pos()));
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i).adjusted(0, 0, -between, 0);
        const bool current = i == currentIndex();
        const bool lit = current || (underMouse() && i == hovered);
        painter.setFont(font());
        painter.setPen(lit ? colors.text : colors.muted);
        const QString text = plainText(i);
        painter.drawText(tab, Qt::AlignLeft | Qt::AlignVCenter, text);
        if (!badge(i).isEmpty()) {
            const QFont small = badgeFont(m_theme);
            const QFontMetrics metrics(small);
            const int left = tab.left() + fontMetrics().horizontalAdvance(text) + badgeGap;
            const QRectF box(left, (tab.height() - metrics.height() - 2) / 2.0,
                             metrics.horizontalAdvance(badge(i)) + 2 * badgePadding,
                             metrics.height() + 2);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.isDark() ? colors.background : colors.field);
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
            painter.setFont(small);
            painter.setPen(colors.muted);
            painter.drawText(box, Qt::AlignCenter, badge(i));
        }
        if (current)
            painter.fillRect(tab.left(), height() - 2, tab.width(), 2, colors.accent.strong);
        if (current && hasFocus()) {
            painter.setPen(QPen(colors.accent.strong, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(tab).adjusted(-4.5, 4.5, 4.5, -5.5), 4, 4);
        }
    }
}

bool PageTabs::event(QEvent *event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave)
        update();
    return QTabBar::event(event);
}

QString PageTabs::plainText(int index) const
{
    QString text = tabText(index);
    // "&&" is an ampersand, "&x" a mnemonic.
    text.replace("&&"_L1, "\x01"_L1).remove(u'&').replace(u'\x01', u'&');
    return text;
}

} // namespace Recloser
