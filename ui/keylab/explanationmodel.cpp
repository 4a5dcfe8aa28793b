// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/explanationmodel.h"

#include "ui/widgets/plaintip.h"

namespace Recloser {

using namespace Qt::StringLiterals;

void ExplanationModel::setInsight(KeyInsightPtr insight)
{
    // Another URL matches other things; the tree stays as it is unfolded.
    const bool isSameTree
        = insight && m_insight && !m_rows.empty() && insight->explanation == m_insight->explanation;
    if (!isSameTree)
        beginResetModel();
    m_insight = std::move(insight);
    m_rows.clear();
    if (m_insight && m_insight->reading.syntax())
        add(m_insight->explanation, -1, 0);
    if (!isSameTree)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(0, 0));
}

int ExplanationModel::add(const Explanation &explanation, int parent, int place)
{
    const int id = int(m_rows.size());
    m_rows.push_back({&explanation, parent, place, {}});
    int number = 0;
    for (const Explanation &child : explanation.children) {
        const int made = add(child, id, number++);
        m_rows[size_t(id)].children.push_back(made);
    }
    return id;
}

const ExplanationModel::Row *ExplanationModel::rowOf(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() < m_rows.size() ? &m_rows[index.internalId()]
                                                                 : nullptr;
}

QModelIndex ExplanationModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Row *above = rowOf(parent);
    return createIndex(row, column, quintptr(above ? above->children[size_t(row)] : 0));
}

QModelIndex ExplanationModel::parent(const QModelIndex &index) const
{
    const Row *row = rowOf(index);
    if (!row || row->parent < 0)
        return {};
    return createIndex(m_rows[size_t(row->parent)].place, 0, quintptr(row->parent));
}

int ExplanationModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_rows.empty() ? 0 : 1;
    const Row *row = rowOf(parent);
    return row ? int(row->children.size()) : 0;
}

TextRange ExplanationModel::rangeOf(const QModelIndex &index) const
{
    const Row *row = rowOf(index);
    return row ? m_insight->reading.utf16(row->explanation->range) : TextRange();
}

NodeId ExplanationModel::nodeOf(const QModelIndex &index) const
{
    const Row *row = rowOf(index);
    return row ? row->explanation->node : noNode;
}

QModelIndex ExplanationModel::indexAt(qsizetype utf16) const
{
    QModelIndex found;
    if (rowCount() == 0)
        return found;
    for (QModelIndex next = index(0, 0); next.isValid();) {
        found = next;
        next = {};
        for (int row = 0; row < rowCount(found) && !next.isValid(); ++row) {
            const QModelIndex child = index(row, 0, found);
            const TextRange range = rangeOf(child);
            if (utf16 >= range.begin && utf16 < range.end)
                next = child;
        }
    }
    return found;
}

QVariant ExplanationModel::data(const QModelIndex &index, int role) const
{
    const Row *row = rowOf(index);
    if (!row)
        return {};
    const QString text = QString::fromStdString(row->explanation->text);
    const TextRange range = rangeOf(index);
    const QString source = m_insight->reading.text().sliced(range.begin, range.end - range.begin);
    const std::optional<Span> span = m_insight->extent(row->explanation->node);
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case SourceRole:
        return source;
    case MatchedRole:
        return span ? QVariant(m_insight->textOf(*span)) : QVariant();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        QString words = u"%1\n%2"_s.arg(source, text);
        if (span)
            words += u'\n' + tr("Matched here: %1").arg(m_insight->textOf(*span));
        else if (!m_insight->url.isNull())
            words += u'\n' + tr("Took no part in this URL");
        return role == Qt::ToolTipRole ? plainTip(words) : words;
    }
    default:
        return {};
    }
}

} // namespace Recloser
