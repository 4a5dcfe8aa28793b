// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionitemmodel.h"

namespace Recloser {

/// The open collections as they are, one below the other, down to their requests or to their files
/// alone. The shelf outlives it.
class CollectionTreeModel : public CollectionItemModel
{
    Q_OBJECT

public:
    enum class Depth { Requests, Files };

    explicit CollectionTreeModel(CollectionShelf &shelf, QObject *parent = nullptr,
                                 Depth depth = Depth::Requests);

    CollectionItem item(const QModelIndex &index) const override;
    QModelIndex indexOf(const CollectionItem &item) const override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;

private:
    void follow(Collection *collection);
    QModelIndex indexOfNode(const Collection *collection, CollectionNodeId id) const;
    quintptr keyOf(const Collection *collection, CollectionNodeId id) const;
    bool hasRowsOf(const Collection *collection, CollectionNodeId parent) const;

    Depth m_depth;
    /// The last one that was asked for: views ask for all rows of one after the other.
    mutable quint32 m_lastSerial = 0;
    mutable Collection *m_last = nullptr;
};

} // namespace Recloser
