// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/copyas.h"
#include "core/store/policyfiles.h"
#include "ui/document/requestdocument.h"
#include "ui/mainwindow/windowservices.h"

#include <QHash>
#include <QObject>

namespace Recloser {

class MainWindow;
class RequestTab;

/// Opening, saving and pasting requests, and saving bodies. Reads and writes on workers; asks with
/// dialogs that block nothing. Part of the window.
class FileCommands : public QObject
{
    Q_OBJECT

public:
    FileCommands(MainWindow &window, const WindowServices &services);

    void askOpen();
    void open(const QString &path);
    /// One request of a file in a tab of its own.
    void openRequest(const FileOrigin &origin);
    /// Saves to the file the tab came from, or asks for one.
    void save(RequestTab *tab);
    /// In the open collections, or anywhere. A file that exists is not replaced: the request is
    /// added to it.
    void askSaveAs(RequestTab *tab);
    void saveAs(RequestTab *tab, const QString &path);

    /// The tab's request to the clipboard, as another tool is told it. What that cannot be told is
    /// said.
    void copyAs(RequestTab *tab, CopyFormat format, const CopyOptions &options);
    /// Turns a pasted request into the tab's request; the others of a curl command get tabs.
    void paste(RequestTab *tab, const QString &text);
    void pasteClipboard();

    void saveBody(const ExchangePtr &exchange);
    void writeBody(const ExchangePtr &exchange, const QString &path);

    /// Reads a file's variables again, for tabs that come back with the session.
    void learnVariables(const QString &path);
    /// Reads again what folders and files say of the policies of opened requests.
    void refreshPolicies();
    void keepScheme(Theme::Scheme scheme);

private:
    void takeFile(const QString &path, const QByteArray &content);
    void takeFynd(const QString &path, const QString &text);
    /// `tab` becomes the first request, in one step of undo; without one all get tabs.
    void takeCurl(RequestTab *tab, const QString &text);
    void learn(const QString &path, const HttpFile &file);
    /// `then` runs when the policies are known.
    void learnPolicies(const QString &path, const std::function<void()> &then = {});
    void tellProblems(const PolicyFiles &files);
    void askFile(RequestTab *tab);
    /// Takes a file's variables and policies over, which a tab has written.
    void relearn(const QString &path, const QByteArray &content);
    void fail(const StoreError &error);

    MainWindow &m_window;
    const WindowServices &m_services;
    /// What the files said last.
    QHash<QString, PolicyFiles> m_told;
};

} // namespace Recloser
