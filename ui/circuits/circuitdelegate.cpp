// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitdelegate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideMargin = 12;
constexpr int gap = 10;
constexpr int padding = 11;
constexpr int barHeight = 6;
constexpr int barSpace = 7;
constexpr int lineSpace = 2;
constexpr int markSize = 10;

QColor faded(QColor color, double strength)
{
    // Never so pale that it cannot be read.
    color.setAlphaF(float(0.45 + 0.55 * strength));
    return color;
}

} // namespace

CircuitDelegate::CircuitDelegate(const Theme &theme, const CircuitModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

QFont CircuitDelegate::keyFont() const
{
    QFont font = m_theme.monospace();
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont CircuitDelegate::timeFont() const
{
    QFont font = m_theme.figures();
    font.setWeight(QFont::DemiBold);
    return font;
}

CircuitDelegate::Layout CircuitDelegate::layoutOf(const QRect &item) const
{
    const int line = QFontMetrics(m_theme.figures()).height();
    Layout layout;
    layout.frame = item.adjusted(sideMargin, 0, -sideMargin, -gap);
    const QRect inner = layout.frame.adjusted(padding, padding - 2, -padding, -padding + 2);
    layout.top = QRect(inner.left(), inner.top(), inner.width(), line);
    layout.bar = QRect(inner.left(), layout.top.bottom() + barSpace, inner.width(), barHeight);
    layout.middle = QRect(inner.left(), layout.bar.bottom() + barSpace - 1, inner.width(), line);
    layout.bottom
        = QRect(inner.left(), layout.middle.bottom() + 1 + lineSpace, inner.width(), line);
    return layout;
}

QSize CircuitDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int line = QFontMetrics(m_theme.figures()).height();
    return {120, 3 * line + lineSpace + barHeight + 2 * barSpace + 2 * (padding - 2) + gap};
}

QRegion CircuitDelegate::countdownRegion(const QRect &item) const
{
    // The key as well: the room it has changes with the figures beside it.
    const Layout layout = layoutOf(item);
    return QRegion(layout.top).united(layout.bar);
}

QRect CircuitDelegate::linkRect(const QRect &item, const QModelIndex &index) const
{
    const CircuitWords words
        = wordsOf(m_model.row(index.row()), m_model.now(), m_model.knowledge());
    if (words.action.isEmpty())
        return {};
    QRect rect = layoutOf(item).bottom;
    rect.setLeft(rect.right() - QFontMetrics(QApplication::font()).horizontalAdvance(words.action));
    return rect.adjusted(-6, -4, 6, 4);
}

void CircuitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const CircuitRow &row = m_model.row(index.row());
    const CircuitWords words = wordsOf(row, m_model.now(), m_model.knowledge());
    const ThemeColors &colors = m_theme.colors();
    const Tone tone = toneOf(m_theme, words.tone);
    const Layout layout = layoutOf(option.rect);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    const bool isAlarm = words.mark == StateMark::Triangle;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isAlarm                      ? tone.strong
                             : isSelected && hasFocus ? colors.accent.strong
                                                      : colors.line,
                         1.0));
    painter->setBrush(isSelected                                           ? colors.selection
                          : option.state.testFlag(QStyle::State_MouseOver) ? colors.hover
                                                                           : colors.pane);
    painter->drawRoundedRect(QRectF(layout.frame).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);

    const QRectF mark(layout.top.left(), layout.top.center().y() - markSize / 2.0 + 0.5, markSize,
                      markSize);
    paintStateMark(*painter, mark, words.mark, faded(tone.strong, words.strength));

    painter->setFont(timeFont());
    painter->setPen(faded(tone.strong, words.strength));
    painter->drawText(layout.top, Qt::AlignRight | Qt::AlignVCenter, words.time);
    const int timeWidth = painter->fontMetrics().horizontalAdvance(words.time) + 10;

    painter->setFont(keyFont());
    painter->setPen(row.justClosed ? faded(colors.text, words.strength) : colors.text);
    const QRect key = layout.top.adjusted(markSize + 8, 0, -timeWidth, 0);
    painter->drawText(
        key, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(row.circuit.key, Qt::ElideMiddle, key.width()));

    paintBar(*painter, layout.bar, words);

    painter->setFont(option.font);
    int linkWidth = 0;
    if (!words.action.isEmpty()) {
        painter->setPen(colors.accent.strong);
        painter->drawText(layout.bottom, Qt::AlignRight | Qt::AlignVCenter, words.action);
        linkWidth = painter->fontMetrics().horizontalAdvance(words.action) + 12;
    }
    const auto line = [painter](const QRect &place, const QString &text) {
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    };
    painter->setPen(colors.text);
    line(layout.middle, words.detail);
    painter->setPen(isSelected ? colors.text : colors.muted);
    line(layout.bottom.adjusted(0, 0, -linkWidth, 0), words.origin);
    painter->restore();
}

void CircuitDelegate::paintBar(QPainter &painter, const QRect &bar, const CircuitWords &words) const
{
    const Tone tone = toneOf(m_theme, words.tone);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().background);
    painter.drawRoundedRect(QRectF(bar), barHeight / 2.0, barHeight / 2.0);
    if (words.filled <= 0.0)
        return;
    QRectF filled(bar);
    filled.setWidth(std::max(double(barHeight), filled.width() * words.filled));
    painter.setBrush(faded(tone.strong, words.strength));
    painter.drawRoundedRect(filled, barHeight / 2.0, barHeight / 2.0);
}

bool CircuitDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                  const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton
            && linkRect(option.rect, index).contains(mouse->position().toPoint())) {
            Q_EMIT linkClicked(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace Recloser
