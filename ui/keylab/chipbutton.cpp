// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/chipbutton.h"

#include "ui/widgets/plaintip.h"

#include <QPainter>

namespace Recloser {

namespace {

constexpr int padding = 8;

} // namespace

ChipButton::ChipButton(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ChipButton::setChip(ChipTone tone, const QString &text, const QString &detail)
{
    m_tone = tone;
    if (this->text() != text) {
        setText(text);
        updateGeometry();
    }
    setToolTip(plainTip(detail));
    setAccessibleName(text);
    setAccessibleDescription(detail);
    update();
}

QSize ChipButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * padding + 1, fontMetrics().height() + 6};
}

void ChipButton::paintEvent(QPaintEvent *)
{
    const Tone tone = toneOf(m_theme, m_tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // A frame says that it has the focus, is under the mouse, or is pressed in.
    const bool isFramed = hasFocus() || underMouse() || isChecked();
    painter.setPen(isFramed ? QPen(tone.strong, isChecked() ? 1.5 : 1.0) : QPen(Qt::NoPen));
    painter.setBrush(tone.soft);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setPen(tone.strong);
    const QRect inner = rect().adjusted(padding, 0, -padding, 0);
    painter.drawText(inner, Qt::AlignCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, inner.width() + 1));
}

} // namespace Recloser
