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
/// Advances are rounded, and what is a fraction too narrow is cut.
constexpr int slack = 4;
constexpr qint64 mostCopied = 50'000'000;
/// Looked at for rows right away; more is a worker's.
constexpr qint64 atOnce = 64 * 1024;
constexpr qint64 slice = 16 * 1024 * 1024;

/// What is wrong with a row, with its place.
QString words(const TableFault &fault)
{
    using Kind = TableFault::Kind;
    QString reason;
    switch (fault.kind) {
    case Kind::QuoteInField:
        reason = RecordView::tr("a quote within a field that has none around it");
        break;
    case Kind::TextAfterQuote:
        reason = RecordView::tr("something behind a closing quote");
        break;
    case Kind::OpenQuote:
        reason = RecordView::tr("a quote that is never closed");
        break;
    case Kind::FieldCount:
        reason = fault.fields == 1
            ? RecordView::tr("one field, which is another number than in the first row")
            : RecordView::tr("%L1 fields, which is another number than in the first row")
                  .arg(fault.fields);
        break;
    case Kind::Json:
        reason = RecordView::tr("no JSON");
        break;
    }
    if (fault.place.line == 1 && fault.place.column == 1 && fault.kind == Kind::Json && fault.fault)
        return reason;
    return RecordView::tr("line %L1, column %L2: %3")
        .arg(fault.place.line)
        .arg(fault.place.column)
        .arg(reason);
}

} // namespace

RecordView::RecordView(const Theme &theme, QWidget *parent) : RowArea(theme, parent) { }

RecordView::~RecordView() = default;

void RecordView::applyTheme()
{
    RowArea::applyTheme();
    measure();
}

void RecordView::clear()
{
    m_scan.cancel();
    m_records.reset();
    m_scanner.reset();
    m_text = {};
    m_isWhole = false;
    m_scanned = 0;
    m_shown.clear();
    m_widths.clear();
    m_column = 0;
    horizontalScrollBar()->setValue(0);
    rowsChanged();
}

void RecordView::setFormat(const TableFormat &format)
{
    clear();
    m_records.emplace(format);
    m_scanner.emplace(format);
}

void RecordView::grow(const HeldBytes &text, bool isWhole)
{
    m_text = text;
    m_isWhole = isWhole;
    if (!m_scan.isBusy())
        pump();
}

/// Has a worker go on where there is more to be looked at; what is short is looked at right here.
void RecordView::pump()
{
    if (!m_records)
        return;
    const TableIndex &index = m_records->index();
    const qint64 from = m_scanned;
    if (index.isComplete() || (from >= m_text.size() && !m_isWhole)) {
        if (index.isComplete())
            Q_EMIT settled();
        return;
    }
    const qint64 until = std::min<qint64>(m_text.size(), from + (from == 0 ? atOnce : slice));
    m_scanned = until;
    if (until - from <= atOnce) {
        take(m_scanner->scan(m_text.view(), until, m_isWhole));
        return pump();
    }
    struct Answer
    {
        TableScanner scanner;
        TableScan scan;
    };
    m_scan.ask(
        [scanner = *m_scanner, text = m_text, from, until,
         isWhole = m_isWhole](const std::stop_token &stop) mutable {
            TableScan scan = scanner.scan(text.view(), until, isWhole, stop);
            text.release(from, until);
            return Answer{scanner, std::move(scan)};
        },
        [this](Answer &&answer) {
            m_scanner = answer.scanner;
            take(std::move(answer.scan));
            pump();
        });
}

void RecordView::take(TableScan &&scan)
{
    m_records->add(m_text, std::move(scan));
    m_shown.clear();
    if (m_widths.empty() && rowCount() > 0)
        measure();
    rowsChanged();
}

QString RecordView::faultNote() const
{
    if (!m_records || m_records->index().faultCount() == 0)
        return {};
    const TableIndex &index = m_records->index();
    const QString first = words(index.faults().front());
    return index.faultCount() == 1
        ? tr("One row is marked: %1.").arg(first)
        : tr("%L1 rows are marked; the first one: %2.").arg(index.faultCount()).arg(first);
}

/// Columns are as wide as their first cells, within bounds.
void RecordView::measure()
{
    m_widths.clear();
    if (!m_records || rowCount() == 0)
        return;
    const QStringList names = columns();
    const QFontMetrics metrics(code());
    const std::vector<RecordRow> rows = m_records->rows(0, measured);
    int whole = leftWidth();
    for (qsizetype i = 0; i < names.size(); ++i) {
        int width = metrics.horizontalAdvance(names[i]);
        for (const RecordRow &row : rows) {
            if (!row.isBroken() && i < row.cells.size())
                width = std::max(width, metrics.horizontalAdvance(row.cells[i].left(60)));
        }
        m_widths.push_back(std::clamp(width + 2 * padding + slack, leastWidth, mostWidth));
        whole += m_widths.back();
    }
    setContentWidth(whole + padding);
}

int RecordView::leftWidth() const
{
    const qsizetype digits = std::max<qsizetype>(2, QString::number(rowCount()).size());
    return int(double(digits) * columnWidth()) + 24;
}

const RecordRow *RecordView::shown(qint64 row) const
{
    if (!m_records || row < 0 || row >= rowCount())
        return nullptr;
    const qint64 at = row - m_shownFirst;
    if (at < 0 || at >= qint64(m_shown.size())) {
        m_shownFirst
            = row >= firstVisible() && row <= firstVisible() + visibleRows() ? firstVisible() : row;
        m_shown = m_records->rows(m_shownFirst, visibleRows() + 2);
        m_look.at(m_text, m_shown.front().begin);
    }
    return &m_shown[size_t(row - m_shownFirst)];
}

QString RecordView::rowText(qint64 row) const
{
    const RecordRow *record = shown(row);
    if (!record)
        return {};
    if (record->isBroken())
        return problemOf(row) + u": "_s + record->cells.join(u' ');
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
    if (!record)
        return {};
    if (record->fault)
        return words(*record->fault);
    return record->isLong ? tr("long; its first part is shown") : QString();
}

void RecordView::paintHead(QPainter &painter, const QRect &rect)
{
    const ThemeColors &colors = theme().colors();
    painter.fillRect(rect, colors.background);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.line);
    const QStringList names = columns();
    const QFontMetrics metrics(code());
    int x = leftWidth() + leftEdge();
    painter.setClipRect(rect.adjusted(leftWidth(), 0, 0, 0));
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
    const int left = leftWidth();
    const bool isBad = record->isBroken();
    const bool isOdd = record->fault || record->isLong;
    if (isBad)
        painter.fillRect(rect.adjusted(left, 0, 0, 0), colors.bad.soft);
    if (isOdd && !isBad)
        painter.fillRect(rect.adjusted(0, 0, left - rect.width() - 4, 0), colors.warning.soft);
    painter.setPen(isBad ? colors.bad.strong : isOdd ? colors.warning.strong : colors.muted);
    painter.drawText(QRect(0, rect.top(), left - 12, rect.height()),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(row + 1));
    painter.save();
    painter.setClipRect(rect.adjusted(left, 0, 0, 0), Qt::IntersectClip);
    int x = left + leftEdge();
    if (isBad) {
        painter.drawText(QRect(x + padding, rect.top(), 100'000, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         problemOf(row) + u"  "_s + record->cells.join(u"  "_s));
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
        putElided(painter, cell.left() + padding, rect, record->cells.value(qsizetype(i)),
                  cell.width() - 2 * padding, colors.text);
    }
    painter.restore();
}

int RecordView::columnAt(int x) const
{
    int right = leftWidth() + leftEdge();
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
    int left = leftWidth();
    for (int i = 0; i < m_column; ++i)
        left += m_widths[size_t(i)];
    QScrollBar *bar = horizontalScrollBar();
    const int width = m_widths.empty() ? 0 : m_widths[size_t(m_column)];
    if (left - leftWidth() < bar->value())
        bar->setValue(left - leftWidth());
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
    if (!m_records || first < 0)
        return;
    const std::vector<RecordRow> begin = m_records->rows(first, 1);
    const std::vector<RecordRow> end = m_records->rows(last, 1);
    if (begin.empty() || end.empty())
        return;
    const qint64 length = std::min(end[0].end - begin[0].begin, mostCopied);
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(m_records->text().view().sliced(begin[0].begin, length)));
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
