// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/describe/timeaxis.h"
#include "ui/response/waterfallrows.h"

#include <QRectF>

namespace Recloser {

/// Measures of the waterfall in device independent pixels.
struct WaterfallMetrics
{
    double width = 800;
    double rowHeight = 26;
    double barHeight = 12;
    double margin = 14;
    double numberWidth = 24;
    /// What the widest label needs; it gets at most 40 % of the width.
    double labelWidth = 130;
    double durationWidth = 70;
    /// What a tick's text may need.
    double tickWidth = 60;
};

struct WaterfallTick
{
    double x = 0;
    QString text;

    bool operator==(const WaterfallTick &) const = default;
};

struct PlacedRow
{
    QRectF number;
    QRectF label;
    QRectF duration;
    /// One for each bar of the row, at least 2 wide so that nothing that happened is invisible.
    QList<QRectF> bars;
    QRectF whole;

    bool operator==(const PlacedRow &) const = default;
};

struct WaterfallLayout
{
    QRectF plot;
    QList<WaterfallTick> ticks;
    QList<PlacedRow> rows;
    /// Where the legend begins.
    double legendTop = 0;
    double height = 0;
};

/// Where everything goes. Pure: the same rows and measures give the same rectangles.
WaterfallLayout layOutWaterfall(const QList<WaterfallRow> &rows, microseconds span,
                                const WaterfallMetrics &metrics);

} // namespace Recloser
