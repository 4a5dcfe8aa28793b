// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/mainwindow.h"

#include "core/model/pinnedpolicies.h"
#include "ui/collections/collectionspanel.h"
#include "ui/describe/describe.h"
#include "ui/history/historypanel.h"
#include "ui/mainwindow/collectioncommands.h"
#include "ui/mainwindow/environmentcommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/keylabcommands.h"
#include "ui/mainwindow/sessionkeeper.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/tabfiles.h"
#include "ui/mainwindow/variables.h"
#include "ui/mainwindow/windowstatus.h"
#include "ui/theme/look.h"
#include "ui/widgets/noticebar.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QMimeData>
#include <QUrl>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(const WindowServices &services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_notice(new NoticeBar(services.theme))
    , m_tabs(new TabArea(services))
    , m_status(new WindowStatus(services))
{
    setWindowTitle(u"Recloser"_s);
    setObjectName(u"mainWindow"_s);
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    // With room for the frame and its title, which are not known yet.
    resize(QSize(1440, 900).boundedTo(screen()->availableSize() - QSize(8, 40)));
    setMinimumSize(880, 520);
    setAcceptDrops(true);

    auto *center = new QWidget;
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice->setInset({10, 8, 10, 8});
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    m_notice->setObjectName(u"windowNotice"_s);
    m_notice->hide();
    setCentralWidget(center);
    setStatusBar(m_status);

    m_environments = new EnvironmentCommands(*this, m_services);
    buildToolBar();
    buildDocks();
    m_files = std::make_unique<FileCommands>(*this, m_services);
    m_session = std::make_unique<SessionKeeper>(*this, m_services);
    buildActions();
    connectServices();
}

MainWindow::~MainWindow()
{
    // The panel looks at the shelf to its end.
    delete m_collections;
}

void MainWindow::restore()
{
    m_session->restore();
}

void MainWindow::openFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            m_files->open(path);
            continue;
        }
        m_collections->openFolder(QFileInfo(path).absoluteFilePath());
        showPanel(m_collectionsDock);
    }
}

void MainWindow::connectServices()
{
    connect(m_tabs, &TabArea::opened, this, &MainWindow::connectTab);
    connect(m_tabs, &TabArea::newTabRequested, this, &MainWindow::newTab);
    connect(m_tabs, &TabArea::currentChanged, this, [this](RequestTab *tab) {
        setWindowTitle(tab ? u"%1 — Recloser"_s.arg(tab->document().title()) : u"Recloser"_s);
        m_keyLabCommands->feedRequest();
        m_environments->showCurrent();
    });
    const auto takeSettings = [this] {
        m_services.variables.setSettingsDefaults(m_services.settings.values().defaults);
        m_history->setRetention(m_services.settings.values().history);
    };
    connect(&m_services.settings, &SettingsStore::changed, this, takeSettings);
    takeSettings();
    // Files may have been edited while people were elsewhere.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this,
            [this](Qt::ApplicationState state) {
                if (state != Qt::ApplicationActive)
                    return;
                m_files->refreshPolicies();
                m_shelf->refresh();
                m_tabFiles->refresh();
            });
    connect(&m_services.stores, &StoreChooser::chosen, this, [this] {
        m_services.board.setStore(m_services.stores.store());
        showStoreName();
    });
    if (m_services.cookies)
        connect(m_services.cookies, &CookieStore::failed, this, [this](const StoreError &error) {
            const Sentence words = describe(error);
            say(ChipTone::Warning, tr("Cookies are not kept: %1").arg(words.headline), words.hint);
        });
    connect(&m_services.history, &HistoryStore::failed, this, [this](const StoreError &error) {
        const Sentence words = describe(error);
        say(ChipTone::Bad, tr("History is not being written: %1").arg(words.headline), words.hint);
    });
    connect(&m_services.history, &HistoryStore::recovered, this, [this](qint64 givenUp) {
        if (givenUp == 0)
            m_notice->dismiss();
        else
            say(ChipTone::Warning, tr("History is written again"),
                tr("%1 exchanges could not be kept meanwhile.").arg(QLocale().toString(givenUp)));
    });
    connect(&m_services.history, &HistoryStore::added, this, [this](const QList<HistoryRow> &rows) {
        m_total += rows.size();
        m_status->setHistoryTotal(m_total);
    });
    connect(&m_services.history, &HistoryStore::removed, this, &MainWindow::askTotal);
    connect(&m_services.history, &HistoryStore::cleared, this, &MainWindow::askTotal);
    connect(m_status, &WindowStatus::storeClicked, this, &MainWindow::showStoreMenu);
    connect(m_notice, &NoticeBar::accepted, this, [this] {
        const auto run = std::exchange(m_offered, {});
        m_notice->dismiss();
        if (run)
            run();
    });
    askTotal();
}

void MainWindow::askTotal()
{
    m_services.history.search({.limit = 1})
        .then(this, [this](const std::expected<HistoryPage, StoreError> &page) {
            if (!page)
                return;
            m_total = page->total;
            m_status->setHistoryTotal(m_total);
        });
}

void MainWindow::connectTab(RequestTab *tab)
{
    connect(tab, &RequestTab::sendKindRequested, this, [this, tab](SendKind kind) {
        m_tabs->setCurrent(tab);
        sendCurrent(kind);
    });
    tab->setSharedCount(
        [this, tab](const QString &key) { return m_collectionCommands->sharedCount(tab, key); });
    connect(tab, &RequestTab::keyLabRequested, this, &MainWindow::openKeyLab);
    connect(tab, &RequestTab::textPasted, this,
            [this, tab](const QString &text) { m_files->paste(tab, text); });
    connect(tab, &RequestTab::defaultPoliciesRequested, this, &MainWindow::openDefaultPolicies);
    connect(tab, &RequestTab::cookieJarRequested, this, &MainWindow::openCookies);
    connect(tab, &RequestTab::certificateRequested, this, &MainWindow::openCertificate);
    connect(tab, &RequestTab::whatIfRequested, this, [this] { openWhatIf(); });
    connect(tab, &RequestTab::editVariableRequested, m_environments,
            [this, tab](const QString &name) { m_environments->edit(tab, name); });
    connect(&tab->document(), &RequestDocument::originChanged, m_environments, [this, tab] {
        if (tab == m_tabs->current())
            m_environments->showCurrent();
    });
    connect(tab, &RequestTab::createVariableRequested, m_environments,
            &EnvironmentCommands::create);
    connect(tab, &RequestTab::saveBodyRequested, this,
            [this, tab] { m_files->saveBody(tab->exchange()); });
    connect(&tab->document(), &RequestDocument::changed, this, [this, tab](const DocumentChange &) {
        m_services.variables.prefetchSecrets(tab->document().spec());
        if (tab == m_tabs->current())
            m_keyLabCommands->feedRequest();
    });
}

void MainWindow::newTab()
{
    RequestTab *tab = m_tabs->open({});
    tab->editor().focusUrl();
}

void MainWindow::sendCurrent(SendKind kind)
{
    RequestTab *tab = m_tabs->current();
    if (!tab)
        return;
    switch (kind) {
    case SendKind::Normal:
        tab->send();
        break;
    case SendKind::Anyway:
        tab->send({SendOptions::Breaker::Bypass});
        break;
    case SendKind::Download:
        askDownload(tab);
        break;
    case SendKind::Repeat:
        askRepeat(tab);
        break;
    }
}

void MainWindow::stopCurrent()
{
    if (RequestTab *tab = m_tabs->current())
        tab->stop();
}

RequestSpec MainWindow::specAsSent(const Exchange &exchange) const
{
    RequestSpec spec = exchange.spec;
    // The tab belongs to no file; what files and settings said then is made its own.
    spec.policy = pinned(m_services.variables.policyLayers({}), spec.policy, exchange.policies);
    return spec;
}

void MainWindow::openExchange(qint64 id)
{
    m_services.history.load(id).then(
        this, [this](const std::expected<ExchangePtr, StoreError> &exchange) {
            if (!exchange) {
                const Sentence words = describe(exchange.error());
                say(ChipTone::Bad, words.headline, words.hint);
                return;
            }
            m_tabs->open(specAsSent(**exchange))->show(*exchange);
        });
}

void MainWindow::sendExchangeAgain(qint64 id)
{
    m_services.history.load(id).then(
        this, [this](const std::expected<ExchangePtr, StoreError> &exchange) {
            if (exchange)
                m_tabs->open(specAsSent(**exchange))->send();
        });
}

void MainWindow::openKeyLab(const QString &pattern)
{
    m_keyLabCommands->open(pattern);
    showPanel(m_keyLabDock);
}

void MainWindow::closeTab()
{
    m_tabs->close(m_tabs->currentIndex());
}

void MainWindow::nextTab(int step)
{
    const int count = m_tabs->count();
    if (count > 0)
        m_tabs->setCurrent((m_tabs->currentIndex() + step + count) % count);
}

void MainWindow::showPanel(QDockWidget *dock)
{
    dock->show();
    dock->raise();
    dock->widget()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::say(ChipTone tone, const QString &headline, const QString &text)
{
    m_notice->say(tone, headline, text);
}

void MainWindow::offer(ChipTone tone, const QString &headline, const QString &text,
                       const QString &action, std::function<void()> run)
{
    m_offered = std::move(run);
    m_notice->state(tone, headline, text, action);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_session->saveNow();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && m_session)
        m_session->noteChange();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (std::ranges::any_of(urls, &QUrl::isLocalFile))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    event->acceptProposedAction();
    openFiles(paths);
}

} // namespace Recloser
