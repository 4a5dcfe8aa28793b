// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"
#include "core/compare/worddiff.h"
#include "ui/compare/difffolds.h"
#include "ui/compare/diffrowtext.h"
#include "ui/compare/diffsearch.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QFont>

#include <memory>
#include <optional>

class QTextLayout;

namespace Recloser {

/// Paints two aligned texts in two panes that scroll together, and lets people select text of one
/// of them. Lays out only what is on the screen. The theme outlives it. GUI thread.
class DiffCanvas : public QAbstractScrollArea
{
    Q_OBJECT

public:
    using Side = AlignedRows::Side;

    explicit DiffCanvas(const Theme &theme, QWidget *parent = nullptr);
    ~DiffCanvas() override;

    void setRows(std::shared_ptr<const AlignedRows> rows);
    const std::shared_ptr<const AlignedRows> &rows() const { return m_rows; }
    void setFolded(bool folded);
    bool isFolded() const { return m_isFolded; }
    const DiffFolds &folds() const { return m_folds; }

    /// Index of the difference that stands out; -1 if none.
    void setCurrentDifference(qsizetype index);
    void setMatches(DiffMatches matches);
    const DiffMatches &matches() const { return m_matches; }
    void setCurrentMatch(std::optional<size_t> index);
    /// Brings a row to where it is well seen, unfolded.
    void showRow(qsizetype row);
    qsizetype firstVisibleRow() const;
    qsizetype visibleLines() const;

    QString selectedText() const;
    void copySelection() const;
    void selectAll();
    /// Both panes' text starts; for what stands above them.
    int paneWidth() const;

Q_SIGNALS:
    /// Which rows are seen changed.
    void scrolled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// A place between characters of the text that is shown.
    struct Place
    {
        qsizetype sideRow = 0;
        qsizetype column = 0;

        auto operator<=>(const Place &) const = default;
    };
    struct Selection
    {
        Side side = Side::Left;
        Place anchor;
        Place cursor;
    };
    /// A row as it is painted, both sides.
    struct Drawn
    {
        DiffRowText texts[2];
        WordDifferences words;
        std::unique_ptr<QTextLayout> layouts[2];
        ~Drawn();
    };
    struct PaneGeometry
    {
        int left = 0;
        int width = 0;
        int textLeft = 0;
    };

    PaneGeometry pane(Side side) const;
    void applyFont();
    void updateBars();
    Drawn &drawn(qsizetype row);
    void paintLine(QPainter &painter, qsizetype line, int top);
    void paintFold(QPainter &painter, const DiffFolds::Line &line, int top);
    void paintSide(QPainter &painter, Side side, qsizetype row, const AlignedRow &at, int top);
    void paintText(QPainter &painter, Side side, qsizetype row, const AlignedRow &at, int top,
                   const PaneGeometry &geometry);
    void paintFiller(QPainter &painter, const QRect &rect) const;
    void paintSpan(QPainter &painter, Drawn &row, Side side, qsizetype begin, qsizetype end,
                   int top, const PaneGeometry &geometry, const QColor &fill,
                   const QColor &underline);
    double xOf(Drawn &row, Side side, qsizetype column) const;
    qsizetype columnAt(Drawn &row, Side side, double x) const;
    std::optional<WordRange> selectedIn(Side side, qsizetype sideRow, qsizetype length) const;
    std::optional<Place> placeAt(const QPoint &point, Side side);
    Side sideAt(const QPoint &point) const;
    /// The row of `side` at or behind an aligned row; -1 if there is none.
    qsizetype sideRowFrom(Side side, qsizetype row) const;
    void showMenu(const QPoint &position);

    const Theme &m_theme;
    std::shared_ptr<const AlignedRows> m_rows;
    DiffFolds m_folds;
    bool m_isFolded = true;
    qsizetype m_current = -1;
    DiffMatches m_matches;
    std::optional<size_t> m_currentMatch;
    std::optional<Selection> m_selection;
    QCache<qsizetype, Drawn> m_drawn;
    int m_lineHeight = 18;
    int m_ascent = 14;
    /// Of the texts; a style sheet may give the viewport another.
    QFont m_font;
    double m_columnWidth = 8;
    int m_gutter = 60;
    double m_textWidth = 0;
};

} // namespace Recloser
