// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonArray>
#include <QList>
#include <QStringList>

namespace Recloser {

/// A collection that is open, and how its tree is shown. Nodes are kept by path: that outlives
/// restarts.
struct OpenCollection
{
    /// Absolute, without a slash at its end.
    QString folder;
    bool isExpanded = true;
    /// Folders and files, relative to `folder`.
    QStringList expanded;
    /// A relative path, for a request with "#" and its index behind.
    QString current;

    bool operator==(const OpenCollection &) const = default;
};

/// What a folder is to the collections that are open.
struct FolderPlace
{
    enum class Kind {
        New,
        Same, ///< it is open, maybe under another name (a link)
        Inside, ///< of one that is open: it is shown there
        Around, ///< it holds one that is open
    };
    Kind kind = Kind::New;
    /// The row of the open one that is meant.
    qsizetype row = -1;

    bool operator==(const FolderPlace &) const = default;
};

/// The collections that are open, in their order in the window. Plain value; kept in
/// Session::extra.
struct OpenCollections
{
    QList<OpenCollection> collections;

    /// Compares canonical paths, so looks at the disk.
    FolderPlace placeOf(const QString &folder) const;
    /// Adds it at the end unless it is Same; Inside and Around may be open beside each other, each
    /// with a tree of its own. The row.
    qsizetype add(const QString &folder);

    QJsonArray toJson() const;
    /// What cannot be understood is left out.
    static OpenCollections fromJson(const QJsonArray &array);

    bool operator==(const OpenCollections &) const = default;
};

} // namespace Recloser
