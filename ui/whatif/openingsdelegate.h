// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/whatifresult.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

/// Pixels [begin, end) of a line that stand for open time.
struct OpenStretch
{
    int begin = 0;
    int end = 0;

    bool operator==(const OpenStretch &) const = default;
};

/// The openings that begin before `until` on a line of `width` pixels that goes from `from` to
/// there; what touches is one, and each is at least two pixels wide.
QList<OpenStretch> openStretches(const QList<WhatIfOpening> &openings, microseconds from,
                                 microseconds until, int width);

/// Draws when a circuit was open: A's line above B's. GUI thread; the theme outlives it.
class OpeningsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit OpeningsDelegate(const Theme &theme, QObject *parent = nullptr)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace Recloser
