// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpfile.h"
#include "ui/collections/collectionhitmodel.h"
#include "ui/collections/collectionspanel.h"
#include "ui/collections/collectiontreemodel.h"
#include "ui/collections/collectionview.h"
#include "ui/widgets/panelheader.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMetaMethod>
#include <QToolButton>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

// What the panel's keys and menus do. Part of CollectionsPanel; its other parts
// are collectionspanel.cpp and collectionspanelsession.cpp.

using Kind = CollectionNode::Kind;

namespace {

constexpr int widestStep = 260;

} // namespace

void CollectionsPanel::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        // The view takes its keys itself, before the window's.
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
        m_hitView->addAction(action);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_open = add(tr("Open"), {}, [this] {
        const QModelIndex index = shownView()->currentIndex();
        if (index.isValid())
            Q_EMIT shownView()->activated(index);
    });
    m_newRequest = add(tr("New request"), Qt::CTRL | Qt::Key_N,
                       [this] { m_does->add(CollectionActions::New::Request, place()); });
    m_newFile = add(tr("New file"), Qt::CTRL | Qt::ALT | Qt::Key_N,
                    [this] { m_does->add(CollectionActions::New::File, place()); });
    m_newFolder = add(tr("New folder"), Qt::CTRL | Qt::SHIFT | Qt::Key_N,
                      [this] { m_does->add(CollectionActions::New::Folder, place()); });
    m_rename
        = add(tr("Rename"), Qt::Key_F2, [this] { shownView()->edit(shownView()->currentIndex()); });
    m_duplicate = add(tr("Duplicate"), Qt::CTRL | Qt::Key_D,
                      [this] { m_does->duplicate(withoutNested(chosen())); });
    m_remove = add(tr("Delete"), QKeySequence::Delete,
                   [this] { m_does->remove(withoutNested(chosen())); });
    m_cut = add(tr("Cut"), QKeySequence::Cut, [this] { copyItems(Qt::MoveAction); });
    m_copy = add(tr("Copy"), QKeySequence::Copy, [this] { copyItems(Qt::CopyAction); });
    m_paste = add(tr("Paste"), QKeySequence::Paste, [this] { pasteItems(); });
    m_undo = add(tr("Undo"), QKeySequence::Undo, [this] { m_does->undo(currentCollection()); });
    m_redo = add(tr("Redo"), QKeySequence::Redo, [this] { m_does->redo(currentCollection()); });
    m_sendInOrder = add(tr("Send all in order…"), {}, [this] { sendMany(SendOrder::OneByOne); });
    m_sendAtOnce = add(tr("Send all in parallel…"), {}, [this] { sendMany(SendOrder::AllAtOnce); });
    m_expandAll = add(tr("Expand all"), Qt::CTRL | Qt::SHIFT | Qt::Key_Right,
                      [this] { shownView()->expandBelow(); });
    m_collapseAll = add(tr("Collapse all"), Qt::CTRL | Qt::SHIFT | Qt::Key_Left,
                        [this] { shownView()->collapseAll(); });
    m_copyPath = add(tr("Copy path"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { copyPaths(); });
    m_reveal = add(tr("Show in the file manager"), {}, [this] { revealInFileManager(); });
    m_find = add(tr("Filter"), QKeySequence::Find, [this] {
        m_filter->setFocus();
        m_filter->selectAll();
    });
    auto *leave = new QAction(tr("Show all"), this);
    leave->setShortcut(Qt::Key_Escape);
    leave->setShortcutContext(Qt::WidgetShortcut);
    m_hitView->addAction(leave);
    connect(leave, &QAction::triggered, this, [this] {
        m_filter->clear();
        m_view->setFocus();
    });
    add(tr("Move collection up"), Qt::ALT | Qt::SHIFT | Qt::Key_Up, [this] { moveCollection(-1); });
    add(tr("Move collection down"), Qt::ALT | Qt::SHIFT | Qt::Key_Down,
        [this] { moveCollection(1); });
}

void CollectionsPanel::buildHeader()
{
    auto *button = new QToolButton;
    button->setText(u"+"_s);
    button->setToolTip(tr("New request, file or folder; open a collection"));
    button->setAccessibleName(tr("New, or open a collection"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    menu->addActions({m_newRequest, m_newFile, m_newFolder});
    menu->addSeparator();
    menu->addAction(tr("Open folder…"), this, &CollectionsPanel::askFolder);
    menu->addAction(tr("New collection…"), this, &CollectionsPanel::askNewCollection);
    menu->addSeparator();
    menu->addActions({m_expandAll, m_collapseAll});
    connect(menu, &QMenu::aboutToShow, this, &CollectionsPanel::enableActions);
    button->setMenu(menu);
    m_header->addWidget(button);
}

void CollectionsPanel::enableActions()
{
    // Thousands may be selected: nothing here goes through them.
    const QItemSelectionModel *selection = shownView()->selectionModel();
    const auto *model = static_cast<const CollectionItemModel *>(shownView()->model());
    const bool isAny = selection->hasSelection();
    bool isCollectionAmong = false;
    for (int row = 0; row < model->rowCount(); ++row)
        isCollectionAmong = isCollectionAmong || selection->isSelected(model->index(row, 0));
    // Where nobody sends many at once nothing offers it.
    const bool isSent
        = isSignalConnected(QMetaMethod::fromSignal(&CollectionsPanel::sendManyRequested));
    m_sendInOrder->setVisible(isSent);
    m_sendAtOnce->setVisible(isSent);
    const bool isPlace = bool(place());
    m_open->setEnabled(isAny);
    for (QAction *action : {m_newRequest, m_newFile, m_newFolder, m_paste})
        action->setEnabled(isPlace);
    m_rename->setEnabled(isAny && !isCollectionAmong);
    for (QAction *action : {m_duplicate, m_remove, m_cut, m_copy})
        action->setEnabled(isAny && !isCollectionAmong);
    for (QAction *action : {m_copyPath, m_reveal, m_sendInOrder, m_sendAtOnce})
        action->setEnabled(isAny);
    for (const auto &[action, word, step] :
         {std::tuple(m_undo, tr("Undo"), m_does->undoText(currentCollection())),
          std::tuple(m_redo, tr("Redo"), m_does->redoText(currentCollection()))}) {
        action->setEnabled(step.has_value());
        // Names may be as long as a menu is not to be wide.
        const QString what = step
            ? fontMetrics().elidedText(describe(*step), Qt::ElideMiddle, widestStep)
            : QString();
        action->setText(step ? u"%1: %2"_s.arg(word, what) : word);
    }
}

void CollectionsPanel::showMenu(CollectionView *view, const QPoint &position)
{
    enableActions();
    const CollectionItem item
        = static_cast<const CollectionItemModel *>(view->model())->item(view->indexAt(position));
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const CollectionNode *node = item.get();
    if (node) {
        const bool isRequest = node->kind == Kind::Request;
        if (isRequest)
            menu->addAction(m_open);
        menu->addActions({m_newRequest, m_newFile, m_newFolder});
        menu->addSeparator();
        menu->addActions({m_sendInOrder, m_sendAtOnce});
        menu->addSeparator();
        menu->addActions({m_cut, m_copy, m_paste, m_duplicate, m_rename, m_remove});
        menu->addSeparator();
        menu->addActions({m_undo, m_redo});
        menu->addSeparator();
        menu->addActions({m_copyPath, m_reveal});
        if (!isRequest)
            menu->addAction(tr("Expand all below"), this,
                            [view, item] { view->expandBelow({item}); });
    } else {
        menu->addAction(tr("Open folder…"), this, &CollectionsPanel::askFolder);
        menu->addAction(tr("New collection…"), this, &CollectionsPanel::askNewCollection);
        menu->addSeparator();
        menu->addActions({m_undo, m_redo});
        menu->addSeparator();
    }
    menu->addActions({m_expandAll, m_collapseAll});
    if (node && item.node == item.collection->root())
        addCollectionActions(*menu, item);
    menu->popup(view->viewport()->mapToGlobal(position));
}

void CollectionsPanel::addCollectionActions(QMenu &menu, const CollectionItem &item)
{
    menu.addSeparator();
    menu.addAction(tr("Read again"), this, [this, item] {
        if (m_shelf.contains(item))
            item.collection->refresh();
    });
    const qsizetype row = m_shelf.collections().indexOf(item.collection);
    QAction *up = menu.addAction(tr("Move up"), Qt::ALT | Qt::SHIFT | Qt::Key_Up, this,
                                 [this] { moveCollection(-1); });
    up->setEnabled(row > 0);
    QAction *down = menu.addAction(tr("Move down"), Qt::ALT | Qt::SHIFT | Qt::Key_Down, this,
                                   [this] { moveCollection(1); });
    down->setEnabled(row + 1 < m_shelf.collections().size());
    menu.addAction(tr("Close collection"), this, [this, item] {
        if (!m_shelf.contains(item))
            return;
        m_shelf.close(item.collection);
        follow();
        Q_EMIT stateChanged();
    });
}

QList<CollectionItem> CollectionsPanel::chosen() const
{
    return shownView()->selectedItems();
}

CollectionItem CollectionsPanel::place() const
{
    if (const CollectionItem current = shownView()->currentItem())
        return current;
    if (m_shelf.collections().isEmpty())
        return {};
    Collection *first = m_shelf.collections().first();
    return {first, first->root()};
}

Collection *CollectionsPanel::currentCollection() const
{
    return place().collection;
}

QList<FileOrigin> CollectionsPanel::requestsOf(const QList<CollectionItem> &items) const
{
    QList<FileOrigin> found;
    const auto walk = [&](const auto &self, const CollectionItem &item) -> void {
        const CollectionNode *node = item.get();
        if (!node)
            return;
        if (node->kind == Kind::Request)
            found.append({item.collection->pathOf(item.node), node->row});
        for (const CollectionNodeId child : node->children)
            self(self, {item.collection, child});
    };
    for (const CollectionItem &item : withoutNested(items))
        walk(walk, item);
    return found;
}

void CollectionsPanel::sendMany(SendOrder order)
{
    const QList<FileOrigin> requests = requestsOf(chosen());
    if (requests.isEmpty())
        say({tr("No request is in there"),
             tr("Choose requests, files or folders that hold some.")});
    else
        Q_EMIT sendManyRequested(requests, order);
}

void CollectionsPanel::copyItems(Qt::DropAction action)
{
    const QList<CollectionItem> items = withoutNested(chosen());
    if (items.isEmpty())
        return;
    m_pasteAction = action;
    QGuiApplication::clipboard()->setMimeData(new CollectionMime(items));
}

void CollectionsPanel::pasteItems()
{
    const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
    if (!copied)
        return;
    if (const auto *own = qobject_cast<const CollectionMime *>(copied)) {
        m_does->paste(own->items(), m_pasteAction, place());
        // What was cut is pasted once; then it is where it is.
        m_pasteAction = Qt::CopyAction;
        return;
    }
    QStringList paths;
    for (const QUrl &url : copied->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    if (!paths.isEmpty()) {
        m_does->bringIn(paths, place());
        return;
    }
    // Requests as they stand in a file, from an editor or a page.
    QList<RequestSpec> specs;
    const HttpFile pasted = HttpFile::parse(copied->text().toUtf8());
    for (const HttpFileRequest &request : pasted.requests())
        specs.append(request.spec);
    if (specs.isEmpty())
        say({tr("Nothing here to paste"),
             tr("Requests, files and folders can be pasted, and the text of .http files.")});
    else
        m_does->addRequests(specs, place());
}

void CollectionsPanel::copyPaths()
{
    QStringList paths;
    for (const CollectionItem &item : chosen())
        paths.append(QDir::toNativeSeparators(item.collection->pathOf(item.node)));
    paths.removeDuplicates();
    QGuiApplication::clipboard()->setText(paths.join(u'\n'));
}

void CollectionsPanel::revealInFileManager()
{
    const CollectionItem item = shownView()->currentItem();
    const CollectionNode *node = item.get();
    if (!node)
        return;
    const QString path = item.collection->pathOf(item.node);
    const QString folder = node->kind == Kind::Folder ? path : QFileInfo(path).absolutePath();
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

void CollectionsPanel::moveCollection(int step)
{
    const int row = int(m_shelf.collections().indexOf(shownView()->currentItem().collection));
    if (row >= 0)
        m_shelf.move(row, row + step);
}

} // namespace Recloser
