// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/fileconflict.h"
#include "core/model/storeerror.h"
#include "ui/collections/collectionshelf.h"
#include "ui/mainwindow/windowservices.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <expected>

namespace Recloser {

class ConflictDialog;
class MainWindow;
class RequestTab;

/// Keeps tabs and the files of their requests together: a request that moved is followed, what
/// another program wrote is shown, and what both changed becomes a question in the tab. Reads and
/// writes on workers. Part of the window.
class TabFiles : public QObject
{
    Q_OBJECT

public:
    TabFiles(MainWindow &window, const WindowServices &services, CollectionShelf &shelf);

    /// The tab's request is what `content` has at its origin.
    void know(RequestTab *tab, const QByteArray &content);
    /// The tab came back with the session: its file may be another one by now.
    void lookAgain(RequestTab *tab);
    /// Writes the tab's request into its file, with whatever others changed elsewhere in it.
    void save(RequestTab *tab);
    /// Adds the tab's request to the end of a file, which then is its own.
    void add(RequestTab *tab, const QString &path);
    /// Answers a conflict.
    void solve(RequestTab *tab, ConflictChoice choice);
    /// Shows both versions of a conflict side by side.
    void compare(RequestTab *tab);
    /// Reads the files of all tabs again that no collection watches, as when the window becomes
    /// active.
    void refresh();
    /// The tabs of a request, the one that was opened first at the front.
    QList<RequestTab *> tabsOf(const QString &path, int index) const;

Q_SIGNALS:
    /// A file was written; its variables and policies may be other ones.
    void written(const QString &path, const QByteArray &content);
    /// A tab's request is in this file now.
    void placed(const QString &path);
    /// What the panel marks is another one.
    void changed();

private:
    using FileBytes = std::expected<QByteArray, StoreError>;
    enum class Trouble { None, Conflict, Gone };

    struct State
    {
        /// The file when the request was read from it, or written to it; null: not known.
        QByteArray read;
        /// Of the request there.
        int readIndex = 0;
        CollectionItem item;
        Trouble trouble = Trouble::None;
        bool isLooking = false;
        bool lookAgain = false;
        bool isSaving = false;
        QPointer<ConflictDialog> dialog;
    };
    /// A file and the request in it that edits of a tab are compared with.
    struct Base
    {
        QByteArray content;
        int index = 0;
    };
    /// The tab's request in the file as that is now.
    struct Found
    {
        QByteArray content;
        qsizetype index = -1;
        RequestSpec spec;
    };
    struct Writing
    {
        RequestSpec spec;
        QString path;
        std::optional<QByteArray> before;
        QByteArray content;
        qsizetype index = -1;
        HttpFileEdit edit;
        /// Mine is in the file under the name that is free there.
        bool isCopy = false;
        /// Added to its file, not put into it in the place of what it was.
        bool isNew = false;
    };

    State &stateOf(RequestTab *tab);
    /// Of a tab that came back with the session its request as it was saved is all that is known.
    static Base baseOf(RequestTab *tab, const State &state);
    void follow(Collection *collection);
    void followItems();
    void noteOrigin(RequestTab *tab);
    void bind(RequestTab *tab);
    void look(RequestTab *tab);
    void lookAt(const QString &path);
    void take(RequestTab *tab, const Found &found);
    void setTrouble(RequestTab *tab, Trouble trouble);
    void takeTheirs(RequestTab *tab, const QByteArray &content, qsizetype index);
    void write(RequestTab *tab, const Writing &writing);
    void finish(RequestTab *tab, const Writing &writing);
    void fail(const StoreError &error);

    MainWindow &m_window;
    const WindowServices &m_services;
    CollectionShelf &m_shelf;
    QHash<RequestTab *, State> m_states;
};

} // namespace Recloser
