// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/planview.h"

#include "ui/describe/timeaxis.h"
#include "ui/request/durationtext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int laneTop = 4;
constexpr int laneHeight = 18;
/// Room for a mark at the very end.
constexpr int rightMargin = 2;

QColor mixed(const QColor &a, const QColor &b, float share)
{
    return QColor::fromRgbF(a.redF() * share + b.redF() * (1 - share),
                            a.greenF() * share + b.greenF() * (1 - share),
                            a.blueF() * share + b.blueF() * (1 - share));
}

} // namespace

PlanView::PlanView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Plan over time"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PlanView::setPlan(const Plan &plan)
{
    m_plan = plan;
    m_span = plan.bars.isEmpty() ? milliseconds(1) : plan.bars.constLast().end;
    // A deadline far behind the last bar would press everything to the left.
    if (plan.deadline && *plan.deadline <= m_span + m_span / 3)
        m_span = std::max(m_span, *plan.deadline);
    m_span = std::max(m_span, milliseconds(1));
    QStringList words;
    for (const PlanBar &bar : plan.bars)
        words.append(wordsOf(bar));
    if (plan.deadline)
        words.append(tr("deadline at %1").arg(durationText(*plan.deadline)));
    setAccessibleDescription(words.join(u"; "_s));
    update();
}

QSize PlanView::sizeHint() const
{
    return {300, laneTop + laneHeight + 4 + fontMetrics().height()};
}

QString PlanView::wordsOf(const PlanBar &bar) const
{
    const QString length = durationText(bar.end - bar.begin);
    if (bar.kind == PlanBar::Kind::Attempt)
        return bar.length == PlanBar::Length::Endless
            ? tr("attempt %1, without a limit").arg(bar.number)
            : tr("attempt %1, at most %2").arg(bar.number).arg(length);
    if (bar.certain >= bar.end - bar.begin)
        return tr("wait of %1").arg(length);
    return bar.certain.count() == 0
        ? tr("wait of up to %1, by chance").arg(length)
        : tr("wait of %1 to %2, by chance").arg(durationText(bar.certain), length);
}

QRectF PlanView::lane() const
{
    return QRectF(0, laneTop, width() - rightMargin, laneHeight);
}

double PlanView::xOf(milliseconds time) const
{
    return lane().width() * double(time.count()) / double(m_span.count());
}

void PlanView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    for (const PlanBar &bar : m_plan.bars)
        paintBar(painter, bar);
    paintDeadline(painter);
}

void PlanView::paintAxis(QPainter &painter) const
{
    const ThemeColors &colors = m_theme.colors();
    painter.setFont(m_theme.figures());
    const QFontMetrics metrics = painter.fontMetrics();
    const int most = std::clamp(width() / (metrics.horizontalAdvance(u"0.25 min"_s) + 24), 1, 8);
    const microseconds step = tickStep(m_span, most);
    for (microseconds time{0}; time <= m_span; time += step) {
        const double x
            = std::round(lane().width() * double(time.count()) / (double(m_span.count()) * 1000))
            + 0.5;
        painter.setPen(QPen(colors.line, 1));
        painter.drawLine(QPointF(x, laneTop - 3), QPointF(x, lane().bottom() + 3));
        const QString text = tickText(time, step);
        const double textWidth = metrics.horizontalAdvance(text) + 2;
        const double left = std::clamp(x - textWidth / 2, 0.0, std::max(0.0, width() - textWidth));
        painter.setPen(colors.muted);
        painter.drawText(QRectF(left, lane().bottom() + 4, textWidth, metrics.height()),
                         Qt::AlignCenter, text);
    }
}

void PlanView::paintBar(QPainter &painter, const PlanBar &bar) const
{
    const ThemeColors &colors = m_theme.colors();
    const double left = xOf(bar.begin);
    const double right = std::max(xOf(bar.end), left + 2);
    if (bar.kind == PlanBar::Kind::Attempt) {
        // A hair between neighbours that no wait parts.
        const QRectF rect(left, lane().top(), std::max(right - left - 1, 1.0), laneHeight);
        const QColor fill = mixed(colors.accent.strong, colors.pane, 0.45F);
        QBrush brush(fill);
        if (bar.length == PlanBar::Length::Endless) {
            QLinearGradient fading(rect.topLeft(), rect.topRight());
            fading.setColorAt(0, fill);
            fading.setColorAt(1, colors.pane);
            brush = fading;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(brush);
        painter.drawRoundedRect(rect, 2, 2);
        painter.setFont(m_theme.figures());
        const QString number = QString::number(bar.number);
        if (painter.fontMetrics().horizontalAdvance(number) + 6 <= rect.width()) {
            painter.setPen(colors.text);
            painter.drawText(rect, Qt::AlignCenter, number);
        }
        return;
    }
    const double sure = xOf(bar.begin + bar.certain);
    const auto hatch = [&](double from, double to, const QColor &color) {
        const QRectF rect(from, lane().top() + 4, to - from, laneHeight - 8);
        if (rect.width() <= 0)
            return;
        painter.save();
        painter.setClipRect(rect);
        painter.fillRect(rect, colors.hover);
        painter.setPen(QPen(color, 1.4));
        for (double x = rect.left() - rect.height(); x < rect.right(); x += 6)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x + rect.height(), rect.bottom()));
        painter.restore();
    };
    hatch(left, sure, colors.muted);
    hatch(std::max(sure, left), right, mixed(colors.muted, colors.hover, 0.45F));
}

void PlanView::paintDeadline(QPainter &painter) const
{
    if (!m_plan.deadline || *m_plan.deadline > m_span)
        return;
    const double x = std::min(xOf(*m_plan.deadline), lane().width() - 2);
    painter.fillRect(QRectF(x, laneTop - 4, 3, laneHeight + 8), m_theme.colors().bad.strong);
}

bool PlanView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const double x = help->pos().x();
    if (m_plan.deadline && *m_plan.deadline <= m_span && std::abs(x - xOf(*m_plan.deadline)) < 5) {
        QToolTip::showText(help->globalPos(),
                           tr("deadline at %1").arg(durationText(*m_plan.deadline)), this);
        return true;
    }
    const auto bar = std::ranges::find_if(m_plan.bars, [&](const PlanBar &candidate) {
        return x >= xOf(candidate.begin) && x < xOf(candidate.end);
    });
    if (bar == m_plan.bars.cend())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), wordsOf(*bar), this);
    return true;
}

} // namespace Recloser
