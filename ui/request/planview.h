// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/plan.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace Recloser {

/// Draws a plan on an axis of time, in the colours of the waterfall: a bar for every attempt, a
/// hatched one for every wait (lighter where it is chance), and a mark where the deadline ends it
/// all.
class PlanView : public QWidget
{
    Q_OBJECT

public:
    explicit PlanView(const Theme &theme, QWidget *parent = nullptr);

    void setPlan(const Plan &plan);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF lane() const;
    double xOf(milliseconds time) const;
    void paintAxis(QPainter &painter) const;
    void paintBar(QPainter &painter, const PlanBar &bar) const;
    void paintDeadline(QPainter &painter) const;
    QString wordsOf(const PlanBar &bar) const;

    const Theme &m_theme;
    Plan m_plan;
    /// What the width of the lane stands for.
    milliseconds m_span{1};
};

} // namespace Recloser
