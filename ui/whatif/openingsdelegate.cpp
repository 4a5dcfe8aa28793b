// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/whatif/openingsdelegate.h"

#include "ui/whatif/whatifmodel.h"

#include <QPainter>

#include <cmath>

namespace Recloser {

QList<OpenStretch> openStretches(const QList<WhatIfOpening> &openings, microseconds from,
                                 microseconds until, int width)
{
    QList<OpenStretch> stretches;
    const double span = std::max(1.0, double((until - from).count()));
    const auto pixel = [&](microseconds time) {
        return std::clamp(double((time - from).count()) / span, 0.0, 1.0) * width;
    };
    for (const WhatIfOpening &opening : openings) {
        if (opening.from >= until)
            continue;
        const int begin = std::min(width - 2, int(std::floor(pixel(opening.from))));
        const int end = std::max(begin + 2, int(std::ceil(pixel(opening.until))));
        if (!stretches.isEmpty() && begin <= stretches.constLast().end)
            stretches.last().end = std::max(stretches.constLast().end, end);
        else
            stretches.append({begin, end});
    }
    return stretches;
}

void OpeningsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index); // background, selection, focus
    const auto *model = qobject_cast<const WhatIfModel *>(index.model());
    if (!model)
        return;
    const WhatIfDifference &row = model->at(index.row());
    const ThemeColors &colors = m_theme.colors();
    const QRect area = option.rect.adjusted(8, 0, -8, 0);
    constexpr int height = 6;
    const int middle = area.center().y();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const auto drawLine = [&](int top, const WhatIfCircuit &circuit, const QColor &color) {
        painter->setBrush(colors.line);
        painter->drawRect(area.left(), top + height - 1, area.width(), 1);
        painter->setBrush(color);
        for (const OpenStretch &stretch :
             openStretches(circuit.openings, model->from(), model->until(), area.width()))
            painter->drawRect(area.left() + stretch.begin, top, stretch.end - stretch.begin,
                              height);
    };
    // Told apart by their places; the colours only help.
    drawLine(middle - height - 2, row.a, colors.muted);
    drawLine(middle + 3, row.b, colors.accent.strong);
    painter->restore();
}

} // namespace Recloser
