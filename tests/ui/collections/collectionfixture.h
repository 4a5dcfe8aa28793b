// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/temporaryfolder.h"
#include "ui/collections/collectionspanel.h"
#include "ui/collections/collectiontreemodel.h"
#include "ui/collections/collectionview.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace Recloser {

inline constexpr int patience = 20'000;

inline void writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(content);
}

inline QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A panel over folders of its own.
struct CollectionFixture
{
    explicit CollectionFixture()
    {
        writeFile(shop + QStringLiteral("/store.http"),
                  "### Search\nGET http://store1/m_search?productId=1\n\n"
                  "### Add\nPOST http://store1/store_add\n\n{}\n\n"
                  "### Change\nPUT http://store1/stock\n");
        writeFile(shop + QStringLiteral("/admin/users.http"), "GET http://admin/users\n");
    }

    CollectionPlaces places() const
    {
        return {.trashFolder = folder.filePath(QStringLiteral("trash")),
                .journalFolder = folder.filePath(QStringLiteral("journal")),
                .systemTrash = CollectionPlaces::SystemTrash::Unused};
    }
    /// "shop", "shop/store.http", "shop/store.http#1"
    CollectionItem item(const QString &path) const
    {
        const qsizetype mark = path.lastIndexOf(u'#');
        const QString absolute = folder.filePath(mark < 0 ? path : path.first(mark));
        for (Collection *collection : shelf.collections()) {
            if (collection->folder() == absolute)
                return {collection, collection->root()};
            const CollectionNodeId id = mark < 0
                ? collection->find(absolute)
                : collection->find(absolute, path.sliced(mark + 1).toInt());
            if (id != noCollectionNode)
                return {collection, id};
        }
        return {};
    }
    bool isRead() const
    {
        return std::ranges::all_of(shelf.collections(), [](const Collection *collection) {
            return collection->state() != Collection::State::Reading;
        });
    }

    TemporaryFolder folder;
    QString shop = folder.filePath(QStringLiteral("shop"));
    Theme theme{*qApp};
    CollectionShelf shelf{places()};
};

} // namespace Recloser
