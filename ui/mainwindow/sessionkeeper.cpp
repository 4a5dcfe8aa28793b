// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/sessionkeeper.h"

#include "ui/describe/describe.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/mainwindow/collectioncommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/tabfiles.h"

#include <QDockWidget>
#include <QJsonArray>
#include <QPointer>
#include <QSplitter>
#include <QUuid>

namespace Recloser {

using namespace Qt::StringLiterals;

SessionKeeper::SessionKeeper(MainWindow &window, const WindowServices &services)
    : QObject(&window)
    , m_window(window)
    , m_services(services)
{
    connect(&window.tabs(), &TabArea::edited, this, &SessionKeeper::noteChange);
    for (QDockWidget *dock : window.docks()) {
        connect(dock, &QDockWidget::visibilityChanged, this, &SessionKeeper::noteChange);
        connect(dock, &QDockWidget::dockLocationChanged, this, &SessionKeeper::noteChange);
    }
    connect(&services.history, &HistoryStore::added, this, &SessionKeeper::learnIds);
    connect(&services.session, &SessionStore::failed, this, [this](const StoreError &error) {
        const Sentence words = describe(error);
        m_window.say(ChipTone::Bad, tr("Open tabs are not being kept: %1").arg(words.headline),
                     words.hint);
    });
}

void SessionKeeper::restore()
{
    m_services.session.load().then(this, [this](const std::expected<Session, StoreError> &session) {
        if (session) {
            fill(*session);
        } else {
            const Sentence words = describe(session.error());
            m_window.say(ChipTone::Bad, words.headline, words.hint);
            fill({});
        }
    });
}

void SessionKeeper::fill(const Session &session)
{
    m_window.tabs().beginFilling();
    for (const SessionTab &kept : session.tabs) {
        RequestTab *tab = m_window.tabs().append(kept.spec);
        m_ids.insert(tab, kept.id);
        if (!kept.filePath.isEmpty()) {
            tab->document().setOrigin(FileOrigin{kept.filePath, kept.fileIndex});
            tab->document().setSaved(kept.saved);
            m_window.files().learnVariables(kept.filePath);
            m_window.tabFiles().lookAgain(tab);
        }
        if (kept.exchangeId > 0) {
            m_services.history.load(kept.exchangeId)
                .then(tab, [tab](const std::expected<ExchangePtr, StoreError> &exchange) {
                    if (exchange && !tab->exchange() && !tab->isRunning())
                        tab->show(*exchange);
                });
        }
        tab->setSplitterState(
            QByteArray::fromBase64(session.extra.value("splitter"_L1).toString().toLatin1()));
    }
    if (!session.tabs.isEmpty())
        m_window.tabs().setCurrent(session.current);
    m_window.tabs().endFilling();
    if (RequestTab *tab = m_window.tabs().current())
        tab->editor().setFocus();
    if (!session.windowGeometry.isEmpty())
        m_window.restoreGeometry(session.windowGeometry);
    if (!session.windowState.isEmpty())
        m_window.restoreState(session.windowState);
    const QStringList urls = session.extra.value("keyLabUrls"_L1).toVariant().toStringList();
    if (!urls.isEmpty())
        m_window.keyLab().setUrls(urls);
    m_window.keyLab().setPattern(session.extra.value("keyLabPattern"_L1).toString());
    m_window.keyLab().restore(session.extra.value("keyLab"_L1).toObject());
    m_window.collectionCommands().restore(session.extra.value("collections"_L1).toArray());
    m_restored = true;
    Q_EMIT m_window.opened();
}

void SessionKeeper::noteChange()
{
    if (m_restored)
        m_services.session.saveSoon([keeper = QPointer(this)] {
            // A window that is closed and gone was kept by saveNow(): none is no session.
            return keeper ? std::optional(keeper->snapshot()) : std::nullopt;
        });
}

void SessionKeeper::saveNow()
{
    if (m_restored)
        m_services.session.save(snapshot());
}

Session SessionKeeper::snapshot()
{
    Session session;
    TabArea &tabs = m_window.tabs();
    for (int i = 0; i < tabs.count(); ++i) {
        RequestTab *tab = tabs.at(i);
        RequestDocument &document = tab->document();
        SessionTab kept;
        kept.spec = document.spec();
        kept.saved = document.saved();
        if (document.origin()) {
            kept.filePath = document.origin()->path;
            kept.fileIndex = document.origin()->index;
        }
        kept.exchangeId = idOf(tab->exchange());
        kept.id = idOf(tab);
        session.tabs.append(kept);
    }
    session.current = tabs.currentIndex();
    session.windowGeometry = m_window.saveGeometry();
    session.windowState = m_window.saveState();
    session.extra.insert("keyLabUrls"_L1, QJsonArray::fromStringList(m_window.keyLab().urls()));
    session.extra.insert("keyLabPattern"_L1, m_window.keyLab().pattern());
    session.extra.insert("keyLab"_L1, m_window.keyLab().state());
    session.extra.insert("collections"_L1, m_window.collectionCommands().snapshot());
    if (RequestTab *tab = tabs.current())
        session.extra.insert("splitter"_L1, QString::fromLatin1(tab->splitterState().toBase64()));
    return session;
}

void SessionKeeper::learnIds(const QList<HistoryRow> &rows)
{
    for (int i = 0; i < m_window.tabs().count(); ++i) {
        const ExchangePtr &exchange = m_window.tabs().at(i)->exchange();
        if (!exchange || exchange->id != 0)
            continue;
        const auto row = std::ranges::find_if(rows, [&](const HistoryRow &candidate) {
            return candidate.startedAt == exchange->startedAt
                && candidate.method == exchange->request.method
                && candidate.elapsed == exchange->elapsed;
        });
        if (row != rows.end())
            m_rowIds.insert(exchange.get(), row->id);
    }
    noteChange();
}

qint64 SessionKeeper::idOf(const ExchangePtr &exchange) const
{
    if (!exchange)
        return 0;
    return exchange->id != 0 ? exchange->id : m_rowIds.value(exchange.get());
}

QString SessionKeeper::idOf(const RequestTab *tab)
{
    QString &id = m_ids[tab];
    if (id.isEmpty()) {
        id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        connect(tab, &QObject::destroyed, this, [this, tab] { m_ids.remove(tab); });
    }
    return id;
}

} // namespace Recloser
