// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/compare/diffcanvas.h"

#include <QWidget>

namespace Recloser {

/// The whole of a DiffCanvas as a narrow strip beside it: where it differs, and what of it is seen.
/// A click goes there.
class DiffOverview : public QWidget
{
    Q_OBJECT

public:
    DiffOverview(const Theme &theme, DiffCanvas &canvas, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {14, 100}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void goTo(int y);

    const Theme &m_theme;
    DiffCanvas &m_canvas;
};

} // namespace Recloser
