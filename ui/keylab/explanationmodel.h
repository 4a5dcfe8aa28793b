// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keyinsight.h"

#include <QAbstractItemModel>

namespace Recloser {

/// The explanation of a pattern as a tree, with what each part matched. GUI thread.
class ExplanationModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        SourceRole = Qt::UserRole, ///< the part as it stands in the pattern
        MatchedRole, ///< what it matched in the URL; null where it took no part
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setInsight(KeyInsightPtr insight);
    const KeyInsightPtr &insight() const { return m_insight; }
    /// The part of the pattern a row explains.
    TextRange rangeOf(const QModelIndex &index) const;
    NodeId nodeOf(const QModelIndex &index) const;
    /// The innermost row that explains this place of the pattern.
    QModelIndex indexAt(qsizetype utf16) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return 1; }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        const Explanation *explanation = nullptr;
        int parent = -1;
        int place = 0; ///< among its siblings
        std::vector<int> children;
    };
    int add(const Explanation &explanation, int parent, int place);
    const Row *rowOf(const QModelIndex &index) const;

    KeyInsightPtr m_insight;
    std::vector<Row> m_rows;
};

} // namespace Recloser
