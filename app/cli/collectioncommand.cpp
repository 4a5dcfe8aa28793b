// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/collectioncommand.h"

#include "app/cli/collectionreport.h"
#include "app/composition/collectionplaces.h"
#include "core/collections/collectionsearch.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = CollectionNode::Kind;

namespace {

constexpr qsizetype mostHits = 1000;

const QStringList &actions()
{
    static const QStringList words{u"list"_s,      u"add"_s,    u"rename"_s, u"move"_s, u"copy"_s,
                                   u"duplicate"_s, u"delete"_s, u"undo"_s,   u"redo"_s};
    return words;
}

} // namespace

QString CollectionCommand::synopsis() const
{
    return u"ACTION FOLDER [ITEM...]"_s;
}

QString CollectionCommand::description() const
{
    return u"A folder of .http files as the window's panel has it, and the panel's steps; the "
           u"window and this take back each "
           u"other's.\n"
           "An ITEM is a path in the folder; a request is FILE#NUMBER, from 1, or FILE#NAME.\n"
           "  list FOLDER                       the tree; --search WORDS: what fits, best first\n"
           "  add FOLDER PATH/                  a folder\n"
           "  add FOLDER FILE                   a file\n"
           "  add FOLDER PLACE [METHOD] URL     a request in a file, or in a folder in a file of "
           "its own; --name, --at\n"
           "  rename FOLDER ITEM NAME\n"
           "  move FOLDER ITEM... PLACE         requests to a file, files and folders to a folder; "
           "--at NUMBER\n"
           "  copy FOLDER ITEM... PLACE\n"
           "  duplicate FOLDER ITEM...\n"
           "  delete FOLDER ITEM...             to the trash\n"
           "  undo FOLDER, redo FOLDER          the last step, as long as nobody changed the files "
           "since\n"
           "What is different for requests in their new place is named on stderr.\n"
           "--json prints for list an object a row: {\"item\", \"kind\": \"folder|file|request\", "
           "\"name\", \"problems\", and of "
           "requests\n"
           "\"method\", \"target\", \"line\", else \"requests\", \"error\"}; for a step "
           "{\"items\": [], \"paths\": [], \"notes\": "
           "[{\"kind\",\n"
           "\"subject\", \"request\"}], \"lost\": []}, or {\"error\": {\"kind\": "
           "\"name|store|conflict|gone|into-itself|unwritable|\n"
           "nothing-to-undo\", \"subject\", \"detail\"}}.\n\n"
           "Exit codes: 0 done; 1 refused, and nothing was changed; 2 usage, or a folder that "
           "cannot be read.\n\n"
           "Example: recloser-cli collection move shop orders.http#search search.http --at 1"_s;
}

void CollectionCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"search"_s, u"What fits, best first."_s, u"words"_s},
        {u"name"_s, u"Of the request that is added."_s, u"name"_s},
        {u"at"_s, u"Where the first request will stand in its file, from 1; else at the end."_s,
         u"number"_s},
        {u"json"_s, u"JSON."_s},
    });
}

void CollectionCommand::run(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    m_action = words.value(0);
    m_words = words.mid(2);
    m_isJson = parser.isSet(u"json"_s);
    m_search = parser.value(u"search"_s);
    m_name = parser.value(u"name"_s);
    if (!actions().contains(m_action))
        return fail(ExitCode::Usage, u"collection"_s,
                    m_action.isEmpty() ? u"no action given"_s
                                       : QString(u"no action is called "_s + m_action),
                    u"use one of "_s + actions().join(u", "_s));
    if (words.size() < 2)
        return fail(ExitCode::Usage, u"collection"_s, u"no folder given"_s,
                    u"name a folder of .http files"_s);
    bool isNumber = true;
    if (parser.isSet(u"at"_s))
        m_row = parser.value(u"at"_s).toInt(&isNumber) - 1;
    if (!isNumber || (parser.isSet(u"at"_s) && m_row < 0))
        return fail(ExitCode::Usage, u"--at"_s, u"not a place"_s, u"places count from 1"_s);
    m_collection = std::make_unique<Collection>(words[1], collectionPlaces(Profile::standard()));
    connect(m_collection.get(), &Collection::stateChanged, this, &CollectionCommand::act);
    m_collection->open();
}

void CollectionCommand::act()
{
    if (m_hasActed || m_collection->state() == Collection::State::Reading)
        return;
    m_hasActed = true;
    if (m_collection->state() == Collection::State::Missing)
        return fail(ExitCode::Usage, m_collection->folder(), m_collection->error()->detail,
                    u"name a folder that can be read"_s);
    if (m_action == "list"_L1)
        return list();
    const auto result = step();
    if (!result)
        return;
    Collection::Result(*result).then(this, [this](const CollectionResult &done) { report(done); });
}

void CollectionCommand::list()
{
    QList<CollectionNodeId> shown;
    if (!m_search.isEmpty()) {
        const QList<CollectionHit> hits
            = search(*m_collection, m_search, mostHits, SearchedNodes::Everything);
        for (const CollectionHit &hit : hits)
            shown.append(hit.node);
    } else if (m_isJson) {
        shown.append(m_collection->root());
        for (qsizetype i = 0; i < shown.size(); ++i) {
            const QList<CollectionNodeId> children = m_collection->node(shown[i])->children;
            std::ranges::copy(children, std::inserter(shown, shown.begin() + i + 1));
        }
        shown.removeFirst();
    }
    bool hasErrors = m_collection->node(m_collection->root())->error != nullptr;
    for (CollectionNodeId id : std::as_const(shown)) {
        const CollectionNode &node = *m_collection->node(id);
        hasErrors |= node.error != nullptr;
        if (m_isJson)
            printJson(nodeJson(*m_collection, id));
        else
            printLine(node.kind == Kind::Request
                          ? u"%1  %2 %3"_s.arg(itemWords(*m_collection, id), node.method,
                                               node.name.isEmpty() ? node.target : node.name)
                          : itemWords(*m_collection, id));
    }
    if (!m_isJson && m_search.isEmpty()) {
        const QStringList lines = treeLines(*m_collection);
        for (const QString &line : lines)
            printLine(line);
    }
    Q_EMIT done(hasErrors ? ExitCode::Usage : ExitCode::Done);
}

std::nullopt_t CollectionCommand::refuse(const QString &what, const QString &why,
                                         const QString &remedy)
{
    fail(ExitCode::Usage, what, why, remedy);
    return std::nullopt;
}

std::optional<QList<CollectionNodeId>> CollectionCommand::items(qsizetype end)
{
    if (end < 1)
        return refuse(m_action, u"no item given"_s, u"name what is meant, such as shop.http#2"_s);
    QList<CollectionNodeId> nodes;
    for (qsizetype i = 0; i < end; ++i) {
        const CollectionNodeId id = itemOf(*m_collection, m_words[i]);
        if (id == noCollectionNode)
            return refuse(m_words[i], u"there is no such item"_s,
                          u"see recloser-cli collection list "_s + m_collection->folder());
        nodes.append(id);
    }
    return nodes;
}

std::optional<Collection::Result> CollectionCommand::step()
{
    if (m_action == "undo"_L1)
        return m_collection->undo();
    if (m_action == "redo"_L1)
        return m_collection->redo();
    if (m_action == "add"_L1)
        return add();
    const bool hasTarget = m_action == "move"_L1 || m_action == "copy"_L1;
    const bool isRename = m_action == "rename"_L1;
    const auto nodes = items(m_words.size() - (hasTarget || isRename ? 1 : 0));
    if (!nodes)
        return std::nullopt;
    if (isRename && nodes->size() != 1)
        return refuse(m_action, u"one item has one name"_s, u"name an item and its new name"_s);
    if (isRename)
        return m_collection->rename(nodes->first(), m_words.last());
    if (m_action == "duplicate"_L1)
        return m_collection->duplicate(*nodes);
    if (m_action == "delete"_L1)
        return m_collection->remove(*nodes);
    const CollectionNodeId target = itemOf(*m_collection, m_words.last());
    if (target == noCollectionNode)
        return refuse(m_words.last(), u"there is no such place"_s,
                      u"name a file, or a folder; . is the collection itself"_s);
    return m_action == "move"_L1 ? m_collection->move(*nodes, target, m_row)
                                 : m_collection->copy(*nodes, target, m_row);
}

std::optional<Collection::Result> CollectionCommand::add()
{
    if (m_words.isEmpty() || m_words.size() > 3)
        return refuse(m_action, u"not understood"_s,
                      u"name a folder with a slash behind it, a file, or a place and a URL"_s);
    QString place = m_words.first();
    if (m_words.size() > 1) {
        const CollectionNodeId id = itemOf(*m_collection, place);
        if (id == noCollectionNode)
            return refuse(place, u"there is no such place"_s, u"name a file or a folder"_s);
        RequestSpec spec;
        spec.name = m_name;
        spec.url = m_words.last();
        if (m_words.size() == 3)
            spec.method = m_words[1];
        return m_collection->addRequest(id, m_row, spec);
    }
    const bool isFolder = place.endsWith(u'/');
    while (place.endsWith(u'/'))
        place.chop(1);
    const CollectionNodeId folder
        = itemOf(*m_collection, place.contains(u'/') ? place.section(u'/', 0, -2) : QString());
    if (folder == noCollectionNode)
        return refuse(place.section(u'/', 0, -2), u"there is no such folder"_s, u"add it first"_s);
    const QString name = place.section(u'/', -1);
    return isFolder ? m_collection->addFolder(folder, name) : m_collection->addFile(folder, name);
}

void CollectionCommand::report(const CollectionResult &result)
{
    if (!result) {
        if (m_isJson)
            printJson(failureJson(result.error()));
        const FailureWords words = failureWords(result.error());
        return fail(ExitCode::RequestFailed, words.what, words.why, words.remedy);
    }
    for (const CollectionNote &note : result->notes)
        printError(noteWords(note), {});
    if (m_isJson) {
        printJson(changeJson(*m_collection, *result));
    } else {
        for (CollectionNodeId id : result->nodes) {
            if (m_collection->node(id))
                printLine(itemWords(*m_collection, id));
        }
    }
    Q_EMIT done(ExitCode::Done);
}

} // namespace Recloser
