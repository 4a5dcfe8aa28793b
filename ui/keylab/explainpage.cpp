// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/explainpage.h"

#include "core/resilience/codepoints.h"
#include "ui/keylab/explanationmodel.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/urlstrip.h"
#include "ui/theme/look.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int padding = 5;

/// The explanation in as many lines as it needs, then the part itself and what it matched.
class ExplanationDelegate : public QStyledItemDelegate
{
public:
    ExplanationDelegate(const Theme &theme, const QTreeView &tree, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
        , m_tree(tree)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        int depth = 1;
        for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
            ++depth;
        const int width = std::max(80, m_tree.viewport()->width() - depth * m_tree.indentation());
        const QRect text = QFontMetrics(option.font)
                               .boundingRect(QRect(0, 0, width - 2 * padding, 10'000),
                                             Qt::TextWordWrap, index.data().toString());
        return {width, text.height() + QFontMetrics(exactFont(m_theme)).height() + 2 * padding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const ThemeColors &colors = m_theme.colors();
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, colors.selection);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, colors.hover);
        const QRect inner = option.rect.adjusted(padding, padding, -padding, -padding);
        painter->setFont(option.font);
        painter->setPen(colors.text);
        QRect used;
        painter->drawText(inner, Qt::TextWordWrap, index.data().toString(), &used);

        painter->setFont(exactFont(m_theme));
        const QFontMetrics metrics(painter->font());
        QRect line(inner.left(), inner.bottom() - metrics.height() + 1, inner.width(),
                   metrics.height());
        const QVariant matched = index.data(ExplanationModel::MatchedRole);
        const QString source = metrics.elidedText(
            index.data(ExplanationModel::SourceRole).toString(), Qt::ElideMiddle,
            matched.isValid() ? line.width() / 2 : line.width());
        painter->setPen(colors.accent.strong);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, source);
        if (matched.isValid()) {
            line.setLeft(line.left() + metrics.horizontalAdvance(source + u"  "));
            const QString text
                = matched.toString().isEmpty() ? u"→ \"\""_s : u"→ "_s + matched.toString();
            painter->setPen(colors.warning.strong);
            painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                              metrics.elidedText(text, Qt::ElideMiddle, line.width()));
        }
        painter->restore();
    }

private:
    const Theme &m_theme;
    const QTreeView &m_tree;
};

} // namespace

ExplainPage::ExplainPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(new ExplanationModel(this))
    , m_tree(new QTreeView)
    , m_url(new UrlStrip(theme))
    , m_nothing(new QLabel(tr("A pattern without errors is explained here, part by part.")))
{
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ExplanationDelegate(theme, *m_tree, this));
    m_tree->header()->hide();
    m_tree->setIndentation(14);
    m_tree->setMouseTracking(true);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setAccessibleName(tr("The pattern explained"));
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignTop);
    m_nothing->setContentsMargins(12, 8, 12, 8);
    setLook(m_nothing, "muted"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_nothing, 1);
    layout->setSpacing(0);
    layout->addWidget(m_url);
    layout->addWidget(m_tree, 1);
    m_url->hide();
    m_tree->hide();
    setFocusProxy(m_tree);
    connect(m_tree, &QAbstractItemView::entered, this, &ExplainPage::point);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ExplainPage::point);
    connect(&theme, &Theme::changed, m_tree->viewport(), qOverload<>(&QWidget::update));
}

void ExplainPage::setInsight(const KeyInsightPtr &insight)
{
    const int before = m_model->rowCount();
    const KeyInsightPtr old = m_model->insight();
    m_model->setInsight(insight);
    const bool isThere = m_model->rowCount() > 0;
    m_tree->setVisible(isThere);
    m_nothing->setVisible(!isThere);
    m_url->setVisible(isThere && !insight->url.isNull());
    if (isThere)
        showMatched(m_tree->currentIndex());
    if (before == 0 || !old || !insight || !(old->explanation == insight->explanation))
        m_tree->expandAll();
    else
        m_tree->viewport()->update();
}

void ExplainPage::showPlace(qsizetype utf16)
{
    const QModelIndex index = m_model->indexAt(utf16);
    if (index.isValid() && index != m_tree->currentIndex()) {
        const QSignalBlocker quiet(m_tree->selectionModel());
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index);
        m_tree->viewport()->update();
    }
}

void ExplainPage::point(const QModelIndex &index)
{
    showMatched(index);
    Q_EMIT pointed(m_model->rangeOf(index));
}

void ExplainPage::showMatched(const QModelIndex &index)
{
    const KeyInsightPtr &insight = m_model->insight();
    if (!insight || insight->url.isNull())
        return;
    // Without a row, what the whole pattern found.
    const std::optional<Span> span = insight->extent(
        index.isValid() ? m_model->nodeOf(index) : m_model->nodeOf(m_model->index(0, 0)));
    const auto place
        = [&](std::size_t point) { return utf16Index(insight->url, qsizetype(point)); };
    m_url->show(insight->url, span ? place(span->begin) : 0, span ? place(span->end) : 0,
                span ? place(span->begin) : 0);
}

void ExplainPage::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    point(m_tree->hasFocus() ? m_tree->currentIndex() : QModelIndex());
}

void ExplainPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_tree->doItemsLayout();
}

} // namespace Recloser
