// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/outcomeview.h"

#include "ui/request/outcomedelegate.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace Recloser {

using namespace Qt::StringLiterals;
using Column = OutcomeModel::Column;
using RowKind = OutcomeModel::RowKind;

OutcomeView::OutcomeView(RequestDocument &document, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_document(document)
{
    auto *delegate = new OutcomeDelegate(theme, this);
    setItemDelegate(delegate);
    setModel(&m_model);
    setAccessibleName(tr("Outcomes"));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(EditKeyPressed | AnyKeyPressed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QStyleOptionViewItem option;
    option.fontMetrics = fontMetrics();
    verticalHeader()->setDefaultSectionSize(delegate->sizeHint(option, {}).height());
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setStretchLastSection(true);
    connect(&m_model, &OutcomeModel::edited, this,
            [this](const QString &what, const OutcomeTable &own) {
                RequestSpec next = m_document.spec();
                next.policy.outcomes = own.isEmpty() ? std::nullopt : std::optional(own);
                m_document.edit(what, RequestPart::Outcomes, next, RequestDocument::EditKind::Step);
            });
    fitHeight();
}

void OutcomeView::take(const QList<PolicyLayer> &layers)
{
    const PolicyOverrides &own = m_document.spec().policy;
    // Rows that the request replaces are shown too, marked.
    m_model.take(own.outcomes.value_or(OutcomeTable()), outcomesOf(layers, {.preset = own.preset}));
    fitHeight();
}

void OutcomeView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    // Names are the longest, then what they mean.
    const int width = viewport()->width();
    setColumnWidth(Column::What, width * 38 / 100);
    setColumnWidth(Column::Breaker, width * 23 / 100);
    setColumnWidth(Column::Retry, width * 18 / 100);
}

void OutcomeView::fitHeight()
{
    // The page scrolls, not the table in it.
    setFixedHeight(horizontalHeader()->sizeHint().height()
                   + m_model.rowCount() * verticalHeader()->defaultSectionSize() + 2);
}

void OutcomeView::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isVertical = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && modifiers == Qt::ControlModifier) {
        event->ignore(); // the composer sends
        return;
    }
    if (isVertical && modifiers == Qt::AltModifier) {
        moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
    } else if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
               && modifiers == Qt::NoModifier) {
        removeCurrent();
    } else if ((isEnter || event->key() == Qt::Key_F2) && modifiers == Qt::NoModifier
               && state() != EditingState) {
        editOrOverride(currentIndex());
    } else if (event->matches(QKeySequence::Undo)) {
        m_document.undo();
    } else if (event->matches(QKeySequence::Redo)) {
        m_document.redo();
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void OutcomeView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid() || index != currentIndex())
        return;
    if (m_model.kindOf(index.row()) == RowKind::Own && index.column() == Column::Whose)
        m_model.remove(index.row());
    else if (index.flags().testFlag(Qt::ItemIsEditable))
        edit(index);
}

void OutcomeView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = currentIndex();
    const RowKind kind = m_model.kindOf(index.row());
    const bool isOwn = index.isValid() && kind == RowKind::Own;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add
        = [&](const QString &text, const QKeySequence &keys, bool isEnabled, auto &&act) {
              QAction *action = menu->addAction(text, this, act);
              action->setShortcut(keys);
              action->setEnabled(isEnabled);
          };
    add(kind == RowKind::Inherited ? tr("Make it a row of &mine") : tr("&Edit"), Qt::Key_Return,
        index.isValid(), [this] { editOrOverride(currentIndex()); });
    add(tr("Move &up"), Qt::ALT | Qt::Key_Up, isOwn, [this] { moveCurrent(-1); });
    add(tr("Move &down"), Qt::ALT | Qt::Key_Down, isOwn, [this] { moveCurrent(1); });
    menu->addSeparator();
    add(tr("&Remove"), Qt::Key_Delete, isOwn, [this] { removeCurrent(); });
    menu->popup(event->globalPos());
}

void OutcomeView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    const bool isByKeyboard = event->reason() == Qt::TabFocusReason
        || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    if (isByKeyboard && !currentIndex().isValid())
        setCurrentIndex(m_model.index(0, Column::What));
}

void OutcomeView::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // for the page
}

void OutcomeView::editOrOverride(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (m_model.kindOf(index.row()) == RowKind::Inherited) {
        const int row = m_model.overrideRow(index.row());
        if (row < 0)
            return;
        const QModelIndex copy
            = m_model.index(row, index.column() == Column::Retry ? Column::Retry : Column::Breaker);
        setCurrentIndex(copy);
        edit(copy);
    } else if (index.flags().testFlag(Qt::ItemIsEditable)) {
        edit(index);
    }
}

void OutcomeView::removeCurrent()
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return;
    m_model.remove(index.row());
    setCurrentIndex(m_model.index(std::min(index.row(), m_model.rowCount() - 1), index.column()));
}

void OutcomeView::moveCurrent(int by)
{
    const QModelIndex index = currentIndex();
    if (index.isValid() && m_model.move(index.row(), by))
        setCurrentIndex(m_model.index(index.row() + by, index.column()));
}

} // namespace Recloser
