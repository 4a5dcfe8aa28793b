// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/chip.h"

#include <QPainter>

namespace Recloser {

Tone toneOf(const Theme &theme, ChipTone tone)
{
    const ThemeColors &colors = theme.colors();
    switch (tone) {
    case ChipTone::Neutral:
        return {colors.muted, colors.hover};
    case ChipTone::Accent:
        return colors.accent;
    case ChipTone::Good:
        return colors.good;
    case ChipTone::Bad:
        return colors.bad;
    case ChipTone::Warning:
        return colors.warning;
    case ChipTone::HalfOpen:
        return colors.halfOpen;
    }
    return {colors.muted, colors.hover};
}

Chip::Chip(const Theme &theme, ChipTone tone, const QString &text, QWidget *parent)
    : QLabel(text, parent)
    , m_theme(theme)
    , m_tone(tone)
{
    setContentsMargins(8, 3, 8, 3);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Chip::setTone(ChipTone tone)
{
    m_tone = tone;
    update();
}

void Chip::paintEvent(QPaintEvent *)
{
    const Tone tone = toneOf(m_theme, m_tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.soft);
    painter.drawRoundedRect(QRectF(rect()), 5, 5);
    painter.setPen(tone.strong);
    const QRect inner = contentsRect();
    painter.drawText(inner, Qt::AlignCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, inner.width()));
}

} // namespace Recloser
