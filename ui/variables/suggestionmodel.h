// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resolve/variables.h"

#include <QAbstractListModel>
#include <QHash>

namespace Recloser {

/// What can be written between `{{` and `}}`, filtered by what is typed. Values are found when they
/// are looked at, so that thousands of variables cost nothing. GUI thread.
class SuggestionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Takes everything `scope` offers; the filter stays.
    void setScope(const Scope &scope);
    /// Names that begin with `typed` first, then those that have it at a word's begin, then
    /// anywhere; letter case does not matter.
    void setFilter(const QString &typed);
    QString filter() const { return m_filter; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// With its value.
    const VariableSuggestion &suggestion(int row) const;

private:
    void apply();

    Scope m_scope;
    mutable QList<VariableSuggestion> m_all;
    mutable QList<bool> m_hasValue;
    QString m_filter;
    /// Indices of `m_all`.
    QList<int> m_shown;
};

} // namespace Recloser
