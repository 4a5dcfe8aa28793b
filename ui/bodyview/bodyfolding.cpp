// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of BodyView that knows of values: it folds them, and copies them and their paths.

#include "ui/bodyview/bodyview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Looked through at once; more is a worker's.
constexpr qint64 atOnce = 256 * 1024;
/// Rows that are looked back for what a row is in.
constexpr qint64 mostRowsBack = 500;
constexpr int mostLevels = 5;

qint64 blanksOf(QByteArrayView row)
{
    return std::ranges::find_if(row, [](char c) { return c != ' '; }) - row.begin();
}

} // namespace

void BodyView::setStructure(std::optional<StructureLanguage> language)
{
    if (m_structure == language)
        return;
    m_structure = language;
    updateGeometries();
    viewport()->update();
}

void BodyView::setDuplicates(std::vector<DuplicateKey> duplicates)
{
    m_duplicates = std::move(duplicates);
    viewport()->update();
}

void BodyView::foldsChanged()
{
    updateBars();
    viewport()->update();
}

/// The byte at which what a row opens begins, or -1.
qint64 BodyView::foldStartOf(qint64 number)
{
    if (!m_structure || m_rows.kind() == BodyRows::Kind::Hex)
        return -1;
    const TextRow &row = drawn(number).row();
    if (row.next == row.end)
        return -1;
    const qint64 start
        = foldStart(*m_structure, m_rows.bytes().view().sliced(row.begin, row.end - row.begin));
    return start < 0 ? -1 : row.begin + start;
}

void BodyView::foldAt(qint64 number)
{
    const qint64 start = foldStartOf(number);
    if (start < 0)
        return;
    const HeldBytes text = m_rows.bytes();
    StructureItem item;
    item.begin = item.valueBegin = start;
    const bool isXml = *m_structure == StructureLanguage::Xml;
    item.kind = isXml ? ItemKind::Element : ItemKind::Object;
    const auto near = text.view().first(std::min<qint64>(text.size(), start + atOnce));
    const qint64 end = endOfItem(*m_structure, item, near);
    if (end < near.size() || near.size() == text.size())
        return foldUntil(number, end);
    m_foldJob.ask([text, item, language = *m_structure](
                      const std::stop_token &) { return endOfItem(language, item, text.view()); },
                  [this, number](qint64 far) { foldUntil(number, far); });
}

void BodyView::foldUntil(qint64 number, qint64 end)
{
    // What has no end so far may have one in what is still to come.
    if (end >= m_rows.size() && !m_rows.isComplete())
        return;
    const qint64 last = m_rows.rowAt(std::max<qint64>(0, end - 1)).number;
    if (last <= number)
        return;
    m_folds.fold(number, last - number);
    // The cursor is not left where nobody sees it.
    const qint64 at = m_rows.rowAt(m_cursor).number;
    if (m_folds.hiding(at))
        m_cursor = m_anchor = m_rows.row(number).end;
    foldsChanged();
}

void BodyView::fold()
{
    if (m_rows.rowCount() == 0 || !m_structure)
        return;
    TextRow row = m_rows.rowAt(m_cursor);
    const QByteArrayView text = m_rows.bytes().view();
    const auto blanks
        = [&](const TextRow &of) { return blanksOf(text.sliced(of.begin, of.end - of.begin)); };
    const qint64 indent = blanks(row);
    bool isHead = foldStartOf(row.number) >= 0 && !m_folds.at(row.number);
    const qint64 least = std::max<qint64>(0, row.number - mostRowsBack);
    while (!isHead && row.number > least) {
        row = m_rows.row(row.number - 1);
        isHead = blanks(row) < indent && foldStartOf(row.number) >= 0;
    }
    if (isHead)
        return foldAt(row.number);
    if (least == 0)
        return;
    // Its head is far away: from the start of the text there is a way to it.
    m_foldJob.ask(
        [text = m_rows.bytes(), language = *m_structure,
         byte = placeAtCursor()](const std::stop_token &stop) -> qint64 {
            const auto steps = stepsTo(language, text.view(), byte, stop);
            for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
                if (step->item.isContainer())
                    return step->item.valueBegin;
            }
            return -1;
        },
        [this](qint64 begin) {
            if (begin >= 0)
                foldAt(m_rows.rowAt(begin).number);
        });
}

void BodyView::unfold()
{
    if (m_rows.rowCount() == 0)
        return;
    m_folds.unfold(m_rows.rowAt(m_cursor).number);
    foldsChanged();
}

void BodyView::unfoldAll()
{
    m_foldJob.cancel();
    m_folds.clear();
    foldsChanged();
}

void BodyView::foldToLevel(int level)
{
    if (!m_structure || !m_rows.isComplete())
        return;
    m_foldJob.ask(
        [text = m_rows.bytes(), language = *m_structure, level](const std::stop_token &stop) {
            return foldsOfLevel(language, text, level, stop);
        },
        [this](std::vector<RowFold> &&folds) {
            m_folds.set(std::move(folds));
            const qint64 at = m_rows.rowAt(m_cursor).number;
            if (const RowFold *fold = m_folds.hiding(at))
                m_cursor = m_anchor = m_rows.row(fold->row).end;
            if (const RowFold *fold = m_folds.hiding(m_top.row))
                m_top = {fold->row, 0};
            foldsChanged();
        });
}

/// Where the cursor goes on instead of into a fold.
qint64 BodyView::afterFold(qint64 byte, int direction) const
{
    if (m_folds.isEmpty())
        return byte;
    const RowFold *fold = m_folds.hiding(m_rows.rowAt(byte).number);
    if (!fold)
        return byte;
    const qint64 behind = fold->row + fold->hidden + 1;
    if (direction > 0 && behind < m_rows.rowCount())
        return m_rows.row(behind).begin;
    return m_rows.row(fold->row).end;
}

bool BodyView::takeFoldKey(const QKeyEvent &event)
{
    if (!m_structure || event.modifiers() != (Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_C:
        copyPath(PathStyle::Normalized);
        return true;
    case Qt::Key_BracketLeft:
    case Qt::Key_BraceLeft:
        fold();
        return true;
    case Qt::Key_BracketRight:
    case Qt::Key_BraceRight:
        unfold();
        return true;
    default:
        return false;
    }
}

/// The byte of the value that is meant: at the cursor, or the first one of its row.
qint64 BodyView::placeAtCursor() const
{
    const TextRow row = m_rows.rowAt(m_cursor);
    const QByteArrayView line = m_rows.bytes().view().sliced(row.begin, row.end - row.begin);
    const qint64 first = row.begin + blanksOf(line);
    const bool isBehind = m_cursor >= row.end || line[m_cursor - row.begin] == ',';
    return m_cursor < first || isBehind ? first : m_cursor;
}

void BodyView::copyPath(PathStyle style)
{
    if (!m_structure || m_rows.rowCount() == 0)
        return;
    m_copyJob.ask(
        [text = m_rows.bytes(), language = *m_structure, byte = placeAtCursor(),
         style](const std::stop_token &stop) {
            const auto steps = stepsTo(language, text.view(), byte, stop);
            return language == StructureLanguage::Xml
                ? xmlPathOf(text.view(), steps, stop)
                : jsonPathOf(language, text.view(), steps, style);
        },
        [](const QString &path) { QGuiApplication::clipboard()->setText(path); });
}

void BodyView::copyValue()
{
    if (!m_structure || m_rows.rowCount() == 0)
        return;
    m_copyJob.ask(
        [text = m_rows.bytes(), language = *m_structure,
         byte = placeAtCursor()](const std::stop_token &stop) -> std::pair<qint64, qint64> {
            const auto steps = stepsTo(language, text.view(), byte, stop);
            if (steps.empty())
                return {0, 0};
            const StructureItem &item = steps.back().item;
            return {item.valueBegin, endOfItem(language, item, text.view())};
        },
        [this](const std::pair<qint64, qint64> &value) { copy(value.first, value.second); });
}

void BodyView::addStructureActions(QMenu &menu)
{
    if (!m_structure || m_rows.rowCount() == 0)
        return;
    const bool isXml = *m_structure == StructureLanguage::Xml;
    menu.addSeparator();
    menu.addAction(tr("Copy value"), this, &BodyView::copyValue);
    menu.addAction(isXml ? tr("Copy XPath") : tr("Copy JSONPath"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                   [this] { copyPath(PathStyle::Normalized); });
    if (!isXml)
        menu.addAction(tr("Copy path with dots"), this, [this] { copyPath(PathStyle::Dotted); });
    menu.addSeparator();
    menu.addAction(tr("Fold"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_BracketLeft), this,
                   &BodyView::fold);
    menu.addAction(tr("Unfold"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_BracketRight), this,
                   &BodyView::unfold);
    QMenu *levels = menu.addMenu(tr("Fold all"));
    levels->setEnabled(m_rows.isComplete());
    for (int level = 1; level <= mostLevels; ++level)
        levels->addAction(level == 1 ? tr("below the first level")
                                     : tr("below level %1").arg(level),
                          this, [this, level] { foldToLevel(level); });
    menu.addAction(tr("Unfold all"), this, &BodyView::unfoldAll)->setEnabled(!m_folds.isEmpty());
}

QString BodyView::tipAt(const QPoint &point)
{
    if (m_duplicates.empty() || point.x() < m_gutter || m_rows.rowCount() == 0)
        return {};
    const qint64 byte = byteAtPoint(point);
    const auto behind = std::ranges::upper_bound(m_duplicates, byte, {}, &DuplicateKey::begin);
    if (behind == m_duplicates.begin() || std::prev(behind)->end < byte)
        return {};
    return tr("This key appears %L1 times in its object").arg(std::prev(behind)->count);
}

void BodyView::paintFoldMark(QPainter &painter, const DrawnRow &row, int top)
{
    if (!m_structure)
        return;
    const bool isFolded = m_folds.at(row.row().number) != nullptr;
    if (!isFolded && foldStartOf(row.row().number) < 0)
        return;
    const ThemeColors &colors = m_theme.colors();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(m_gutter - foldWidth / 2.0 - 5, top + m_metrics.lineHeight / 2.0);
    painter.rotate(isFolded ? 0 : 90);
    painter.setPen(QPen(isFolded ? colors.accent.strong : colors.muted, 1.5, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({{-1.8, -3.2}, {1.6, 0}, {-1.8, 3.2}}));
    painter.restore();
}

/// What stands for the rows that are hidden, behind the row they follow.
void BodyView::paintFold(QPainter &painter, const DrawnRow &row, QPointF origin)
{
    const RowFold *fold = m_folds.isEmpty() ? nullptr : m_folds.at(row.row().number);
    if (!fold)
        return;
    const TextRow last = m_rows.row(fold->row + fold->hidden);
    const QByteArrayView closer
        = m_rows.bytes().view().sliced(last.begin, last.end - last.begin).trimmed();
    const QString words = tr("%L1 lines").arg(fold->hidden - 1);
    const int line = row.lineCount() - 1;
    const QFontMetricsF metrics(m_metrics.font);
    const double left
        = origin.x() + row.xOf(line, row.shown().text.size()) + m_metrics.columnWidth / 2;
    const QRectF pill(left, origin.y() + line * m_metrics.lineHeight + 2,
                      metrics.horizontalAdvance(words) + 14, m_metrics.lineHeight - 4);
    const ThemeColors &colors = m_theme.colors();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.accent.soft);
    painter.drawRoundedRect(pill, 4, 4);
    painter.setPen(colors.accent.strong);
    painter.drawText(pill, Qt::AlignCenter, words);
    painter.setPen(colors.text);
    painter.drawText(QRectF(pill.right() + m_metrics.columnWidth / 2, pill.top() - 2, 10'000,
                            m_metrics.lineHeight),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromUtf8(closer.first(std::min<qsizetype>(closer.size(), 60))));
    painter.restore();
}

} // namespace Recloser
