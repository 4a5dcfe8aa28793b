// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/composition/composition.h"

#include "core/resolve/redaction.h"
#include "core/store/profilesecrets.h"

namespace Recloser {

using namespace Qt::StringLiterals;

Composition::Composition(Profile profile)
    : m_profile(std::move(profile))
    , m_tls(std::make_unique<TlsKeeper>(
          m_clock, [this](const QString &name) { return m_secrets->read(name); }))
    , m_transport(
          std::make_unique<NetworkTransport>(NetworkTransport::Settings{.keeper = m_tls.get()}))
    , m_webSockets(std::make_unique<WebSocketTransport>(*m_transport))
    , m_memoryStore(std::make_unique<MemoryBreakerStore>(m_clock))
    , m_sender(std::make_unique<Sender>(*m_webSockets, m_clock, *m_memoryStore, systemJitter()))
    , m_secrets(std::make_unique<ProfileSecrets>(
          ProfileSecrets::Places{m_profile.sealedSecrets(), m_profile.secretNames()}))
    , m_tokens(std::make_unique<TokenKeeper>(*m_transport, m_clock, *m_secrets))
    , m_settings(std::make_unique<SettingsStore>(m_profile.config + u"/settings.json"_s))
{
    m_sender->setTokenSource(m_tokens.get());
}

Composition::~Composition() = default;

QFuture<void> Composition::useConnectionSettings()
{
    QObject::connect(m_settings.get(), &SettingsStore::changed, m_tls.get(),
                     [this] { takeConnectionSettings(); });
    return takeConnectionSettings();
}

QFuture<void> Composition::takeConnectionSettings()
{
    const Settings &settings = m_settings->values();
    m_tls->setChoices(settings.tls);
    const ProxySettings &wanted = settings.proxy;
    if (wanted == m_proxySettings)
        return QtFuture::makeReadyVoidFuture();
    m_proxySettings = wanted;
    const auto proxy = proxyFrom(wanted.proxy);
    m_transport->setProxy(proxy, wanted.exceptions);
    if (!proxy || proxy->user.isEmpty())
        return QtFuture::makeReadyVoidFuture();
    return m_secrets->read(ProxySettings::secretName())
        .then(m_tls.get(),
              [this, proxy = *proxy, wanted](const std::expected<QString, StoreError> &password) {
                  if (!password || wanted != m_proxySettings)
                      return;
                  ProxyChoice known = proxy;
                  known.password = *password;
                  m_transport->setProxy(known, wanted.exceptions);
              });
}

HistoryStore &Composition::history()
{
    if (!m_history) {
        m_history = std::make_unique<HistoryStore>(m_profile.data);
        QObject::connect(
            m_sender.get(), &Sender::exchangeFinished, m_history.get(),
            [history = m_history.get()](const ExchangePtr &exchange, const Scope &scope) {
                if (exchange->spec.history == HistoryUse::NotKept)
                    return;
                history->add(std::make_shared<const Exchange>(redacted(*exchange, scope)));
            });
        // Without the user's settings nothing is removed by the usual ones.
        const auto takeRetention = [history = m_history.get(), settings = m_settings.get()] {
            if (settings->isLoaded())
                history->setRetention(settings->values().history);
        };
        QObject::connect(m_settings.get(), &SettingsStore::changed, m_history.get(), takeRetention);
        takeRetention();
    }
    return *m_history;
}

CookieStore &Composition::cookies()
{
    if (!m_cookies)
        m_cookies
            = std::make_unique<CookieStore>(m_profile.data + u"/cookies"_s, *m_secrets, m_clock);
    return *m_cookies;
}

} // namespace Recloser
