// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/diffcanvas.h"

#include "ui/editor/codefont.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextLayout>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

DiffCanvas::Drawn::~Drawn() = default;

DiffCanvas::DiffCanvas(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_drawn(400)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Both sides"));
    viewport()->setCursor(Qt::IBeamCursor);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(&theme, &Theme::changed, this, [this] {
        applyFont();
        viewport()->update();
    });
    applyFont();
}

DiffCanvas::~DiffCanvas() = default;

void DiffCanvas::applyFont()
{
    m_font = codeFont(m_theme);
    const QFontMetricsF metrics(m_font);
    m_lineHeight = int(std::ceil(metrics.height())) + 3;
    m_ascent = int(std::ceil(metrics.ascent())) + 1;
    m_columnWidth = metrics.horizontalAdvance(u'0');
    m_drawn.clear();
    updateBars();
}

void DiffCanvas::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        applyFont();
}

void DiffCanvas::setRows(std::shared_ptr<const AlignedRows> rows)
{
    m_rows = std::move(rows);
    m_drawn.clear();
    m_matches = {};
    m_currentMatch.reset();
    m_selection.reset();
    m_current = -1;
    m_textWidth = 0;
    if (m_rows) {
        const qsizetype longest = std::max(m_rows->left().longest(), m_rows->right().longest());
        m_textWidth = double(longest) * m_columnWidth;
    }
    horizontalScrollBar()->setValue(0);
    setFolded(m_isFolded);
    verticalScrollBar()->setValue(0);
}

void DiffCanvas::setFolded(bool folded)
{
    const qsizetype top = m_rows && m_folds.lineCount() > 0 ? firstVisibleRow() : 0;
    m_isFolded = folded;
    m_folds = !m_rows ? DiffFolds()
        : folded      ? DiffFolds::folded(*m_rows)
                      : DiffFolds::whole(*m_rows);
    updateBars();
    verticalScrollBar()->setValue(int(m_folds.lineOf(top)));
    viewport()->update();
}

void DiffCanvas::updateBars()
{
    const qsizetype lines
        = std::min<qsizetype>(m_folds.lineCount(), std::numeric_limits<int>::max());
    const qsizetype page = std::max<qsizetype>(1, viewport()->height() / m_lineHeight);
    verticalScrollBar()->setRange(0, int(std::max<qsizetype>(0, lines - page)));
    verticalScrollBar()->setPageStep(int(page));
    const qsizetype most
        = m_rows ? std::max(m_rows->left().lineCount(), m_rows->right().lineCount()) : 0;
    const auto digits = std::max<qsizetype>(3, QString::number(most).size());
    // Number, sign, and air around them.
    m_gutter = int(double(digits + 2) * m_columnWidth) + 18;
    const PaneGeometry left = pane(Side::Left);
    const double room = left.left + left.width - left.textLeft;
    horizontalScrollBar()->setRange(0, int(std::max(0.0, m_textWidth + 24 - room)));
    horizontalScrollBar()->setPageStep(int(std::max(1.0, room)));
    horizontalScrollBar()->setSingleStep(int(m_columnWidth * 4));
}

DiffCanvas::PaneGeometry DiffCanvas::pane(Side side) const
{
    const int half = paneWidth();
    const int left = side == Side::Left ? 0 : half + 1;
    const int width = side == Side::Left ? half : viewport()->width() - left;
    return {left, width, left + m_gutter};
}

int DiffCanvas::paneWidth() const
{
    return viewport()->width() / 2;
}

void DiffCanvas::setCurrentDifference(qsizetype index)
{
    m_current = index;
    if (m_rows && index >= 0)
        showRow(m_rows->differences()[size_t(index)].begin);
    viewport()->update();
}

void DiffCanvas::setMatches(DiffMatches matches)
{
    m_matches = std::move(matches);
    m_currentMatch.reset();
    viewport()->update();
}

void DiffCanvas::setCurrentMatch(std::optional<size_t> index)
{
    m_currentMatch = index;
    if (index) {
        const DiffMatch &match = m_matches.all[*index];
        showRow(match.row);
        Drawn &row = drawn(match.row);
        const QByteArrayView bytes = m_rows->side(match.side).row(match.sideRow);
        const double x = xOf(row, match.side, QString::fromUtf8(bytes.first(match.begin)).size());
        const PaneGeometry left = pane(Side::Left);
        const double room = left.left + left.width - left.textLeft;
        const int scrolled = horizontalScrollBar()->value();
        if (x < scrolled || x > scrolled + room - 8 * m_columnWidth)
            horizontalScrollBar()->setValue(int(x - room / 3));
    }
    viewport()->update();
}

void DiffCanvas::showRow(qsizetype row)
{
    if (!m_rows || row >= m_rows->rowCount())
        return;
    qsizetype line = m_folds.lineOf(row);
    if (m_folds.at(line).folded > 0) {
        m_folds.unfold(line);
        updateBars();
        line = m_folds.lineOf(row);
    }
    const qsizetype page = visibleLines();
    const int top = verticalScrollBar()->value();
    if (line < top + 2 || line > top + page - 4)
        verticalScrollBar()->setValue(int(std::max<qsizetype>(0, line - page / 4)));
    viewport()->update();
}

qsizetype DiffCanvas::firstVisibleRow() const
{
    return m_folds.lineCount() == 0 ? 0 : m_folds.at(verticalScrollBar()->value()).row;
}

qsizetype DiffCanvas::visibleLines() const
{
    return std::max(1, viewport()->height() / m_lineHeight);
}

DiffCanvas::Drawn &DiffCanvas::drawn(qsizetype row)
{
    if (Drawn *known = m_drawn.object(row))
        return *known;
    auto *fresh = new Drawn;
    const AlignedRow at = m_rows->at(row);
    const bool isPair = at.left >= 0 && at.right >= 0;
    const auto blanks
        = at.kind == RowKind::Equal ? DiffRowText::Blanks::AsTheyAre : DiffRowText::Blanks::Marked;
    if (at.left >= 0)
        fresh->texts[0] = diffRowText(m_rows->left().row(at.left), blanks);
    if (at.right >= 0)
        fresh->texts[1] = diffRowText(m_rows->right().row(at.right), blanks);
    if (isPair && (at.kind == RowKind::Changed || at.kind == RowKind::Rewritten))
        fresh->words = wordDifferences(fresh->texts[0].shown, fresh->texts[1].shown);
    for (const int side : {0, 1}) {
        const DiffRowText &text = fresh->texts[side];
        if (text.isPlain)
            continue;
        auto layout = std::make_unique<QTextLayout>(text.shown, m_font);
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setUseDesignMetrics(true);
        layout->setTextOption(option);
        layout->beginLayout();
        QTextLine line = layout->createLine();
        line.setLineWidth(std::numeric_limits<int>::max());
        layout->endLayout();
        m_textWidth = std::max(m_textWidth, line.naturalTextWidth());
        fresh->layouts[side] = std::move(layout);
    }
    m_drawn.insert(row, fresh);
    return *fresh;
}

double DiffCanvas::xOf(Drawn &row, Side side, qsizetype column) const
{
    const QTextLayout *layout = row.layouts[int(side)].get();
    if (!layout)
        return double(column) * m_columnWidth;
    return layout->lineAt(0).cursorToX(int(column));
}

qsizetype DiffCanvas::columnAt(Drawn &row, Side side, double x) const
{
    const qsizetype length = row.texts[int(side)].shown.size();
    const QTextLayout *layout = row.layouts[int(side)].get();
    if (layout)
        return layout->lineAt(0).xToCursor(x);
    return std::clamp<qsizetype>(qsizetype(x / m_columnWidth + 0.5), 0, length);
}

void DiffCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void DiffCanvas::scrollContentsBy(int, int)
{
    viewport()->update();
    Q_EMIT scrolled();
}

void DiffCanvas::wheelEvent(QWheelEvent *event)
{
    // With Shift or a wheel of its own: sideways.
    const QPoint angle = event->angleDelta();
    if (angle.x() != 0 || (event->modifiers() & Qt::ShiftModifier)) {
        const int delta = angle.x() != 0 ? angle.x() : angle.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value()
                                        - int(delta * m_columnWidth * 6 / 120));
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void DiffCanvas::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *vertical = verticalScrollBar();
    QScrollBar *horizontal = horizontalScrollBar();
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (event->modifiers() & Qt::AltModifier)
        return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Up:
        return vertical->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_Down:
        return vertical->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_Left:
        return horizontal->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_Right:
        return horizontal->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_PageUp:
        return vertical->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_PageDown:
    case Qt::Key_Space:
        return vertical->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_Home:
        return vertical->setValue(0);
    case Qt::Key_End:
        return vertical->setValue(vertical->maximum());
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void DiffCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    showMenu(event->globalPos());
}

void DiffCanvas::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(tr("Copy"), this, &DiffCanvas::copySelection);
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(!selectedText().isEmpty());
    QAction *all = menu->addAction(tr("Select all of this side"), this, &DiffCanvas::selectAll);
    all->setShortcut(QKeySequence::SelectAll);
    menu->popup(position);
}

void DiffCanvas::copySelection() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace Recloser
