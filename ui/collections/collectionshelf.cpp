// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionshelf.h"

#include <QDir>

namespace Recloser {

using namespace Qt::StringLiterals;

CollectionShelf::CollectionShelf(CollectionPlaces places, QObject *parent)
    : QObject(parent)
    , m_places(std::move(places))
{
}

CollectionShelf::~CollectionShelf()
{
    // While the lists that their last signals may look into are still there.
    const QList<Collection *> all = std::exchange(m_collections, {});
    qDeleteAll(all);
}

Collection *CollectionShelf::open(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    OpenCollections known;
    for (const Collection *collection : std::as_const(m_collections))
        known.collections.append({.folder = collection->folder()});
    const FolderPlace place = known.placeOf(path);
    if (place.kind == FolderPlace::Kind::Same)
        return m_collections[place.row];

    Q_EMIT aboutToOpen(int(m_collections.size()));
    auto *collection = new Collection(path, m_places, this);
    m_collections.append(collection);
    m_serials.insert(collection, ++m_lastSerial);
    m_bySerial.insert(m_lastSerial, collection);
    follow(collection);
    Q_EMIT opened(collection);
    collection->open();
    noteChange();
    return collection;
}

void CollectionShelf::close(Collection *collection)
{
    const int row = int(m_collections.indexOf(collection));
    if (row < 0)
        return;
    Q_EMIT aboutToClose(row);
    m_collections.removeAt(row);
    m_bySerial.remove(m_serials.take(collection));
    disconnect(collection, nullptr, this, nullptr);
    Q_EMIT closed(collection);
    collection->deleteLater();
    noteChange();
}

void CollectionShelf::move(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= m_collections.size()
        || to >= m_collections.size())
        return;
    Q_EMIT aboutToMove(from, to);
    m_collections.move(from, to);
    Q_EMIT moved();
}

void CollectionShelf::refresh()
{
    for (Collection *collection : std::as_const(m_collections))
        collection->refresh();
}

Collection *CollectionShelf::holding(const QString &path) const
{
    Collection *best = nullptr;
    for (Collection *collection : m_collections) {
        if (path.startsWith(collection->folder() + u'/')
            && (!best || best->folder().size() < collection->folder().size()))
            best = collection;
    }
    return best;
}

CollectionItem CollectionShelf::find(const QString &path, qsizetype index) const
{
    Collection *collection = holding(path);
    if (!collection)
        return {};
    return {collection, collection->find(path, index)};
}

bool CollectionShelf::contains(const CollectionItem &item) const
{
    return m_collections.contains(item.collection) && item.get();
}

qsizetype CollectionShelf::requestCount() const
{
    qsizetype count = 0;
    for (const Collection *collection : m_collections)
        count += collection->requestCount();
    return count;
}

void CollectionShelf::follow(Collection *collection)
{
    connect(collection, &Collection::rowsInserted, this, &CollectionShelf::noteChange);
    connect(collection, &Collection::rowsRemoved, this, &CollectionShelf::noteChange);
    connect(collection, &Collection::rowsMoved, this, &CollectionShelf::noteChange);
    connect(collection, &Collection::nodeChanged, this, &CollectionShelf::noteChange);
    connect(collection, &Collection::stateChanged, this, &CollectionShelf::noteChange);
}

void CollectionShelf::noteChange()
{
    if (std::exchange(m_isTelling, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isTelling = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

} // namespace Recloser
