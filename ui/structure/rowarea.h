// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/editor/glyphbatch.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QMouseEvent>

namespace Recloser {

/// Rows of one height, as many as there are: a row is asked for when it is on the screen. One of
/// them is current, others may be selected with it. Screen readers are told the current one.
/// `theme` outlives it. GUI thread.
class RowArea : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit RowArea(const Theme &theme, QWidget *parent = nullptr);

    virtual qint64 rowCount() const = 0;
    /// A row in words.
    virtual QString rowText(qint64 row) const = 0;

    /// -1 where there are no rows.
    qint64 current() const { return m_current; }
    void setCurrent(qint64 row);
    /// The selected rows: from the current one to where a selection began.
    std::pair<qint64, qint64> selected() const;
    void selectAll();
    qint64 firstVisible() const { return m_top; }
    int visibleRows() const;
    int rowHeight() const { return m_rowHeight; }
    /// -1 beside them.
    qint64 rowAt(const QPoint &point) const;
    /// In the viewport.
    QRect rectOf(qint64 row) const;

Q_SIGNALS:
    void currentChanged(qint64 row);
    void scrolled();

protected:
    /// `rect` is as wide as the viewport, whatever it is scrolled to sideways.
    virtual void paintRow(QPainter &painter, qint64 row, const QRect &rect) = 0;
    /// What stays at the top.
    virtual int headHeight() const { return 0; }
    virtual void paintHead(QPainter &, const QRect &) { }
    /// What stays at the left; put() does not reach into it.
    virtual int leftWidth() const { return 0; }
    /// A key for the current row; false leaves it to the area.
    virtual bool takeKey(QKeyEvent *) { return false; }
    virtual void pressRow(qint64, const QPoint &) { }
    virtual void activateRow(qint64) { }
    virtual void addActions(QMenu &) { }
    virtual void copySelected() { }
    virtual void applyTheme();

    const Theme &theme() const { return m_theme; }
    const QFont &code() const { return m_code; }
    double columnWidth() const { return m_columnWidth; }
    int leftEdge() const;
    /// Paints a text from `x` on in the middle of a row, over all that paintRow() paints otherwise.
    /// How wide it is, in pixels.
    double put(QPainter &painter, double x, const QRect &row, QStringView text,
               const QColor &color);
    /// The same, with an ellipsis where it is wider than `width`.
    double putElided(QPainter &painter, double x, const QRect &row, const QString &text,
                     double width, const QColor &color);
    /// There are other rows, or wider ones.
    void rowsChanged();
    void setContentWidth(double width);
    double contentWidth() const { return m_contentWidth; }
    void scrollTo(qint64 top);
    void showRow(qint64 row);

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override { event->accept(); }
    void mouseReleaseEvent(QMouseEvent *event) override { event->accept(); }
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Extent { Move, Extend };

    void measure();
    void updateBars();
    void moveTo(qint64 row, Extent extent);

    const Theme &m_theme;
    QFont m_code;
    GlyphBatch m_glyphs;
    /// From the top of a row.
    double m_baseline = 12;
    double m_columnWidth = 8;
    int m_rowHeight = 20;
    qint64 m_current = -1;
    qint64 m_anchor = -1;
    qint64 m_top = 0;
    /// Rows that a step of the scroll bar stands for.
    qint64 m_rowsPerStep = 1;
    bool m_isSettingTop = false;
    int m_wheelRest = 0;
    double m_contentWidth = 0;
};

} // namespace Recloser
