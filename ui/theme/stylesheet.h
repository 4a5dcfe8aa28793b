// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

struct ThemeColors;

/// The style sheet of the whole application. Widgets ask for a look through dynamic properties and
/// object names: QPushButton[look="primary"|"quiet"|"link"|"danger"],
/// QToolButton[look="pill"|"field"], QLabel[look="muted"|"caption"|"error"|"title"],
/// QFrame[look="card"|"line"], QWidget[look="pane"|"bar"].
QString styleSheetOf(const ThemeColors &colors);

} // namespace Recloser
