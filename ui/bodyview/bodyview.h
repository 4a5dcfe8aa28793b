// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/duplicatekeys.h"
#include "core/text/structurepath.h"
#include "ui/bodyview/bodyrows.h"
#include "ui/bodyview/bodysearch.h"
#include "ui/bodyview/drawnrow.h"
#include "ui/bodyview/foldedrows.h"
#include "ui/bodyview/rowcolors.h"
#include "ui/editor/syntaxrepository.h"
#include "ui/theme/theme.h"
#include "ui/widgets/latestjob.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QTimer>

class QMenu;

namespace Recloser {

class BodyFindBar;

/// Shows a text of any size, or any bytes as hexadecimal digits: lays out, decodes and colours only
/// what is on the screen. Line numbers, selection, a find bar (Ctrl+F), wrapping. A text may grow
/// while it is shown. Both references outlive it. GUI thread.
class BodyView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Wrap { None, Anywhere };
    /// Copying more asks first.
    static constexpr qint64 bigCopy = 100'000'000;

    BodyView(const Theme &theme, SyntaxRepository &syntax, QWidget *parent = nullptr);
    ~BodyView() override;

    void clear();
    /// The highlighting; none for an empty type.
    void setMediaType(const QString &mediaType);
    /// The text from its start, as far as it is known, and the rows that are new in it. The first
    /// one after clear() goes to the top.
    void grow(const HeldBytes &text, LineScan &&scan);
    void showHex(const HeldBytes &bytes);
    /// The text was laid out in this language: it can be folded, and places in it have paths.
    void setStructure(std::optional<StructureLanguage> language);
    /// Keys that are marked, by their place.
    void setDuplicates(std::vector<DuplicateKey> duplicates);
    const BodyRows &rows() const { return m_rows; }

    void setWrap(Wrap wrap);
    Wrap wrap() const { return m_wrap; }

    /// Bytes of the body; equal when nothing is selected.
    qint64 anchor() const { return m_anchor; }
    qint64 cursor() const { return m_cursor; }
    void select(qint64 anchor, qint64 cursor);
    void selectAll();
    QString selectedText() const;
    /// Asks by bigCopyRequested() where it is much.
    void copySelection();
    /// All that is shown, likewise.
    void copyAll();
    void copyBytes(qint64 begin, qint64 end) const;
    /// The whole text as a string, for small ones.
    QString shownText() const { return m_rows.copied(0, m_rows.size()); }

    /// Of the innermost part that the cursor is in, or that its row begins.
    void fold();
    void unfold();
    void unfoldAll();
    /// Everything that is so many levels below the root; 0 is the root itself.
    void foldToLevel(int level);
    const FoldedRows &folds() const { return m_folds; }
    /// Folds are being looked for, or something is being copied.
    bool isBusy() const { return m_foldJob.isBusy() || m_copyJob.isBusy(); }
    /// Of the value at the cursor.
    void copyPath(PathStyle style);
    void copyValue();

    void openFind();
    void closeFind();
    const BodyFindBar *findBar() const { return m_findBar; }
    BodySearch &search() { return m_search; }
    /// The place that stands out among those found.
    void setCurrentPlace(const std::optional<FoundPlace> &place);
    /// From 1.
    void goToLine(qint64 line);
    void askForLine();

    qint64 firstVisibleRow() const { return m_top.row; }
    int visibleLines() const;
    /// What is on the screen, as one text; where a byte of the body is in that, and back.
    QString screenText();
    int screenOffset(qint64 byte);
    qint64 screenByte(int offset);
    /// Of the character at a byte, in the viewport; empty where it is not on the screen.
    QRect rectOf(qint64 byte);
    qint64 byteAtPoint(const QPoint &point);

Q_SIGNALS:
    void bigCopyRequested(qint64 begin, qint64 end);
    void wrapChanged();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    /// A line of the screen: a row, or one of the lines it is wrapped to.
    struct Place
    {
        qint64 row = 0;
        int line = 0;

        auto operator<=>(const Place &) const = default;
    };
    enum class Extent { Move, Extend };
    /// Of the marks beside the numbers.
    static constexpr int foldWidth = 16;

    // bodyview.cpp
    void applyTheme();
    void forgetRows();
    DrawnRow &drawn(qint64 number);

    // bodyscrolling.cpp
    void updateBars();
    void updateGeometries();
    void setTop(Place top);
    Place moved(Place place, qint64 lines);
    void scrollLines(qint64 lines);
    void showCursor();

    // bodyscreen.cpp
    std::vector<qint64> screenRows();
    void tellCursor();

    // bodyfolding.cpp
    bool takeFoldKey(const QKeyEvent &event);
    qint64 foldStartOf(qint64 row);
    void foldAt(qint64 row);
    void foldUntil(qint64 row, qint64 end);
    void foldsChanged();
    qint64 afterFold(qint64 byte, int direction) const;
    QString tipAt(const QPoint &point);
    qint64 placeAtCursor() const;
    void addStructureActions(QMenu &menu);
    void paintFoldMark(QPainter &painter, const DrawnRow &row, int top);
    void paintFold(QPainter &painter, const DrawnRow &row, QPointF origin);

    // bodypainting.cpp
    bool colorRows();
    void paintRow(QPainter &painter, DrawnRow &row, int top);
    void paintMarks(QPainter &painter, const DrawnRow &row, QPointF origin);
    void paintNumber(QPainter &painter, const DrawnRow &row, int top);

    // bodymoving.cpp
    bool moveByKey(QKeyEvent *event);
    void moveTo(qint64 byte, Extent extent);
    void moveByLines(qint64 lines, Extent extent);
    qint64 nextStop(qint64 byte, int direction, bool byWords);
    void selectWord(qint64 byte);
    void copy(qint64 begin, qint64 end);

    const Theme &m_theme;
    SyntaxRepository &m_syntax;
    QString m_mediaType;
    BodyRows m_rows;
    RowColors m_colors;
    CodeFormats m_formats;
    RowMetrics m_metrics;
    GlyphBatch m_glyphs;
    QCache<qint64, DrawnRow> m_drawn;
    PassingLook m_look;
    Wrap m_wrap = Wrap::None;
    int m_gutter = 0;
    double m_textWidth = 0;
    std::optional<StructureLanguage> m_structure;
    FoldedRows m_folds;
    std::vector<DuplicateKey> m_duplicates;
    LatestJob m_foldJob;
    LatestJob m_copyJob;
    /// The first line on the screen.
    Place m_top;
    /// Rows that a step of the scroll bar stands for.
    qint64 m_rowsPerStep = 1;
    bool m_isSettingTop = false;
    int m_wheelRest = 0;

    qint64 m_anchor = 0;
    qint64 m_cursor = 0;
    /// Pixels from the left that moving up and down keeps to; none after other moves.
    std::optional<double> m_goal;
    int m_dragTimer = 0;

    BodySearch m_search;
    BodyFindBar *m_findBar = nullptr;
    std::optional<FoundPlace> m_place;
    QTimer m_colorTimer;
};

} // namespace Recloser
