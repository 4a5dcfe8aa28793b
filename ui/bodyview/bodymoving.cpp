// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of BodyView that moves its cursor, selects and copies.

#include "ui/bodyview/bodyview.h"

#include "core/text/utf8text.h"
#include "ui/bodyview/bodyfindbar.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

constexpr int dragMs = 40;

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c.isSurrogate();
}

} // namespace

void BodyView::select(qint64 anchor, qint64 cursor)
{
    m_anchor = std::clamp<qint64>(anchor, 0, m_rows.size());
    m_cursor = std::clamp<qint64>(cursor, 0, m_rows.size());
    m_goal.reset();
    showCursor();
    tellCursor();
    viewport()->update();
}

void BodyView::selectAll()
{
    m_anchor = 0;
    m_cursor = m_rows.size();
    viewport()->update();
}

QString BodyView::selectedText() const
{
    const auto [first, last] = std::minmax(m_anchor, m_cursor);
    return m_rows.copied(first, last);
}

void BodyView::copySelection()
{
    const auto [first, last] = std::minmax(m_anchor, m_cursor);
    copy(first, last);
}

void BodyView::copyAll()
{
    copy(0, m_rows.size());
}

void BodyView::copy(qint64 begin, qint64 end)
{
    if (end - begin > bigCopy)
        Q_EMIT bigCopyRequested(begin, end);
    else if (begin < end)
        copyBytes(begin, end);
}

void BodyView::copyBytes(qint64 begin, qint64 end) const
{
    end = std::min(end, m_rows.size());
    if (begin < end)
        QGuiApplication::clipboard()->setText(m_rows.copied(begin, end));
}

void BodyView::moveTo(qint64 byte, Extent extent)
{
    select(extent == Extent::Extend ? m_anchor : byte, byte);
}

void BodyView::moveByLines(qint64 lines, Extent extent)
{
    const TextRow row = m_rows.rowAt(m_cursor);
    const DrawnRow &from = drawn(row.number);
    const qsizetype column = m_rows.columnOf(row, from.shown(), m_cursor);
    const int line = from.lineOf(column);
    const double goal = m_goal.value_or(from.xOf(line, column));
    const Place place = moved({row.number, line}, lines);
    const DrawnRow &to = drawn(place.row);
    moveTo(m_rows.byteAt(to.row(), to.shown(), to.columnAt(place.line, goal)), extent);
    m_goal = goal;
}

/// The next place a cursor may stop at, behind (1) or before (-1) a byte.
qint64 BodyView::nextStop(qint64 byte, int direction, bool byWords)
{
    const TextRow row = m_rows.rowAt(byte);
    if (direction < 0 && byte <= row.begin) {
        if (row.number == 0)
            return 0;
        const TextRow before = m_rows.row(row.number - 1);
        if (before.next > before.end || before.end == before.begin)
            return before.end;
        // Behind the last character of a part, the next part begins.
        return before.end - lastCharacter(m_rows.bytes().view().first(before.end)).length;
    }
    if (direction > 0 && byte >= row.end)
        return std::min(row.next, m_rows.size());
    const ShownRow &shown = drawn(row.number).shown();
    qsizetype column = m_rows.columnOf(row, shown, byte);
    const qsizetype size = m_rows.kind() == BodyRows::Kind::Hex ? 0 : shown.text.size();
    if (size == 0)
        return std::clamp<qint64>(byte + direction, 0, m_rows.size());
    const auto step = [&] {
        const qint64 before = m_rows.byteAt(row, shown, column);
        do {
            column += direction;
        } while (column > 0 && column < size && m_rows.byteAt(row, shown, column) == before);
        // To the first of the units that a character takes.
        column = m_rows.columnOf(row, shown, m_rows.byteAt(row, shown, column));
    };
    if (!byWords) {
        step();
    } else if (direction > 0) {
        while (column < size && isWord(shown.text[column]))
            step();
        while (column < size && !isWord(shown.text[column]))
            step();
    } else {
        while (column > 0 && !isWord(shown.text[column - 1]))
            step();
        while (column > 0 && isWord(shown.text[column - 1]))
            step();
    }
    return m_rows.byteAt(row, shown, column);
}

bool BodyView::moveByKey(QKeyEvent *event)
{
    if (event->modifiers() & Qt::AltModifier)
        return false;
    const Extent extent = event->modifiers() & Qt::ShiftModifier ? Extent::Extend : Extent::Move;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const TextRow row = m_rows.rowAt(m_cursor);
    switch (event->key()) {
    case Qt::Key_Left:
        moveTo(afterFold(nextStop(m_cursor, -1, control), -1), extent);
        return true;
    case Qt::Key_Right:
        moveTo(afterFold(nextStop(m_cursor, 1, control), 1), extent);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int direction = event->key() == Qt::Key_Up ? -1 : 1;
        if (control)
            scrollLines(direction);
        else
            moveByLines(direction, extent);
        return true;
    }
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const int page = std::max(1, visibleLines() - 1);
        const int lines = event->key() == Qt::Key_PageUp ? -page : page;
        scrollLines(lines);
        moveByLines(lines, extent);
        return true;
    }
    case Qt::Key_Home:
        moveTo(control ? 0 : row.begin, extent);
        return true;
    case Qt::Key_End:
        moveTo(control ? m_rows.size() : row.end, extent);
        return true;
    default:
        return false;
    }
}

bool BodyView::event(QEvent *event)
{
    // They may be shortcuts of the window too; where this has the focus, they are its own.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool isLine = key->key() == Qt::Key_G && key->modifiers() == Qt::ControlModifier;
        const bool isStructure = m_structure
            && key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)
            && (key->key() == Qt::Key_C || key->key() == Qt::Key_BracketLeft
                || key->key() == Qt::Key_BracketRight || key->key() == Qt::Key_BraceLeft
                || key->key() == Qt::Key_BraceRight);
        if (key->matches(QKeySequence::Find) || key->matches(QKeySequence::Copy) || isLine
            || isStructure) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(viewport()->mapFrom(this, help->pos())), this);
        return true;
    }
    return QAbstractScrollArea::event(event);
}

void BodyView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        return openFind();
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (event->key() == Qt::Key_G && event->modifiers() == Qt::ControlModifier)
        return askForLine();
    const bool finding = m_findBar && !m_findBar->isHidden();
    if (event->key() == Qt::Key_F3 && m_findBar)
        return event->modifiers() & Qt::ShiftModifier ? m_findBar->findPrevious()
                                                      : m_findBar->findNext();
    if (event->key() == Qt::Key_Escape && finding)
        return closeFind();
    if (m_rows.rowCount() > 0 && (takeFoldKey(*event) || moveByKey(event)))
        return;
    // Return with Control sends the request: it is the window's.
    event->ignore();
}

qint64 BodyView::byteAtPoint(const QPoint &point)
{
    const double lines = double(point.y()) / m_metrics.lineHeight;
    const Place place = moved(m_top, qint64(lines) - (point.y() < 0 ? 1 : 0));
    const DrawnRow &row = drawn(place.row);
    const int scrolled = m_metrics.wrapColumns > 0 ? 0 : horizontalScrollBar()->value();
    const double x = point.x() - m_gutter + scrolled;
    return m_rows.byteAt(row.row(), row.shown(), row.columnAt(place.line, std::max(0.0, x)));
}

void BodyView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_rows.rowCount() == 0)
        return QAbstractScrollArea::mousePressEvent(event);
    const QPoint point = event->position().toPoint();
    if (m_structure && point.x() < m_gutter && point.x() >= m_gutter - foldWidth - 6) {
        const Place place = moved(m_top, point.y() / m_metrics.lineHeight);
        if (m_folds.at(place.row)) {
            m_folds.unfold(place.row);
            foldsChanged();
        } else {
            foldAt(place.row);
        }
        return;
    }
    moveTo(byteAtPoint(point),
           event->modifiers() & Qt::ShiftModifier ? Extent::Extend : Extent::Move);
}

void BodyView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_rows.rowCount() == 0)
        return;
    const QPoint point = event->position().toPoint();
    m_cursor = byteAtPoint(point);
    m_goal.reset();
    // Beyond an edge the text goes on by itself.
    const bool isOutside = point.y() < 0 || point.y() >= viewport()->height();
    if (isOutside && m_dragTimer == 0)
        m_dragTimer = startTimer(dragMs);
    viewport()->update();
}

void BodyView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragTimer != 0)
        killTimer(std::exchange(m_dragTimer, 0));
    event->accept();
}

void BodyView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragTimer)
        return QAbstractScrollArea::timerEvent(event);
    const QPoint point = viewport()->mapFromGlobal(QCursor::pos());
    const int height = viewport()->height();
    const int beyond = point.y() < 0 ? point.y() : std::max(0, point.y() - height + 1);
    if (!(QGuiApplication::mouseButtons() & Qt::LeftButton) || beyond == 0) {
        killTimer(std::exchange(m_dragTimer, 0));
        return;
    }
    scrollLines(beyond / m_metrics.lineHeight + (beyond < 0 ? -1 : 1));
    m_cursor = byteAtPoint({point.x(), std::clamp(point.y(), 0, height - 1)});
    viewport()->update();
}

void BodyView::selectWord(qint64 byte)
{
    const TextRow row = m_rows.rowAt(byte);
    const ShownRow &shown = drawn(row.number).shown();
    if (m_rows.kind() == BodyRows::Kind::Hex)
        return select(byte, std::min(byte + 1, row.end));
    qsizetype begin = m_rows.columnOf(row, shown, byte);
    qsizetype end = begin;
    while (begin > 0 && isWord(shown.text[begin - 1]))
        --begin;
    while (end < shown.text.size() && isWord(shown.text[end]))
        ++end;
    select(m_rows.byteAt(row, shown, begin), m_rows.byteAt(row, shown, end));
}

void BodyView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_rows.rowCount() > 0)
        selectWord(byteAtPoint(event->position().toPoint()));
}

void BodyView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copying = menu->addAction(tr("Copy"), this, &BodyView::copySelection);
    copying->setShortcut(QKeySequence::Copy);
    copying->setEnabled(m_anchor != m_cursor);
    QAction *all = menu->addAction(tr("Select all"), this, &BodyView::selectAll);
    all->setShortcut(QKeySequence::SelectAll);
    addStructureActions(*menu);
    menu->addSeparator();
    QAction *find = menu->addAction(tr("Find…"), this, &BodyView::openFind);
    find->setShortcut(QKeySequence::Find);
    if (m_rows.kind() == BodyRows::Kind::Text) {
        QAction *line = menu->addAction(tr("Go to line…"), this, &BodyView::askForLine);
        line->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
        QAction *wrapping = menu->addAction(tr("Wrap long lines"));
        wrapping->setCheckable(true);
        wrapping->setChecked(m_wrap == Wrap::Anywhere);
        connect(wrapping, &QAction::toggled, this,
                [this](bool wraps) { setWrap(wraps ? Wrap::Anywhere : Wrap::None); });
    }
    menu->popup(event->globalPos());
}

void BodyView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void BodyView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace Recloser
