// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of MainWindow that makes the panels at its sides, and has them act.

#include "ui/circuits/circuitspanel.h"
#include "ui/collections/collectionspanel.h"
#include "ui/history/historypanel.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/mainwindow/collectioncommands.h"
#include "ui/mainwindow/comparecommands.h"
#include "ui/mainwindow/keylabcommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/runcommands.h"
#include "ui/mainwindow/sessionkeeper.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/tabfiles.h"
#include "ui/run/rundialog.h"

#include <QDockWidget>
#include <QLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

QDockWidget *MainWindow::addDock(Qt::DockWidgetArea area, const QString &name, const QString &title)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setTitleBarWidget(new QWidget(dock)); // the panel brings its own header
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildDocks()
{
    m_collectionsDock = addDock(Qt::LeftDockWidgetArea, u"collections"_s, tr("Collections"));
    m_historyDock = addDock(Qt::LeftDockWidgetArea, u"history"_s, tr("History"));
    m_circuitsDock = addDock(Qt::RightDockWidgetArea, u"circuits"_s, tr("Circuits"));
    m_keyLabDock = addDock(Qt::RightDockWidgetArea, u"keylab"_s, tr("Key Lab"));
    // Made in their places: a widget that moves is styled once more, with all that it holds.
    m_history = new HistoryPanel(m_services.theme, m_services.history, m_historyDock);
    m_circuits = new CircuitsPanel(m_services.theme, m_services.board, m_circuitsDock);
    m_keyLab = new KeyLabPanel(m_services.theme, m_keyLabDock);
    m_shelf = new CollectionShelf(m_services.collectionPlaces, this);
    m_collections = new CollectionsPanel(m_services.theme, *m_shelf, m_collectionsDock);
    for (auto *panel :
         std::initializer_list<QWidget *>{m_history, m_circuits, m_keyLab, m_collections}) {
        // A dock shows what it gets, and what is shown is laid out: once will do, with the window.
        panel->layout()->setEnabled(false);
        qobject_cast<QDockWidget *>(panel->parentWidget())->setWidget(panel);
        panel->layout()->setEnabled(true);
    }
    resizeDocks({m_historyDock, m_circuitsDock}, {250, 330}, Qt::Horizontal);
    resizeDocks({m_circuitsDock, m_keyLabDock}, {280, 520}, Qt::Vertical);
    resizeDocks({m_collectionsDock, m_historyDock}, {440, 360}, Qt::Vertical);
    m_tabFiles = new TabFiles(*this, m_services, *m_shelf);
    m_collectionCommands = new CollectionCommands(*this, m_services, *m_collections, *m_tabFiles);
    connect(m_collections, &CollectionsPanel::stateChanged, this,
            [this] { m_session->noteChange(); });

    connect(m_circuits, &CircuitsPanel::explainRequested, this, [this](const QString &) {
        if (RequestTab *tab = m_tabs->current())
            openKeyLab(tab->policies().breaker.keyPattern);
    });
    connect(m_circuits, &CircuitsPanel::sampleRequested, this, &MainWindow::sampleRequested);
    m_circuits->setProbe([this](const QString &key) { return probeObstacle(key); });
    connect(m_circuits, &CircuitsPanel::probeRequested, this, &MainWindow::probe);
    m_runs = new RunCommands(m_services, *this);
    m_keyLabCommands = new KeyLabCommands(*this, m_services, *m_keyLab);
    connect(m_keyLab, &KeyLabPanel::whatIfRequested, this,
            [this](const QString &pattern) { openWhatIf(pattern); });
    connect(m_keyLab, &KeyLabPanel::urlsEdited, this, [this] { m_session->noteChange(); });
    connect(m_keyLab, &KeyLabPanel::stateChanged, this, [this] { m_session->noteChange(); });
    m_compare = new CompareCommands(*this, m_services);
    connect(m_history, &HistoryPanel::compareRequested, m_compare,
            &CompareCommands::compareHistory);
    connect(m_history, &HistoryPanel::openRequested, this, &MainWindow::openExchange);
    connect(m_history, &HistoryPanel::sendAgainRequested, this, &MainWindow::sendExchangeAgain);
    connect(m_history, &HistoryPanel::sendAgainAsItWasRequested, m_runs,
            [this](qint64 id) { m_runs->replay({id}, ReplayOptions::Form::AsItWas); });
    connect(m_history, &HistoryPanel::replayRequested, m_runs, [this](const QList<qint64> &ids) {
        m_runs->replay(ids, ReplayOptions::Form::AsItWas);
    });
    connect(m_collections, &CollectionsPanel::sendManyRequested, m_runs,
            [this](const QList<FileOrigin> &requests, SendOrder order) {
                constexpr int atOnce = 8;
                m_runs->sendMany(requests, order == SendOrder::OneByOne ? 1 : atOnce);
            });
    connect(m_runs, &RunCommands::openRequested, this, &MainWindow::openExchange);
    connect(m_runs, &RunCommands::compareRequested, m_history, &HistoryPanel::compareRequested);
    connect(m_history, &HistoryPanel::settingsRequested, this, &MainWindow::openHistorySettings);
}

} // namespace Recloser
