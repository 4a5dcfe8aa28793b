// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"
#include "core/collections/opencollections.h"

#include <QHash>
#include <QObject>

namespace Recloser {

/// A folder, file or request of an open collection. Plain value; whoever keeps one over the event
/// loop looks with CollectionShelf::contains() whether it is still there.
struct CollectionItem
{
    Collection *collection = nullptr;
    CollectionNodeId node = noCollectionNode;

    /// Null where it is none.
    const CollectionNode *get() const { return collection ? collection->node(node) : nullptr; }
    explicit operator bool() const { return get(); }
    bool operator==(const CollectionItem &) const = default;
};

/// The collections that are open in the window, in their order. Owns them. GUI thread.
class CollectionShelf : public QObject
{
    Q_OBJECT

public:
    explicit CollectionShelf(CollectionPlaces places, QObject *parent = nullptr);
    ~CollectionShelf() override;

    const QList<Collection *> &collections() const { return m_collections; }
    /// At the end, unless the folder is open already: then that one.
    Collection *open(const QString &folder);
    void close(Collection *collection);
    /// Makes the one at `from` the one at `to`.
    void move(int from, int to);
    /// Looks at every file's time at once, as when the window becomes active.
    void refresh();

    /// The collection a file is shown in, the innermost where there are several; null where none.
    Collection *holding(const QString &path) const;
    CollectionItem find(const QString &path, qsizetype index) const;
    bool contains(const CollectionItem &item) const;
    qsizetype requestCount() const;

    /// Names a collection for as long as the program runs.
    quint32 serialOf(const Collection *collection) const { return m_serials.value(collection); }
    Collection *withSerial(quint32 serial) const { return m_bySerial.value(serial); }

Q_SIGNALS:
    void aboutToOpen(int row);
    void opened(Recloser::Collection *collection);
    void aboutToClose(int row);
    /// It is gone when control returns.
    void closed(Recloser::Collection *collection);
    void aboutToMove(int from, int to);
    void moved();
    /// Requests came, went, moved or are other ones. Told once, soon, for all that changed.
    void changed();

private:
    void follow(Collection *collection);
    void noteChange();

    CollectionPlaces m_places;
    QList<Collection *> m_collections;
    QHash<const Collection *, quint32> m_serials;
    QHash<quint32, Collection *> m_bySerial;
    quint32 m_lastSerial = 0;
    bool m_isTelling = false;
};

} // namespace Recloser
