// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"

#include <QAbstractListModel>

namespace Recloser {

/// Groups and their URLs as lines: a heading, then its URLs. Costs nothing per line.
/// GUI thread.
class KeyLabModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// A line: a group's heading when `url` is null.
    struct Line
    {
        const KeyGroup *group = nullptr;
        const KeyedUrl *url = nullptr;
    };

    using QAbstractListModel::QAbstractListModel;

    void setGroups(KeyGroupsPtr groups);
    const KeyGroupsPtr &groups() const { return m_groups; }
    Line line(int row) const;
    /// Line of the heading of `key`, or -1.
    int lineOf(const QString &key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: key or URL; ToolTipRole and AccessibleTextRole in words.
    QVariant data(const QModelIndex &index, int role) const override;

private:
    KeyGroupsPtr m_groups;
};

} // namespace Recloser
