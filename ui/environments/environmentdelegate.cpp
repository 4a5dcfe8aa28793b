// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentdelegate.h"

#include "ui/environments/environmentmatrixmodel.h"
#include "ui/environments/environmentmodel.h"
#include "ui/variables/placeholdertext.h"
#include "ui/variables/variableaid.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// How the text of a cell looks.
struct CellLook
{
    QString text;
    QColor color;
    bool isMono = true;
    bool isItalic = false;
    bool marksPlaceholders = false;
};

CellLook lookOf(const EnvironmentModel &model, const QModelIndex &index, const ThemeColors &colors)
{
    CellLook look{index.data().toString(), colors.text};
    const int column = index.column();
    look.isMono = column == EnvironmentModel::Name || column == EnvironmentModel::Value;
    if (look.text.isEmpty()) {
        look.text = index.data(EnvironmentModel::HintRole).toString();
        look.color = colors.muted;
        look.isItalic = true;
    } else if (index.data(EnvironmentModel::InheritedRole).toBool()
               || index.data(EnvironmentModel::ReadOnlyRole).toBool()
               || column == EnvironmentModel::Where || model.isNewRow(index.row())) {
        look.color = colors.muted;
    } else if (index.data(EnvironmentModel::MaskedRole).toBool()
               && column != EnvironmentModel::Name) {
        look.color = colors.halfOpen.strong;
    }
    look.marksPlaceholders = column == EnvironmentModel::Value && look.color == colors.text;
    return look;
}

CellLook lookOf(const EnvironmentMatrixModel &, const QModelIndex &index, const ThemeColors &colors)
{
    CellLook look{index.data().toString(), colors.text};
    if (index.column() == 0)
        return look;
    using enum EnvironmentMatrixModel::Cell;
    switch (EnvironmentMatrixModel::Cell(index.data(EnvironmentMatrixModel::CellRole).toInt())) {
    case Own:
        if (index.data(EnvironmentMatrixModel::MaskedRole).toBool())
            look.color = colors.halfOpen.strong;
        break;
    case Inherited:
        look.color = colors.muted;
        break;
    case Missing:
        look.text = EnvironmentMatrixModel::tr("no value");
        look.color = colors.warning.strong;
        look.isMono = false;
        look.isItalic = true;
        break;
    case Unresolved:
        look.color = colors.bad.strong;
        break;
    }
    return look;
}

} // namespace

EnvironmentDelegate::EnvironmentDelegate(const Theme &theme, VariableAid *aid, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_aid(aid)
{
}

void EnvironmentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool isFocused = view && view->hasFocus();
    painter->save();
    painter->setClipRect(option.rect);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, isFocused ? colors.selection : colors.hover);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, colors.hover);
    painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                      colors.line);

    const auto *matrix = qobject_cast<const EnvironmentMatrixModel *>(index.model());
    const auto *table = qobject_cast<const EnvironmentModel *>(index.model());
    const CellLook look = matrix ? lookOf(*matrix, index, colors)
        : table                  ? lookOf(*table, index, colors)
                                 : CellLook{index.data().toString(), colors.text};
    QFont font = look.isMono ? m_theme.monospace() : option.font;
    font.setItalic(look.isItalic);
    const QRect room = option.rect.adjusted(textMargin, 0, -textMargin, -1);
    if (look.marksPlaceholders) {
        drawWithPlaceholders(*painter, room, look.text, font, look.color, colors,
                             m_aid ? [this](const QString &name) { return m_aid->isResolved(name); }
                                   : IsResolved());
    } else {
        painter->setFont(font);
        painter->setPen(look.color);
        QString text = look.text.left(500);
        text.replace(u'\n', u' ');
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    }
    if (isFocused && view->currentIndex() == index) {
        painter->setPen(colors.accent.strong);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QSize EnvironmentDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {40, qMax(29, QFontMetrics(m_theme.monospace()).height() + 13)};
}

QWidget *EnvironmentDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                           const QModelIndex &index) const
{
    const auto *table = qobject_cast<const EnvironmentModel *>(index.model());
    if (table && index.column() == EnvironmentModel::Place) {
        auto *box = new QComboBox(parent);
        box->addItems({placeName(ValuePlace::SharedFile), placeName(ValuePlace::PrivateFile),
                       placeName(ValuePlace::Secret)});
        box->setAccessibleName(tr("Kept in"));
        connect(box, &QComboBox::activated, this, [this, box] {
            auto *self = const_cast<EnvironmentDelegate *>(this);
            Q_EMIT self->commitData(box);
            Q_EMIT self->closeEditor(box);
        });
        return box;
    }
    auto *editor = new QLineEdit(parent);
    editor->setFrame(false);
    editor->setFont(m_theme.monospace());
    editor->setAccessibleName(
        index.model()->headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    const bool isName = table && index.column() == EnvironmentModel::Name;
    editor->setProperty("isNewName", isName && table->isNewRow(index.row()));
    const bool isMasked = index
                              .data(table ? int(EnvironmentModel::MaskedRole)
                                          : int(EnvironmentMatrixModel::MaskedRole))
                              .toBool();
    if (isMasked && !isName) {
        editor->setEchoMode(QLineEdit::Password);
        editor->setPlaceholderText(tr("new value; empty keeps the old one"));
    } else if (!isName && m_aid) {
        m_aid->attach(*editor);
    }
    return editor;
}

void EnvironmentDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *box = qobject_cast<QComboBox *>(editor))
        box->setCurrentText(index.data().toString());
    // What is being typed is not replaced by what comes from the disk.
    else if (auto *line = qobject_cast<QLineEdit *>(editor); line && !line->isModified())
        line->setText(text);
}

void EnvironmentDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                       const QModelIndex &index) const
{
    if (auto *box = qobject_cast<QComboBox *>(editor))
        model->setData(index, box->currentText(), Qt::EditRole);
    else if (auto *line = qobject_cast<QLineEdit *>(editor); line && line->isModified())
        model->setData(index, line->text(), Qt::EditRole);
}

void EnvironmentDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                               const QModelIndex &) const
{
    editor->setGeometry(option.rect.adjusted(0, 0, 0, -1));
}

bool EnvironmentDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && watched->property("isNewName").toBool()
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        const QString text = QGuiApplication::clipboard()->text();
        if (!pastedVariables(text).isEmpty()) {
            Q_EMIT closeEditor(qobject_cast<QWidget *>(watched), RevertModelCache);
            Q_EMIT variablesPasted(text);
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

} // namespace Recloser
