// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/recordview.h"

#include "ui/widgets/plaintip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Rows that columns are measured by.
constexpr qint64 measured = 60;
constexpr int leastWidth = 48;
constexpr int mostWidth = 320;
constexpr int padding = 8;
constexpr qint64 mostCopied = 50'000'000;

} // namespace

RecordView::RecordView(const Theme &theme, QWidget *parent) : RowArea(theme, parent) { }

RecordView::~RecordView() = default;

void RecordView::applyTheme()
{
    RowArea::applyTheme();
    measure();
}

void RecordView::setSource(std::unique_ptr<RecordSource> source)
{
    m_source = std::move(source);
    m_shown.clear();
    m_widths.clear();
    m_column = 0;
    horizontalScrollBar()->setValue(0);
    rowsChanged();
}

void RecordView::grow(const HeldBytes &text, LineScan &&lines)
{
    if (!m_source)
        return;
    m_source->grow(text, std::move(lines));
    m_shown.clear();
    if (m_widths.empty() && rowCount() > 0)
        measure();
    rowsChanged();
}

/// Columns are as wide as their first cells, within bounds.
void RecordView::measure()
{
    m_widths.clear();
    if (!m_source || rowCount() == 0)
        return;
    const QStringList names = columns();
    const QFontMetrics metrics(code());
    const std::vector<RecordRow> rows = m_source->rows(0, measured);
    int whole = gutter();
    for (qsizetype i = 0; i < names.size(); ++i) {
        int width = metrics.horizontalAdvance(names[i]);
        for (const RecordRow &row : rows) {
            if (!row.isBroken && i < row.cells.size())
                width = std::max(width, metrics.horizontalAdvance(row.cells[i].left(60)));
        }
        m_widths.push_back(std::clamp(width + 2 * padding, leastWidth, mostWidth));
        whole += m_widths.back();
    }
    setContentWidth(whole + padding);
}

int RecordView::gutter() const
{
    const qsizetype digits = std::max<qsizetype>(2, QString::number(rowCount()).size());
    return int(double(digits) * columnWidth()) + 24;
}

const RecordRow *RecordView::shown(qint64 row) const
{
    if (!m_source || row < 0 || row >= rowCount())
        return nullptr;
    const qint64 at = row - m_shownFirst;
    if (at < 0 || at >= qint64(m_shown.size())) {
        m_shownFirst
            = row >= firstVisible() && row <= firstVisible() + visibleRows() ? firstVisible() : row;
        m_shown = m_source->rows(m_shownFirst, visibleRows() + 2);
    }
    return &m_shown[size_t(row - m_shownFirst)];
}

QString RecordView::rowText(qint64 row) const
{
    const RecordRow *record = shown(row);
    if (!record)
        return {};
    if (record->isBroken)
        return record->problem + u": "_s + record->cells.join(u' ');
    const QStringList names = columns();
    const QString cell = cellText(row, m_column);
    return tr("row %L1, %2: %3").arg(row + 1).arg(names.value(m_column), cell);
}

QString RecordView::cellText(qint64 row, int column) const
{
    const RecordRow *record = shown(row);
    return record ? record->cells.value(column) : QString();
}

QString RecordView::problemOf(qint64 row) const
{
    const RecordRow *record = shown(row);
    return record ? record->problem : QString();
}

void RecordView::paintHead(QPainter &painter, const QRect &rect)
{
    const ThemeColors &colors = theme().colors();
    painter.fillRect(rect, colors.background);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.line);
    const QStringList names = columns();
    const QFontMetrics metrics(code());
    int x = gutter() + leftEdge();
    painter.setClipRect(rect.adjusted(gutter(), 0, 0, 0));
    for (size_t i = 0; i < m_widths.size(); ++i) {
        painter.setPen(colors.muted);
        painter.drawText(QRect(x + padding, rect.top(), m_widths[i] - 2 * padding, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(names.value(qsizetype(i)), Qt::ElideRight,
                                            m_widths[i] - 2 * padding));
        x += m_widths[i];
    }
    painter.setClipping(false);
}

void RecordView::paintRow(QPainter &painter, qint64 row, const QRect &rect)
{
    const RecordRow *record = shown(row);
    if (!record)
        return;
    const ThemeColors &colors = theme().colors();
    const QFontMetrics metrics(code());
    const int left = gutter();
    const bool isBad = record->isBroken;
    if (isBad)
        painter.fillRect(rect.adjusted(left, 0, 0, 0), colors.bad.soft);
    painter.setPen(isBad                           ? colors.bad.strong
                       : record->problem.isEmpty() ? colors.muted
                                                   : colors.warning.strong);
    painter.drawText(QRect(0, rect.top(), left - 12, rect.height()),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(row + 1));
    painter.save();
    painter.setClipRect(rect.adjusted(left, 0, 0, 0), Qt::IntersectClip);
    int x = left + leftEdge();
    if (isBad) {
        painter.drawText(QRect(x + padding, rect.top(), 100'000, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         record->problem + u"  "_s + record->cells.join(u"  "_s));
        painter.restore();
        return;
    }
    for (size_t i = 0; i < m_widths.size(); ++i) {
        const QRect cell(x, rect.top(), m_widths[i], rect.height());
        x += m_widths[i];
        if (cell.right() < left || cell.left() > rect.right())
            continue;
        painter.setPen(colors.line);
        painter.drawLine(cell.topRight(), cell.bottomRight());
        if (row == current() && int(i) == m_column && hasFocus()) {
            painter.setPen(QPen(colors.accent.strong, 1));
            painter.drawRect(cell.adjusted(0, 0, -2, -1));
        }
        painter.setPen(colors.text);
        const QRect inner = cell.adjusted(padding, 0, -padding, 0);
        painter.drawText(
            inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(record->cells.value(qsizetype(i)), Qt::ElideRight, inner.width()));
    }
    painter.restore();
}

int RecordView::columnAt(int x) const
{
    int right = gutter() + leftEdge();
    for (size_t i = 0; i < m_widths.size(); ++i) {
        right += m_widths[i];
        if (x < right)
            return int(i);
    }
    return -1;
}

void RecordView::moveColumn(int column)
{
    m_column = std::clamp(column, 0, std::max(0, int(m_widths.size()) - 1));
    int left = gutter();
    for (int i = 0; i < m_column; ++i)
        left += m_widths[size_t(i)];
    QScrollBar *bar = horizontalScrollBar();
    const int width = m_widths.empty() ? 0 : m_widths[size_t(m_column)];
    if (left - gutter() < bar->value())
        bar->setValue(left - gutter());
    else if (left + width > bar->value() + viewport()->width())
        bar->setValue(left + width - viewport()->width());
    setCurrent(current());
}

bool RecordView::takeKey(QKeyEvent *event)
{
    if (event->key() == Qt::Key_C
        && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        copyRows();
        return true;
    }
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    if (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right)
        return false;
    moveColumn(m_column + (event->key() == Qt::Key_Left ? -1 : 1));
    return true;
}

void RecordView::pressRow(qint64, const QPoint &point)
{
    const int column = columnAt(point.x());
    if (column >= 0)
        m_column = column;
    viewport()->update();
}

void RecordView::addActions(QMenu &menu)
{
    if (current() < 0)
        return;
    menu.addAction(tr("Copy cell"), QKeySequence::Copy, this, &RecordView::copyCell);
    menu.addAction(tr("Copy rows"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                   &RecordView::copyRows);
}

void RecordView::copyCell()
{
    if (current() >= 0)
        QGuiApplication::clipboard()->setText(cellText(current(), m_column));
}

void RecordView::copyRows()
{
    const auto [first, last] = selected();
    if (!m_source || first < 0)
        return;
    const std::vector<RecordRow> begin = m_source->rows(first, 1);
    const std::vector<RecordRow> end = m_source->rows(last, 1);
    if (begin.empty() || end.empty())
        return;
    const qint64 length = std::min(end[0].end - begin[0].begin, mostCopied);
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(m_source->text().view().sliced(begin[0].begin, length)));
}

bool RecordView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const qint64 row = rowAt(help->pos());
        const int column = columnAt(help->pos().x());
        QString text = row < 0 || column < 0 ? QString() : cellText(row, column);
        if (row >= 0 && !problemOf(row).isEmpty())
            text = problemOf(row);
        QToolTip::showText(help->globalPos(), plainTip(text.left(1'000)), this);
        return true;
    }
    return RowArea::viewportEvent(event);
}

} // namespace Recloser
