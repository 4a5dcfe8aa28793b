// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/waterfalllayout.h"

#include <algorithm>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

constexpr double narrowestBar = 2;

} // namespace

WaterfallLayout layOutWaterfall(const QList<WaterfallRow> &rows, microseconds span,
                                const WaterfallMetrics &m)
{
    WaterfallLayout layout;
    const double labelWidth = std::min(m.labelWidth, m.width * 0.4);
    const double labelLeft = m.margin + m.numberWidth;
    const double plotLeft = labelLeft + labelWidth + 14;
    const double plotRight = std::max(m.width - m.margin - m.durationWidth - 10, plotLeft + 40);
    const double top = m.margin + m.rowHeight;
    layout.plot = QRectF(plotLeft, top, plotRight - plotLeft, m.rowHeight * double(rows.size()));

    const double total = double(std::max(span, 1us).count());
    const auto x = [&](microseconds time) {
        return plotLeft + layout.plot.width() * std::clamp(double(time.count()) / total, 0.0, 1.0);
    };
    const bool anyBars
        = std::ranges::any_of(rows, [](const WaterfallRow &row) { return !row.bars.isEmpty(); });
    if (span > 0us && anyBars) {
        const int most = int(layout.plot.width() / std::max(m.tickWidth, 1.0));
        const microseconds step = tickStep(span, std::clamp(most, 1, 8));
        for (microseconds time{0}; time <= span; time += step)
            layout.ticks.append({x(time), tickText(time, step)});
    }

    double y = top;
    for (const WaterfallRow &row : rows) {
        PlacedRow placed;
        placed.whole = QRectF(m.margin / 2, y, m.width - m.margin, m.rowHeight);
        placed.number = QRectF(m.margin, y, m.numberWidth, m.rowHeight);
        placed.label = QRectF(labelLeft, y, labelWidth, m.rowHeight);
        placed.duration
            = QRectF(m.width - m.margin - m.durationWidth, y, m.durationWidth, m.rowHeight);
        // Words alone may take the room of the bars.
        if (row.bars.isEmpty())
            placed.label.setRight(m.width - m.margin);
        for (const WaterfallBar &bar : row.bars) {
            const bool mark = bar.kind == WaterfallBar::Kind::Mark;
            const double height = mark ? m.rowHeight - 6 : m.barHeight;
            const double width = std::max(x(bar.end) - x(bar.begin), mark ? 3 : narrowestBar);
            const double left = std::min(x(bar.begin), plotRight - width);
            placed.bars.append(QRectF(left, y + (m.rowHeight - height) / 2, width, height));
        }
        layout.rows.append(placed);
        y += m.rowHeight;
    }
    layout.legendTop = y + 6;
    layout.height = layout.legendTop + m.rowHeight + m.margin;
    return layout;
}

} // namespace Recloser
