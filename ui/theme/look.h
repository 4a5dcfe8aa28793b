// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QStyle>
#include <QWidget>

namespace Recloser {

/// Gives a widget one of the looks that ui/theme/stylesheet.h lists, also after it was shown.
inline void setLook(QWidget *widget, QLatin1StringView look)
{
    widget->setProperty("look", QString(look));
    if (widget->testAttribute(Qt::WA_WState_Polished)) {
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

} // namespace Recloser
