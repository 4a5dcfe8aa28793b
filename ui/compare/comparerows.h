// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/exchangecompare.h"
#include "core/compare/jsoncompare.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <memory>

namespace Recloser {

/// A line of a table that compares: a heading, or a name with its values on both sides.
struct CompareRow
{
    QString heading;
    QString name;
    QString left;
    QString right;
    QString sign;
    /// What the sign means.
    QString word;
    /// Which tone it has: that of Equal has none.
    enum class Tone { None, Removed, Added, Changed, Rewritten, Quiet };
    Tone tone = Tone::None;
    /// A difference that the list of differences alone has.
    bool isTold = false;

    bool operator==(const CompareRow &) const = default;
};

/// Rows of fields, or of headers.
QList<CompareRow> fieldRows(const ExchangeComparison &comparison);
QList<CompareRow> headerRows(const ExchangeComparison &comparison, const Exchange &left,
                             const Exchange &right);

/// The lines of a table that compares two exchanges. The theme outlives it. GUI thread.
class CompareRowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Sign, Name, Left, Right, ColumnCount };

    explicit CompareRowsModel(const Theme &theme, QObject *parent = nullptr);

    void setRows(QList<CompareRow> rows);
    /// Shows what differs alone, or all.
    void setDifferencesAlone(bool alone);
    const CompareRow &row(int index) const { return m_shown[index]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void filter();

    const Theme &m_theme;
    QList<CompareRow> m_rows;
    QList<CompareRow> m_shown;
    bool m_differencesAlone = false;
};

/// The differences of two JSON bodies as a table, of any number. The theme outlives it. GUI thread.
class JsonDifferencesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Sign, Path, Left, Right, ColumnCount };

    explicit JsonDifferencesModel(const Theme &theme, QObject *parent = nullptr);

    void setDifferences(std::shared_ptr<const std::vector<JsonDifference>> differences);
    const JsonDifference &difference(int row) const { return (*m_differences)[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Theme &m_theme;
    std::shared_ptr<const std::vector<JsonDifference>> m_differences;
};

} // namespace Recloser
