// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/diffoverview.h"

#include "ui/compare/diffcolors.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace Recloser {

DiffOverview::DiffOverview(const Theme &theme, DiffCanvas &canvas, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_canvas(canvas)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Where the differences are"));
    connect(&canvas, &DiffCanvas::scrolled, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DiffOverview::paintEvent(QPaintEvent *)
{
    constexpr int markHeight = 3;
    QPainter painter(this);
    const ThemeColors &colors = m_theme.colors();
    painter.fillRect(rect(), colors.background);
    painter.fillRect(0, 0, 1, height(), colors.line);
    const auto &rows = m_canvas.rows();
    const qsizetype lines = m_canvas.folds().lineCount();
    if (!rows || lines == 0)
        return;
    // One look per pixel, however many differences there are.
    const std::vector<Difference> &differences = rows->differences();
    const DiffFolds &folds = m_canvas.folds();
    for (int y = 0; y < height(); ++y) {
        const qsizetype from = qsizetype(y) * lines / height();
        const qsizetype to = std::max(from + 1, qsizetype(y + 1) * lines / height());
        if (from >= lines)
            break;
        const qsizetype begin = folds.at(from).row;
        const qsizetype end = to < lines ? folds.at(to).row : rows->rowCount();
        const auto found = std::ranges::upper_bound(differences, begin, {}, &Difference::end);
        if (found == differences.end() || found->begin >= end)
            continue;
        const RowKind kind = rows->at(std::max(begin, found->begin)).kind;
        painter.fillRect(3, y, width() - 5, std::min(markHeight, height() - y),
                         lookOf(kind, colors).tone.strong);
    }
    const double scale = double(height()) / double(lines);
    const double top = m_canvas.verticalScrollBar()->value() * scale;
    const double seen = std::max(6.0, double(std::min(lines, m_canvas.visibleLines())) * scale);
    if (lines <= m_canvas.visibleLines())
        return; // all of it is seen
    painter.setPen(colors.muted);
    painter.drawRect(QRectF(1.5, std::min(top, height() - seen) + 0.5, width() - 3, seen - 1));
}

void DiffOverview::goTo(int y)
{
    const qsizetype lines = m_canvas.folds().lineCount();
    const qsizetype line = qsizetype(std::clamp(y, 0, height())) * lines / std::max(1, height());
    m_canvas.verticalScrollBar()->setValue(int(line - m_canvas.visibleLines() / 2));
}

void DiffOverview::mousePressEvent(QMouseEvent *event)
{
    goTo(event->position().toPoint().y());
}

void DiffOverview::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        goTo(event->position().toPoint().y());
}

} // namespace Recloser
