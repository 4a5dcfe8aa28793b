// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookiejar.h"

#include <QAbstractTableModel>

namespace Recloser {

/// The cookies of a jar that a search leaves, for a table; follows the jar. GUI thread.
class CookieModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Domain, Name, Value, Path, Expires, Flags, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null shows nothing.
    void setJar(const CookieJarPtr &jar);
    const CookieJarPtr &jar() const { return m_jar; }
    /// Words that all stand in domain, name or path, without regard to case.
    void setSearch(const QString &text);
    void setValuesShown(bool areShown);
    const Cookie &at(int row) const { return m_rows.at(row); }
    /// -1 when it is not shown.
    int rowOf(const Cookie &cookie) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void refresh();
    bool isFound(const Cookie &cookie) const;

    CookieJarPtr m_jar;
    QStringList m_words;
    QList<Cookie> m_rows;
    bool m_areValuesShown = false;
};

} // namespace Recloser
