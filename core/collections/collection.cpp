// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collection.h"

#include "core/collections/collectionloader.h"
#include "core/collections/collectionoperations.h"
#include "core/collections/collectiontree.h"

#include <QDir>

namespace Recloser {

Collection::Collection(const QString &folder, CollectionPlaces places, QObject *parent)
    : QObject(parent)
    , m_folder(QDir::cleanPath(QDir(folder).absolutePath()))
    , m_tree(std::make_unique<CollectionTree>(*this, m_folder))
    , m_loader(std::make_unique<CollectionLoader>(*this, *m_tree, places))
    , m_operations(std::make_unique<CollectionOperations>(*this, *m_loader, std::move(places)))
{
}

Collection::~Collection() = default;

void Collection::open()
{
    m_operations->open();
    m_loader->refresh();
}

void Collection::refresh()
{
    m_loader->refresh();
}

Collection::State Collection::state() const
{
    return m_loader->state();
}

Collection::Watching Collection::watching() const
{
    return m_loader->watching();
}

std::optional<StoreError> Collection::error() const
{
    return m_loader->error();
}

CollectionNodeId Collection::root() const
{
    return CollectionTree::root;
}

const CollectionNode *Collection::node(CollectionNodeId id) const
{
    return m_tree->node(id);
}

QString Collection::pathOf(CollectionNodeId id) const
{
    return m_tree->pathOf(id);
}

QString Collection::relativePathOf(CollectionNodeId id) const
{
    return m_tree->relativePathOf(id);
}

CollectionNodeId Collection::find(const QString &path) const
{
    return m_tree->find(path);
}

CollectionNodeId Collection::find(const QString &path, qsizetype index) const
{
    const CollectionNode *file = node(find(path));
    return file && file->kind == CollectionNode::Kind::File
        ? file->children.value(index, noCollectionNode)
        : noCollectionNode;
}

qsizetype Collection::requestCount() const
{
    return node(root())->requests;
}

void Collection::expect(const QString &path, const QByteArray &content)
{
    m_loader->expect(path, content);
}

} // namespace Recloser
