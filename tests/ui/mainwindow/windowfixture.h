// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/memorybreakerstore.h"
#include "core/resolve/redaction.h"
#include "core/send/websockettransport.h"
#include "core/send/wireheaders.h"
#include "core/store/memorysecrets.h"
#include "tests/support/temporaryfolder.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/variables.h"

namespace Recloser {

/// Only memory to choose from.
class MemoryOnly : public StoreChooser
{
public:
    explicit MemoryOnly(BreakerStore &store) : m_store(store) { }
    QList<StoreChoice> choices() const override { return {StoreChoice{}}; }
    StoreChoice current() const override { return {}; }
    void choose(const QString &) override { }
    BreakerStore &store() override { return m_store; }
    void save(const RedisConnectionSettings &, const QString &) override { }
    void remove(const QString &) override { }
    RedisConnectionSettings settings(const QString &) const override { return {}; }

private:
    BreakerStore &m_store;
};

/// A window with everything real behind it, below a folder of its own.
struct WindowFixture
{
    explicit WindowFixture(const QString &folder)
        : places{.trashFolder = folder + QStringLiteral("/trash"),
                 .journalFolder = folder + QStringLiteral("/journal"),
                 .systemTrash = CollectionPlaces::SystemTrash::Unused}
        , history(folder)
        , session(folder + QStringLiteral("/session.json"), secrets)
        , settings(folder + QStringLiteral("/settings.json"))
    {
        QObject::connect(&settings, &SettingsStore::changed, &keeper,
                         [this] { keeper.setChoices(settings.values().tls); });
        QObject::connect(&sender, &Sender::exchangeFinished, &history,
                         [this](const ExchangePtr &exchange, const Scope &scope) {
                             history.add(
                                 std::make_shared<const Exchange>(redacted(*exchange, scope)));
                         });
    }

    CollectionPlaces places;
    SystemClock clock;
    TlsKeeper keeper{clock, TlsKeeper::PassPhrases()};
    NetworkTransport transport{NetworkTransport::Settings{.keeper = &keeper}};
    WebSocketTransport webSockets{transport};
    MemoryBreakerStore breaker{clock};
    Sender sender{webSockets, clock, breaker, systemJitter()};
    HistoryStore history;
    MemorySecrets secrets;
    SessionStore session;
    SettingsStore settings;
    Theme theme{*qApp};
    SyntaxRepository syntax;
    MemoryOnly stores{breaker};
    CircuitBoard board{breaker, clock};
    Variables variables{secrets};
    WindowServices services{.theme = theme,
                            .clock = clock,
                            .sender = sender,
                            .history = history,
                            .secrets = secrets,
                            .session = session,
                            .settings = settings,
                            .syntax = syntax,
                            .stores = stores,
                            .board = board,
                            .variables = variables,
                            .transportHeaders = headersAddedByTransport,
                            .collectionPlaces = places};
};

} // namespace Recloser
