// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionsearch.h"
#include "ui/collections/collectionitemmodel.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace Recloser {

/// What a filter leaves of the open collections: the hits and what they are in. The rows are those
/// of the moment of the search, so it is to be made again when the collections change. Searches in
/// turns that the eye does not notice; the rows before stay until it is through.
class CollectionHitModel : public CollectionItemModel
{
    Q_OBJECT

public:
    /// Of each collection; more are not worth scrolling through.
    static constexpr qsizetype mostHits = 1000;

    explicit CollectionHitModel(const CollectionShelf &shelf, QObject *parent = nullptr);

    /// found() follows, at once where there is little to look at. Ends a search for something else;
    /// the same one is made again when it is through.
    void search(const QString &query);
    const QString &query() const { return m_query; }
    bool isSearching() const { return m_turn.isActive(); }
    void clear();
    /// The best hit; the first of them in the tree's order where several are as good.
    QModelIndex best() const;
    qsizetype hitCount() const { return m_hits; }
    /// There are more than are shown.
    bool isCut() const { return m_isCut; }

    CollectionItem item(const QModelIndex &index) const override;
    QModelIndex indexOf(const CollectionItem &item) const override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;

Q_SIGNALS:
    /// The rows are those of the search.
    void found();

private:
    struct Row
    {
        CollectionItem item;
        int parent = -1;
        int place = 0;
        QList<int> children;
    };

    void start();
    void lookOn();
    void show();
    void empty();
    void take(Collection *collection, const QList<CollectionHit> &hits);
    int add(const CollectionItem &item, int parent);

    QList<Row> m_rows;
    QList<int> m_top;
    /// Where an item is in m_rows.
    QHash<std::pair<quintptr, CollectionNodeId>, int> m_places;
    int m_best = -1;
    int m_bestScore = 0;
    qsizetype m_hits = 0;
    bool m_isCut = false;
    QString m_query;
    bool m_isStale = false;
    QTimer m_turn;
    /// One for each collection, and which of them is at it.
    std::vector<std::unique_ptr<CollectionSearch>> m_searches;
    size_t m_looking = 0;
};

} // namespace Recloser
