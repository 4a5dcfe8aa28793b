// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keydiagnosis.h"

#include <QAbstractListModel>
#include <QAbstractTableModel>

namespace Recloser {

/// What is wrong with a pattern, the worst first. GUI thread.
class FindingModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { SeverityRole = Qt::UserRole, RuleRole };

    using QAbstractListModel::QAbstractListModel;

    void setFindings(const std::vector<Finding> &findings);
    const std::vector<Finding> &findings() const { return m_findings; }
    /// Row of a finding of this rule, or -1.
    int rowOf(const std::string &rule) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<Finding> m_findings;
};

/// The stability matrix: what becomes of the keys when URLs change. A row for each change, a column
/// for each outcome with the number of URLs. GUI thread.
class MatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { ToneRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setMatrix(const std::vector<MatrixRow> &matrix);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int countOf(int row, KeyChange change) const;
    QString exampleOf(int row, KeyChange change) const;

    std::vector<MatrixRow> m_matrix;
    /// The outcomes that occur, in their order; Stays, Changes and Vanishes always.
    QList<KeyChange> m_columns;
};

} // namespace Recloser
