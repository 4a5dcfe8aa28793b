// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/composition/composition.h"

#include "core/resolve/redaction.h"
#include "core/store/profilesecrets.h"

namespace Recloser {

using namespace Qt::StringLiterals;

Composition::Composition(Profile profile)
    : m_profile(std::move(profile))
    , m_transport(std::make_unique<NetworkTransport>())
    , m_memoryStore(std::make_unique<MemoryBreakerStore>(m_clock))
    , m_sender(std::make_unique<Sender>(*m_transport, m_clock, *m_memoryStore, systemJitter()))
    , m_secrets(std::make_unique<ProfileSecrets>(
          ProfileSecrets::Places{m_profile.sealedSecrets(), m_profile.secretNames()}))
    , m_settings(std::make_unique<SettingsStore>(m_profile.config + u"/settings.json"_s))
{
}

Composition::~Composition() = default;

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
