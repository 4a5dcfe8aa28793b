// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QAction>
#include <QDialog>

namespace Recloser {

/// All commands with their keys. Opened with open(); modal to its window only.
class ShortcutHelp : public QDialog
{
    Q_OBJECT

public:
    ShortcutHelp(const Theme &theme, const QList<QAction *> &actions, QWidget *parent);
};

} // namespace Recloser
