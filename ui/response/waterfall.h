// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/response/waterfalllayout.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace Recloser {

/// Paints the attempts of an exchange over time: a bar per attempt in the colours of its phases,
/// the pauses between, and the moment the circuit opened. Up and Down go through the lines and show
/// their exact times below; the tooltip does the same for the mouse, the accessible description for
/// screen readers.
class Waterfall : public QWidget
{
    Q_OBJECT

public:
    explicit Waterfall(const Theme &theme, QWidget *parent = nullptr);

    void setRows(const QList<WaterfallRow> &rows, microseconds span);
    const QList<WaterfallRow> &rows() const { return m_rows; }
    /// -1 if none.
    int currentRow() const { return m_current; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The line people look at is another one; its rectangle shall be visible.
    void currentRowChanged(const QRect &rect);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void layOut();
    void paintAxis(QPainter &painter) const;
    void paintRow(QPainter &painter, qsizetype index) const;
    void paintBar(QPainter &painter, const WaterfallBar &bar, const QRectF &rect,
                  ChipTone tone) const;
    void paintLegend(QPainter &painter) const;
    QColor colorOf(WaterfallPhase phase) const;
    int rowAt(QPoint position) const;
    void setCurrentRow(int row);

    const Theme &m_theme;
    QList<WaterfallRow> m_rows;
    microseconds m_span{0};
    WaterfallLayout m_layout;
    int m_current = -1;
};

} // namespace Recloser
