// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionspanel.h"
#include "ui/collections/collectiontreemodel.h"
#include "ui/collections/collectionview.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>

namespace Recloser {

using namespace Qt::StringLiterals;

// Which collections are open, and how they were shown. Part of CollectionsPanel; its other parts
// are collectionspanel.cpp and collectionspanelactions.cpp.

Collection *CollectionsPanel::openFolder(const QString &path)
{
    const bool wasOpen = std::ranges::any_of(
        m_shelf.collections(), [&](const Collection *c) { return c->folder() == path; });
    Collection *collection = m_shelf.open(path);
    const CollectionItem root{collection, collection->root()};
    m_filter->clear();
    m_view->select({root});
    if (!wasOpen)
        m_view->expand(m_tree->indexOf(root));
    Q_EMIT stateChanged();
    return collection;
}

void CollectionsPanel::askFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open a folder of .http files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &CollectionsPanel::openFolder);
    dialog->open();
}

void CollectionsPanel::askNewCollection()
{
    auto *dialog = new QFileDialog(this, tr("Where the new collection's folder goes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setLabelText(QFileDialog::Accept, tr("Make"));
    dialog->selectFile(tr("requests"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        // One folder, on a disk that the dialog has just looked at.
        if (!QDir().mkpath(path)) {
            say({tr("Cannot make %1").arg(path), tr("Choose a folder you may write in.")});
            return;
        }
        Collection *collection = openFolder(path);
        m_does->add(CollectionActions::New::Request, {collection, collection->root()});
    });
    dialog->open();
}

void CollectionsPanel::restore(const OpenCollections &collections)
{
    for (const OpenCollection &kept : collections.collections) {
        for (const QString &path : kept.expanded)
            m_toExpand.insert(kept.folder + u'/' + path);
        if (!kept.current.isEmpty()) {
            const qsizetype mark = kept.current.lastIndexOf(u'#');
            const QString path = mark < 0 ? kept.current : kept.current.first(mark);
            m_toSelect.insert(path.isEmpty() ? kept.folder : kept.folder + u'/' + path,
                              mark < 0 ? -1 : kept.current.sliced(mark + 1).toInt());
        }
        Collection *collection = m_shelf.open(kept.folder);
        if (kept.isExpanded)
            m_view->expand(m_tree->indexOf({collection, collection->root()}));
    }
}

void CollectionsPanel::expandKept(const QModelIndex &parent, int first, int last)
{
    if (m_toExpand.isEmpty() && m_toSelect.isEmpty())
        return;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_tree->index(row, 0, parent);
        const CollectionItem item = m_tree->item(index);
        const CollectionNode *node = item.get();
        if (!node)
            continue;
        const QString path = item.collection->pathOf(item.node);
        const bool isRequest = node->kind == CollectionNode::Kind::Request;
        if (!isRequest && m_toExpand.remove(path)) {
            m_view->expand(index);
            // It may have come with what is in it.
            if (!node->children.isEmpty())
                expandKept(index, 0, int(node->children.size()) - 1);
        }
        const auto wanted = m_toSelect.constFind(path);
        if (wanted != m_toSelect.cend() && *wanted == (isRequest ? row : -1)) {
            m_toSelect.erase(wanted);
            if (!m_view->currentIndex().isValid() || !m_view->hasFocus())
                m_view->select({item});
        }
    }
}

OpenCollections CollectionsPanel::snapshot() const
{
    OpenCollections kept;
    const CollectionItem current = m_view->currentItem();
    for (Collection *collection : m_shelf.collections()) {
        OpenCollection one{.folder = collection->folder()};
        const QModelIndex root = m_tree->indexOf({collection, collection->root()});
        one.isExpanded = m_view->isExpanded(root);
        const auto walk = [&](const auto &self, const QModelIndex &above) -> void {
            for (int row = 0; row < m_tree->rowCount(above); ++row) {
                const QModelIndex index = m_tree->index(row, 0, above);
                const CollectionItem item = m_tree->item(index);
                if (item.get()->kind == CollectionNode::Kind::Request)
                    return;
                if (m_view->isExpanded(index)) {
                    one.expanded.append(collection->relativePathOf(item.node));
                    self(self, index);
                }
            }
        };
        walk(walk, root);
        // A folder that is not there now, or not read yet, keeps what it had.
        const QString start = collection->folder() + u'/';
        for (const QString &path : m_toExpand) {
            if (path.startsWith(start))
                one.expanded.append(path.sliced(start.size()));
        }
        if (current && current.collection == collection) {
            const CollectionNode *node = current.get();
            const bool isRequest = node->kind == CollectionNode::Kind::Request;
            one.current = collection->relativePathOf(isRequest ? node->parent : current.node);
            if (isRequest)
                one.current += u"#%1"_s.arg(node->row);
        }
        kept.collections.append(one);
    }
    return kept;
}

} // namespace Recloser
