// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "ui/environments/environmentrows.h"

#include <QAbstractTableModel>
#include <QHash>

namespace Recloser {

/// The variables of one environment, and an empty last row to type a new one into. Holds no file:
/// what people do is told by signals, and comes back with setRows(). GUI thread.
class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Place, Where };
    enum Role { MaskedRole = Qt::UserRole, InheritedRole, ReadOnlyRole, HintRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Changes as little as possible, so that an open editor and the selection stay.
    void setRows(const QList<EnvironmentRow> &rows);
    /// New variables can be typed into the last row.
    void setEditable(bool isEditable);
    const QList<EnvironmentRow> &rows() const { return m_rows; }
    bool isNewRow(int row) const { return row == m_rows.size(); }
    /// Values of secrets that are shown in plain, by name of the secret.
    void setShownSecrets(const QHash<QString, QString> &values);
    const QHash<QString, QString> &shownSecrets() const { return m_shownSecrets; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void nameTyped(const Recloser::EnvironmentRow &row, const QString &name);
    void valueTyped(const Recloser::EnvironmentRow &row, const QString &value);
    void placeChosen(const Recloser::EnvironmentRow &row, Recloser::ValuePlace place);
    void added(const QString &name);

private:
    QVariant textOf(const EnvironmentRow &row, int column, bool isForEditing) const;

    QList<EnvironmentRow> m_rows;
    QHash<QString, QString> m_shownSecrets;
    bool m_isEditable = true;
};

/// "shared file", "private file", "secret".
QString placeName(ValuePlace place);

} // namespace Recloser
