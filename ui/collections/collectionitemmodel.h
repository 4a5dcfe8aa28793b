// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionshelf.h"

#include <QAbstractItemModel>
#include <QMimeData>

namespace Recloser {

/// What is dragged or was copied: the items, and for other programs their files and text.
class CollectionMime : public QMimeData
{
    Q_OBJECT

public:
    explicit CollectionMime(QList<CollectionItem> items);
    const QList<CollectionItem> &items() const { return m_items; }

private:
    QList<CollectionItem> m_items;
};

/// Rows that are items of open collections: what they say, and what may be dragged and dropped. The
/// model itself changes nothing: it says what is asked for. GUI thread.
class CollectionItemModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    explicit CollectionItemModel(const CollectionShelf &shelf, QObject *parent = nullptr);

    virtual CollectionItem item(const QModelIndex &index) const = 0;
    /// Invalid where it is not shown.
    virtual QModelIndex indexOf(const CollectionItem &item) const = 0;
    QList<CollectionItem> items(const QModelIndexList &indexes) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    void renameRequested(const Recloser::CollectionItem &item, const QString &name);
    /// `row` as in Collection::move().
    void dropRequested(const QList<Recloser::CollectionItem> &items, Qt::DropAction action,
                       const Recloser::CollectionItem &target, int row);
    /// Paths that another program dropped. Without a target they are to be opened.
    void pathsDropped(const QStringList &paths, const Recloser::CollectionItem &target);

protected:
    const CollectionShelf &m_shelf;
};

/// The highest ones: an item whose folder or file is among them too goes with that.
QList<CollectionItem> withoutNested(const QList<CollectionItem> &items);

} // namespace Recloser
