// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionitemmodel.h"

namespace Recloser {

/// The open collections as they are, one below the other. The shelf outlives it.
class CollectionTreeModel : public CollectionItemModel
{
    Q_OBJECT

public:
    explicit CollectionTreeModel(CollectionShelf &shelf, QObject *parent = nullptr);

    CollectionItem item(const QModelIndex &index) const override;
    QModelIndex indexOf(const CollectionItem &item) const override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;

private:
    void follow(Collection *collection);
    QModelIndex indexOfNode(const Collection *collection, CollectionNodeId id) const;
    quintptr keyOf(const Collection *collection, CollectionNodeId id) const;
};

} // namespace Recloser
