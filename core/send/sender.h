// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"
#include "core/send/sendoperation.h"

namespace Recloser {

/// Starts sends and tells of every one that finished; history listens here. Owned by the
/// composition; GUI thread.
class Sender : public QObject
{
    Q_OBJECT

public:
    Sender(Transport &transport, Clock &clock, BreakerStore &breaker, Jitter jitter,
           QObject *parent = nullptr);

    /// Which circuits count from now on; sends under way stay with the store they asked. Not owned.
    void setBreakerStore(BreakerStore &breaker);
    BreakerStore *breakerStore() const { return m_breaker; }
    /// Of sends whose options name none, from now on; null: none.
    void setCookieJar(CookieJarPtr jar) { m_cookies = std::move(jar); }
    /// Of requests with OAuth 2, from now on. Outlives the sends; null: none.
    void setTokenSource(TokenSource *tokens) { m_auth.tokens = tokens; }
    KeyReader &keys() { return m_keys; }

    /// An operation to connect to and then start(), owned by the caller: destroying it stops it
    /// silently. `layers` are the policies under the request's own, lowest first.
    [[nodiscard]] std::unique_ptr<SendOperation> send(const RequestSpec &spec, const Scope &scope,
                                                      SendOptions options = {},
                                                      const QList<PolicyLayer> &layers = {});
    /// Sends under way.
    int running() const { return m_running; }

Q_SIGNALS:
    void runningChanged(int running);
    /// Every exchange that ended, blocked and cancelled ones too, with what must be redacted before
    /// it is kept.
    void exchangeFinished(const Recloser::ExchangePtr &exchange, const Recloser::Scope &scope);

private:
    void setRunning(int running);

    Transport &m_transport;
    Clock &m_clock;
    QPointer<BreakerStore> m_breaker;
    Jitter m_jitter;
    KeyReader m_keys;
    std::shared_ptr<RetryBudget> m_budget = std::make_shared<RetryBudget>();
    CookieJarPtr m_cookies;
    AuthServices m_auth{std::make_shared<DigestNonces>()};
    int m_running = 0;
};

} // namespace Recloser
