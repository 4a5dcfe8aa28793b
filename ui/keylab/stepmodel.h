// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keyinsight.h"

#include <QAbstractListModel>

namespace Recloser {

/// The steps of a search, a line each. Costs nothing per line. GUI thread.
class StepModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { KindRole = Qt::UserRole, DepthRole };

    using QAbstractListModel::QAbstractListModel;

    void setInsight(KeyInsightPtr insight);
    const KeyInsightPtr &insight() const { return m_insight; }
    /// The next backtrack behind `row`, or -1.
    int nextBacktrack(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    KeyInsightPtr m_insight;
};

/// A step in words: "[w] matched w at 7".
QString stepWords(const KeyInsight &insight, const TraceStep &step);

} // namespace Recloser
