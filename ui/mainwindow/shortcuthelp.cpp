// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/shortcuthelp.h"

#include "ui/theme/look.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

ShortcutHelp::ShortcutHelp(const Theme &theme, const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(7);
    // Two columns of pairs, so that it fits a small screen.
    QList<QAction *> keyed;
    for (QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            keyed.append(action);
    }
    const qsizetype half = (keyed.size() + 1) / 2;
    for (qsizetype i = 0; i < keyed.size(); ++i) {
        auto *keys = new QLabel(keyed[i]->shortcut().toString(QKeySequence::NativeText));
        keys->setFont(theme.monospace());
        setLook(keys, "muted"_L1);
        const int column = i < half ? 0 : 2;
        grid->addWidget(new QLabel(keyed[i]->text()), int(i % half), column);
        grid->addWidget(keys, int(i % half), column + 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(18);
    layout->addLayout(grid);
    layout->addWidget(buttons);
}

} // namespace Recloser
