// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace Recloser {

enum class ChipTone { Neutral, Accent, Good, Bad, Warning, HalfOpen };

/// The colours of a chip tone in a theme.
Tone toneOf(const Theme &theme, ChipTone tone);

/// A short word on a soft rounded background: a state, a count. Follows the theme.
class Chip : public QLabel
{
    Q_OBJECT

public:
    Chip(const Theme &theme, ChipTone tone, const QString &text, QWidget *parent = nullptr);

    void setTone(ChipTone tone);
    ChipTone tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ChipTone m_tone;
};

} // namespace Recloser
