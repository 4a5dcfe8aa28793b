// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QFont>

namespace Recloser {

/// The theme's fixed pitch font without ligatures: bytes are shown as they are, and some fonts draw
/// "-->" as an arrow.
inline QFont codeFont(const Theme &theme)
{
    QFont font = theme.monospace();
    for (const auto *feature : {"calt", "liga", "clig", "dlig"})
        font.setFeature(QFont::Tag::fromString(QLatin1StringView(feature)).value(), 0);
    return font;
}

} // namespace Recloser
