// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentmatrixmodel.h"

#include "core/resolve/variables.h"
#include "ui/describe/describe.h"

#include <QFileInfo>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void EnvironmentMatrixModel::setEnvironments(const EnvironmentSet &set, const ScopeOf &scopeOf)
{
    beginResetModel();
    m_environments = set.names();
    m_scopes.clear();
    m_rows.clear();
    QHash<QString, qsizetype> places;
    const auto rowOfName = [&](const QString &name) {
        const auto known = places.constFind(name);
        if (known != places.cend())
            return *known;
        places.insert(name, m_rows.size());
        m_rows.append({name, QList<Value>(m_environments.size())});
        return m_rows.size() - 1;
    };
    for (qsizetype column = 0; column < m_environments.size(); ++column) {
        m_scopes.append(scopeOf ? scopeOf(m_environments[column]) : Scope());
        const QList<EnvironmentRow> rows = environmentRows(set, m_environments[column]);
        for (const EnvironmentRow &row : rows) {
            if (!row.isConfiguration)
                m_rows[rowOfName(row.name)].values[column].row = row;
        }
    }
    std::ranges::sort(m_rows, [](const Row &a, const Row &b) {
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    endResetModel();
}

int EnvironmentMatrixModel::rowOf(const QString &variable) const
{
    const auto found = std::ranges::find(m_rows, variable, &Row::name);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const EnvironmentMatrixModel::Value &EnvironmentMatrixModel::valueAt(const QModelIndex &index) const
{
    Row &row = m_rows[index.row()];
    Value &value = row.values[index.column() - 1];
    if (value.isKnown)
        return value;
    value.isKnown = true;
    if (!value.row)
        return value;
    const PlaceholderExplanation found
        = explainPlaceholder(row.name, m_scopes.at(index.column() - 1));
    if (found.value)
        value.resolved = *found.value;
    value.isMasked = found.isSecret || value.row->place == ValuePlace::Secret;
    if (value.isMasked)
        value.resolved = u"••••••••"_s;
    value.cell = value.row->isInherited ? Cell::Inherited : Cell::Own;
    if (found.error) {
        value.cell = Cell::Unresolved;
        value.resolved = value.row->written;
    }
    return value;
}

const EnvironmentRow *EnvironmentMatrixModel::written(const QModelIndex &index) const
{
    if (!index.isValid() || index.column() == 0)
        return nullptr;
    const auto &row = m_rows.at(index.row()).values.at(index.column() - 1).row;
    return row ? &*row : nullptr;
}

int EnvironmentMatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EnvironmentMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_environments.size()) + 1;
}

QVariant EnvironmentMatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.column() == 0)
        return role == Qt::DisplayRole ? QVariant(m_rows[index.row()].name) : QVariant();
    const EnvironmentRow *row = written(index);
    switch (role) {
    case Qt::DisplayRole:
        return valueAt(index).resolved;
    case Qt::EditRole:
        return !row || row->place == ValuePlace::Secret ? QString() : row->written;
    case CellRole:
        return QVariant::fromValue(int(valueAt(index).cell));
    case MaskedRole:
        return valueAt(index).isMasked;
    case WrittenRole:
        return row ? row->written : QString();
    case Qt::ToolTipRole: {
        if (!row)
            return tr("%1 has no value in %2")
                .arg(variable(index.row()), m_environments[index.column() - 1]);
        const QString where = row->line > 0
            ? tr("%1, line %2").arg(QFileInfo(row->path).fileName()).arg(row->line)
            : QFileInfo(row->path).fileName();
        const QString text = row->isInherited ? tr("shared by all · %1").arg(where) : where;
        if (valueAt(index).cell == Cell::Unresolved) {
            const auto found = explainPlaceholder(row->name, m_scopes[index.column() - 1]);
            return QString(describe(*found.error).headline + u'\n' + text);
        }
        return row->written.contains("{{"_L1) ? QString(row->written + u'\n' + text) : text;
    }
    case Qt::AccessibleTextRole:
        return row ? QVariant(valueAt(index).resolved) : QVariant(tr("no value"));
    default:
        return {};
    }
}

bool EnvironmentMatrixModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() == 0)
        return false;
    const EnvironmentRow *row = written(index);
    const QString text = value.toString();
    // Leaving a cell as it was makes nothing.
    if (row ? row->place == ValuePlace::Secret ? text.isEmpty() : text == row->written
            : text.isEmpty())
        return false;
    const EnvironmentRow before = row ? *row : EnvironmentRow{.name = variable(index.row())};
    Q_EMIT valueTyped(m_environments[index.column() - 1], before, text);
    return true;
}

QVariant EnvironmentMatrixModel::headerData(int section, Qt::Orientation orientation,
                                            int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == 0 ? tr("Variable") : m_environments.value(section - 1);
}

Qt::ItemFlags EnvironmentMatrixModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const EnvironmentRow *row = written(index);
    const bool isFixed
        = index.column() == 0 || (row && row->place == ValuePlace::ReadOnly && !row->isInherited);
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return isFixed ? flags : flags | Qt::ItemIsEditable;
}

} // namespace Recloser
