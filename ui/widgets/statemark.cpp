// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/statemark.h"

#include <QPainter>
#include <QPolygonF>

namespace Recloser {

namespace {

constexpr double line = 1.8;
constexpr double inset = line / 2;

void paintBars(QPainter &painter, const QRectF &box)
{
    const double width = box.width() / 5;
    const double heights[] = {0.5, 1.0, 0.7};
    for (int i = 0; i < 3; ++i) {
        const double height = box.height() * heights[i];
        painter.drawRect(QRectF(box.left() + 2 * i * width, box.bottom() - height, width, height));
    }
}

void paintQuestion(QPainter &painter, const QRectF &box)
{
    QFont font = painter.font();
    font.setPixelSize(int(box.height()) + 3);
    font.setBold(true);
    painter.setFont(font);
    painter.drawText(box.adjusted(-4, -4, 4, 4), Qt::AlignCenter, QStringLiteral("?"));
}

} // namespace

void paintStateMark(QPainter &painter, const QRectF &box, StateMark mark, const QColor &color)
{
    painter.save();
    const QRectF ring = box.adjusted(inset, inset, -inset, -inset);
    const QPen pen(color, line);
    const auto outline = [&] {
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
    };
    const auto fill = [&] {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
    };
    switch (mark) {
    case StateMark::Dash:
        outline();
        painter.drawLine(QPointF(ring.left(), ring.center().y()),
                         QPointF(ring.right(), ring.center().y()));
        break;
    case StateMark::Ring:
        outline();
        painter.drawEllipse(ring);
        break;
    case StateMark::Disc:
        fill();
        painter.drawEllipse(box);
        break;
    case StateMark::HalfDisc:
        outline();
        painter.drawEllipse(ring);
        fill();
        painter.drawPie(ring, 90 * 16, 180 * 16);
        break;
    case StateMark::DottedRing:
        painter.setPen(QPen(color, line, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(ring);
        break;
    case StateMark::Target:
        outline();
        painter.drawEllipse(ring);
        fill();
        painter.drawEllipse(ring.center(), line, line);
        break;
    case StateMark::Pause:
        fill();
        painter.drawRect(QRectF(box.left() + 1, box.top(), box.width() / 3 - 0.5, box.height()));
        painter.drawRect(QRectF(box.right() - box.width() / 3 - 0.5, box.top(),
                                box.width() / 3 - 0.5, box.height()));
        break;
    case StateMark::Square:
        fill();
        painter.drawRect(box);
        break;
    case StateMark::EmptySquare:
        outline();
        painter.drawRect(ring);
        break;
    case StateMark::HalfSquare:
        outline();
        painter.drawRect(ring);
        fill();
        painter.drawRect(QRectF(ring.left(), ring.top(), ring.width() / 2, ring.height()));
        break;
    case StateMark::Bars:
        fill();
        paintBars(painter, box);
        break;
    case StateMark::Triangle:
        fill();
        painter.drawPolygon(
            QPolygonF({QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()}));
        break;
    case StateMark::Question:
        outline();
        paintQuestion(painter, box);
        break;
    }
    painter.restore();
}

} // namespace Recloser
