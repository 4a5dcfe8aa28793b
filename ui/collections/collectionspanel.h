// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionactions.h"
#include "ui/collections/collectiondelegate.h"
#include "ui/theme/theme.h"

#include <QSet>
#include <QWidget>

#include <functional>

class QAction;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTimer;

namespace Recloser {

class CollectionHitModel;
class CollectionTreeModel;
class CollectionView;
class EmptyState;
class NoticeBar;
class PanelHeader;

enum class SendOrder { OneByOne, AllAtOnce };

/// The Collections dock: the open folders of request files as trees, with everything people do to
/// them. The theme and the shelf outlive it. GUI thread.
class CollectionsPanel : public QWidget
{
    Q_OBJECT

public:
    CollectionsPanel(const Theme &theme, CollectionShelf &shelf, QWidget *parent = nullptr);

    CollectionShelf &shelf() { return m_shelf; }
    CollectionActions &actionsOfCollections() { return *m_does; }
    CollectionView *view() const { return m_view; }
    /// The tree, or what the filter leaves of it.
    CollectionView *shownView() const;

    /// Opens it if it is not open, and shows it.
    Collection *openFolder(const QString &path);
    void askFolder();
    void askNewCollection();
    /// Opens those of the last session; what is expanded comes as it is read.
    void restore(const OpenCollections &collections);
    OpenCollections snapshot() const;

    void setOpened(const QList<OpenedRequest> &opened);
    /// Selects the request, if it is in an open collection.
    void reveal(const FileOrigin &origin);
    void setFilter(const QString &text);
    void focusTree();
    /// Asks for all requests of what is selected to be sent.
    void sendMany(SendOrder order);

Q_SIGNALS:
    void openRequested(const Recloser::FileOrigin &origin);
    void openInNewTabRequested(const Recloser::FileOrigin &origin);
    void sendManyRequested(const QList<Recloser::FileOrigin> &requests, Recloser::SendOrder order);
    void sampleRequested();
    void secretsExtracted(const QList<Recloser::ExtractedSecret> &secrets);
    /// Paths dropped here that are neither folders nor for a folder here.
    void filesDropped(const QStringList &paths);
    /// snapshot() is another one.
    void stateChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFilter();
    void buildEmpty();
    void buildActions();
    void buildHeader();
    void connectView(CollectionView *view);
    void connectActions();
    void search();
    void showFound();
    /// Does it once the words of the filter have been looked for.
    void whenFound(std::function<void()> act);
    void follow();
    void enableActions();
    void showMenu(CollectionView *view, const QPoint &position);
    void addCollectionActions(QMenu &menu, const CollectionItem &item);
    void take(const QStringList &paths, const CollectionItem &target);
    void select(const QList<CollectionItem> &items);
    void expandKept(const QModelIndex &parent, int first, int last);
    void say(const Sentence &why);

    QList<CollectionItem> chosen() const;
    CollectionItem place() const;
    Collection *currentCollection() const;
    /// Requests of the items and below them, in order.
    QList<FileOrigin> requestsOf(const QList<CollectionItem> &items) const;
    void copyItems(Qt::DropAction action);
    void pasteItems();
    void copyPaths();
    void revealInFileManager();
    void moveCollection(int step);

    const Theme &m_theme;
    CollectionShelf &m_shelf;
    CollectionTreeModel *m_tree;
    CollectionHitModel *m_hits;
    CollectionActions *m_does;
    /// Each view has its own: an editor belongs to one.
    QList<CollectionDelegate *> m_delegates;
    PanelHeader *m_header;
    QLineEdit *m_filter;
    QTimer *m_pause;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    CollectionView *m_view;
    CollectionView *m_hitView;
    QWidget *m_nothingOpen;
    EmptyState *m_nothingFound;

    QAction *m_open;
    QAction *m_newRequest;
    QAction *m_newFile;
    QAction *m_newFolder;
    QAction *m_rename;
    QAction *m_duplicate;
    QAction *m_remove;
    QAction *m_cut;
    QAction *m_copy;
    QAction *m_paste;
    QAction *m_undo;
    QAction *m_redo;
    QAction *m_sendInOrder;
    QAction *m_sendAtOnce;
    QAction *m_expandAll;
    QAction *m_collapseAll;
    QAction *m_copyPath;
    QAction *m_reveal;
    QAction *m_find;

    std::function<void()> m_whenFound;
    /// What was current and selected among the hits before others came.
    CollectionItem m_currentHit;
    /// What was made current for being the best.
    CollectionItem m_proposedHit;
    QList<CollectionItem> m_selectedHits;
    /// Absolute paths that the last session had open and that have not been seen yet.
    QSet<QString> m_toExpand;
    /// What was current then, by path and index.
    QHash<QString, int> m_toSelect;
    Qt::DropAction m_pasteAction = Qt::CopyAction;
};

} // namespace Recloser
