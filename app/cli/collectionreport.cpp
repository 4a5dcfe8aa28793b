// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/collectionreport.h"

#include "app/cli/reportwords.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = CollectionNode::Kind;

namespace {

ReportWords wordsOf(CollectionNote::Kind kind)
{
    using enum CollectionNote::Kind;
    switch (kind) {
    case MissingVariable:
        return {u"missing-variable", u"uses {{%1}}, which its new file does not define"};
    case OtherVariable:
        return {u"other-variable", u"uses {{%1}}, which has another value in its new file"};
    case MissingRequest:
        return {u"missing-request", u"uses the answer of %1, which is not in its new file"};
    case MissingImport:
        return {u"missing-import", u"its old file imports %1, its new one does not"};
    case OtherDefaults:
        return {u"other-defaults", u"other defaults hold for it now; see %1"};
    case RelativeFile:
        return {u"relative-file", u"%1 is looked for from another folder now"};
    case NameTaken:
        return {u"name-taken", u"its new file has another request called %1"};
    }
    return {};
}

ReportWords wordsOf(CollectionFailure::NameProblem problem)
{
    using enum CollectionFailure::NameProblem;
    switch (problem) {
    case None:
        break;
    case Empty:
        return {u"empty", u"a name is needed"};
    case Illegal:
        return {u"illegal", u"some systems do not allow this in a name"};
    case Reserved:
        return {u"reserved", u"some systems keep this name for themselves"};
    case Hidden:
        return {u"hidden", u"it would be hidden"};
    case TooLong:
        return {u"too-long", u"the name is longer than 255 bytes"};
    case Taken:
        return {u"taken", u"there is one of this name already"};
    }
    return {u"none", u""};
}

QString nameOf(CollectionFailure::Kind kind)
{
    static constexpr const char16_t *names[] = {
        u"name", u"store", u"conflict", u"gone", u"into-itself", u"unwritable", u"nothing-to-undo"};
    return QString::fromUtf16(names[int(kind)]);
}

void addLines(const Collection &collection, CollectionNodeId id, int level, QStringList &lines)
{
    for (CollectionNodeId child : collection.node(id)->children) {
        const CollectionNode &node = *collection.node(child);
        QString text;
        if (node.kind == Kind::Request)
            text = u"#%1 %2 %3"_s.arg(node.row + 1)
                       .arg(node.method, node.name.isEmpty() ? node.target : node.name);
        else
            text = node.kind == Kind::Folder ? QString(node.name + u'/') : node.name;
        if (node.error)
            text += u"  (cannot be read: "_s + node.error->detail + u')';
        else if (node.kind == Kind::File && node.problems > 0)
            text += u"  (%1 not understood)"_s.arg(node.problems);
        lines.append(QString(level * 2, u' ') + text);
        addLines(collection, child, level + 1, lines);
    }
}

} // namespace

QString itemWords(const Collection &collection, CollectionNodeId id)
{
    const CollectionNode *node = collection.node(id);
    const QString path = collection.relativePathOf(id);
    if (!node || node->kind != Kind::Request)
        return path.isEmpty() ? u"."_s : path;
    return path + u'#' + QString::number(node->row + 1);
}

CollectionNodeId itemOf(const Collection &collection, const QString &words)
{
    QString path = words;
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.isEmpty() || path == "."_L1)
        return collection.root();
    const CollectionNodeId whole = collection.find(collection.folder() + u'/' + path);
    // A file may have "#" in its name.
    if (whole != noCollectionNode || !path.contains(u'#'))
        return whole;
    const QString name = path.section(u'#', 1);
    const CollectionNode *file
        = collection.node(collection.find(collection.folder() + u'/' + path.section(u'#', 0, 0)));
    if (!file || file->kind != Kind::File)
        return noCollectionNode;
    for (CollectionNodeId id : file->children) {
        if (collection.node(id)->name == name)
            return id;
    }
    return file->children.value(name.toInt() - 1, noCollectionNode);
}

QJsonObject nodeJson(const Collection &collection, CollectionNodeId id)
{
    const CollectionNode *node = collection.node(id);
    if (!node)
        return {};
    static constexpr const char16_t *kinds[] = {u"folder", u"file", u"request"};
    QJsonObject object{{u"item"_s, itemWords(collection, id)},
                       {u"kind"_s, QString::fromUtf16(kinds[int(node->kind)])},
                       {u"name"_s, node->name},
                       {u"problems"_s, node->problems}};
    if (node->kind == Kind::Request) {
        object.insert("method"_L1, node->method);
        object.insert("target"_L1, node->target);
        object.insert("line"_L1, node->line);
    } else {
        object.insert("requests"_L1, node->requests);
        object.insert("error"_L1, node->error ? QJsonValue(node->error->detail) : QJsonValue());
    }
    return object;
}

QStringList treeLines(const Collection &collection)
{
    QStringList lines;
    addLines(collection, collection.root(), 0, lines);
    return lines;
}

QJsonObject changeJson(const Collection &collection, const CollectionChange &change)
{
    QJsonArray items;
    for (CollectionNodeId id : change.nodes) {
        if (collection.node(id))
            items.append(itemWords(collection, id));
    }
    QJsonArray notes;
    for (const CollectionNote &note : change.notes)
        notes.append(QJsonObject{{u"kind"_s, wordsOf(note.kind).nameText()},
                                 {u"subject"_s, note.subject},
                                 {u"request"_s, note.request}});
    return {{u"items"_s, items},
            {u"paths"_s, QJsonArray::fromStringList(change.paths)},
            {u"notes"_s, notes},
            {u"lost"_s, QJsonArray::fromStringList(change.lost)}};
}

QString noteWords(const CollectionNote &note)
{
    const QString words = wordsOf(note.kind).sentenceText().arg(note.subject);
    return note.request.isEmpty() ? words : QString(note.request + u": "_s + words);
}

QJsonObject failureJson(const CollectionFailure &failure)
{
    QJsonObject error{{u"kind"_s, nameOf(failure.kind)},
                      {u"subject"_s, failure.error.subject},
                      {u"detail"_s, failure.error.detail}};
    if (failure.kind == CollectionFailure::Kind::Name)
        error.insert("name_problem"_L1, wordsOf(failure.nameProblem).nameText());
    if (failure.conflict)
        error.insert("subject"_L1, failure.conflict->path);
    return {{u"error"_s, error}};
}

FailureWords failureWords(const CollectionFailure &failure)
{
    using enum CollectionFailure::Kind;
    const QString &subject = failure.error.subject;
    switch (failure.kind) {
    case Name:
        return {subject, wordsOf(failure.nameProblem).sentenceText(), u"choose another name"_s};
    case Store:
        return {subject, failure.error.detail, u"nothing was changed"_s};
    case Conflict:
        return {subject, u"somebody else changed it meanwhile"_s,
                u"nothing was changed; look at it and try again"_s};
    case Gone:
        return {subject.isEmpty() ? u"collection"_s : subject, u"it is no longer there"_s,
                u"nothing was changed"_s};
    case IntoItself:
        return {subject, u"a folder cannot go into itself"_s, {}};
    case Unwritable:
        return {
            subject, u"it cannot take these requests"_s,
            u"name a file of requests in UTF-8; requests go to files, files and folders to folders"_s};
    case NothingToUndo:
        return {u"collection"_s, u"there is no step left"_s, {}};
    }
    return {};
}

} // namespace Recloser
