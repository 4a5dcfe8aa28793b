// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/history/historymodel.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

/// Paints one exchange in a line: time, method, result in its tone, path.
class HistoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    HistoryDelegate(const Theme &theme, const HistoryModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// Two lines where a day begins.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int lineHeight() const;
    void paintDay(QPainter *painter, const QRect &place, const HistoryRow &row) const;

    const Theme &m_theme;
    const HistoryModel &m_model;
};

} // namespace Recloser
