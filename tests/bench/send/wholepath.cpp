// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/wholepath.h"

#include "core/resilience/memorybreakerstore.h"
#include "core/resilience/redisbreakerstore.h"
#include "core/resolve/redaction.h"
#include "tests/bench/send/cores.h"

namespace Recloser::Bench {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<BreakerStore> storeAt(const QString &redisSocket, Clock &clock)
{
    if (redisSocket.isEmpty())
        return std::make_unique<MemoryBreakerStore>(clock);
    RedisEndpoint endpoint;
    endpoint.transport = RedisEndpoint::Transport::Unix;
    endpoint.path = redisSocket;
    return std::make_unique<RedisBreakerStore>(endpoint, RedisStoreSettings{}, clock);
}

QString complaintOf(const Exchange &exchange)
{
    QString complaint
        = u"outcome %1, %2 attempts, key \"%3\", verification %4"_s.arg(int(exchange.outcome))
              .arg(exchange.attempts.size())
              .arg(exchange.key.key)
              .arg(int(exchange.circuit.verification));
    if (exchange.error)
        complaint += u": "_s + kindName(exchange.error->kind) + u' ' + exchange.error->detail;
    return complaint;
}

} // namespace

WholePathContestant::WholePathContestant(const QUrl &url, qsizetype bodySize,
                                         const QString &redisSocket, Record record, int historyCore)
    : m_bodySize(bodySize)
    , m_usesRedis(!redisSocket.isEmpty())
    , m_store(storeAt(redisSocket, m_clock))
    , m_sender(std::make_unique<Sender>(m_transport, m_clock, *m_store, systemJitter()))
{
    m_spec.url = u"{{server}}"_s + url.path();
    m_spec.policy.keyPattern = u"(?<=//)[^/?#]+"_s;
    m_scope.layers = {{u"benchmark"_s, {{u"server"_s, url.adjusted(QUrl::RemovePath).toString()}}}};
    if (record == Record::Yes)
        openHistory(historyCore);
}

WholePathContestant::~WholePathContestant() = default;

void WholePathContestant::openHistory(int core)
{
    // Threads start where the thread that starts them may run.
    const ThreadOnCore here(core);
    m_history = std::make_unique<HistoryStore>(m_folder.path());
    connect(m_history.get(), &HistoryStore::failed, this,
            [this](const StoreError &error) { complain(u"history: "_s + error.detail); });
    // As in app/composition.
    connect(m_sender.get(), &Sender::exchangeFinished, m_history.get(),
            [history = m_history.get()](const ExchangePtr &exchange, const Scope &scope) {
                history->add(std::make_shared<const Exchange>(redacted(*exchange, scope)));
            });
}

QString WholePathContestant::title() const
{
    return u"Recloser, "_s + (m_usesRedis ? u"Redis"_s : u"memory"_s)
        + (m_history ? u", history"_s : u""_s);
}

void WholePathContestant::sendOne()
{
    SendOperation *operation = m_sender->send(m_spec, m_scope).release();
    connect(operation, &SendOperation::finished, this,
            [this, operation](const ExchangePtr &exchange) {
                operation->deleteLater();
                judge(exchange);
            });
    operation->start();
}

void WholePathContestant::judge(const ExchangePtr &exchange)
{
    const Response *response = exchange->response();
    const StoreKind expectedStore = m_usesRedis ? StoreKind::Redis : StoreKind::Memory;
    // A store that was not really asked, or a retry, would make the figures tell of something else.
    const bool isGood = exchange->outcome == Outcome::Success && response
        && response->body.size == m_bodySize && exchange->attempts.size() == 1
        && exchange->key.source == KeySource::Match && exchange->circuit.store == expectedStore
        && exchange->circuit.verification == Verification::Verified;
    if (isGood)
        answered(Answer::Good);
    else
        answered(Answer::Bad, complaintOf(*exchange));
}

void WholePathContestant::settle(std::function<void()> settled)
{
    if (m_history)
        await(m_history->flush(), std::move(settled));
    else
        settled();
}

void WholePathContestant::pause(std::function<void()> done)
{
    if (m_history)
        await(m_history->index(), std::move(done));
    else
        done();
}

void WholePathContestant::await(QFuture<std::expected<void, StoreError>> answer,
                                std::function<void()> done)
{
    answer.then(this,
                [this, done = std::move(done)](const std::expected<void, StoreError> &result) {
                    if (!result)
                        complain(u"history: "_s + result.error().detail);
                    done();
                });
}

} // namespace Recloser::Bench
