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

int HistoryDelegate::lineHeight() const
{
    return QFontMetrics(m_theme.figures()).height() + 9;
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {120, lineHeight() * (m_model.beginsDay(index.row()) ? 2 : 1)};
}

void HistoryDelegate::paintDay(QPainter *painter, const QRect &place, const HistoryRow &row) const
{
    const ThemeColors &colors = m_theme.colors();
    QFont font = m_theme.figures();
    font.setWeight(QFont::DemiBold);
    painter->save();
    painter->setFont(font);
    painter->setPen(colors.muted);
    const QRect text = place.adjusted(sideMargin, 0, -sideMargin, 0);
    QRect written;
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, dayOf(row, QDate::currentDate()),
                      &written);
    painter->setPen(colors.line);
    const int middle = place.center().y();
    painter->drawLine(written.right() + columnSpace, middle, text.right(), middle);
    painter->restore();
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const HistoryRow &row = m_model.row(index.row());
    QRect line = option.rect;
    if (m_model.beginsDay(index.row())) {
        line.setTop(line.bottom() + 1 - lineHeight());
        paintDay(painter, QRect(option.rect.topLeft(), line.topRight() - QPoint(0, 1)), row);
    }
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (isSelected)
        painter->fillRect(line, colors.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(line, colors.hover);
    // More than one can be selected: the one the keyboard acts from has a mark at its edge.
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus))
        painter->fillRect(QRect(line.topLeft(), QSize(2, line.height())), colors.accent.strong);

    QRect rest = line.adjusted(sideMargin, 0, -sideMargin, 0);
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
    draw(timeOf(row), figures, colors.muted, metrics.horizontalAdvance(u"00:00:00"_s),
         Qt::AlignLeft);
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
    if (row.isKept) {
        const QString mark = u"★"_s;
        const int width = metrics.horizontalAdvance(mark);
        painter->setFont(figures);
        painter->setPen(colors.accent.strong);
        painter->drawText(rest.adjusted(rest.width() - width, 0, 0, 0), Qt::AlignCenter, mark);
        rest.setRight(rest.right() - width - columnSpace);
    }
    const QString result = resultOf(row);
    draw(result, figures, toneOf(m_theme, toneOfResult(row)).strong,
         metrics.horizontalAdvance(result) + 3, Qt::AlignLeft);
    draw(placeOf(row).first(std::min(mostLetters, placeOf(row).size())), option.font,
         isSelected ? colors.text : colors.muted, rest.width(), Qt::AlignLeft);
    painter->restore();
}

} // namespace Recloser
