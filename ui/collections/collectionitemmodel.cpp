// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionitemmodel.h"

#include "ui/collections/collectionwords.h"

#include <QSet>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = CollectionNode::Kind;

QStringList localPaths(const QMimeData *data)
{
    QStringList paths;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

CollectionMime::CollectionMime(QList<CollectionItem> items) : m_items(std::move(items))
{
    QList<QUrl> urls;
    QStringList lines;
    for (const CollectionItem &item : std::as_const(m_items)) {
        const CollectionNode *node = item.get();
        if (!node)
            continue;
        const QString path = item.collection->pathOf(item.node);
        if (node->kind == Kind::Request) {
            lines.append(u"%1 %2"_s.arg(node->method, node->target));
        } else {
            urls.append(QUrl::fromLocalFile(path));
            lines.append(path);
        }
    }
    // A request is not its file: only whole files are files to others.
    if (!urls.isEmpty())
        setUrls(urls);
    setText(lines.join(u'\n'));
}

QList<CollectionItem> withoutNested(const QList<CollectionItem> &items)
{
    if (items.size() < 2)
        return items;
    QHash<const Collection *, QSet<CollectionNodeId>> chosen;
    for (const CollectionItem &item : items)
        chosen[item.collection].insert(item.node);
    QList<CollectionItem> kept;
    for (const CollectionItem &item : items) {
        const QSet<CollectionNodeId> &others = chosen[item.collection];
        const CollectionNode *node = item.get();
        bool isNested = !node;
        while (node && !isNested) {
            isNested = others.contains(node->parent);
            node = item.collection->node(node->parent);
        }
        if (!isNested)
            kept.append(item);
    }
    return kept;
}

CollectionItemModel::CollectionItemModel(const CollectionShelf &shelf, QObject *parent)
    : QAbstractItemModel(parent)
    , m_shelf(shelf)
{
}

QList<CollectionItem> CollectionItemModel::items(const QModelIndexList &indexes) const
{
    QList<CollectionItem> found;
    found.reserve(indexes.size());
    for (const QModelIndex &index : indexes) {
        if (const CollectionItem one = item(index))
            found.append(one);
    }
    return found;
}

int CollectionItemModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant CollectionItemModel::data(const QModelIndex &index, int role) const
{
    const CollectionItem one = item(index);
    const CollectionNode *node = one.get();
    if (!node)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(one);
    case Qt::EditRole:
        return node->name;
    case Qt::ToolTipRole:
        return detailsOf(one);
    case Qt::AccessibleTextRole:
        return spokenText(one);
    default:
        return {};
    }
}

bool CollectionItemModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const CollectionItem one = item(index);
    const CollectionNode *node = one.get();
    if (role != Qt::EditRole || !node || node->name == value.toString())
        return false;
    Q_EMIT renameRequested(one, value.toString());
    return true;
}

Qt::ItemFlags CollectionItemModel::flags(const QModelIndex &index) const
{
    const CollectionItem one = item(index);
    const CollectionNode *node = one.get();
    if (!node)
        return Qt::ItemIsDropEnabled; // between collections: a folder from elsewhere
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (node->kind == Kind::Request)
        flags |= Qt::ItemNeverHasChildren;
    else
        flags |= Qt::ItemIsDropEnabled;
    if (one.node != one.collection->root())
        flags |= Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    return flags;
}

Qt::DropActions CollectionItemModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

QStringList CollectionItemModel::mimeTypes() const
{
    return {u"text/uri-list"_s, u"text/plain"_s};
}

QMimeData *CollectionItemModel::mimeData(const QModelIndexList &indexes) const
{
    return new CollectionMime(withoutNested(items(indexes)));
}

bool CollectionItemModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int,
                                          const QModelIndex &parent) const
{
    if (!data || (action != Qt::MoveAction && action != Qt::CopyAction))
        return false;
    const CollectionItem target = item(parent);
    const CollectionNode *node = target.get();
    const auto *own = qobject_cast<const CollectionMime *>(data);
    if (!own) // onto a folder they are copied into it, elsewhere opened
        return data->hasUrls();
    if (!node || own->items().isEmpty())
        return false;
    // What is dragged is of one sort: requests go to files, folders and files to folders.
    const CollectionNode *first = own->items().first().get();
    if (!first)
        return false;
    if (first->kind == Kind::Request)
        return node->kind == Kind::File || node->kind == Kind::Folder;
    if (node->kind != Kind::Folder)
        return false;
    // Nor into itself.
    for (const CollectionItem &one : own->items()) {
        for (CollectionNodeId at = target.node;
             at != noCollectionNode && one.collection == target.collection;) {
            if (at == one.node)
                return false;
            const CollectionNode *above = target.collection->node(at);
            at = above ? above->parent : noCollectionNode;
        }
        if (own->items().size() > 100)
            break; // asked with every step of the mouse; the collection refuses what is left
    }
    return true;
}

bool CollectionItemModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row,
                                       int column, const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const CollectionItem target = item(parent);
    if (const auto *own = qobject_cast<const CollectionMime *>(data)) {
        const CollectionNode *node = target.get();
        // Folders and files stand by their names, whatever place was aimed at.
        const int place = node && node->kind == Kind::File ? row : -1;
        Q_EMIT dropRequested(own->items(), action, target, place);
    } else {
        const CollectionNode *node = target.get();
        const bool isFolder = node && node->kind == Kind::Folder;
        Q_EMIT pathsDropped(localPaths(data), isFolder ? target : CollectionItem());
    }
    return true;
}

} // namespace Recloser
