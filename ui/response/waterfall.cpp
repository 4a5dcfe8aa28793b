// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/waterfall.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

Waterfall::Waterfall(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Attempts over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        layOut();
        update();
    });
}

void Waterfall::setRows(const QList<WaterfallRow> &rows, microseconds span)
{
    if (rows == m_rows && span == m_span)
        return;
    m_rows = rows;
    m_span = span;
    m_current = std::min(m_current, int(rows.size()) - 1);
    QStringList details;
    for (const WaterfallRow &row : rows)
        details.append(row.detail);
    setAccessibleDescription(details.join(u'\n'));
    layOut();
    update();
}

void Waterfall::layOut()
{
    const QFontMetricsF words(font());
    const QFontMetricsF figures(m_theme.figures());
    WaterfallMetrics metrics;
    metrics.width = width();
    metrics.rowHeight = std::max(26.0, words.height() + 8);
    metrics.barHeight = std::round(metrics.rowHeight * 0.46);
    metrics.labelWidth = 90;
    metrics.durationWidth = 44;
    for (const WaterfallRow &row : m_rows) {
        if (!row.bars.isEmpty())
            metrics.labelWidth
                = std::max(metrics.labelWidth, words.horizontalAdvance(row.label) + 4);
        metrics.durationWidth
            = std::max(metrics.durationWidth, figures.horizontalAdvance(row.duration) + 2);
    }
    metrics.numberWidth = figures.horizontalAdvance(u"000"_s);
    metrics.tickWidth = figures.horizontalAdvance(u"0.25 min"_s) + 24;
    m_layout = layOutWaterfall(m_rows, m_span, metrics);
    const int height = int(std::ceil(m_layout.height + metrics.rowHeight));
    if (height != minimumHeight())
        setFixedHeight(height);
}

QSize Waterfall::sizeHint() const
{
    return {600, int(m_layout.height)};
}

QSize Waterfall::minimumSizeHint() const
{
    return {320, 60};
}

void Waterfall::resizeEvent(QResizeEvent *)
{
    layOut();
}

QColor Waterfall::colorOf(WaterfallPhase phase) const
{
    const ThemeColors &colors = m_theme.colors();
    switch (phase) {
    case WaterfallPhase::Dns:
        return colors.muted;
    case WaterfallPhase::Connect:
        return colors.halfOpen.strong;
    case WaterfallPhase::Tls:
        return colors.warning.strong;
    case WaterfallPhase::Sent:
        return colors.text;
    case WaterfallPhase::Wait:
        return colors.accent.strong;
    case WaterfallPhase::Download:
        return colors.good.strong;
    case WaterfallPhase::Unmeasured:
        break;
    }
    // Between the accent and the background, opaque: the lines of the axis must not shine through.
    const auto mixed = [](float a, float b) { return a * 0.45F + b * 0.55F; };
    const QColor &a = colors.accent.strong;
    const QColor &b = colors.pane;
    return QColor::fromRgbF(mixed(a.redF(), b.redF()), mixed(a.greenF(), b.greenF()),
                            mixed(a.blueF(), b.blueF()));
}

void Waterfall::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_rows.isEmpty())
        return;
    paintAxis(painter);
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        paintRow(painter, i);
    paintLegend(painter);
}

void Waterfall::paintAxis(QPainter &painter) const
{
    const ThemeColors &colors = m_theme.colors();
    painter.setFont(m_theme.figures());
    const QRectF &plot = m_layout.plot;
    for (const WaterfallTick &tick : m_layout.ticks) {
        painter.setPen(QPen(colors.line, 1));
        const double x = std::round(tick.x) + 0.5;
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.setPen(colors.muted);
        const double width = painter.fontMetrics().horizontalAdvance(tick.text) + 2;
        const double left = std::clamp(x - width / 2, plot.left() - 4, this->width() - 4 - width);
        painter.drawText(QRectF(left, plot.top() - 24, width, 20), Qt::AlignCenter, tick.text);
    }
}

void Waterfall::paintRow(QPainter &painter, qsizetype index) const
{
    const WaterfallRow &row = m_rows[index];
    const PlacedRow &placed = m_layout.rows[index];
    const ThemeColors &colors = m_theme.colors();
    if (index == m_current) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(hasFocus() ? colors.selection : colors.hover);
        painter.drawRoundedRect(placed.whole, 4, 4);
    }
    QFont bold = m_theme.figures();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(placed.number, Qt::AlignLeft | Qt::AlignVCenter, row.number);

    painter.setFont(row.kind == WaterfallRow::Kind::Attempt ? m_theme.figures() : font());
    const bool quiet = row.tone == ChipTone::Neutral;
    const QString label
        = painter.fontMetrics().elidedText(row.label, Qt::ElideRight, int(placed.label.width()));
    const double textWidth = painter.fontMetrics().horizontalAdvance(label);
    if (row.bars.isEmpty() && index != m_current) {
        // Words that reach into the plot are not crossed out by its lines.
        painter.fillRect(
            QRectF(placed.label.topLeft(), QSizeF(textWidth + 6, placed.label.height())),
            colors.pane);
    }
    painter.setPen(quiet ? colors.muted : toneOf(m_theme, row.tone).strong);
    painter.drawText(placed.label, Qt::AlignLeft | Qt::AlignVCenter, label);
    painter.setFont(m_theme.figures());
    painter.setPen(row.kind == WaterfallRow::Kind::Attempt ? colors.text : colors.muted);
    painter.drawText(placed.duration, Qt::AlignRight | Qt::AlignVCenter, row.duration);

    // Only the ends of a row of phases are round.
    QPainterPath outline;
    if (!placed.bars.isEmpty()) {
        const QRectF all(placed.bars.first().topLeft(), placed.bars.last().bottomRight());
        outline.addRoundedRect(all, 2, 2);
    }
    painter.save();
    painter.setClipPath(outline);
    for (qsizetype i = 0; i < row.bars.size(); ++i)
        paintBar(painter, row.bars[i], placed.bars[i], row.tone);
    painter.restore();
}

void Waterfall::paintBar(QPainter &painter, const WaterfallBar &bar, const QRectF &rect,
                         ChipTone tone) const
{
    const ThemeColors &colors = m_theme.colors();
    painter.setPen(Qt::NoPen);
    switch (bar.kind) {
    case WaterfallBar::Kind::Phase:
        painter.fillRect(rect, colorOf(bar.phase));
        return;
    case WaterfallBar::Kind::Mark:
        painter.fillRect(rect, toneOf(m_theme, tone).strong);
        return;
    case WaterfallBar::Kind::Pause:
        break;
    }
    painter.fillRect(rect, colors.hover);
    painter.setPen(QPen(colors.muted, 1.4));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 6)
        painter.drawLine(QPointF(x, rect.top()), QPointF(x + rect.height(), rect.bottom()));
}

void Waterfall::paintLegend(QPainter &painter) const
{
    const ThemeColors &colors = m_theme.colors();
    painter.setFont(font());
    const double height = 18;
    double x = 14;
    double y = m_layout.legendTop;
    const auto entry = [&](const QString &text, const WaterfallBar &sample) {
        const double width = 10 + 6 + painter.fontMetrics().horizontalAdvance(text) + 18;
        if (x > 14 && x + width > this->width()) {
            x = 14;
            y += height;
        }
        painter.save();
        const QRectF square(x, y + 4, 10, 10);
        painter.setClipRect(square);
        paintBar(painter, sample, square, ChipTone::Neutral);
        painter.restore();
        painter.setPen(colors.muted);
        painter.drawText(QRectF(x + 16, y, width, height), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width;
    };
    for (const WaterfallPhase phase : phasesIn(m_rows))
        entry(phaseName(phase), {WaterfallBar::Kind::Phase, phase, {}, {}});
    if (std::ranges::any_of(m_rows, [](const WaterfallRow &row) {
            return row.kind == WaterfallRow::Kind::Pause && !row.bars.isEmpty();
        }))
        entry(tr("pause between attempts"), {WaterfallBar::Kind::Pause, {}, {}, {}});
    if (m_current >= 0) {
        painter.setPen(colors.text);
        const QRectF rect(14, y + height + 4, width() - 28, 2 * height);
        painter.drawText(rect, Qt::TextWordWrap | Qt::AlignLeft, m_rows[m_current].detail);
    }
}

int Waterfall::rowAt(QPoint position) const
{
    for (qsizetype i = 0; i < m_layout.rows.size(); ++i) {
        if (m_layout.rows[i].whole.contains(position))
            return int(i);
    }
    return -1;
}

void Waterfall::setCurrentRow(int row)
{
    if (row == m_current)
        return;
    m_current = row;
    update();
    if (row >= 0)
        Q_EMIT currentRowChanged(m_layout.rows[row].whole.toAlignedRect());
}

void Waterfall::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_rows.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Down:
        setCurrentRow(std::min(m_current + 1, last));
        return;
    case Qt::Key_Up:
        setCurrentRow(std::max(m_current - 1, std::min(0, last)));
        return;
    case Qt::Key_Home:
        setCurrentRow(std::min(0, last));
        return;
    case Qt::Key_End:
        setCurrentRow(last);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Waterfall::mousePressEvent(QMouseEvent *event)
{
    setCurrentRow(rowAt(event->position().toPoint()));
}

bool Waterfall::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        if (row < 0) {
            QToolTip::hideText();
            return true;
        }
        QString tip = m_rows[row].detail;
        if (!m_rows[row].sources.isEmpty())
            tip += u"\n\n"_s + m_rows[row].sources;
        QToolTip::showText(help->globalPos(), tip, this, m_layout.rows[row].whole.toAlignedRect());
        return true;
    }
    return QWidget::event(event);
}

} // namespace Recloser
