// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionkeys.h"
#include "ui/collections/collectionspanel.h"
#include "ui/dialogs/palettemodel.h"
#include "ui/mainwindow/windowservices.h"

#include <QJsonArray>
#include <QTimer>

namespace Recloser {

class MainWindow;
class RequestTab;
class TabFiles;

/// What the open collections have to do with the rest of the window: opening their requests,
/// finding them, the circuits they share, coming back with the session. Part of the window.
class CollectionCommands : public QObject
{
    Q_OBJECT

public:
    CollectionCommands(MainWindow &window, const WindowServices &services, CollectionsPanel &panel,
                       TabFiles &tabFiles);

    /// Shows the tab of the request, or opens one.
    void open(const FileOrigin &origin);
    /// For Ctrl+K.
    QFuture<QList<PaletteEntry>> find(const QString &typed);

    /// The collections are opened when the window has been painted for the first time, so that it
    /// is there at once.
    void restore(const QJsonArray &collections);
    QJsonArray snapshot() const;

    /// How many requests of the open collections have this circuit key, that of the tab included.
    int sharedCount(RequestTab *tab, const QString &key) const;
    /// Of all requests of the open collections, each with what its placeholders resolve against.
    QList<std::pair<QList<CollectionUrl>, Scope>> urls() const;

Q_SIGNALS:
    /// sharedCount() and urls() are other ones.
    void keysChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openKept();
    void mark();
    void countKeys();
    void follow(Collection *collection);
    Scope scopeOf(const Collection *collection) const;

    MainWindow &m_window;
    const WindowServices &m_services;
    CollectionsPanel &m_panel;
    TabFiles &m_tabFiles;
    /// Until they are opened.
    std::optional<OpenCollections> m_kept;
    bool m_isPainted = false;
    QTimer m_marking;
    QTimer m_counting;
    /// By key, of each collection.
    QHash<const Collection *, QHash<QString, int>> m_counts;
    quint64 m_asked = 0;
};

} // namespace Recloser
