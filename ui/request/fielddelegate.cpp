// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/fielddelegate.h"

#include "ui/request/celledit.h"
#include "ui/request/headernames.h"
#include "ui/request/textbinding.h"
#include "ui/variables/placeholdertext.h"
#include "ui/variables/variableaid.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>

namespace Recloser {

using Column = FieldTableModel::Column;

namespace {

constexpr int tickMargin = 14;
constexpr int tickSize = 16;

const FieldTableModel &modelOf(const QModelIndex &index)
{
    return *qobject_cast<const FieldTableModel *>(index.model());
}

} // namespace

FieldDelegate::FieldDelegate(const Theme &theme, Prepare prepare, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_prepare(std::move(prepare))
{
}

int FieldDelegate::chooseWidth(const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(tr("Choose…")) + 2 * textMargin;
}

void FieldDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool viewFocused = view && view->hasFocus();
    const bool hovered = option.state & QStyle::State_MouseOver;
    const FieldTableModel::RowKind kind = modelOf(index).kindOf(index.row());
    const bool filled = kind == FieldTableModel::RowKind::Field;
    const bool isCaption = kind == FieldTableModel::RowKind::Caption;
    painter->save();
    painter->setClipRect(option.rect);
    if (viewFocused && option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colors.selection);
    else if (hovered && option.state & QStyle::State_Enabled
             && index.flags().testFlag(Qt::ItemIsSelectable))
        painter->fillRect(option.rect, colors.hover);
    painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                      colors.line);

    const Column column = modelOf(index).columnAt(index.column());
    if (column == Column::Tick && filled) {
        QStyleOptionViewItem box = option;
        box.rect = QRect(option.rect.left() + tickMargin,
                         option.rect.center().y() - tickSize / 2 + 1, tickSize, tickSize);
        box.state &= ~(QStyle::State_HasFocus | QStyle::State_On | QStyle::State_Off);
        box.state
            |= index.data(Qt::CheckStateRole) == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
        option.widget->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter,
                                              option.widget);
    } else if (column == Column::Remove) {
        const bool current = viewFocused && view->currentIndex().row() == index.row();
        if (filled && (hovered || current))
            paintRemove(*painter, option.rect, hovered);
    } else {
        const bool mono = !isCaption
            && (column == Column::Name || column == Column::Value || column == Column::MediaType);
        QRect cell = option.rect;
        if (isCaption && view) {
            // Runs over the columns behind it, which are empty.
            cell.setRight(view->viewport()->width());
            painter->setClipRect(cell);
        }
        paintText(*painter, cell, index, mono ? m_theme.monospace() : option.font);
    }
    if (viewFocused && view->currentIndex() == index && index.flags().testFlag(Qt::ItemIsEnabled)
        && column != Column::Remove) {
        painter->setPen(colors.accent.strong);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(column == Column::Tick ? 4 : 0, 0, -1, -1));
    }
    painter->restore();
}

void FieldDelegate::paintText(QPainter &painter, const QRect &cell, const QModelIndex &index,
                              const QFont &font) const
{
    const ThemeColors &colors = m_theme.colors();
    QRect room = cell.adjusted(textMargin, 0, -textMargin, -1);
    const FieldTableModel &model = modelOf(index);
    if (model.columnAt(index.column()) == Column::Value
        && index.data(FieldTableModel::IsFileRole).toBool()) {
        const int width = chooseWidth(QFontMetrics(painter.font()));
        painter.setPen(colors.accent.strong);
        painter.drawText(room.adjusted(room.width() - width + textMargin, 0, 0, 0),
                         Qt::AlignRight | Qt::AlignVCenter, tr("Choose…"));
        room.adjust(0, 0, -width, 0);
    }
    const bool isEmptyRow = model.kindOf(index.row()) == FieldTableModel::RowKind::Empty;
    const QString text = isEmptyRow ? QString() : index.data(Qt::DisplayRole).toString();
    const bool enabled = index.data(FieldTableModel::EnabledRole).toBool();
    const bool problem = !index.data(FieldTableModel::ProblemRole).toString().isEmpty();
    if (text.isEmpty()) {
        painter.setFont(font);
        painter.setPen(colors.muted);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         index.data(FieldTableModel::PlaceholderRole).toString());
        return;
    }
    drawWithPlaceholders(painter, room, text, font,
                         problem       ? colors.bad.strong
                             : enabled ? colors.text
                                       : colors.muted,
                         colors,
                         m_aid ? [this](const QString &name) { return m_aid->isResolved(name); }
                               : IsResolved());
}

void FieldDelegate::paintRemove(QPainter &painter, const QRect &cell, bool lit) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(lit ? m_theme.colors().text : m_theme.colors().muted, 1.5, Qt::SolidLine,
                        Qt::RoundCap));
    const QPointF c = QRectF(cell).center();
    painter.drawLine(c + QPointF(-4, -4), c + QPointF(4, 4));
    painter.drawLine(c + QPointF(4, -4), c + QPointF(-4, 4));
}

QSize FieldDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {40, qMax(29, QFontMetrics(m_theme.monospace()).height() + 13)};
}

QWidget *FieldDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                     const QModelIndex &index) const
{
    const FieldTableModel &model = modelOf(index);
    const Column column = model.columnAt(index.column());
    if (column == Column::Kind) {
        auto *box = new QComboBox(parent);
        box->addItems({tr("Text"), tr("File")});
        connect(box, &QComboBox::activated, this, [this, box] { commitTyped(box); });
        return box;
    }
    auto *editor = new CellEdit(
        model.style(), column == Column::Name ? CellEdit::Place::Name : CellEdit::Place::Value,
        parent);
    editor->setFont(m_theme.monospace());
    editor->setAccessibleName(
        model.headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    editor->setPlaceholderText(index.data(FieldTableModel::PlaceholderRole).toString());
    complete(*editor, model, index);
    connect(editor, &QLineEdit::textEdited, this, [this, editor] { commitTyped(editor); });
    connect(editor, &CellEdit::rowsPasted, this, &FieldDelegate::rowsPasted);
    if (m_prepare)
        m_prepare(*editor);
    return editor;
}

void FieldDelegate::complete(QLineEdit &editor, const FieldTableModel &model,
                             const QModelIndex &index) const
{
    const Column column = model.columnAt(index.column());
    QStringList words;
    if (model.style() == FieldStyle::Headers && column == Column::Name)
        words = commonHeaderNames();
    else if (model.style() == FieldStyle::Headers && column == Column::Value)
        words = commonHeaderValues(
            index.siblingAtColumn(model.sectionOf(Column::Name)).data(Qt::EditRole).toString());
    else if (column == Column::MediaType)
        words = commonMediaTypes();
    if (words.isEmpty())
        return;
    auto *completer = new QCompleter(words, &editor);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    editor.setCompleter(completer);
    // Choosing from the list changes the text without textEdited().
    connect(
        completer, qOverload<const QString &>(&QCompleter::activated), &editor,
        [this, &editor] { commitTyped(&editor); }, Qt::QueuedConnection);
}

void FieldDelegate::commitTyped(QWidget *editor) const
{
    const QScopedValueRollback committing(m_committing, true);
    Q_EMIT const_cast<FieldDelegate *>(this)->commitData(editor);
}

void FieldDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (m_committing)
        return; // it comes from this very editor
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *box = qobject_cast<QComboBox *>(editor))
        box->setCurrentText(text);
    else if (auto *line = qobject_cast<QLineEdit *>(editor))
        showText(*line, text);
}

void FieldDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                 const QModelIndex &index) const
{
    if (auto *box = qobject_cast<QComboBox *>(editor))
        model->setData(index, box->currentText(), Qt::EditRole);
    else if (auto *line = qobject_cast<QLineEdit *>(editor))
        model->setData(index, line->text(), Qt::EditRole);
}

void FieldDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                         const QModelIndex &) const
{
    editor->setGeometry(option.rect.adjusted(0, 0, 0, -1));
}

bool FieldDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() & Qt::ControlModifier)
            return false; // sends; what is typed is in the model already
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

} // namespace Recloser
