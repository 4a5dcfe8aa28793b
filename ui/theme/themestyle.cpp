// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/theme/themestyle.h"

#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// What a tool bar shows at its end for what it has no room for.
class MoreIcon : public QIconEngine
{
public:
    explicit MoreIcon(const Theme &theme) : m_theme(theme) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme.colors().text, 1.3, Qt::SolidLine, Qt::RoundCap));
        const QPointF center = QRectF(rect).center();
        for (const qreal tip : {0.0, 4.0}) {
            const QPointF point = center + QPointF(tip, 0);
            painter->drawPolyline(
                QPolygonF{point + QPointF(-3, -3), point, point + QPointF(-3, 3)});
        }
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new MoreIcon(m_theme); }

private:
    const Theme &m_theme;
};

} // namespace

ThemeStyle::ThemeStyle(const Theme &theme) : QProxyStyle(u"Fusion"_s), m_theme(theme) { }

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawTickBox(option, painter);
        return;
    case PE_IndicatorTabClose:
        drawCross(option, painter);
        return;
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
        return; // no frames inside frames
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    if (element != CE_Splitter) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    // One quiet line in the middle of what can be grabbed.
    const bool active = option->state & (State_MouseOver | State_Sunken);
    const QColor color = active ? m_theme.colors().accent.strong : m_theme.colors().line;
    QRect line = option->rect;
    if (option->state & State_Horizontal)
        line = QRect(line.center().x(), line.top(), 1, line.height());
    else
        line = QRect(line.left(), line.center().y(), line.width(), 1);
    painter->fillRect(line, color);
}

void ThemeStyle::drawCross(const QStyleOption *option, QPainter *painter) const
{
    const bool hovered = (option->state & State_Enabled) && (option->state & State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRectF box(0, 0, 15, 15);
    box.moveCenter(QRectF(option->rect).center());
    if (hovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.colors().line);
        painter->drawRoundedRect(box, 4, 4);
    }
    painter->setPen(QPen(hovered ? m_theme.colors().text : m_theme.colors().muted, 1.3,
                         Qt::SolidLine, Qt::RoundCap));
    const QRectF cross = box.adjusted(4.2, 4.2, -4.2, -4.2);
    painter->drawLine(cross.topLeft(), cross.bottomRight());
    painter->drawLine(cross.topRight(), cross.bottomLeft());
    painter->restore();
}

void ThemeStyle::drawTickBox(const QStyleOption *option, QPainter *painter) const
{
    const ThemeColors &colors = m_theme.colors();
    const bool on = option->state & State_On;
    const bool partly = option->state & State_NoChange;
    const bool enabled = option->state & State_Enabled;
    const qreal side = qMin(option->rect.width(), option->rect.height());
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option->rect).center());
    box.adjust(1, 1, -1, -1);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor fill = !enabled ? colors.muted : colors.accent.strong;
    const bool focused = option->state & State_HasFocus;
    painter->setPen(QPen(on || partly ? fill : focused ? colors.accent.strong : colors.muted, 1.3));
    painter->setBrush(on || partly ? QBrush(fill) : QBrush(colors.pane));
    painter->drawRoundedRect(box, 3.5, 3.5);
    if (on) {
        QPainterPath tick;
        tick.moveTo(box.left() + box.width() * 0.25, box.top() + box.height() * 0.53);
        tick.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.71);
        tick.lineTo(box.left() + box.width() * 0.77, box.top() + box.height() * 0.32);
        painter->setPen(QPen(colors.onAccent, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(tick);
    } else if (partly) {
        painter->fillRect(QRectF(box.center().x() - 3, box.center().y() - 0.8, 6, 1.6),
                          colors.onAccent);
    }
    painter->restore();
}

int ThemeStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                            const QWidget *widget) const
{
    switch (metric) {
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 1 + 4; // one visible line, wide enough to grab
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 16;
    case PM_DockWidgetFrameWidth:
    case PM_DockWidgetTitleMargin:
        return 0;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QIcon ThemeStyle::standardIcon(StandardPixmap icon, const QStyleOption *option,
                               const QWidget *widget) const
{
    // Docks bring headers of their own; yet each asks for these with every change of style, and
    // every time files are looked into.
    if (qobject_cast<const QDockWidget *>(widget))
        return {};
    if (icon == SP_ToolBarHorizontalExtensionButton)
        return QIcon(new MoreIcon(m_theme));
    return QProxyStyle::standardIcon(icon, option, widget);
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_UnderlineShortcut:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace Recloser
