// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodyview.h"

#include "ui/bodyview/bodyaccessible.h"
#include "ui/bodyview/bodyfindbar.h"
#include "ui/editor/codefont.h"

#include <QFontMetricsF>
#include <QInputDialog>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <limits>

namespace Recloser {

namespace {

constexpr int rememberedRows = 600;

} // namespace

BodyView::BodyView(const Theme &theme, SyntaxRepository &syntax, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_syntax(syntax)
    , m_drawn(rememberedRows)
{
    BodyAccessible::install();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    m_colorTimer.setSingleShot(true);
    m_colorTimer.setInterval(0);
    connect(&m_colorTimer, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    connect(&m_search, &BodySearch::updated, viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &BodyView::applyTheme);
    applyTheme();
}

BodyView::~BodyView() = default;

void BodyView::applyTheme()
{
    m_metrics.font = codeFont(m_theme);
    m_glyphs.setFont(m_metrics.font);
    const QFontMetricsF metrics(m_metrics.font);
    m_metrics.lineHeight = int(std::ceil(metrics.height())) + 3;
    m_metrics.ascent = int(std::ceil(metrics.ascent())) + 1;
    m_metrics.columnWidth = metrics.horizontalAdvance(u'0');
    m_formats = codeFormats(m_theme.colors());
    forgetRows();
}

/// Rows are laid out anew.
void BodyView::forgetRows()
{
    m_drawn.clear();
    updateGeometries();
    viewport()->update();
}

void BodyView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void BodyView::clear()
{
    m_rows = {};
    m_structure.reset();
    m_folds.clear();
    m_foldJob.cancel();
    m_copyJob.cancel();
    m_duplicates.clear();
    m_colors.clear();
    m_drawn.clear();
    m_top = {};
    m_anchor = m_cursor = 0;
    m_goal.reset();
    m_place.reset();
    m_textWidth = 0;
    m_search.setBytes({});
    updateGeometries();
    horizontalScrollBar()->setValue(0);
    viewport()->update();
}

void BodyView::setMediaType(const QString &mediaType)
{
    if (m_mediaType == mediaType)
        return;
    m_mediaType = mediaType;
    m_colors.setSyntax(m_syntax.definitionFor(mediaType));
    m_drawn.clear();
    viewport()->update();
}

void BodyView::grow(const HeldBytes &text, LineScan &&scan)
{
    const bool hasNew = text.size() != m_rows.size();
    const qint64 rows = m_rows.rowCount();
    const bool isCursorBeyond = rows > 0 && m_cursor > m_rows.row(rows - 1).next;
    m_rows.grow(text, std::move(scan));
    // The same bytes with more rows known are searched already.
    if (hasNew)
        m_search.setBytes(text);
    updateGeometries();
    // What was found there could not be shown before its row was known.
    if (isCursorBeyond)
        showCursor();
    viewport()->update();
}

void BodyView::showHex(const HeldBytes &bytes)
{
    clear();
    m_rows = BodyRows(BodyRows::Kind::Hex);
    m_rows.setBytes(bytes);
    m_search.setBytes(bytes);
    updateGeometries();
    viewport()->update();
}

void BodyView::setWrap(Wrap wrap)
{
    if (m_wrap == wrap)
        return;
    m_wrap = wrap;
    m_top.line = 0;
    horizontalScrollBar()->setValue(0);
    forgetRows();
    Q_EMIT wrapChanged();
}

DrawnRow &BodyView::drawn(qint64 number)
{
    if (DrawnRow *known = m_drawn.object(number))
        return *known;
    const DrawnRow *before = m_drawn.object(number - 1);
    const TextRow row = before ? m_rows.following(before->row()) : m_rows.row(number);
    auto *fresh = new DrawnRow(row, m_rows.shown(row), m_metrics);
    m_textWidth = std::max(m_textWidth, fresh->width());
    m_drawn.insert(number, fresh);
    return *fresh;
}

void BodyView::openFind()
{
    if (!m_findBar) {
        m_findBar = new BodyFindBar(m_theme, *this);
        connect(m_findBar, &BodyFindBar::closeRequested, this, &BodyView::closeFind);
    }
    const qint64 length = std::abs(m_cursor - m_anchor);
    const QString selected = length > 0 && length <= 200 ? selectedText() : QString();
    m_findBar->open(selected.contains(u'\n') ? QString() : selected);
    updateGeometries();
}

void BodyView::closeFind()
{
    if (!m_findBar || m_findBar->isHidden())
        return;
    m_findBar->hide();
    m_search.setQuery({});
    m_place.reset();
    updateGeometries();
    viewport()->update();
    setFocus();
}

void BodyView::setCurrentPlace(const std::optional<FoundPlace> &place)
{
    m_place = place;
    if (place)
        select(place->begin, place->begin + place->length);
    viewport()->update();
}

void BodyView::goToLine(qint64 line)
{
    if (m_rows.rowCount() == 0)
        return;
    const qint64 begin = m_rows.rowOfLine(line).begin;
    select(begin, begin);
}

void BodyView::askForLine()
{
    if (m_rows.kind() != BodyRows::Kind::Text || m_rows.rowCount() == 0)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::IntInput);
    const auto most = qint64(std::numeric_limits<int>::max());
    dialog->setIntRange(1, int(std::min(most, m_rows.lineCount())));
    dialog->setIntValue(int(std::min(most, m_rows.rowAt(m_cursor).line)));
    dialog->setWindowTitle(tr("Go to line"));
    dialog->setLabelText(tr("Line, of %L1:").arg(m_rows.lineCount()));
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int line) { goToLine(line); });
    dialog->open();
}

} // namespace Recloser
