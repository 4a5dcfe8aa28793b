// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/dialogs/commandpalette.h"
#include "ui/mainwindow/windowservices.h"
#include "ui/request/sendbutton.h"
#include "ui/widgets/chip.h"

#include <QMainWindow>
#include <QPointer>

class QDockWidget;
class QMenu;
class QToolButton;

namespace Recloser {

class CircuitsPanel;
class CollectionCommands;
class CollectionShelf;
class CollectionsPanel;
class CompareCommands;
class CookieDialog;
class EnvironmentCommands;
class FileCommands;
class HistoryPanel;
class KeyLabCommands;
class KeyLabPanel;
class NoticeBar;
class RequestTab;
class RunCommands;
class SessionKeeper;
class WhatIfDialog;
class TabFiles;
class WindowStatus;
class TabArea;

/// The window: tabs in the middle, circuits, Key Lab and history around them. Holds no rules; it
/// connects the parts. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowServices &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Fills the window from the last session, or with the sample requests on the first start.
    /// opened() follows.
    void restore();
    /// Opens folders as collections, `.http` files, and files with a request in the Fynd form.
    void openFiles(const QStringList &paths);

    TabArea &tabs() { return *m_tabs; }
    CircuitsPanel &circuits() { return *m_circuits; }
    KeyLabPanel &keyLab() { return *m_keyLab; }
    HistoryPanel &history() { return *m_history; }
    CollectionsPanel &collections() { return *m_collections; }
    CollectionCommands &collectionCommands() { return *m_collectionCommands; }
    TabFiles &tabFiles() { return *m_tabFiles; }

    void newTab();
    void sendCurrent(SendKind kind);
    void stopCurrent();
    void openExchange(qint64 id);
    void sendExchangeAgain(qint64 id);
    void openKeyLab(const QString &pattern);
    void openPalette();
    void openConnectionDialog(const QString &name);
    /// The policies of the settings, to be edited.
    void openDefaultPolicies();
    void openHistorySettings();
    /// Recorded calls run by the open request's rules, with another pattern where one is given.
    void openWhatIf(const std::optional<QString> &pattern = {});
    /// Authorities, client certificates, exceptions and the proxy.
    void openConnectionSettings();
    /// What the server showed to the exchange's last attempt; nothing where there was no TLS.
    void openCertificate(const ExchangePtr &exchange);
    /// The cookie jar of the open request.
    void openCookies();
    void showPanel(QDockWidget *dock);
    void showHelp();
    void closeTab();
    void nextTab(int step);
    void say(ChipTone tone, const QString &headline, const QString &text = {});
    /// Says something that stays, with a button for what can be done.
    void offer(ChipTone tone, const QString &headline, const QString &text, const QString &action,
               std::function<void()> run);

    QList<QDockWidget *> docks() const
    {
        return {m_collectionsDock, m_historyDock, m_circuitsDock, m_keyLabDock};
    }
    const WindowServices &services() const { return m_services; }
    FileCommands &files() { return *m_files; }
    RunCommands &runs() { return *m_runs; }
    EnvironmentCommands &environments() { return *m_environments; }

Q_SIGNALS:
    /// The session is back and the first tab is there.
    void opened();
    /// The user asks for the sample requests and their server.
    void sampleRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildToolBar();
    void buildDocks();
    /// Why the open request is no probe of this circuit; empty when it is one.
    QString probeObstacle(const QString &key) const;
    /// Sends the open request once, as the probe that a half-open circuit waits for, or past the
    /// breaker.
    void probe(const QString &key);
    void buildActions();
    void buildCopyMenus(QMenu &menu);
    QDockWidget *addDock(Qt::DockWidgetArea area, const QString &name, const QString &title);
    void connectTab(RequestTab *tab);
    /// The request of an exchange, with the policies that it ran with.
    RequestSpec specAsSent(const Exchange &exchange) const;
    void connectServices();
    void askRepeat(RequestTab *tab);
    void askDownload(RequestTab *tab);
    void showStoreMenu();
    void showStoreName();
    void askTotal();
    QList<PaletteEntry> paletteEntries();
    QFuture<QList<PaletteEntry>> paletteHistory(const QString &typed);

    const WindowServices &m_services;
    NoticeBar *m_notice;
    TabArea *m_tabs;
    WindowStatus *m_status;
    QToolButton *m_storeButton;
    QToolButton *m_searchButton;
    CommandPalette *m_palette = nullptr;
    CircuitsPanel *m_circuits;
    KeyLabPanel *m_keyLab;
    HistoryPanel *m_history;
    CollectionShelf *m_shelf;
    CollectionsPanel *m_collections;
    QDockWidget *m_collectionsDock;
    QDockWidget *m_circuitsDock;
    QDockWidget *m_keyLabDock;
    QDockWidget *m_historyDock;
    QPointer<WhatIfDialog> m_whatIf;
    TabFiles *m_tabFiles;
    CollectionCommands *m_collectionCommands;
    QPointer<CookieDialog> m_cookies;
    EnvironmentCommands *m_environments;
    std::unique_ptr<FileCommands> m_files;
    KeyLabCommands *m_keyLabCommands;
    RunCommands *m_runs;
    CompareCommands *m_compare;
    std::unique_ptr<SessionKeeper> m_session;
    qint64 m_total = 0;
    std::function<void()> m_offered;
};

} // namespace Recloser
