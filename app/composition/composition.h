// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/composition/profile.h"
#include "core/model/clock.h"
#include "core/resilience/memorybreakerstore.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "core/send/websockettransport.h"
#include "core/store/cookiestore.h"
#include "core/store/historystore.h"
#include "core/store/secrets.h"
#include "core/store/settings.h"
#include "core/tls/tlskeeper.h"
#include "core/tokens/tokenkeeper.h"

#include <memory>

namespace Recloser {

/// Builds the parts that both programs run on, owns them and hands out references. One per process,
/// made in main().
class Composition
{
public:
    explicit Composition(Profile profile);
    ~Composition();
    Composition(const Composition &) = delete;
    Composition &operator=(const Composition &) = delete;

    const Profile &profile() const { return m_profile; }
    Clock &clock() { return m_clock; }
    MemoryBreakerStore &memoryStore() { return *m_memoryStore; }
    Sender &sender() { return *m_sender; }
    SecretStore &secrets() { return *m_secrets; }
    TokenKeeper &tokens() { return *m_tokens; }
    SettingsStore &settings() { return *m_settings; }
    /// Opened with the first call; every exchange sent from then on is kept, redacted.
    HistoryStore &history();
    /// Made with the first call.
    CookieStore &cookies();
    TlsKeeper &tls() { return *m_tls; }
    NetworkTransport &transport() { return *m_transport; }

    /// Connections are verified, and go by a proxy, as the settings have it from now on; a command
    /// that has its own choices does without. The future ends when the proxy's password is known.
    QFuture<void> useConnectionSettings();

private:
    QFuture<void> takeConnectionSettings();

    Profile m_profile;
    SystemClock m_clock;
    std::unique_ptr<TlsKeeper> m_tls;
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<WebSocketTransport> m_webSockets;
    std::unique_ptr<MemoryBreakerStore> m_memoryStore;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<TokenKeeper> m_tokens;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<HistoryStore> m_history;
    std::unique_ptr<CookieStore> m_cookies;
    ProxySettings m_proxySettings;
};

} // namespace Recloser
