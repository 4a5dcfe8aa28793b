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
        const KeyRow *url = nullptr;
    };

    using QAbstractListModel::QAbstractListModel;

    void setGroups(KeyGroupsPtr groups);
    const KeyGroupsPtr &groups() const { return m_groups; }
    Line line(int row) const;
    /// Line of the heading of `key`, or -1.
    int lineOf(const QString &key) const;
    /// Line of a URL by its index in the list, or -1. Looks at every row.
    int lineOfUrl(qsizetype url) const;
    /// What the key of this row should be, in words.
    QString wantedText(const KeyRow &row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: key or URL; ToolTipRole and AccessibleTextRole all of it in words.
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString wordsOf(const Line &line) const;

    KeyGroupsPtr m_groups;
};

} // namespace Recloser
