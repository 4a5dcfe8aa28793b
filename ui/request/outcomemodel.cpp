// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/outcomemodel.h"

#include "core/resilience/judgement.h"
#include "ui/request/outcomewords.h"
#include "ui/request/policylayers.h"

#include <algorithm>

namespace Recloser {

namespace {

bool isAbout(const OutcomeTable &table, const OutcomeMatch &match)
{
    return std::ranges::find(table, match, &OutcomeRule::match) != table.end();
}

} // namespace

void OutcomeModel::take(const OutcomeTable &own, const QList<SourcedOutcome> &inherited)
{
    if (own == m_own && inherited == m_inherited)
        return;
    const bool isSame = inherited.size() == m_inherited.size();
    const qsizetype grown = own.size() - m_own.size();
    if (isSame && grown == 1) {
        // Rows are added at the end, or come back where they were removed.
        qsizetype at = 0;
        while (at < m_own.size() && own[at] == m_own[at])
            ++at;
        beginInsertRows({}, int(at), int(at));
        m_own = own;
        m_inherited = inherited;
        endInsertRows();
    } else if (isSame && grown == -1) {
        qsizetype at = 0;
        while (at < own.size() && own[at] == m_own[at])
            ++at;
        beginRemoveRows({}, int(at), int(at));
        m_own = own;
        m_inherited = inherited;
        endRemoveRows();
    } else if (!isSame || grown != 0) {
        beginResetModel();
        m_own = own;
        m_inherited = inherited;
        endResetModel();
        return;
    }
    m_own = own;
    m_inherited = inherited;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

OutcomeModel::RowKind OutcomeModel::kindOf(int row) const
{
    if (row < m_own.size())
        return RowKind::Own;
    return row == m_own.size() ? RowKind::Empty : RowKind::Inherited;
}

OutcomeRule OutcomeModel::ruleAt(int row) const
{
    if (row < m_own.size())
        return m_own.value(row);
    return m_inherited.value(row - m_own.size() - 1).rule;
}

bool OutcomeModel::neverCounts(int row) const
{
    const OutcomeMatch match = ruleAt(row).match;
    for (int above = 0; above < row; ++above) {
        if (kindOf(above) != RowKind::Empty && covers(ruleAt(above).match, match))
            return true;
    }
    return false;
}

void OutcomeModel::remove(int row)
{
    if (kindOf(row) != RowKind::Own)
        return;
    OutcomeTable own = m_own;
    own.removeAt(row);
    Q_EMIT edited(tr("remove outcome"), own);
}

bool OutcomeModel::move(int row, int by)
{
    if (kindOf(row) != RowKind::Own || row + by < 0 || row + by >= m_own.size())
        return false;
    OutcomeTable own = m_own;
    own.swapItemsAt(row, row + by);
    Q_EMIT edited(tr("move outcome"), own);
    return true;
}

int OutcomeModel::overrideRow(int row)
{
    const OutcomeRule rule = ruleAt(row);
    if (kindOf(row) != RowKind::Inherited || isAbout(m_own, rule.match))
        return -1;
    OutcomeTable own = m_own;
    own.append(rule);
    Q_EMIT edited(tr("add outcome"), own);
    return int(own.size()) - 1;
}

int OutcomeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_own.size() + 1 + m_inherited.size());
}

int OutcomeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString OutcomeModel::text(int row, Column column) const
{
    const RowKind kind = kindOf(row);
    if (kind == RowKind::Empty)
        return column == What ? tr("Add an outcome: 500, 5xx, connection reset …") : QString();
    const OutcomeRule rule = ruleAt(row);
    switch (column) {
    case What:
        return outcomeText(rule.match);
    case Breaker:
        return breakerEffectTexts().value(int(rule.breaker));
    case Retry:
        return retryEffectTexts().value(int(rule.retry));
    case Whose:
        if (kind == RowKind::Inherited)
            return sourceTitle(m_inherited[row - m_own.size() - 1].source);
        break;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant OutcomeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const auto column = Column(index.column());
    const RowKind kind = kindOf(row);
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        if (kind == RowKind::Empty)
            return QString();
        if (column == Breaker)
            return int(ruleAt(row).breaker);
        if (column == Retry)
            return int(ruleAt(row).retry);
        return text(row, column);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        if (kind != RowKind::Empty && neverCounts(row))
            return tr("Never counts: a row above is about the same");
        if (kind == RowKind::Inherited)
            return role == Qt::ToolTipRole
                ? tr("From %1; Enter makes a row of your own of it").arg(text(row, Whose))
                : text(row, Whose);
        return {};
    case RowKindRole:
        return QVariant::fromValue(kind);
    case NeverCountsRole:
        return kind != RowKind::Empty && neverCounts(row);
    default:
        return {};
    }
}

bool OutcomeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    OutcomeTable own = m_own;
    if (index.column() == What) {
        const auto match = outcomeFromText(value.toString());
        // Of two rows about the same the second would never count.
        if (!match || isAbout(own, *match))
            return false;
        if (kindOf(index.row()) == RowKind::Empty)
            own.append(suggestedRule(*match));
        else
            own[index.row()].match = *match;
    } else if (index.column() == Breaker) {
        own[index.row()].breaker = BreakerEffect(value.toInt());
    } else {
        own[index.row()].retry = RetryEffect(value.toInt());
    }
    if (own == m_own)
        return false;
    Q_EMIT edited(own.size() > m_own.size() ? tr("add outcome") : tr("outcome"), own);
    return true;
}

QVariant OutcomeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What:
        return tr("An attempt that ends with");
    case Breaker:
        return tr("is, for the breaker,");
    case Retry:
        return tr("tried again");
    default:
        return QString();
    }
}

Qt::ItemFlags OutcomeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const RowKind kind = kindOf(index.row());
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const bool isEditable = kind == RowKind::Own ? index.column() != Whose
                                                 : kind == RowKind::Empty && index.column() == What;
    flags.setFlag(Qt::ItemIsEditable, isEditable);
    return flags;
}

} // namespace Recloser
