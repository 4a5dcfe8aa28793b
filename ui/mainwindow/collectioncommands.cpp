// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/collectioncommands.h"

#include "core/collections/collectionsearch.h"
#include "ui/collections/collectionwords.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/tabfiles.h"
#include "ui/mainwindow/variables.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CollectionCommands::CollectionCommands(MainWindow &window, const WindowServices &services,
                                       CollectionsPanel &panel, TabFiles &tabFiles)
    : QObject(&window)
    , m_window(window)
    , m_services(services)
    , m_panel(panel)
    , m_tabFiles(tabFiles)
{
    window.installEventFilter(this);
    m_marking.setSingleShot(true);
    m_marking.setInterval(0);
    connect(&m_marking, &QTimer::timeout, this, &CollectionCommands::mark);
    m_counting.setSingleShot(true);
    m_counting.setInterval(300ms);
    connect(&m_counting, &QTimer::timeout, this, &CollectionCommands::countKeys);

    connect(&panel, &CollectionsPanel::openRequested, this, &CollectionCommands::open);
    connect(&panel, &CollectionsPanel::openInNewTabRequested, this,
            [this](const FileOrigin &origin) { m_window.files().openRequest(origin); });
    connect(&panel, &CollectionsPanel::sampleRequested, &window, &MainWindow::sampleRequested);
    connect(&panel, &CollectionsPanel::filesDropped, &window, &MainWindow::openFiles);
    connect(&panel, &CollectionsPanel::secretsExtracted, this,
            [this](const QList<ExtractedSecret> &secrets) {
                for (const ExtractedSecret &secret : secrets) {
                    m_services.secrets.write(secret.name, secret.value);
                    m_services.variables.setSecret(secret.name, secret.value);
                }
            });
    connect(&panel.shelf(), &CollectionShelf::opened, this, &CollectionCommands::follow);
    connect(&panel.shelf(), &CollectionShelf::changed, this, [this] { m_counting.start(); });
    connect(&panel.shelf(), &CollectionShelf::closed, this, [this](const Collection *collection) {
        m_counts.remove(collection);
        Q_EMIT keysChanged();
    });
    connect(&services.variables, &Variables::changed, this, [this] { m_counting.start(); });
    connect(&tabFiles, &TabFiles::changed, this, [this] { m_marking.start(); });
    connect(&window.tabs(), &TabArea::edited, this, [this] { m_marking.start(); });
    connect(&window.tabs(), &TabArea::currentChanged, this, [this] { m_marking.start(); });
    connect(this, &CollectionCommands::keysChanged, this, [this] {
        if (RequestTab *tab = m_window.tabs().current(); tab && tab->isVisible())
            tab->editor().refresh();
    });
}

void CollectionCommands::follow(Collection *collection)
{
    m_services.variables.reloadEnvironments(collection->folder() + u"/.http"_s);
    connect(collection, &Collection::fileChanged, this, [this](const QString &path) {
        // A folder's file says things for the requests of others.
        if (QFileInfo(path).fileName() == "folder.http"_L1)
            m_window.files().refreshPolicies();
        for (int i = 0; i < m_window.tabs().count(); ++i) {
            if (m_window.tabs().at(i)->filePath() == path) {
                m_window.files().learnVariables(path);
                return;
            }
        }
    });
}

// ---- opening -----------------------------------------------------------------------------------

void CollectionCommands::open(const FileOrigin &origin)
{
    const QList<RequestTab *> tabs = m_tabFiles.tabsOf(origin.path, origin.index);
    if (tabs.isEmpty())
        m_window.files().openRequest(origin);
    else
        m_window.tabs().setCurrent(tabs.first());
}

QFuture<QList<PaletteEntry>> CollectionCommands::find(const QString &typed)
{
    constexpr qsizetype most = 40;
    QList<std::pair<int, PaletteEntry>> found;
    if (!typed.trimmed().isEmpty()) {
        for (Collection *collection : m_panel.shelf().collections()) {
            for (const CollectionHit &hit : search(*collection, typed, most)) {
                const CollectionItem item{collection, hit.node};
                const CollectionNode *node = item.get();
                if (!node)
                    continue;
                found.append(
                    {-hit.score,
                     {u"%1 %2"_s.arg(node->method, titleOf(item)), placeOf(item), {}, [this, item] {
                          if (m_panel.shelf().contains(item))
                              open({item.collection->pathOf(item.node), item.get()->row});
                      }}});
            }
        }
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, PaletteEntry>::first);
    QList<PaletteEntry> entries;
    for (const auto &[score, entry] : std::as_const(found)) {
        if (entries.size() == most)
            break;
        entries.append(entry);
    }
    return QtFuture::makeReadyValueFuture(entries);
}

void CollectionCommands::mark()
{
    QList<OpenedRequest> opened;
    TabArea &tabs = m_window.tabs();
    for (int i = 0; i < tabs.count(); ++i) {
        RequestDocument &document = tabs.at(i)->document();
        if (document.origin())
            opened.append({*document.origin(),
                           i == tabs.currentIndex() ? OpenedRequest::Tab::Current
                                                    : OpenedRequest::Tab::Background,
                           document.isModified() ? OpenedRequest::Edits::Unsaved
                                                 : OpenedRequest::Edits::None});
    }
    m_panel.setOpened(opened);
}

// ---- the session -------------------------------------------------------------------------------

void CollectionCommands::restore(const QJsonArray &collections)
{
    m_kept = OpenCollections::fromJson(collections);
    if (m_isPainted || !m_window.isVisible())
        openKept();
}

bool CollectionCommands::eventFilter(QObject *watched, QEvent *event)
{
    // The painting is the event's own work; what is queued now comes after it.
    if (event->type() == QEvent::UpdateRequest && !m_isPainted) {
        m_isPainted = true;
        QMetaObject::invokeMethod(this, &CollectionCommands::openKept, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void CollectionCommands::openKept()
{
    if (const auto kept = std::exchange(m_kept, std::nullopt))
        m_panel.restore(*kept);
}

QJsonArray CollectionCommands::snapshot() const
{
    return (m_kept ? *m_kept : m_panel.snapshot()).toJson();
}

// ---- keys --------------------------------------------------------------------------------------

Scope CollectionCommands::scopeOf(const Collection *collection) const
{
    // As a file of its top folder that gives no values of its own.
    return m_services.variables.scopeOf(collection->folder() + u"/.http"_s);
}

QList<std::pair<QList<CollectionUrl>, Scope>> CollectionCommands::urls() const
{
    QList<std::pair<QList<CollectionUrl>, Scope>> all;
    for (const Collection *collection : m_panel.shelf().collections())
        all.append({urlsOf(*collection), scopeOf(collection)});
    return all;
}

void CollectionCommands::countKeys()
{
    const quint64 asked = ++m_asked;
    for (Collection *collection : m_panel.shelf().collections()) {
        Recloser::countKeys(urlsOf(*collection), scopeOf(collection),
                            m_services.variables.policyLayers({}))
            .then(this, [this, asked, collection](const QHash<QString, int> &counts) {
                // It may have been closed while its keys were counted.
                if (asked != m_asked || !m_panel.shelf().collections().contains(collection)
                    || m_counts.value(collection) == counts)
                    return;
                m_counts.insert(collection, counts);
                Q_EMIT keysChanged();
            });
    }
}

int CollectionCommands::sharedCount(RequestTab *tab, const QString &key) const
{
    int count = 0;
    for (const QHash<QString, int> &counts : m_counts)
        count += counts.value(key);
    const auto &origin = tab->document().origin();
    const bool isCounted = origin && m_panel.shelf().find(origin->path, origin->index);
    return isCounted ? std::max(count, 1) : count + 1;
}

} // namespace Recloser
