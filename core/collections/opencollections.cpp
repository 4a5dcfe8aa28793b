// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/opencollections.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Links resolved where it is there, else as it is written.
QString canonical(const QString &folder)
{
    const QString path = QFileInfo(folder).canonicalFilePath();
    return path.isEmpty() ? QDir::cleanPath(QDir(folder).absolutePath()) : path;
}

bool isInside(const QString &inner, const QString &outer)
{
    return inner.startsWith(outer.endsWith(u'/') ? outer : QString(outer + u'/'));
}

} // namespace

FolderPlace OpenCollections::placeOf(const QString &folder) const
{
    using enum FolderPlace::Kind;
    const QString path = canonical(folder);
    FolderPlace place;
    for (qsizetype row = 0; row < collections.size(); ++row) {
        const QString other = canonical(collections[row].folder);
        if (other == path)
            return {Same, row};
        if (isInside(path, other))
            place = {Inside, row};
        else if (place.kind == New && isInside(other, path))
            place = {Around, row};
    }
    return place;
}

qsizetype OpenCollections::add(const QString &folder)
{
    const FolderPlace place = placeOf(folder);
    if (place.kind == FolderPlace::Kind::Same)
        return place.row;
    collections.append({.folder = QDir::cleanPath(QDir(folder).absolutePath())});
    return collections.size() - 1;
}

QJsonArray OpenCollections::toJson() const
{
    QJsonArray array;
    for (const OpenCollection &collection : collections)
        array.append(QJsonObject{{u"folder"_s, collection.folder},
                                 {u"isExpanded"_s, collection.isExpanded},
                                 {u"expanded"_s, QJsonArray::fromStringList(collection.expanded)},
                                 {u"current"_s, collection.current}});
    return array;
}

OpenCollections OpenCollections::fromJson(const QJsonArray &array)
{
    OpenCollections open;
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        OpenCollection collection{.folder = object.value("folder"_L1).toString(),
                                  .isExpanded = object.value("isExpanded"_L1).toBool(true),
                                  .current = object.value("current"_L1).toString()};
        const QJsonArray expanded = object.value("expanded"_L1).toArray();
        for (const QJsonValue &path : expanded) {
            if (path.isString())
                collection.expanded.append(path.toString());
        }
        if (QDir::isAbsolutePath(collection.folder))
            open.collections.append(collection);
    }
    return open;
}

} // namespace Recloser
