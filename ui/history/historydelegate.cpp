// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historydelegate.h"

#include "ui/history/historywords.h"

#include <QPainter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideMargin = 12;
constexpr int columnSpace = 8;
/// A URL may be megabytes; what cannot be seen is not measured.
constexpr qsizetype mostLetters = 300;

} // namespace

HistoryDelegate::HistoryDelegate(const Theme &theme, const HistoryModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, QFontMetrics(m_theme.figures()).height() + 9};
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const HistoryRow &row = m_model.row(index.row());
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (isSelected)
        painter->fillRect(option.rect, colors.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colors.hover);
    // More than one can be selected: the one the keyboard acts from has a mark at its edge.
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus))
        painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())),
                          colors.accent.strong);

    QRect rest = option.rect.adjusted(sideMargin, 0, -sideMargin, 0);
    const auto draw = [&](const QString &text, const QFont &font, const QColor &color, int width,
                          Qt::Alignment alignment) {
        painter->setFont(font);
        painter->setPen(color);
        const QRect place(rest.topLeft(), QSize(std::min(width, rest.width()), rest.height()));
        painter->drawText(place, alignment | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
        rest.setLeft(std::min(rest.right() + 1, place.right() + 1 + columnSpace));
    };

    const QFont figures = m_theme.figures();
    const QFontMetrics metrics(figures);
    draw(timeOf(row, QDate::currentDate()), figures, colors.muted,
         metrics.horizontalAdvance(u"00:00:00"_s), Qt::AlignLeft);
    QFont method = m_theme.monospace();
    method.setPointSizeF(method.pointSizeF() - 1);
    const QString methodName = QString::fromUtf8(row.method);
    const QFontMetrics methodMetrics(method);
    // Longer names than these are rare and push the rest of their line aside.
    const int methodWidth = 3
        + std::clamp(methodMetrics.horizontalAdvance(methodName),
                     methodMetrics.horizontalAdvance(u"POST"_s),
                     methodMetrics.horizontalAdvance(u"OPTIONS"_s));
    draw(methodName, method, m_theme.methodColor(methodName), methodWidth, Qt::AlignRight);
    const QString result = resultOf(row);
    draw(result, figures, toneOf(m_theme, toneOfResult(row)).strong,
         metrics.horizontalAdvance(result) + 3, Qt::AlignLeft);
    draw(placeOf(row).first(std::min(mostLetters, placeOf(row).size())), option.font,
         isSelected ? colors.text : colors.muted, rest.width(), Qt::AlignLeft);
    painter->restore();
}

} // namespace Recloser
