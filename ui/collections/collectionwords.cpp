// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionwords.h"

#include "ui/describe/describe.h"
#include "ui/widgets/plaintip.h"

#include <QCoreApplication>
#include <QDir>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = CollectionNode::Kind;

/// An address may be megabytes.
constexpr qsizetype mostLetters = 300;

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("collections", text, nullptr, count);
}

QString counted(int requests)
{
    return requests == 1 ? tr("1 request") : tr("%1 requests").arg(requests);
}

QString problemsOf(const CollectionNode &node)
{
    return node.problems == 1 ? tr("1 line was not understood")
                              : tr("%1 lines were not understood").arg(node.problems);
}

} // namespace

QString titleOf(const CollectionItem &item)
{
    const CollectionNode *node = item.get();
    if (!node)
        return {};
    if (item.node == item.collection->root())
        return QDir(item.collection->folder()).dirName();
    if (node->kind != Kind::Request || !node->name.isEmpty())
        return node->name;
    QString address = node->target.first(std::min(mostLetters, node->target.size()));
    if (const qsizetype scheme = address.indexOf("://"_L1); scheme >= 0)
        address = address.sliced(scheme + 3);
    return address;
}

QString detailsOf(const CollectionItem &item)
{
    const CollectionNode *node = item.get();
    if (!node)
        return {};
    QStringList lines;
    if (node->kind == Kind::Request) {
        if (!node->name.isEmpty())
            lines.append(node->name);
        lines.append(u"%1 %2"_s.arg(
            node->method, node->target.first(std::min(mostLetters, node->target.size()))));
        lines.append(
            tr("%1, line %2").arg(item.collection->relativePathOf(node->parent)).arg(node->line));
    } else {
        lines.append(QDir::toNativeSeparators(item.collection->pathOf(item.node)));
        lines.append(counted(node->requests));
    }
    if (node->problems > 0)
        lines.append(problemsOf(*node) + tr("; all of it is kept as it is"));
    if (item.node == item.collection->root()) {
        if (item.collection->state() == Collection::State::Missing)
            lines.append(tr("The folder is not there; it is taken up again when it comes back"));
        else if (item.collection->watching() == Collection::Watching::Polling)
            lines.append(tr("Changes by other programs show after a few seconds here"));
    }
    if (node->error)
        lines.append(describe(*node->error).headline);
    else if (node->isStale)
        lines.append(tr("The file has changed and is being read"));
    return plainTip(lines.join(u'\n'));
}

QString spokenText(const CollectionItem &item)
{
    const CollectionNode *node = item.get();
    if (!node)
        return {};
    const QString title = titleOf(item);
    QString text;
    if (item.node == item.collection->root())
        text = tr("Collection %1, %2").arg(title, counted(node->requests));
    else if (node->kind == Kind::Folder)
        text = tr("Folder %1, %2").arg(title, counted(node->requests));
    else if (node->kind == Kind::File)
        text = tr("File %1, %2").arg(title, counted(node->requests));
    else
        text = u"%1 %2"_s.arg(node->method, title);
    if (node->problems > 0)
        text += u", "_s + problemsOf(*node);
    if (node->error)
        text += u", "_s + describe(*node->error).headline;
    return text;
}

QString placeOf(const CollectionItem &item)
{
    const CollectionNode *node = item.get();
    if (!node)
        return {};
    QStringList parts{QDir(item.collection->folder()).dirName()};
    const CollectionNodeId place = node->kind == Kind::Request ? node->parent : item.node;
    const QString relative = item.collection->relativePathOf(place);
    if (!relative.isEmpty())
        parts.append(relative.split(u'/'));
    return parts.join(u" / "_s);
}

} // namespace Recloser
