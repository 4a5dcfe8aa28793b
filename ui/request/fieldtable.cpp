// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/fieldtable.h"

#include "ui/variables/variableaid.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Column = FieldTableModel::Column;

FieldTable::FieldTable(const Theme &theme, FieldTableModel &model, FieldDelegate::Prepare prepare,
                       QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    auto *delegate = new FieldDelegate(theme, std::move(prepare), this);
    setItemDelegate(delegate);
    setModel(&model);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table; inside a cell it goes to the next one
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed | AnyKeyPressed);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(delegate->sizeHint({}, {}).height());
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setMinimumSectionSize(24);
    for (int section = 0; section < model.columnCount(); ++section) {
        const Column column = model.columnAt(section);
        header->setSectionResizeMode(section,
                                     column == Column::Value ? QHeaderView::Stretch
                                         : column == Column::Tick || column == Column::Remove
                                         ? QHeaderView::Fixed
                                         : QHeaderView::Interactive);
    }
    setColumnWidth(model.sectionOf(Column::Tick), 34);
    setColumnWidth(model.sectionOf(Column::Remove), 36);
    if (model.sectionOf(Column::Kind) >= 0)
        setColumnWidth(model.sectionOf(Column::Kind), 76);
    connect(delegate, &FieldDelegate::rowsPasted, this, &FieldTable::insertPasted);
}

void FieldTable::setAid(VariableAid *aid)
{
    static_cast<FieldDelegate *>(itemDelegate())->setAid(aid);
    if (aid)
        aid->attach(*this, FieldDelegate::textMargin);
}

void FieldTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_widthsChosen || width() < 200)
        return;
    m_widthsChosen = true;
    setColumnWidth(m_model.sectionOf(Column::Name), std::clamp(width() / 4, 120, 280));
    if (m_model.sectionOf(Column::MediaType) >= 0)
        setColumnWidth(m_model.sectionOf(Column::MediaType), std::clamp(width() / 5, 110, 240));
}

void FieldTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    const bool byKeyboard = event->reason() == Qt::TabFocusReason
        || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    if (byKeyboard && !currentIndex().isValid())
        setCurrentIndex(m_model.index(0, m_model.sectionOf(Column::Name)));
}

void FieldTable::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool vertical = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && modifiers == Qt::ControlModifier) {
        event->ignore(); // the composer sends
        return;
    }
    if (vertical && modifiers == Qt::AltModifier) {
        moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
    } else if (event->matches(QKeySequence::Copy)) {
        copySelected();
    } else if (event->matches(QKeySequence::Paste)) {
        pasteRows();
    } else if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
               && modifiers == Qt::NoModifier) {
        removeSelected();
    } else if (event->key() == Qt::Key_Space && modifiers == Qt::NoModifier) {
        toggleSelected();
    } else if (event->key() == Qt::Key_F4 && modifiers == Qt::NoModifier
               && currentIndex().data(FieldTableModel::IsFileRole).toBool()) {
        Q_EMIT fileWanted(currentIndex().row());
    } else if (enter && modifiers == Qt::NoModifier
               && currentIndex().flags().testFlag(Qt::ItemIsEditable)) {
        edit(currentIndex());
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void FieldTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    // The end of a drag over several rows is a selection.
    if (event->button() != Qt::LeftButton || !index.isValid()
        || event->modifiers() != Qt::NoModifier || index != currentIndex()
        || selectionModel()->selectedRows().size() > 1)
        return;
    switch (m_model.columnAt(index.column())) {
    case Column::Tick:
        m_model.toggle(index.row());
        break;
    case Column::Remove:
        m_model.removeFields(index.row(), 1);
        break;
    case Column::Value: {
        const int chooseFrom
            = visualRect(index).right() - FieldDelegate::chooseWidth(fontMetrics());
        if (index.data(FieldTableModel::IsFileRole).toBool()
            && event->position().x() >= chooseFrom) {
            Q_EMIT fileWanted(index.row());
            break;
        }
        [[fallthrough]];
    }
    default:
        if (index.flags().testFlag(Qt::ItemIsEditable))
            edit(index);
        break;
    }
}

void FieldTable::contextMenuEvent(QContextMenuEvent *event)
{
    const int row = currentIndex().row();
    const bool filled = row >= 0 && row < m_model.filledRows();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const QKeySequence &keys, bool enabled, auto &&act) {
        QAction *action = menu->addAction(text, this, act);
        action->setShortcut(keys);
        action->setEnabled(enabled);
    };
    add(tr("&Insert row above"), {}, filled,
        [this, row] { m_model.insertFields(row, {FieldRow{}}); });
    add(tr("Move &up"), QKeySequence(u"Alt+Up"_s), filled && row > 0, [this] { moveCurrent(-1); });
    add(tr("Move &down"), QKeySequence(u"Alt+Down"_s), filled && row + 1 < m_model.filledRows(),
        [this] { moveCurrent(1); });
    add(tr("&Tick or untick"), QKeySequence(u"Space"_s), filled, [this] { toggleSelected(); });
    menu->addSeparator();
    add(tr("&Copy rows"), QKeySequence::Copy, filled, [this] { copySelected(); });
    add(tr("&Paste rows"), QKeySequence::Paste, true, [this] { pasteRows(); });
    menu->addSeparator();
    add(tr("D&elete"), QKeySequence::Delete, filled, [this] { removeSelected(); });
    menu->popup(event->globalPos());
}

QModelIndex FieldTable::nextEditable(const QModelIndex &from, int step) const
{
    int row = from.row();
    int column = from.column();
    // The empty last row is one stop: with nothing typed there, Tab goes on to what follows the
    // table.
    while (true) {
        column += step;
        if (column < 0 || column >= m_model.columnCount()) {
            row += step;
            column = step > 0 ? 0 : m_model.columnCount() - 1;
        }
        if (row < 0 || row >= m_model.rowCount()
            || (from.row() == m_model.filledRows() && step > 0))
            return {};
        const QModelIndex index = m_model.index(row, column);
        const bool emptyRow = row == m_model.filledRows();
        if (index.flags().testFlag(Qt::ItemIsEditable)
            && (!emptyRow || m_model.columnAt(column) == Column::Name))
            return index;
    }
}

QModelIndex FieldTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (action == MoveNext)
        return nextEditable(currentIndex(), 1);
    if (action == MovePrevious)
        return nextEditable(currentIndex(), -1);
    return QTableView::moveCursor(action, modifiers);
}

void FieldTable::closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint)
{
    const int row = currentIndex().row();
    QTableView::closeEditor(editor, hint);
    // A row that was begun and emptied again is none.
    const bool left = currentIndex().row() != row || state() != EditingState;
    if (row >= 0 && row == m_model.filledRows() - 1 && left) {
        const FieldRow &last = m_model.rows().at(row);
        if (last.name.isEmpty() && last.value.isEmpty() && last.hasEquals)
            m_model.removeFields(row, 1);
    }
}

QList<int> FieldTable::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList indexes = selectionModel()->selectedRows();
    for (const QModelIndex &index : indexes) {
        if (index.row() < m_model.filledRows())
            rows.append(index.row());
    }
    std::ranges::sort(rows);
    return rows;
}

void FieldTable::removeSelected()
{
    const QList<int> rows = selectedRows();
    if (rows.isEmpty())
        return;
    const QModelIndex current = currentIndex();
    // One edit for one stretch, which is what people select.
    for (qsizetype last = rows.size() - 1; last >= 0;) {
        qsizetype first = last;
        while (first > 0 && rows[first - 1] == rows[first] - 1)
            --first;
        m_model.removeFields(rows[first], int(last - first + 1));
        last = first - 1;
    }
    setCurrentIndex(m_model.index(qMin(rows.first(), m_model.rowCount() - 1), current.column()));
}

void FieldTable::moveCurrent(int by)
{
    const QModelIndex current = currentIndex();
    if (m_model.moveField(current.row(), by))
        scrollTo(currentIndex());
}

void FieldTable::copySelected()
{
    QList<FieldRow> rows;
    for (const int row : selectedRows())
        rows.append(m_model.rows().at(row));
    if (!rows.isEmpty())
        QGuiApplication::clipboard()->setText(copiedRows(rows, m_model.style()));
}

void FieldTable::pasteRows()
{
    insertPasted(pastedRows(QGuiApplication::clipboard()->text(), m_model.style()));
}

void FieldTable::insertPasted(const QList<FieldRow> &rows)
{
    if (rows.isEmpty())
        return;
    const int current = currentIndex().row();
    const int row = current < 0 ? m_model.filledRows() : qMin(current + 1, m_model.filledRows());
    m_model.insertFields(row, rows);
    setCurrentIndex(m_model.index(row + int(rows.size()) - 1, m_model.sectionOf(Column::Value)));
}

void FieldTable::toggleSelected()
{
    for (const int row : selectedRows())
        m_model.toggle(row);
}

} // namespace Recloser
