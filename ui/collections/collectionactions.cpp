// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionactions.h"

#include "core/store/httpfile.h"
#include "core/store/onworker.h"
#include "core/store/wholefile.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = CollectionNode::Kind;

constexpr qint64 largestFile = 64 * 1024 * 1024;

struct Place
{
    CollectionNodeId node = noCollectionNode;
    int row = -1;
};

/// The folder `item` is, or is in.
CollectionNodeId folderOf(const CollectionItem &item)
{
    const CollectionNode *node = item.get();
    while (node && node->kind != Kind::Folder)
        node = item.collection->node(node->parent);
    return node ? node->id : noCollectionNode;
}

/// Where a request goes that is put at `item`.
Place placeOfRequest(const CollectionItem &item)
{
    const CollectionNode *node = item.get();
    if (!node)
        return {};
    if (node->kind == Kind::Request)
        return {node->parent, node->row + 1};
    return {item.node, -1};
}

enum class Sort { Requests, FilesAndFolders };

QList<CollectionItem> among(const QList<CollectionItem> &items, Sort sort)
{
    QList<CollectionItem> found;
    for (const CollectionItem &item : items) {
        const CollectionNode *node = item.get();
        if (node && (node->kind == Kind::Request) == (sort == Sort::Requests))
            found.append(item);
    }
    return found;
}

QHash<Collection *, QList<CollectionNodeId>> byCollection(const QList<CollectionItem> &items)
{
    QHash<Collection *, QList<CollectionNodeId>> groups;
    for (const CollectionItem &item : items)
        groups[item.collection].append(item.node);
    return groups;
}

QList<CollectionItem> itemsOf(Collection *collection, const QList<CollectionNodeId> &nodes)
{
    QList<CollectionItem> items;
    for (const CollectionNodeId node : nodes)
        items.append({collection, node});
    return items;
}

} // namespace

CollectionActions::CollectionActions(CollectionShelf &shelf, QObject *parent)
    : QObject(parent)
    , m_shelf(shelf)
{
}

void CollectionActions::follow(Collection *collection, Collection::Result result, Tell tell,
                               const Then &then, Group group)
{
    result.then(this,
                [this, collection = QPointer(collection), tell, then,
                 group](const CollectionResult &outcome) {
                    if (!outcome) {
                        Q_EMIT failed(describe(outcome.error()));
                        return;
                    }
                    if (!collection)
                        return;
                    note(collection, group);
                    if (!outcome->secrets.isEmpty())
                        Q_EMIT secretsExtracted(outcome->secrets);
                    if (then)
                        then(*outcome);
                    const auto step = collection ? undoText(collection) : std::nullopt;
                    if (step && (tell == Tell::Step || !outcome->notes.isEmpty()))
                        Q_EMIT told(describe(*step), describe(outcome->notes));
                });
}

// ---- making and changing -----------------------------------------------------------------------

void CollectionActions::add(New what, const CollectionItem &place)
{
    if (!m_shelf.contains(place))
        return;
    Collection *collection = place.collection;
    const auto created = [this, collection](const CollectionChange &change) {
        if (!change.nodes.isEmpty())
            Q_EMIT this->created({collection, change.nodes.first()});
    };
    if (what == New::Request) {
        const Place at = placeOfRequest(place);
        RequestSpec spec;
        spec.name = tr("New request");
        spec.url = u"http://localhost/"_s;
        follow(collection, collection->addRequest(at.node, at.row, spec), Tell::Nothing, created);
        return;
    }
    const CollectionNodeId folder = folderOf(place);
    const CollectionNode *node = collection->node(folder);
    if (!node)
        return;
    QStringList siblings;
    for (const CollectionNodeId child : node->children)
        siblings.append(collection->node(child)->name);
    const QString stem = what == New::File ? tr("requests") : tr("folder");
    const QString ending = what == New::File ? u".http"_s : QString();
    QString name = stem + ending;
    for (int number = 2; nameProblemOf(name, siblings) == CollectionFailure::NameProblem::Taken;
         ++number)
        name = u"%1 %2%3"_s.arg(stem).arg(number).arg(ending);
    follow(collection,
           what == New::File ? collection->addFile(folder, name)
                             : collection->addFolder(folder, name),
           Tell::Nothing, created);
}

void CollectionActions::addRequests(const QList<RequestSpec> &specs, const CollectionItem &place)
{
    if (!m_shelf.contains(place))
        return;
    Collection *collection = place.collection;
    const Place at = placeOfRequest(place);
    const Group group = ++m_lastGroup;
    for (int number = 0; number < specs.size(); ++number) {
        follow(
            collection,
            collection->addRequest(at.node, at.row < 0 ? -1 : at.row + number, specs[number]),
            Tell::Nothing,
            [this, collection](const CollectionChange &change) {
                Q_EMIT done(itemsOf(collection, change.nodes));
            },
            group);
    }
}

void CollectionActions::rename(const CollectionItem &item, const QString &name)
{
    if (!m_shelf.contains(item))
        return;
    follow(item.collection, item.collection->rename(item.node, name), Tell::Nothing,
           [this, collection = item.collection](const CollectionChange &change) {
               Q_EMIT done(itemsOf(collection, change.nodes));
           });
}

void CollectionActions::remove(const QList<CollectionItem> &items)
{
    removeAs(++m_lastGroup, items);
}

void CollectionActions::removeAs(Group step, const QList<CollectionItem> &items)
{
    const auto groups = byCollection(items);
    for (auto group = groups.cbegin(); group != groups.cend(); ++group)
        follow(group.key(), group.key()->remove(*group), Tell::Step, {}, step);
}

void CollectionActions::duplicate(const QList<CollectionItem> &items)
{
    const auto groups = byCollection(items);
    for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
        follow(group.key(), group.key()->duplicate(*group), Tell::Nothing,
               [this, collection = group.key()](const CollectionChange &change) {
                   Q_EMIT done(itemsOf(collection, change.nodes));
               });
    }
}

// ---- moving ------------------------------------------------------------------------------------

void CollectionActions::paste(const QList<CollectionItem> &items, Qt::DropAction action,
                              const CollectionItem &place)
{
    if (!m_shelf.contains(place))
        return;
    const QList<CollectionItem> requests = among(items, Sort::Requests);
    if (!requests.isEmpty()) {
        const Place at = placeOfRequest(place);
        transfer(requests, action, {place.collection, at.node}, at.row);
    }
    transfer(among(items, Sort::FilesAndFolders), action, {place.collection, folderOf(place)}, -1);
}

void CollectionActions::transfer(const QList<CollectionItem> &items, Qt::DropAction action,
                                 const CollectionItem &target, int row)
{
    if (items.isEmpty() || !m_shelf.contains(target))
        return;
    QList<CollectionItem> ours;
    QList<CollectionItem> others;
    for (const CollectionItem &item : items) {
        if (m_shelf.contains(item))
            (item.collection == target.collection ? ours : others).append(item);
    }
    const CollectionNode *place = target.get();
    if (!ours.isEmpty()) {
        const bool isFile = place->kind == Kind::File;
        QList<CollectionNodeId> nodes;
        for (const CollectionItem &item :
             among(ours, isFile ? Sort::Requests : Sort::FilesAndFolders))
            nodes.append(item.node);
        Collection *collection = target.collection;
        const auto tell = [this, collection](const CollectionChange &change) {
            Q_EMIT done(itemsOf(collection, change.nodes));
        };
        if (!nodes.isEmpty())
            follow(collection,
                   action == Qt::CopyAction ? collection->copy(nodes, target.node, row)
                                            : collection->move(nodes, target.node, row),
                   Tell::Nothing, tell);
        if (!isFile && !among(ours, Sort::Requests).isEmpty())
            takeOverRequests(collection,
                             byCollection(among(ours, Sort::Requests)).value(collection), action,
                             target, -1);
    }
    if (!others.isEmpty())
        takeOver(others, action, target, row);
}

void CollectionActions::takeOver(const QList<CollectionItem> &items, Qt::DropAction action,
                                 const CollectionItem &target, int row)
{
    const auto requests = byCollection(among(items, Sort::Requests));
    for (auto group = requests.cbegin(); group != requests.cend(); ++group)
        takeOverRequests(group.key(), *group, action, target, row);
    const auto files = byCollection(among(items, Sort::FilesAndFolders));
    for (auto group = files.cbegin(); group != files.cend(); ++group) {
        const Group step = ++m_lastGroup;
        Collection *from = group.key();
        QStringList paths;
        for (const CollectionNodeId node : *group)
            paths.append(from->pathOf(node));
        follow(
            target.collection, target.collection->bringIn(paths, folderOf(target)), Tell::Nothing,
            [this, from = QPointer(from), nodes = *group, action, to = target.collection,
             step](const CollectionChange &change) {
                Q_EMIT done(itemsOf(to, change.nodes));
                // Only when it is safely there does it leave where it was.
                if (action == Qt::MoveAction && from)
                    removeAs(step, itemsOf(from, nodes));
            },
            step);
    }
}

void CollectionActions::takeOverRequests(Collection *from, const QList<CollectionNodeId> &nodes,
                                         Qt::DropAction action, const CollectionItem &target,
                                         int row)
{
    QList<std::pair<QString, int>> wanted;
    for (const CollectionNodeId id : nodes) {
        if (const CollectionNode *node = from->node(id))
            wanted.append({from->pathOf(id), node->row});
    }
    using Specs = std::expected<QList<RequestSpec>, StoreError>;
    onWorker<Specs>([wanted]() -> Specs {
        QList<RequestSpec> specs;
        QHash<QString, HttpFile> files;
        for (const auto &[path, index] : wanted) {
            if (!files.contains(path)) {
                const auto content = readWholeFile(path, largestFile);
                if (!content)
                    return std::unexpected(content.error());
                files.insert(path, HttpFile::parse(*content));
            }
            const HttpFile &file = files[path];
            if (index >= file.requests().size())
                return std::unexpected(
                    StoreError{.kind = StoreError::Kind::ChangedOutside, .subject = path});
            specs.append(file.requests()[index].spec);
        }
        return specs;
    }).then(this, [this, from = QPointer(from), nodes, action, target, row](const Specs &specs) {
        if (!specs) {
            Q_EMIT failed(describe(specs.error()));
            return;
        }
        if (!m_shelf.contains(target))
            return;
        auto left = std::make_shared<qsizetype>(specs->size());
        const Group step = ++m_lastGroup;
        for (int number = 0; number < specs->size(); ++number) {
            follow(
                target.collection,
                target.collection->addRequest(target.node, row < 0 ? -1 : row + number,
                                              specs->at(number)),
                Tell::Nothing,
                [this, from, nodes, action, left, to = target.collection,
                 step](const CollectionChange &change) {
                    Q_EMIT done(itemsOf(to, change.nodes));
                    if (--*left == 0 && action == Qt::MoveAction && from)
                        removeAs(step, itemsOf(from, nodes));
                },
                step);
        }
    });
}

void CollectionActions::bringIn(const QStringList &paths, const CollectionItem &place)
{
    if (paths.isEmpty() || !m_shelf.contains(place))
        return;
    follow(place.collection, place.collection->bringIn(paths, folderOf(place)), Tell::Nothing,
           [this, collection = place.collection](const CollectionChange &change) {
               Q_EMIT done(itemsOf(collection, change.nodes));
           });
}

} // namespace Recloser
