// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"
#include "tests/support/temporaryfolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <map>

namespace Recloser {

/// A folder of requests on the disk, with the places a collection needs beside it.
class CollectionFolder
{
public:
    CollectionFolder() { QDir().mkpath(path()); }

    QString path(const QString &name = {}) const
    {
        const QString root = QDir(m_folder.path()).canonicalPath() + QStringLiteral("/shop");
        return name.isEmpty() ? root : root + u'/' + name;
    }
    CollectionPlaces places() const
    {
        return {.trashFolder = m_folder.filePath(QStringLiteral("trash")),
                .journalFolder = m_folder.filePath(QStringLiteral("state")),
                .systemTrash = CollectionPlaces::SystemTrash::Unused};
    }
    void write(const QString &name, const QByteArray &content) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Everything that is there: names with a slash behind are folders.
    std::map<QString, QByteArray> everything() const
    {
        std::map<QString, QByteArray> all;
        QDirIterator entries(path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                             QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            const QFileInfo info = entries.nextFileInfo();
            const QString name = QDir(path()).relativeFilePath(info.filePath());
            if (info.isDir())
                all[name + u'/'] = {};
            else
                all[name] = read(name);
        }
        return all;
    }

private:
    TemporaryFolder m_folder;
};

/// The rows of a collection as somebody knows them who only hears its signals.
class RowMirror : public QObject
{
public:
    explicit RowMirror(Collection &collection) : m_collection(collection)
    {
        using C = Collection;
        copy(collection.root());
        connect(&collection, &C::rowsInserted, this,
                [this](CollectionNodeId parent, int first, int last) {
                    for (int row = first; row <= last; ++row) {
                        const CollectionNodeId id = m_collection.node(parent)->children.value(row);
                        m_rows[parent].insert(row, id);
                        copy(id);
                    }
                });
        connect(&collection, &C::rowsAboutToBeRemoved, this,
                [this](CollectionNodeId parent, int first, int last) {
                    m_wasRight &= m_rows[parent] == m_collection.node(parent)->children;
                    m_rows[parent].remove(first, last - first + 1);
                });
        connect(
            &collection, &C::rowsMoved, this,
            [this](CollectionNodeId from, int first, int last, CollectionNodeId to, int before) {
                const QList<CollectionNodeId> moved = m_rows[from].sliced(first, last - first + 1);
                m_rows[from].remove(first, moved.size());
                int place = before;
                if (from == to && before > first)
                    place -= int(moved.size());
                for (qsizetype i = 0; i < moved.size(); ++i)
                    m_rows[to].insert(place + i, moved[i]);
            });
    }

    /// Whether it knows the rows of all nodes, and each node knows its place and what is counted.
    bool isRight() const { return m_wasRight && isRight(m_collection.root()); }

private:
    void copy(CollectionNodeId id)
    {
        m_rows[id] = m_collection.node(id)->children;
        for (CollectionNodeId child : m_rows[id])
            copy(child);
    }
    bool isRight(CollectionNodeId id) const
    {
        const CollectionNode *node = m_collection.node(id);
        if (!node || m_rows.value(id) != node->children)
            return false;
        int requests = node->kind == CollectionNode::Kind::Request ? 1 : 0;
        for (int row = 0; row < node->children.size(); ++row) {
            const CollectionNode *child = m_collection.node(node->children[row]);
            if (!child || child->row != row || child->parent != id || !isRight(child->id))
                return false;
            requests += child->requests;
        }
        return requests == node->requests;
    }

    Collection &m_collection;
    QHash<CollectionNodeId, QList<CollectionNodeId>> m_rows;
    bool m_wasRight = true;
};

/// The tree in lines: two blanks a level, folders with a slash, requests as "METHOD name".
inline QStringList linesOf(const Collection &collection, CollectionNodeId id, int level = 0)
{
    QStringList lines;
    for (CollectionNodeId child : collection.node(id)->children) {
        const CollectionNode *node = collection.node(child);
        using Kind = CollectionNode::Kind;
        const QString text = node->kind == Kind::Request
            ? node->method + u' ' + (node->name.isEmpty() ? node->target : node->name)
            : node->kind == Kind::Folder ? node->name + u'/'
                                         : node->name;
        lines.append(QString(level * 2, u' ') + text);
        lines += linesOf(collection, child, level + 1);
    }
    return lines;
}
inline QStringList linesOf(const Collection &collection)
{
    return linesOf(collection, collection.root());
}

/// Waits for the tree to be read.
inline bool openWhole(Collection &collection)
{
    collection.open();
    return QTest::qWaitFor([&] { return collection.state() != Collection::State::Reading; },
                           20'000);
}

/// Waits for the step.
inline CollectionResult waitFor(const QFuture<CollectionResult> &result)
{
    if (!QTest::qWaitFor([&] { return result.isFinished(); }, 20'000))
        return std::unexpected(CollectionFailure{});
    return result.result();
}

} // namespace Recloser
