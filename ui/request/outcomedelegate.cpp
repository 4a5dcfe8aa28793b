// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/outcomedelegate.h"

#include "ui/request/outcomemodel.h"
#include "ui/request/outcomewords.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPainter>

namespace Recloser {

using namespace Qt::StringLiterals;
using RowKind = OutcomeModel::RowKind;

namespace {

constexpr int textMargin = 8;
constexpr int crossSize = 4;

} // namespace

OutcomeDelegate::OutcomeDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void OutcomeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const auto kind = index.data(OutcomeModel::RowKindRole).value<RowKind>();
    const bool isHovered = option.state & QStyle::State_MouseOver;
    const bool isFocused = view && view->hasFocus();
    painter->save();
    painter->setClipRect(option.rect);
    if (isFocused && option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, colors.selection);
    else if (isHovered)
        painter->fillRect(option.rect, colors.hover);
    painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                      colors.line);
    const bool isCurrent = isFocused && view->currentIndex().row() == index.row();
    if (index.column() == OutcomeModel::Whose && kind == RowKind::Own) {
        paintCross(*painter, option.rect, isHovered || isCurrent);
    } else {
        QFont font = option.font;
        font.setStrikeOut(index.data(OutcomeModel::NeverCountsRole).toBool());
        painter->setFont(font);
        painter->setPen(kind == RowKind::Own ? colors.text : colors.muted);
        QRect cell = option.rect.adjusted(textMargin, 0, -textMargin, 0);
        if (kind == RowKind::Empty && view) {
            // Runs over the columns behind it, which are empty.
            cell.setRight(view->viewport()->width());
            painter->setClipRect(cell);
        }
        painter->drawText(
            cell, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, cell.width()));
    }
    if (isFocused && view->currentIndex() == index && index.column() != OutcomeModel::Whose) {
        painter->setPen(colors.accent.strong);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

void OutcomeDelegate::paintCross(QPainter &painter, const QRect &cell, bool lit) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(lit ? m_theme.colors().text : m_theme.colors().muted, 1.4));
    const QPointF center(cell.left() + textMargin + crossSize, cell.center().y() + 0.5);
    painter.drawLine(center + QPointF(-crossSize, -crossSize),
                     center + QPointF(crossSize, crossSize));
    painter.drawLine(center + QPointF(-crossSize, crossSize),
                     center + QPointF(crossSize, -crossSize));
}

QSize OutcomeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, std::max(30, option.fontMetrics.height() + 12)};
}

QWidget *OutcomeDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                       const QModelIndex &index) const
{
    auto *box = new QComboBox(parent);
    box->setAccessibleName(
        index.model()->headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    if (index.column() == OutcomeModel::What) {
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        const auto matches = commonOutcomes();
        for (const OutcomeMatch &match : matches)
            box->addItem(outcomeText(match));
        box->completer()->setFilterMode(Qt::MatchContains);
        box->completer()->setCompletionMode(QCompleter::PopupCompletion);
        box->lineEdit()->setPlaceholderText(tr("500, 5xx, connection reset …"));
    } else {
        box->addItems(index.column() == OutcomeModel::Breaker ? breakerEffectTexts()
                                                              : retryEffectTexts());
    }
    auto *self = const_cast<OutcomeDelegate *>(this);
    connect(box, &QComboBox::activated, self, [self, box] {
        Q_EMIT self->commitData(box);
        Q_EMIT self->closeEditor(box);
    });
    return box;
}

void OutcomeDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = qobject_cast<QComboBox *>(editor);
    if (!box)
        return;
    if (index.column() == OutcomeModel::What) {
        box->setCurrentIndex(-1);
        box->setEditText(index.data(Qt::EditRole).toString());
        box->lineEdit()->selectAll();
    } else {
        box->setCurrentIndex(index.data(Qt::EditRole).toInt());
    }
}

void OutcomeDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                   const QModelIndex &index) const
{
    if (const auto *box = qobject_cast<QComboBox *>(editor)) {
        if (index.column() == OutcomeModel::What)
            model->setData(index, box->currentText(), Qt::EditRole);
        else
            model->setData(index, box->currentIndex(), Qt::EditRole);
    }
}

} // namespace Recloser
