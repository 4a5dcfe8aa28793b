// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/palettedelegate.h"

#include <QPainter>

namespace Recloser {

namespace {

constexpr int sideMargin = 10;

/// Draws `text` with its marked letters strong; returns where it ends.
int drawMarked(QPainter &painter, const QRect &rect, const QString &text,
               const QList<qsizetype> &marks, const QColor &plain, const QColor &marked)
{
    const QFont font = painter.font();
    QFont strong = font;
    strong.setWeight(QFont::Bold);
    int x = rect.left();
    for (qsizetype begin = 0; begin < text.size() && x < rect.right();) {
        const bool isMarked = marks.contains(begin);
        qsizetype end = begin + 1;
        while (end < text.size() && marks.contains(end) == isMarked)
            ++end;
        painter.setFont(isMarked ? strong : font);
        painter.setPen(isMarked ? marked : plain);
        const QString part = text.sliced(begin, end - begin);
        const int room = rect.right() - x + 1;
        const QString shown = painter.fontMetrics().elidedText(part, Qt::ElideRight, room);
        painter.drawText(QRect(x, rect.top(), room, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, shown);
        x += painter.fontMetrics().horizontalAdvance(shown);
        begin = end;
    }
    painter.setFont(font);
    return x;
}

} // namespace

PaletteDelegate::PaletteDelegate(const Theme &theme, const PaletteModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, QFontMetrics(m_theme.figures()).height() + 14};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const PaletteModel::Row &row = m_model.row(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? colors.selection : colors.hover);
        painter->drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), 5, 5);
    }
    QRect rest = option.rect.adjusted(sideMargin + 4, 0, -sideMargin - 4, 0);
    painter->setFont(option.font);
    if (!row.entry.shortcut.isEmpty()) {
        painter->setPen(colors.muted);
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, row.entry.shortcut);
        rest.setRight(rest.right() - painter->fontMetrics().horizontalAdvance(row.entry.shortcut)
                      - 12);
    }
    const int x = drawMarked(
        *painter, rest, row.entry.title.first(std::min<qsizetype>(300, row.entry.title.size())),
        row.titleMarks, colors.text, colors.accent.strong);
    rest.setLeft(x + 10);
    if (rest.width() > 20)
        drawMarked(*painter, rest, row.entry.subtitle, row.subtitleMarks, colors.muted,
                   colors.accent.strong);
    painter->restore();
}

} // namespace Recloser
