// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QTextCharFormat>

#include <array>

namespace Recloser {

/// By KSyntaxHighlighting::Theme::TextStyle, with room for styles to come.
using CodeFormats = std::array<QTextCharFormat, 40>;

/// The colours of code, legible on a pane and on the line of its cursor.
CodeFormats codeFormats(const ThemeColors &colors);

/// `color` drawn towards `text` until it has a contrast of at least 4.5:1 on `background`
/// (WCAG 2.2, 1.4.3).
QColor legible(QColor color, const QColor &text, const QColor &background);
/// WCAG contrast ratio, [1, 21].
double contrast(const QColor &a, const QColor &b);

} // namespace Recloser
