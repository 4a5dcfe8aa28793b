// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionspanel.h"

#include "ui/collections/collectionhitmodel.h"
#include "ui/collections/collectiontreemodel.h"
#include "ui/collections/collectionview.h"
#include "ui/collections/collectionwords.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/panelheader.h"

#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CollectionsPanel::CollectionsPanel(const Theme &theme, CollectionShelf &shelf, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_shelf(shelf)
    , m_tree(new CollectionTreeModel(shelf, this))
    , m_hits(new CollectionHitModel(shelf, this))
    , m_does(new CollectionActions(shelf, this))
    , m_header(new PanelHeader(theme, tr("Collections")))
    , m_filter(new QLineEdit)
    , m_pause(new QTimer(this))
    , m_notice(new NoticeBar(theme))
    , m_stack(new QStackedWidget)
    , m_view(new CollectionView(theme, *m_tree))
    , m_hitView(new CollectionView(theme, *m_hits))
    , m_nothingFound(new EmptyState(theme, tr("Nothing found"),
                                    tr("Words are looked for in names, methods, addresses and "
                                       "paths of all open collections."),
                                    tr("Show all")))
{
    buildFilter();
    buildEmpty();
    buildActions();
    buildHeader();
    m_view->setAccessibleName(tr("Collections"));
    m_hitView->setAccessibleName(tr("What was found in the collections"));

    auto *field = new QVBoxLayout;
    field->setContentsMargins(12, 0, 12, 6);
    field->setSpacing(6);
    field->addWidget(m_filter);
    field->addWidget(m_notice);
    for (QWidget *page : {static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_hitView),
                          m_nothingOpen, static_cast<QWidget *>(m_nothingFound)})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(field);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_view);

    connectView(m_view);
    connectView(m_hitView);
    connectActions();
    connect(m_hits, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_currentHit = m_hitView->currentItem();
        m_selectedHits = m_hitView->selectedItems();
    });
    connect(m_hits, &CollectionHitModel::found, this, &CollectionsPanel::showFound);
    connect(m_nothingFound, &EmptyState::buttonClicked, m_filter, &QLineEdit::clear);
    connect(&shelf, &CollectionShelf::changed, this, [this] {
        if (!m_filter->text().isEmpty())
            search();
        follow();
    });
    connect(&shelf, &CollectionShelf::opened, this, &CollectionsPanel::follow);
    connect(&shelf, &CollectionShelf::moved, this, &CollectionsPanel::stateChanged);
    connect(m_tree, &QAbstractItemModel::rowsInserted, this, &CollectionsPanel::expandKept);
    connect(m_tree, &QAbstractItemModel::rowsRemoved, this, [this] {
        // The keyboard goes on with what stands where the selection was.
        if (!m_view->selectionModel()->hasSelection() && m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_view->currentIndex());
    });
    follow();
}

void CollectionsPanel::buildFilter()
{
    setLook(m_filter, "search"_L1);
    m_filter->setPlaceholderText(tr("Filter requests"));
    m_filter->setAccessibleName(tr("Filter the collections"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(30ms);
    connect(m_pause, &QTimer::timeout, this, &CollectionsPanel::search);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.trimmed().isEmpty())
            search(); // the tree is back at once
        else
            m_pause->start();
    });
}

void CollectionsPanel::buildEmpty()
{
    m_nothingOpen = new QWidget;
    auto *empty
        = new EmptyState(m_theme, tr("No collection is open"),
                         tr("A collection is a folder of .http files, as other tools know them and "
                            "git keeps them. Open one, or drop it here."),
                         tr("Open folder…"));
    connect(empty, &EmptyState::buttonClicked, this, &CollectionsPanel::askFolder);
    auto *more = new QVBoxLayout;
    more->setContentsMargins(12, 0, 12, 12);
    more->setSpacing(0);
    const auto link = [&](const QString &text, auto act) {
        auto *button = new QPushButton(text);
        setLook(button, "link"_L1);
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QPushButton::clicked, this, act);
        more->addWidget(button, 0, Qt::AlignHCenter);
    };
    link(tr("New collection…"), &CollectionsPanel::askNewCollection);
    link(tr("Sample requests"), &CollectionsPanel::sampleRequested);
    auto *layout = new QVBoxLayout(m_nothingOpen);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(empty, 1);
    layout->addLayout(more);
}

void CollectionsPanel::connectView(CollectionView *view)
{
    m_delegates.append(new CollectionDelegate(m_theme, view));
    view->setItemDelegate(m_delegates.last());
    const auto *model = static_cast<const CollectionItemModel *>(view->model());
    const auto originOf = [](const CollectionItem &item) {
        return FileOrigin{item.collection->pathOf(item.node), item.get()->row};
    };
    connect(view, &CollectionView::openRequested, this,
            [this, originOf](const CollectionItem &item) { Q_EMIT openRequested(originOf(item)); });
    connect(view, &CollectionView::openInNewTabRequested, this,
            [this, originOf](const CollectionItem &item) {
                Q_EMIT openInNewTabRequested(originOf(item));
            });
    connect(view, &QWidget::customContextMenuRequested, this,
            [this, view](const QPoint &position) { showMenu(view, position); });
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CollectionsPanel::enableActions);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        enableActions();
        Q_EMIT stateChanged();
    });
    connect(view, &QTreeView::expanded, this, &CollectionsPanel::stateChanged);
    connect(view, &QTreeView::collapsed, this, &CollectionsPanel::stateChanged);
    connect(model, &CollectionItemModel::renameRequested, m_does, &CollectionActions::rename);
    connect(model, &CollectionItemModel::dropRequested, m_does, &CollectionActions::transfer);
    connect(model, &CollectionItemModel::pathsDropped, this, &CollectionsPanel::take);
}

void CollectionsPanel::connectActions()
{
    connect(m_does, &CollectionActions::created, this, [this](const CollectionItem &item) {
        m_filter->clear();
        select({item});
        const CollectionNode *node = item.get();
        if (node && node->kind == CollectionNode::Kind::Request)
            Q_EMIT openRequested({item.collection->pathOf(item.node), node->row});
        // Its name is the next thing people want to give it.
        m_view->setFocus();
        m_view->edit(m_tree->indexOf(item));
    });
    connect(m_does, &CollectionActions::done, this, &CollectionsPanel::select);
    connect(m_does, &CollectionActions::failed, this, &CollectionsPanel::say);
    connect(m_does, &CollectionActions::told, this,
            [this](const QString &step, const QString &notes) {
                m_notice->offer(notes.isEmpty() ? ChipTone::Neutral : ChipTone::Warning, step,
                                notes, tr("Undo"));
            });
    connect(m_does, &CollectionActions::secretsExtracted, this,
            &CollectionsPanel::secretsExtracted);
    connect(m_notice, &NoticeBar::accepted, this, [this] {
        m_does->undo(currentCollection());
        shownView()->setFocus();
    });
    connect(m_notice, &NoticeBar::dismissed, this, [this] { shownView()->setFocus(); });
    connect(&m_shelf, &CollectionShelf::opened, this, [this](Collection *collection) {
        connect(collection, &Collection::undoChanged, this, [this] {
            // What the notice would take back is no longer the last step.
            m_notice->dismiss();
            enableActions();
        });
    });
}

CollectionView *CollectionsPanel::shownView() const
{
    return m_filter->text().trimmed().isEmpty() ? m_view : m_hitView;
}

void CollectionsPanel::search()
{
    m_pause->stop();
    const QString text = m_filter->text().trimmed();
    if (text.isEmpty()) {
        const CollectionItem current = m_hitView->currentItem();
        m_hits->clear();
        m_whenFound = {};
        if (current)
            m_view->select({current});
        follow();
    } else {
        m_hits->search(text);
    }
}

void CollectionsPanel::showFound()
{
    m_hitView->expandBelow();
    // What somebody chose stays; what was but the best so far gives way to a better one.
    const QModelIndex kept
        = m_currentHit == m_proposedHit ? QModelIndex() : m_hits->indexOf(m_currentHit);
    m_hitView->setCurrentIndex(kept.isValid() ? kept : m_hits->best());
    m_proposedHit = kept.isValid() ? CollectionItem() : m_hitView->currentItem();
    if (kept.isValid() && m_selectedHits.size() > 1)
        m_hitView->select(m_selectedHits);
    follow();
    if (!m_hits->isSearching()) {
        if (const auto act = std::exchange(m_whenFound, {}))
            act();
    }
}

void CollectionsPanel::whenFound(std::function<void()> act)
{
    m_whenFound = std::move(act);
    if (m_pause->isActive())
        search();
    if (m_filter->text().trimmed().isEmpty() || !m_hits->isSearching()) {
        if (const auto now = std::exchange(m_whenFound, {}))
            now();
    }
}

void CollectionsPanel::follow()
{
    const bool isFiltered = !m_filter->text().trimmed().isEmpty();
    QWidget *shown = m_view;
    if (m_shelf.collections().isEmpty())
        shown = m_nothingOpen;
    else if (isFiltered && m_hits->isSearching())
        shown = m_stack->currentWidget();
    else if (isFiltered)
        shown = m_hits->hitCount() == 0 ? static_cast<QWidget *>(m_nothingFound) : m_hitView;
    m_stack->setCurrentWidget(shown);
    setFocusProxy(shown == m_nothingFound ? static_cast<QWidget *>(m_filter) : shown);
    m_filter->setVisible(!m_shelf.collections().isEmpty());
    if (m_shelf.collections().isEmpty())
        m_header->setNote({});
    else if (isFiltered)
        m_header->setNote((m_hits->isCut() ? tr("the best %1") : u"%1"_s)
                              .arg(QLocale().toString(m_hits->hitCount())));
    else
        m_header->setNote(QLocale().toString(m_shelf.requestCount()));
    enableActions();
}

void CollectionsPanel::setOpened(const QList<OpenedRequest> &opened)
{
    for (CollectionDelegate *delegate : std::as_const(m_delegates))
        delegate->setOpened(opened);
    m_view->viewport()->update();
    m_hitView->viewport()->update();
}

void CollectionsPanel::reveal(const FileOrigin &origin)
{
    const CollectionItem item = m_shelf.find(origin.path, origin.index);
    if (!item)
        return;
    m_filter->clear();
    m_view->select({item});
}

void CollectionsPanel::setFilter(const QString &text)
{
    m_filter->setText(text);
}

void CollectionsPanel::focusTree()
{
    setFocus(Qt::ShortcutFocusReason);
}

void CollectionsPanel::select(const QList<CollectionItem> &items)
{
    if (!items.isEmpty())
        shownView()->select(items);
}

void CollectionsPanel::say(const Sentence &why)
{
    m_notice->say(ChipTone::Bad, why.headline, why.hint);
}

void CollectionsPanel::take(const QStringList &paths, const CollectionItem &target)
{
    if (target) {
        m_does->bringIn(paths, target);
        return;
    }
    QStringList files;
    for (const QString &path : paths) {
        if (QFileInfo(path).isDir())
            openFolder(path);
        else
            files.append(path);
    }
    if (!files.isEmpty())
        Q_EMIT filesDropped(files);
}

bool CollectionsPanel::eventFilter(QObject *watched, QEvent *event)
{
    // From the field straight into what it found, and back out of it, without the mouse.
    if (watched == m_filter
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isPress = event->type() == QEvent::KeyPress;
        if (key == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            event->accept(); // else the window stops what is being sent
            if (isPress)
                m_filter->clear();
            return true;
        }
        if (isPress && (key == Qt::Key_Down || key == Qt::Key_Up)) {
            whenFound([this] {
                shownView()->setFocus();
                if (!shownView()->currentIndex().isValid())
                    shownView()->setCurrentIndex(shownView()->model()->index(0, 0));
            });
            return true;
        }
        if (isPress && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            whenFound([this] {
                if (const QModelIndex index = shownView()->currentIndex(); index.isValid())
                    Q_EMIT shownView()->activated(index);
            });
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Recloser
