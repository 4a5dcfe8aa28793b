// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"
#include "ui/theme/theme.h"

namespace Recloser {

/// How a kind of row looks.
struct DiffLook
{
    /// In the margin, so that no colour is needed.
    QChar sign = u' ';
    Tone tone;
    bool isTinted = false;
};

inline DiffLook lookOf(RowKind kind, const ThemeColors &colors)
{
    switch (kind) {
    case RowKind::Equal:
        return {u' ', {colors.text, colors.pane}, false};
    case RowKind::Changed:
        return {u'~', colors.accent, true};
    case RowKind::Removed:
        return {u'−', colors.bad, true};
    case RowKind::Added:
        return {u'+', colors.good, true};
    case RowKind::Rewritten:
        return {u'≈', colors.warning, true};
    case RowKind::Ignored:
    case RowKind::IgnoredRemoved:
    case RowKind::IgnoredAdded:
        return {u'·', {colors.muted, colors.field}, false};
    }
    return {};
}

} // namespace Recloser
