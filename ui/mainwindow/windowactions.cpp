// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitspanel.h"
#include "ui/collections/collectionspanel.h"
#include "ui/describe/describeformats.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/history/historypanel.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/mainwindow/collectioncommands.h"
#include "ui/mainwindow/comparecommands.h"
#include "ui/mainwindow/environmentcommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/shortcuthelp.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/theme/look.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

// What the window's keys, menus and tool bar do. Part of MainWindow; its other parts are
// mainwindow.cpp and windowdialogs.cpp.

void MainWindow::buildToolBar()
{
    auto *bar = new QToolBar(tr("Main"));
    bar->setObjectName(u"mainBar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);

    auto *name = new QLabel(u"Recloser"_s);
    setLook(name, "title"_L1);
    name->setContentsMargins(4, 0, 10, 0);
    m_storeButton = new QToolButton;
    setLook(m_storeButton, "field"_L1);
    m_storeButton->setToolTip(tr("Where circuits live: this program's memory, or a Redis server"));
    connect(m_storeButton, &QToolButton::clicked, this, &MainWindow::showStoreMenu);

    m_searchButton = new QToolButton;
    setLook(m_searchButton, "field"_L1);
    m_searchButton->setText(tr("Search requests, history, commands      Ctrl K"));
    m_searchButton->setAccessibleName(tr("Search or run a command"));
    connect(m_searchButton, &QToolButton::clicked, this, &MainWindow::openPalette);

    auto *menuButton = new QToolButton;
    menuButton->setText(u"☰"_s);
    menuButton->setAccessibleName(tr("Menu"));
    menuButton->setToolTip(tr("Menu"));
    menuButton->setPopupMode(QToolButton::InstantPopup);
    menuButton->setObjectName(u"mainMenuButton"_s);
    menuButton->setMenu(new QMenu(menuButton));

    auto *spacer = new QWidget;
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(name);
    bar->addWidget(m_environments->button());
    bar->addWidget(m_storeButton);
    bar->addWidget(spacer);
    bar->addWidget(m_searchButton);
    bar->addWidget(menuButton);
    addToolBar(bar);
    showStoreName();
}

void MainWindow::buildActions()
{
    m_palette = new CommandPalette(m_services.theme, this);
    m_palette->addProvider([this] { return paletteEntries(); });
    m_palette->addSearch(
        [this](const QString &typed) { return m_collectionCommands->find(typed); });
    m_palette->addSearch([this](const QString &typed) { return paletteHistory(typed); });

    auto *menu = findChild<QToolButton *>(u"mainMenuButton"_s)->menu();
    const auto add = [this, menu](const QString &text, const QKeySequence &keys, auto &&call) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, std::forward<decltype(call)>(call));
        addAction(action);
        menu->addAction(action);
        return action;
    };
    add(tr("New request"), Qt::CTRL | Qt::Key_T, [this] { newTab(); });
    add(tr("Open file…"), Qt::CTRL | Qt::Key_O, [this] { m_files->askOpen(); });
    add(tr("Open folder…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O, [this] {
        showPanel(m_collectionsDock);
        m_collections->askFolder();
    });
    add(tr("New collection…"), {}, [this] {
        showPanel(m_collectionsDock);
        m_collections->askNewCollection();
    });
    add(tr("Save request"), Qt::CTRL | Qt::Key_S, [this] { m_files->save(m_tabs->current()); });
    add(tr("Save request as…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S,
        [this] { m_files->askSaveAs(m_tabs->current()); });
    add(tr("Open request from clipboard"), Qt::CTRL | Qt::SHIFT | Qt::Key_V,
        [this] { m_files->pasteClipboard(); });
    buildCopyMenus(*menu);
    add(tr("Close tab"), Qt::CTRL | Qt::Key_W, [this] { closeTab(); });
    add(tr("Reopen closed tab"), Qt::CTRL | Qt::SHIFT | Qt::Key_T, [this] { m_tabs->reopen(); });
    add(tr("Next tab"), Qt::CTRL | Qt::Key_Tab, [this] { nextTab(1); });
    add(tr("Previous tab"), Qt::CTRL | Qt::SHIFT | Qt::Key_Tab, [this] { nextTab(-1); });
    menu->addSeparator();
    QAction *send = add(tr("Send"), {}, [this] { sendCurrent(SendKind::Normal); });
    send->setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    add(tr("Send again"), Qt::CTRL | Qt::Key_R, [this] { sendCurrent(SendKind::Normal); });
    add(tr("Send anyway (past the breaker)"), Qt::CTRL | Qt::SHIFT | Qt::Key_Return,
        [this] { sendCurrent(SendKind::Anyway); });
    add(tr("Send and download…"), {}, [this] { sendCurrent(SendKind::Download); });
    add(tr("Send several times…"), {}, [this] { sendCurrent(SendKind::Repeat); });
    add(tr("Stop"), Qt::Key_Escape, [this] { stopCurrent(); });
    menu->addSeparator();
    add(tr("Undo"), QKeySequence::Undo, [this] {
        if (RequestTab *tab = m_tabs->current())
            tab->document().undo();
    });
    add(tr("Redo"), QKeySequence::Redo, [this] {
        if (RequestTab *tab = m_tabs->current())
            tab->document().redo();
    });
    add(tr("Go to URL"), Qt::CTRL | Qt::Key_L, [this] {
        if (RequestTab *tab = m_tabs->current())
            tab->editor().focusUrl();
    });
    // An editor that has the focus looks in itself first.
    add(tr("Find in the response"), QKeySequence::Find, [this] {
        if (RequestTab *tab = m_tabs->current())
            tab->response().openFind();
    });
    add(tr("Search or run a command"), Qt::CTRL | Qt::Key_K, [this] { openPalette(); });
    menu->addSeparator();
    add(tr("Collections"), Qt::CTRL | Qt::Key_0, [this] {
        showPanel(m_collectionsDock);
        m_collections->focusTree();
    });
    add(tr("Show the open request in its collection"), Qt::ALT | Qt::Key_F1, [this] {
        RequestTab *tab = m_tabs->current();
        if (!tab || !tab->document().origin())
            return;
        m_collections->reveal(*tab->document().origin());
        showPanel(m_collectionsDock);
    });
    add(tr("History"), Qt::CTRL | Qt::Key_1, [this] {
        showPanel(m_historyDock);
        m_history->focusSearch();
    });
    add(tr("Request"), Qt::CTRL | Qt::Key_2, [this] {
        if (RequestTab *tab = m_tabs->current())
            tab->editor().setFocus();
    });
    add(tr("Response"), Qt::CTRL | Qt::Key_3, [this] {
        if (RequestTab *tab = m_tabs->current())
            tab->response().setFocus();
    });
    add(tr("Circuits"), Qt::CTRL | Qt::Key_4, [this] { showPanel(m_circuitsDock); });
    add(tr("Key Lab"), Qt::CTRL | Qt::Key_5, [this] { showPanel(m_keyLabDock); });
    QMenu *panels = menu->addMenu(tr("Panels shown"));
    for (QDockWidget *dock : docks())
        panels->addAction(dock->toggleViewAction());
    menu->addSeparator();
    m_environments->addActions(*menu);
    const auto addRun = [this](const QString &text, QDockWidget *dock, auto &&call) {
        auto *command = new QAction(text, this);
        connect(command, &QAction::triggered, this, [this, dock, call] {
            showPanel(dock); // where it says that nothing is selected
            call();
        });
        addAction(command); // for the palette
    };
    addRun(tr("Send what is selected in collections, in order…"), m_collectionsDock,
           [this] { m_collections->sendMany(SendOrder::OneByOne); });
    addRun(tr("Send what is selected in collections, in parallel…"), m_collectionsDock,
           [this] { m_collections->sendMany(SendOrder::AllAtOnce); });
    addRun(tr("Replay what is selected in history…"), m_historyDock,
           [this] { m_history->replaySelected(); });
    add(tr("Redis connection…"), {}, [this] { openConnectionDialog({}); });
    add(tr("Default policies…"), {}, [this] { openDefaultPolicies(); });
    add(tr("Certificates and proxy…"), {}, [this] { openConnectionSettings(); });
    add(tr("What history keeps…"), {}, [this] { openHistorySettings(); });
    add(tr("Compare with the answer before"), Qt::CTRL | Qt::Key_D,
        [this] { m_compare->compareWithBefore(m_tabs->current()); });
    add(tr("Compare two exchanges…"), {}, [this] { m_compare->compareHistory(0, 0); });
    add(tr("What if other rules had held…"), {}, [this] { openWhatIf(); });
    if (m_services.cookies)
        add(tr("Cookies…"), {}, [this] { openCookies(); });
    add(tr("Sample requests"), {}, [this] { Q_EMIT sampleRequested(); });
    QMenu *look = menu->addMenu(tr("Appearance"));
    for (const auto &[text, scheme] : {std::pair(tr("Like the system"), Theme::Scheme::System),
                                       std::pair(tr("Light"), Theme::Scheme::Light),
                                       std::pair(tr("Dark"), Theme::Scheme::Dark)}) {
        const auto choose = [this, scheme] {
            m_services.theme.setScheme(scheme);
            m_files->keepScheme(scheme);
        };
        look->addAction(text, this, choose);
        auto *command = new QAction(tr("Appearance: %1").arg(text.toLower()), this);
        connect(command, &QAction::triggered, this, choose);
        addAction(command); // for the palette
    }
    add(tr("Keyboard shortcuts"), Qt::Key_F1, [this] { showHelp(); });
    add(tr("Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::buildCopyMenus(QMenu &menu)
{
    const std::pair<QString, CopyOptions> ways[]{
        {tr("Copy as"), {}},
        {tr("Copy with values and secrets as"),
         {CopyOptions::Variables::Resolve, CopyOptions::Secrets::Plain}},
    };
    for (const auto &[text, options] : ways) {
        QMenu *formats = menu.addMenu(text);
        for (const CopyFormat format : allCopyFormats()) {
            const auto copy = [this, format, options = options] {
                m_files->copyAs(m_tabs->current(), format, options);
            };
            const QString name = copyFormatName(format);
            formats->addAction(name, this, copy);
            auto *command = new QAction(u"%1 %2"_s.arg(text, name), this);
            connect(command, &QAction::triggered, this, copy);
            addAction(command); // for the palette
        }
    }
}

void MainWindow::showHelp()
{
    auto *help = new ShortcutHelp(m_services.theme, actions(), this);
    help->setAttribute(Qt::WA_DeleteOnClose);
    help->open();
}

QList<PaletteEntry> MainWindow::paletteEntries()
{
    QList<PaletteEntry> entries;
    for (int i = 0; i < m_tabs->count(); ++i) {
        RequestTab *tab = m_tabs->at(i);
        entries.append(
            {tab->document().title(), tab->document().spec().url, {}, [this, tab = QPointer(tab)] {
                 if (tab)
                     m_tabs->setCurrent(tab);
             }});
    }
    for (QAction *action : actions()) {
        if (!action->text().isEmpty())
            entries.append({action->text(), tr("command"),
                            action->shortcut().toString(QKeySequence::NativeText),
                            [action = QPointer(action)] {
                                if (action)
                                    action->trigger();
                            }});
    }
    return entries;
}

QFuture<QList<PaletteEntry>> MainWindow::paletteHistory(const QString &typed)
{
    return m_services.history
        .search({.text = typed, .limit = 30, .patience = std::chrono::milliseconds(20)})
        .then(this, [this](const std::expected<HistoryPage, StoreError> &page) {
            QList<PaletteEntry> found;
            if (!page)
                return found;
            for (const HistoryRow &row : page->rows) {
                found.append(
                    {u"%1 %2"_s.arg(QString::fromLatin1(row.method), row.url),
                     tr("history, %1").arg(row.startedAt.toLocalTime().toString(u"HH:mm:ss"_s)),
                     {},
                     [this, id = row.id] { openExchange(id); }});
            }
            return found;
        });
}

void MainWindow::openPalette()
{
    m_palette->popUp();
}

void MainWindow::showStoreName()
{
    const StoreChoice choice = m_services.stores.current();
    const QString scopes[] = {tr("private"), tr("observing"), tr("joined")};
    m_storeButton->setText(
        choice.kind == StoreKind::Memory
            ? tr("Circuits  memory · private  ▾")
            : tr("Circuits  redis · %1 · %2  ▾").arg(choice.name, scopes[int(choice.scope)]));
}

void MainWindow::showStoreMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const StoreChoice current = m_services.stores.current();
    for (const StoreChoice &choice : m_services.stores.choices()) {
        const QString text = choice.kind == StoreKind::Memory
            ? tr("This program's memory")
            : u"%1  —  %2"_s.arg(choice.name, choice.server);
        QAction *action = menu->addAction(
            text, this, [this, name = choice.name] { m_services.stores.choose(name); });
        action->setCheckable(true);
        action->setChecked(choice.name == current.name);
    }
    menu->addSeparator();
    if (current.kind == StoreKind::Redis) {
        menu->addAction(tr("Try again now"), this,
                        [this] { m_services.stores.store().retryNow(); });
        menu->addAction(tr("Edit “%1”…").arg(current.name), this,
                        [this, current] { openConnectionDialog(current.name); });
        menu->addAction(tr("Remove “%1”").arg(current.name), this,
                        [this, current] { m_services.stores.remove(current.name); });
    }
    menu->addAction(tr("New Redis connection…"), this, [this] { openConnectionDialog({}); });
    menu->popup(m_storeButton->mapToGlobal(m_storeButton->rect().bottomLeft()));
}

QString MainWindow::probeObstacle(const QString &key) const
{
    RequestTab *tab = m_tabs->current();
    if (!tab)
        return tr("No request is open");
    if (tab->isRunning())
        return tr("The open request is being sent");
    if (tab->editor().keyStatus().key != key)
        return tr("The open request has another key: open one that has this");
    return {};
}

void MainWindow::probe(const QString &key)
{
    if (!probeObstacle(key).isEmpty())
        return;
    const Circuit *circuit = m_services.board.find(key);
    const bool isAdmitted = !circuit || circuit->state != BreakerState::Open;
    m_tabs->current()->send(
        {.breaker = isAdmitted ? SendOptions::Breaker::Obey : SendOptions::Breaker::Bypass});
}

} // namespace Recloser
