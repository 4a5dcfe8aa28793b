// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/dialogs/palettemodel.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

/// Paints an entry of the palette: title with the typed letters marked, where it belongs, its
/// shortcut.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    PaletteDelegate(const Theme &theme, const PaletteModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    const PaletteModel &m_model;
};

} // namespace Recloser
