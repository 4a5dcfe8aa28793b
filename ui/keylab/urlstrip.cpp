// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/urlstrip.h"

#include "ui/keylab/patternfield.h"

#include <QPainter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;
constexpr int caretHeight = 7;

} // namespace

UrlStrip::UrlStrip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void UrlStrip::show(const QString &url, qsizetype begin, qsizetype end, qsizetype at)
{
    m_url = url;
    m_begin = std::min(begin, url.size());
    m_end = std::clamp(end, m_begin, url.size());
    m_at = std::min(at, url.size());
    setAccessibleName(tr("%1, at position %2").arg(url).arg(at));
    update();
}

QSize UrlStrip::sizeHint() const
{
    return {200, QFontMetrics(exactFont(m_theme)).height() + caretHeight + 10};
}

void UrlStrip::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(exactFont(m_theme));
    const QFontMetricsF metrics(painter.font());
    const double cell = std::max(1.0, metrics.horizontalAdvance(u'0'));
    const auto room = std::max<qsizetype>(4, qsizetype((width() - 2 * margin) / cell));
    // As much before the place as behind it, but no empty room at an end.
    qsizetype first = 0;
    if (m_url.size() > room)
        first = std::clamp<qsizetype>(m_at - room / 2, 0, m_url.size() - room);
    QString shown = m_url.mid(first, room);
    for (QChar &c : shown)
        c = c < u' ' || c == u'\x7f' ? QChar(u'␣') : c;
    if (first > 0)
        shown[0] = u'…';
    if (first + room < m_url.size())
        shown[shown.size() - 1] = u'…';
    const auto xOf = [&](qsizetype index) {
        const qsizetype inShown = std::clamp<qsizetype>(index - first, 0, shown.size());
        return margin + metrics.horizontalAdvance(shown.first(inShown));
    };
    const QRectF line(0, 4, width(), metrics.height() + 2);
    if (m_end > m_begin) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.warning.soft);
        painter.drawRoundedRect(
            QRectF(xOf(m_begin), line.top(), xOf(m_end) - xOf(m_begin), line.height()), 3, 3);
    }
    painter.setPen(colors.text);
    painter.drawText(QRectF(margin, line.top(), width(), line.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    const double x = xOf(m_at);
    painter.setPen(QPen(colors.accent.strong, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawLine(QPointF(x, line.top() + 1), QPointF(x, line.bottom()));
    painter.drawPolyline(
        QPolygonF({QPointF(x - 4, line.bottom() + caretHeight - 1), QPointF(x, line.bottom() + 1),
                   QPointF(x + 4, line.bottom() + caretHeight - 1)}));
}

} // namespace Recloser
