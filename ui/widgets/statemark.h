// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace Recloser {

/// Shapes that tell states apart without colour.
enum class StateMark {
    Dash, ///< nothing to tell
    Ring, ///< closed
    Disc, ///< open
    HalfDisc, ///< half-open
    DottedRing, ///< half-open, nobody probes
    Target, ///< open, its time is over
    Pause, ///< throttled
    Square, ///< forced open
    EmptySquare, ///< forced closed
    HalfSquare, ///< forced half-open
    Bars, ///< counts only
    Triangle, ///< something is wrong
    Question, ///< not known
};

/// Draws `mark` into `box`, which should be square and at least 9 pixels wide.
void paintStateMark(QPainter &painter, const QRectF &box, StateMark mark, const QColor &color);

} // namespace Recloser
