// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/flowlayout.h"

#include <QWidget>

#include <algorithm>
#include <numeric>

namespace Recloser {

FlowLayout::FlowLayout(int spacing, QWidget *parent) : QLayout(parent)
{
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *item = m_items[size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins around = contentsMargins();
    return flow(QRect(0, 0, width - around.left() - around.right(), 0), Mode::Measure)
        + around.top() + around.bottom();
}

QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        size = QSize(size.width() + hint.width() + spacing(),
                     std::max(size.height(), hint.height()));
    }
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    return std::accumulate(m_items.begin(), m_items.end(), QSize(0, 0),
                           [](QSize size, const auto &item) {
                               return item->isEmpty() ? size : size.expandedTo(item->minimumSize());
                           })
        .grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    flow(rect.marginsRemoved(contentsMargins()), Mode::Place);
}

int FlowLayout::flow(const QRect &rect, Mode mode) const
{
    int x = rect.x();
    int y = rect.y();
    int lineHeight = 0;
    std::vector<std::pair<QLayoutItem *, QRect>> line;
    const auto endLine = [&] {
        for (auto &[item, place] : line) {
            // Centred in its line, whatever its height.
            place.setTop(y + (lineHeight - place.height()) / 2);
            place.setHeight(item->sizeHint().height());
            if (mode == Mode::Place)
                item->setGeometry(place);
        }
        line.clear();
    };
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        QSize size = item->sizeHint();
        if (x > rect.x() && x + size.width() > rect.right() + 1) {
            endLine();
            x = rect.x();
            y += lineHeight + 4;
            lineHeight = 0;
        }
        size.setWidth(std::min(size.width(), std::max(rect.width(), item->minimumSize().width())));
        line.emplace_back(item.get(), QRect(QPoint(x, y), size));
        x += size.width() + spacing();
        lineHeight = std::max(lineHeight, size.height());
    }
    endLine();
    return y + lineHeight - rect.y();
}

} // namespace Recloser
