// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sender.h"

namespace Recloser {

Sender::Sender(Transport &transport, Clock &clock, BreakerStore &breaker, Jitter jitter,
               QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(clock)
    , m_breaker(&breaker)
    , m_jitter(std::move(jitter))
{
}

void Sender::setBreakerStore(BreakerStore &breaker)
{
    m_breaker = &breaker;
}

std::unique_ptr<SendOperation> Sender::send(const RequestSpec &spec, const Scope &scope,
                                            SendOptions options, const QList<PolicyLayer> &layers)
{
    setRunning(m_running + 1);
    // Given back when the operation finishes or is destroyed, whichever comes first.
    const std::shared_ptr<void> running(this, [sender = QPointer(this)](void *) {
        if (sender)
            sender->setRunning(sender->m_running - 1);
    });
    if (!options.redirects)
        options.redirects = redirectsOf(layers, spec.redirects);
    if (!options.route)
        options.route = routeOf(layers, spec.route);
    RequestSpec own = spec;
    own.auth = authOf(layers, spec.auth);
    auto operation = std::make_unique<SendOperation>(
        std::move(own), scope,
        options.policies ? *options.policies : policiesOf(layers, spec.policy), options,
        SendServices{m_transport, m_clock, m_keys, m_jitter, m_breaker, m_budget,
                     options.cookies.value_or(m_cookies), m_auth, running});
    connect(operation.get(), &SendOperation::finished, this,
            [this, op = operation.get()](const ExchangePtr &exchange) {
                Q_EMIT exchangeFinished(exchange, op->scope());
            });
    return operation;
}

void Sender::setRunning(int running)
{
    m_running = running;
    Q_EMIT runningChanged(running);
}

} // namespace Recloser
