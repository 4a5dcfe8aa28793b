// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/widgets/chip.h"

#include <QAbstractButton>

namespace Recloser {

/// A chip that can be pressed, and, where it is checkable, stays pressed: a filter that says how
/// much it would show. Follows the theme, which outlives it.
class ChipButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ChipButton(const Theme &theme, QWidget *parent = nullptr);

    /// `detail` is the tool tip, and what a screen reader says of it.
    void setChip(ChipTone tone, const QString &text, const QString &detail);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {24, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ChipTone m_tone = ChipTone::Neutral;
};

} // namespace Recloser
