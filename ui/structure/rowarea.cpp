// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/rowarea.h"

#include "ui/editor/codefont.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace Recloser {

namespace {

/// A scroll bar adds to its values, so that they stay well below the largest integer.
constexpr qint64 mostSteps = 500'000'000;

} // namespace

RowArea::RowArea(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, [this] { applyTheme(); });
    // How many rows there are is not known before the whole object is there.
    measure();
}

void RowArea::measure()
{
    m_code = codeFont(m_theme);
    const QFontMetricsF metrics(m_code);
    m_rowHeight = int(std::ceil(metrics.height())) + 5;
    m_columnWidth = metrics.horizontalAdvance(u'0');
    m_baseline = std::round((m_rowHeight - metrics.height()) / 2 + metrics.ascent());
    m_glyphs.setFont(m_code);
}

double RowArea::put(QPainter &painter, double x, const QRect &row, QStringView text,
                    const QColor &color)
{
    const bool isPlain = GlyphBatch::canHold(text);
    const double width = isPlain ? double(text.size()) * m_columnWidth
                                 : QFontMetricsF(m_code).horizontalAdvance(text.toString());
    if (text.isEmpty() || x >= row.right() || x + width <= row.left())
        return width;
    if (!isPlain) {
        painter.setPen(color);
        painter.drawText(QPointF(x, row.top() + m_baseline), text.toString());
        return width;
    }
    // Only what is in sight.
    const auto first = qsizetype(std::max(0.0, (row.left() - x) / m_columnWidth));
    const auto room = qsizetype((row.right() - x) / m_columnWidth) + 2;
    m_glyphs.add(text.first(std::min(text.size(), room)).sliced(first),
                 QPointF(x + double(first) * m_columnWidth, row.top() + m_baseline), m_columnWidth,
                 color);
    return width;
}

double RowArea::putElided(QPainter &painter, double x, const QRect &row, const QString &text,
                          double width, const QColor &color)
{
    if (!GlyphBatch::canHold(text))
        return put(painter, x, row, QFontMetricsF(m_code).elidedText(text, Qt::ElideRight, width),
                   color);
    const auto columns = qsizetype(width / m_columnWidth);
    if (text.size() <= columns)
        return put(painter, x, row, text, color);
    const QStringView shown = QStringView(text).first(std::max<qsizetype>(0, columns - 1));
    const double taken = put(painter, x, row, shown, color);
    return taken + put(painter, x + taken, row, u"…", color);
}

void RowArea::applyTheme()
{
    measure();
    updateBars();
    viewport()->update();
}

void RowArea::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        applyTheme();
}

int RowArea::visibleRows() const
{
    return std::max(1, (viewport()->height() - headHeight()) / m_rowHeight);
}

int RowArea::leftEdge() const
{
    return -horizontalScrollBar()->value();
}

std::pair<qint64, qint64> RowArea::selected() const
{
    return std::minmax({m_current, m_anchor < 0 ? m_current : m_anchor});
}

void RowArea::rowsChanged()
{
    const qint64 last = rowCount() - 1;
    const qint64 before = m_current;
    m_current = std::min(m_current < 0 && last >= 0 ? 0 : m_current, last);
    m_anchor = std::min(m_anchor, last);
    updateBars();
    viewport()->update();
    if (m_current != before)
        Q_EMIT currentChanged(m_current);
}

void RowArea::setContentWidth(double width)
{
    if (std::abs(width - m_contentWidth) < 1)
        return;
    m_contentWidth = width;
    updateBars();
}

void RowArea::updateBars()
{
    const qint64 rows = rowCount();
    const qint64 page = visibleRows();
    const qint64 last = std::max<qint64>(0, rows - page);
    m_rowsPerStep = rows / mostSteps + 1;
    m_isSettingTop = true;
    verticalScrollBar()->setRange(0, int(last / m_rowsPerStep));
    verticalScrollBar()->setPageStep(int(std::max<qint64>(1, page / m_rowsPerStep)));
    horizontalScrollBar()->setRange(0, std::max(0, int(m_contentWidth) - viewport()->width()));
    horizontalScrollBar()->setPageStep(std::max(1, viewport()->width()));
    horizontalScrollBar()->setSingleStep(int(m_columnWidth * 4));
    m_isSettingTop = false;
    scrollTo(m_top);
}

void RowArea::scrollTo(qint64 top)
{
    top = std::clamp<qint64>(top, 0, std::max<qint64>(0, rowCount() - visibleRows()));
    const bool isOther = top != m_top;
    m_top = top;
    m_isSettingTop = true;
    verticalScrollBar()->setValue(int(top / m_rowsPerStep));
    m_isSettingTop = false;
    viewport()->update();
    if (isOther)
        Q_EMIT scrolled();
}

void RowArea::showRow(qint64 row)
{
    const int page = visibleRows();
    if (row < m_top)
        scrollTo(row < m_top - page ? row - page / 2 : row);
    else if (row >= m_top + page)
        scrollTo(row >= m_top + 2 * page ? row - page / 2 : row - page + 1);
}

void RowArea::setCurrent(qint64 row)
{
    moveTo(row, Extent::Move);
}

void RowArea::selectAll()
{
    m_anchor = 0;
    m_current = rowCount() - 1;
    viewport()->update();
    Q_EMIT currentChanged(m_current);
}

void RowArea::moveTo(qint64 row, Extent extent)
{
    row = std::clamp<qint64>(row, -1, rowCount() - 1);
    if (row < 0)
        return;
    m_current = row;
    if (extent == Extent::Move)
        m_anchor = row;
    showRow(row);
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleAnnouncementEvent told(this, rowText(row));
        QAccessible::updateAccessibility(&told);
    }
    Q_EMIT currentChanged(row);
}

qint64 RowArea::rowAt(const QPoint &point) const
{
    const int within = point.y() - headHeight();
    const qint64 row = m_top + within / m_rowHeight;
    return within < 0 || row >= rowCount() ? -1 : row;
}

QRect RowArea::rectOf(qint64 row) const
{
    return {0, headHeight() + int(row - m_top) * m_rowHeight, viewport()->width(), m_rowHeight};
}

bool RowArea::event(QEvent *event)
{
    // They may be shortcuts of the window too; where this has the focus, they are its own.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool isPath = key->key() == Qt::Key_C
            && key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
        if (key->matches(QKeySequence::Copy) || isPath) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void RowArea::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const ThemeColors &colors = m_theme.colors();
    painter.fillRect(event->rect(), colors.pane);
    painter.setFont(m_code);
    const auto [first, last] = selected();
    const int head = headHeight();
    painter.setClipRect(0, head, viewport()->width(), viewport()->height() - head);
    for (qint64 row = m_top; row < rowCount() && row <= m_top + visibleRows(); ++row) {
        const QRect rect = rectOf(row);
        if (row >= first && row <= last)
            painter.fillRect(rect, hasFocus() ? colors.selection : colors.hover);
        paintRow(painter, row, rect);
        if (row == m_current && hasFocus())
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()),
                             colors.accent.strong);
    }
    painter.setClipRect(QRect(leftWidth(), head, viewport()->width(), viewport()->height() - head));
    m_glyphs.paint(painter);
    painter.setClipping(false);
    if (head > 0)
        paintHead(painter, QRect(0, 0, viewport()->width(), head));
}

void RowArea::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
    Q_EMIT scrolled();
}

void RowArea::scrollContentsBy(int, int dy)
{
    if (!m_isSettingTop && dy != 0)
        scrollTo(verticalScrollBar()->value() * m_rowsPerStep);
    viewport()->update();
}

void RowArea::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    if (angle.x() != 0 || (event->modifiers() & Qt::ShiftModifier)) {
        const int delta = angle.x() != 0 ? angle.x() : angle.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value()
                                        - int(delta * m_columnWidth * 6 / 120));
        event->accept();
        return;
    }
    // Touch pads tell of parts of a row.
    m_wheelRest += angle.y() * 3;
    const int lines = m_wheelRest / 120;
    m_wheelRest -= lines * 120;
    const qint64 before = m_top;
    scrollTo(m_top - lines);
    event->setAccepted(lines == 0 || m_top != before);
}

void RowArea::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelected();
    if (takeKey(event))
        return;
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const Extent extent = event->modifiers() & Qt::ShiftModifier ? Extent::Extend : Extent::Move;
    const int page = std::max(1, visibleRows() - 1);
    if (rowCount() > 0 && !(event->modifiers() & Qt::AltModifier)) {
        switch (event->key()) {
        case Qt::Key_Up:
            return moveTo(std::max<qint64>(0, m_current - 1), extent);
        case Qt::Key_Down:
            return moveTo(m_current + 1, extent);
        case Qt::Key_PageUp:
            return moveTo(std::max<qint64>(0, m_current - page), extent);
        case Qt::Key_PageDown:
            return moveTo(m_current + page, extent);
        case Qt::Key_Home:
            return moveTo(0, extent);
        case Qt::Key_End:
            return moveTo(rowCount() - 1, extent);
        default:
            break;
        }
    }
    // Return with Control sends the request: it is the window's.
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers() == Qt::NoModifier && m_current >= 0)
        return activateRow(m_current);
    event->ignore();
}

void RowArea::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const qint64 row = rowAt(point);
    if (row < 0)
        return event->ignore();
    const bool isIn = row >= selected().first && row <= selected().second;
    if (event->button() == Qt::RightButton && isIn)
        return;
    moveTo(row, event->modifiers() & Qt::ShiftModifier ? Extent::Extend : Extent::Move);
    if (event->button() == Qt::LeftButton)
        pressRow(row, point);
}

void RowArea::mouseDoubleClickEvent(QMouseEvent *event)
{
    const qint64 row = rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0)
        activateRow(row);
}

void RowArea::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addActions(*menu);
    if (menu->isEmpty())
        return delete menu;
    const bool isKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(isKey && m_current >= 0
                    ? viewport()->mapToGlobal(rectOf(m_current).bottomLeft() + QPoint(24, 0))
                    : event->globalPos());
}

void RowArea::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void RowArea::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace Recloser
