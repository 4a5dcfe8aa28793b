// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/structureview.h"

#include <KSyntaxHighlighting/Theme>

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Looked through at once; more is a worker's.
constexpr qint64 atOnce = 64 * 1024;
constexpr qint64 countedAtOnce = 8 * 1024;
constexpr qint64 slice = 16 * 1024 * 1024;
constexpr qsizetype mostCounts = 10'000;
constexpr int levelWidth = 18;
constexpr int markWidth = 16;
/// Deeper levels stand where this one does.
constexpr int deepestLevel = 40;

int leftOf(const StructureRow &row)
{
    return 8 + std::min(row.depth, deepestLevel) * levelWidth;
}

} // namespace

StructureView::StructureView(const Theme &theme, QWidget *parent) : RowArea(theme, parent)
{
    connect(this, &RowArea::scrolled, this, &StructureView::countVisible);
    m_formats = codeFormats(theme.colors());
}

StructureView::~StructureView() = default;

void StructureView::applyTheme()
{
    RowArea::applyTheme();
    m_formats = codeFormats(theme().colors());
    refresh();
}

void StructureView::clear()
{
    m_scan.cancel();
    m_count.cancel();
    m_openAll.cancel();
    m_copy.cancel();
    m_tree.clear();
    m_isWhole = m_isRootOpened = false;
    m_duplicates.clear();
    m_growing.clear();
    m_counts.clear();
    setContentWidth(0);
    refresh();
}

bool StructureView::isBusy() const
{
    return m_scan.isBusy() || m_count.isBusy() || m_openAll.isBusy() || m_copy.isBusy();
}

void StructureView::grow(StructureLanguage language, const HeldBytes &sound, bool isWhole)
{
    m_tree.setLanguage(language);
    const bool isFirst = m_growing.empty() && m_tree.text().size() == 0;
    m_tree.setText(sound);
    m_isWhole = isWhole;
    if (isFirst)
        startGrowing(m_tree.root());
    pump();
}

void StructureView::setDuplicates(std::vector<DuplicateKey> duplicates)
{
    m_duplicates = std::move(duplicates);
    refresh();
}

/// What is on the screen is described anew.
void StructureView::refresh()
{
    m_shown.clear();
    rowsChanged();
    countVisible();
}

/// Rows as wide were seen.
void StructureView::widen(double width)
{
    setContentWidth(std::max(contentWidth(), width));
}

bool StructureView::isMark(const StructureRow &row, int x) const
{
    const int left = leftOf(row) + leftEdge();
    return x >= left - 6 && x < left + markWidth;
}

void StructureView::startGrowing(const std::shared_ptr<StructureNode> &node)
{
    Growing growing{node, ItemScanner(m_tree.language(), node->item), 0};
    growing.seen = std::min<qint64>(m_tree.text().size(), node->item.valueBegin + atOnce);
    const bool isAll = m_isWhole && growing.seen == m_tree.text().size();
    m_tree.add(*node, growing.scanner.scan(m_tree.text().view().first(growing.seen), isAll));
    if (!node->index.isComplete())
        m_growing.push_back(std::move(growing));
    refresh();
}

/// Has a worker go on where items are still to be found.
void StructureView::pump()
{
    if (m_scan.isBusy())
        return;
    std::erase_if(m_growing, [this](const Growing &growing) {
        const auto node = growing.node.lock();
        return !node || node->index.isComplete() || !m_tree.holds(*node);
    });
    openRoot();
    const qint64 size = m_tree.text().size();
    const auto next = std::ranges::find_if(
        m_growing, [&](const Growing &growing) { return growing.seen < size || m_isWhole; });
    if (next == m_growing.end()) {
        if (!isBusy() && m_isWhole)
            Q_EMIT settled();
        return;
    }
    const qint64 until = std::min(size, next->seen + slice);
    struct Answer
    {
        ItemScanner scanner;
        ItemScan scan;
    };
    m_scan.ask(
        [scanner = next->scanner, text = m_tree.text(), from = next->seen, until,
         isAll = m_isWhole && until == size](const std::stop_token &) mutable {
            ItemScan scan = scanner.scan(text.view().first(until), isAll);
            text.release(from, until);
            return Answer{scanner, std::move(scan)};
        },
        [this, weak = next->node, until](Answer &&answer) {
            const auto node = weak.lock();
            if (node && m_tree.holds(*node)) {
                const auto growing = std::ranges::find_if(
                    m_growing, [&](const Growing &g) { return g.node.lock() == node; });
                if (growing != m_growing.end()) {
                    growing->scanner = answer.scanner;
                    growing->seen = until;
                }
                take(node, std::move(answer.scan));
            }
            pump();
        });
}

void StructureView::take(const std::shared_ptr<StructureNode> &node, ItemScan &&scan)
{
    m_tree.add(*node, std::move(scan));
    if (node->index.isComplete())
        m_counts.insert(node->item.valueBegin, node->index.count());
    refresh();
}

/// The only value, or the root element: what is in it is what one came for.
void StructureView::openRoot()
{
    if (m_isRootOpened || m_tree.language() == StructureLanguage::JsonLines)
        return;
    for (const StructureRow &row : m_tree.rows(0, 20)) {
        if (row.item.isContainer()) {
            m_isRootOpened = true;
            if (const auto node = m_tree.open(m_tree.rowOf(*row.container, row.ordinal)))
                startGrowing(node);
            return;
        }
    }
}

void StructureView::open(qint64 row)
{
    describeRows(row, 1);
    const ShownItem *item = shown(row);
    if (item && !item->words.canOpen)
        return;
    if (const auto node = m_tree.open(row)) {
        startGrowing(node);
        pump();
    }
}

void StructureView::close(qint64 row)
{
    m_tree.close(row);
    refresh();
    showRow(current());
}

void StructureView::openAll(qint64 row)
{
    const std::vector<StructureRow> rows = m_tree.rows(row, 1);
    if (rows.empty() || !rows[0].item.isContainer())
        return;
    m_openAll.ask(
        [language = m_tree.language(), text = m_tree.text(), item = rows[0].item](
            const std::stop_token &stop) { return openedBelow(language, text, item, {}, stop); },
        [this, at = rows[0]](const std::shared_ptr<StructureNode> &node) {
            if (at.container != m_tree.root() && !m_tree.holds(*at.container))
                return;
            m_tree.graft(at, node);
            refresh();
            pump();
        });
}

/// Counts what is within the closed items on the screen, one after the other.
void StructureView::countVisible()
{
    describeRows(firstVisible(), visibleRows() + 1);
    const auto next = std::ranges::find_if(m_shown, [&](const ShownItem &shown) {
        return shown.words.wantsCount && !shown.row.isOpen && shown.words.canOpen
            && !m_counts.contains(shown.row.item.valueBegin);
    });
    if (next == m_shown.end() || !m_isWhole) {
        m_count.cancel();
        return;
    }
    m_count.ask(
        [language = m_tree.language(), text = m_tree.text(),
         item = next->row.item](const std::stop_token &stop) {
            ItemScanner scanner(language, item);
            ItemScan scan;
            for (qint64 end = item.valueBegin; !scan.isComplete && !stop.stop_requested();) {
                const qint64 begin = end;
                end = std::min<qint64>(end + slice / 4, text.size());
                scan = scanner.scan(text.view().first(end), end == text.size());
                text.release(begin, end);
            }
            return scan.count;
        },
        [this, begin = next->row.item.valueBegin](qint64 count) {
            if (m_counts.size() > mostCounts)
                m_counts.clear();
            m_counts.insert(begin, count);
            refresh();
            if (!isBusy() && m_isWhole)
                Q_EMIT settled();
        });
}

void StructureView::describeRows(qint64 first, qint64 count) const
{
    if (m_shownFirst <= first && first + count <= m_shownFirst + qint64(m_shown.size()))
        return;
    m_shown.clear();
    m_shownFirst = first;
    const QByteArrayView text = m_tree.text().view();
    std::vector<StructureRow> rows = m_tree.rows(first, count);
    if (!rows.empty())
        m_look.at(m_tree.text(), rows.front().item.begin);
    for (StructureRow &row : rows) {
        std::optional<qint64> children;
        if (row.item.isContainer()) {
            const auto known = m_counts.constFind(row.item.valueBegin);
            if (known != m_counts.cend()) {
                children = *known;
            } else {
                ItemScanner scanner(m_tree.language(), row.item);
                const qint64 end
                    = std::min<qint64>(text.size(), row.item.valueBegin + countedAtOnce);
                const ItemScan scan
                    = scanner.scan(text.first(end), m_isWhole && end == text.size());
                if (scan.isComplete)
                    children = scan.count;
            }
        }
        ItemWords words = itemWords(m_tree.language(), text, row, children);
        if (const DuplicateKey *duplicate = duplicateAt(m_duplicates, row.item.nameBegin)) {
            words.note += (words.note.isEmpty() ? QString() : u" · "_s)
                + tr("key appears %L1 times").arg(duplicate->count);
        }
        m_shown.push_back({std::move(row), std::move(words)});
    }
}

const StructureView::ShownItem *StructureView::shown(qint64 row) const
{
    const qint64 at = row - m_shownFirst;
    return at >= 0 && at < qint64(m_shown.size()) ? &m_shown[size_t(at)] : nullptr;
}

QString StructureView::rowText(qint64 row) const
{
    describeRows(row, 1);
    const ShownItem *item = shown(row);
    if (!item)
        return {};
    const ItemWords &words = item->words;
    QStringList parts{words.name + words.joint, words.value, words.note};
    if (words.canOpen)
        parts += item->row.isOpen ? tr("open") : tr("closed");
    parts += tr("level %1").arg(item->row.depth + 1);
    parts.removeAll(QString());
    return parts.join(u' ');
}

void StructureView::paintRow(QPainter &painter, qint64 row, const QRect &rect)
{
    describeRows(firstVisible(), visibleRows() + 1);
    const ShownItem *item = shown(row);
    if (!item)
        return;
    const ThemeColors &colors = theme().colors();
    const CodeFormats &formats = m_formats;
    const ItemWords &words = item->words;
    const int left = leftOf(item->row) + leftEdge();
    painter.setPen(colors.line);
    for (int level = 1; level <= std::min(item->row.depth, deepestLevel); ++level) {
        const int x = leftEdge() + 8 + (level - 1) * levelWidth + markWidth / 2 - 2;
        painter.drawLine(x, rect.top(), x, rect.bottom());
    }
    if (words.canOpen) {
        const QPointF middle(left + markWidth / 2.0 - 2, rect.center().y() + 0.5);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(middle);
        painter.rotate(item->row.isOpen ? 90 : 0);
        painter.setPen(QPen(colors.muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({{-2, -3.5}, {1.8, 0}, {-2, 3.5}}));
        painter.restore();
    }
    double x = left + markWidth;
    const auto putNext = [&](const QString &text, const QColor &color) {
        x += put(painter, x, rect, text, color);
    };
    const bool isDouble = duplicateAt(m_duplicates, item->row.item.nameBegin) != nullptr;
    const bool isIndex = item->row.item.nameEnd == item->row.item.nameBegin;
    const QColor nameColor = isDouble ? colors.warning.strong
        : isIndex                     ? colors.muted
                  : formats[KSyntaxHighlighting::Theme::DataType].foreground().color();
    if (isDouble)
        painter.fillRect(QRectF(x - 2, rect.top() + 2,
                                QFontMetricsF(code()).horizontalAdvance(words.name) + 4,
                                rect.height() - 4),
                         colors.warning.soft);
    putNext(words.name, nameColor);
    putNext(words.joint, colors.muted);
    if (!words.name.isEmpty())
        x += columnWidth();
    putNext(words.value,
            words.style < 0 ? colors.muted : formats[size_t(words.style)].foreground().color());
    if (!words.value.isEmpty())
        x += 2 * columnWidth();
    putNext(words.note, isDouble ? colors.warning.strong : colors.muted);
    const double width = x - leftEdge() + 24;
    if (width > contentWidth())
        QMetaObject::invokeMethod(this, [this, width] { widen(width); }, Qt::QueuedConnection);
}

} // namespace Recloser
