// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "ui/environments/environmentrows.h"

#include <QAbstractTableModel>
#include <QHash>

#include <functional>

namespace Recloser {

/// All variables of all environments side by side: what each becomes in each, placeholders resolved
/// and secrets masked. GUI thread.
class EnvironmentMatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Cell {
        Own, ///< the environment's
        Inherited, ///< from `$shared`
        Missing,
        Unresolved, ///< a placeholder in it has no value
    };
    enum Role { CellRole = Qt::UserRole, MaskedRole, WrittenRole };
    /// What placeholders of one environment resolve against.
    using ScopeOf = std::function<Scope(const QString &environment)>;

    using QAbstractTableModel::QAbstractTableModel;

    void setEnvironments(const EnvironmentSet &set, const ScopeOf &scopeOf);
    const QStringList &environments() const { return m_environments; }
    QString variable(int row) const { return m_rows.at(row).name; }
    int rowOf(const QString &variable) const;
    /// Row of the environment's own variable, or what it inherits; null: neither.
    const EnvironmentRow *written(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// `row` is what was there, with an empty path where nothing was.
    void valueTyped(const QString &environment, const Recloser::EnvironmentRow &row,
                    const QString &value);

private:
    struct Value
    {
        std::optional<EnvironmentRow> row;
        QString resolved;
        Cell cell = Cell::Missing;
        bool isMasked = false;
        bool isKnown = false;
    };
    struct Row
    {
        QString name;
        QList<Value> values;
    };
    const Value &valueAt(const QModelIndex &index) const;

    QStringList m_environments;
    QList<Scope> m_scopes;
    /// Values are resolved when they are first looked at.
    mutable QList<Row> m_rows;
};

} // namespace Recloser
