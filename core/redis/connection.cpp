// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/connection.h"

#include "core/redis/socket.h"
#include "core/redis/sshtunnel.h"

#include <QPointer>

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

RedisConnection::RedisConnection(RedisEndpoint endpoint, Settings settings, Clock &clock,
                                 QObject *parent)
    : RedisClient(std::move(endpoint), std::move(settings), clock, parent)
    , m_reader(m_settings.limits.reply)
{
}

RedisConnection::~RedisConnection()
{
    const RedisError closed{Kind::Closed, m_endpoint.display()};
    endSocket();
    failPending(closed, closed);
    for (Delivery &delivery : m_deliveries)
        deliverLater(std::move(delivery.pending), delivery.error);
}

void RedisConnection::open()
{
    if (state() != State::Disconnected && state() != State::Backoff && state() != State::Failed)
        return;
    m_failures = 0;
    m_isFirstAttempt = true;
    connectNow();
}

void RedisConnection::close()
{
    if (state() == State::Disconnected)
        return;
    const RedisError closed{Kind::Closed, m_endpoint.display()};
    endSocket();
    failPending(closed, closed);
    if (m_tunnel)
        m_tunnel->disconnect(this);
    m_tunnel.reset();
    setState(State::Disconnected);
}

void RedisConnection::submit(const QByteArrayList &argv, PendingCommand pending,
                             std::optional<milliseconds> timeout)
{
    if (auto error = refusal(argv)) {
        m_deliveries.push_back({std::move(pending), std::move(*error)});
        wakeSoon();
        return;
    }
    const milliseconds limit = timeout.value_or(m_settings.timeouts.command);
    pending.deadline = m_clock.now() + limit;
    pending.headLimit = std::max(limit, m_settings.timeouts.headOfLine);
    watchDeadline(pending.deadline);
    if (state() == State::Ready)
        enqueue(argv, std::move(pending));
    else
        m_waiting.push_back({argv, std::move(pending)});
}

std::optional<RedisError> RedisConnection::refusal(const QByteArrayList &argv) const
{
    // Redis does not answer an empty array, and every reply after it would go to the wrong
    // callback.
    if (argv.isEmpty())
        return RedisError{Kind::InvalidCommand, u"a command needs at least one word"_s};
    const bool mayWait = m_isFirstAttempt
        && (state() == State::Connecting || state() == State::Tls
            || state() == State::Authenticating);
    if (state() != State::Ready && !mayWait)
        return RedisError{Kind::NotConnected,
                          m_lastError ? m_lastError->detail : m_endpoint.display()};
    if (pendingCommands() >= m_settings.limits.pendingCommands
        || m_queue.bytes() >= m_settings.limits.pendingBytes)
        return RedisError{Kind::TooManyPending,
                          u"%1 commands wait for an answer"_s.arg(pendingCommands())};
    return std::nullopt;
}

void RedisConnection::enqueue(const QByteArrayList &argv, PendingCommand pending)
{
    const qsizetype before = m_outgoing.size();
    appendCommand(m_outgoing, argv);
    pending.bytes = m_outgoing.size() - before;
    m_queue.add(std::move(pending));
    wakeSoon();
}

void RedisConnection::wakeSoon()
{
    // While replies are handed out, what the callbacks ask for leaves together at the end.
    if (m_isWaking || m_isReading)
        return;
    m_isWaking = true;
    QMetaObject::invokeMethod(this, &RedisConnection::onWake, Qt::QueuedConnection);
}

void RedisConnection::onWake()
{
    m_isWaking = false;
    writeOutgoing();
    // A callback may delete this connection; the others are owed their answer all the same, so from
    // here on nothing of ours is touched.
    std::deque<Delivery> deliveries = std::exchange(m_deliveries, {});
    while (!deliveries.empty()) {
        Delivery delivery = std::move(deliveries.front());
        deliveries.pop_front();
        delivery.pending.deliver(std::unexpected(std::move(delivery.error)));
    }
}

void RedisConnection::writeOutgoing()
{
    if (state() != State::Ready || m_outgoing.isEmpty())
        return;
    m_queue.markWritten(m_clock.now());
    m_socket->write(std::exchange(m_outgoing, {}));
}

void RedisConnection::onReadyRead()
{
    const QPointer<RedisConnection> alive(this);
    const quint64 generation = m_generation;
    m_readAt = m_clock.now();
    m_isReading = true;
    const microseconds before = m_roundTrip;
    std::array<char, 32 * 1024> buffer;
    bool goesOn = true;
    while (goesOn) {
        const qsizetype count = m_socket->read(buffer);
        if (count == 0)
            break;
        m_reader.feed(QByteArrayView(buffer.data(), count));
        goesOn = takeReplies();
    }
    if (!alive)
        return;
    m_isReading = false;
    writeOutgoing();
    if (!m_deliveries.empty())
        wakeSoon();
    if (generation == m_generation && m_roundTrip != before)
        Q_EMIT roundTripMeasured(m_roundTrip);
}

bool RedisConnection::takeReplies()
{
    const QPointer<RedisConnection> alive(this);
    const quint64 generation = m_generation;
    while (true) {
        auto next = m_reader.next();
        if (!next) {
            breakDown(next.error());
            return false;
        }
        if (!*next)
            return true;
        if (!takeReply(std::move(**next)) || !alive || generation != m_generation)
            return false;
    }
}

bool RedisConnection::takeReply(RespValue reply)
{
    if (state() == State::Authenticating)
        return takeGreeting(reply);
    if (m_queue.isEmpty()) {
        breakDown(reply.type == RespValue::Type::Error
                      ? errorFromReply(reply.bytes)
                      : RedisError{Kind::Protocol, u"a reply that nothing was asked for"_s});
        return false;
    }
    PendingCommand head = m_queue.takeHead(m_readAt);
    m_roundTrip = duration_cast<microseconds>(m_readAt - head.written);
    if (reply.type != RespValue::Type::Error) {
        head.deliver(std::move(reply));
        return true;
    }
    const RedisError error = errorFromReply(reply.bytes);
    if (error.kind != Kind::NoAuth) {
        head.deliver(std::unexpected(error));
        return true;
    }
    // The rights were taken away while connected; asking on would only fill the server's log.
    m_deliveries.push_back({std::move(head), error});
    breakDown(error);
    return false;
}

void RedisConnection::watchDeadline(Clock::time_point due)
{
    // One timer for all: it is not touched per command, it looks for itself when it fires.
    if (m_deadlineCall && m_deadlineDue <= due)
        return;
    m_deadlineDue = due;
    const auto wait = std::chrono::ceil<milliseconds>(due - m_clock.now());
    m_deadlineCall = m_clock.schedule(std::max(milliseconds(0), wait), [this] { onDeadline(); });
}

std::optional<Clock::time_point> RedisConnection::nextDue() const
{
    std::optional<Clock::time_point> due = m_queue.nextDue();
    for (const WaitingCommand &waiting : m_waiting) {
        if (!due || waiting.pending.deadline < *due)
            due = waiting.pending.deadline;
    }
    return due;
}

void RedisConnection::onDeadline()
{
    m_deadlineCall.reset();
    const Clock::time_point now = m_clock.now();
    const std::optional<Clock::time_point> due = nextDue();
    const bool isDue = due && *due <= now;
    // When our own event loop stood still, answers may lie in the socket: let it read them first.
    if (isDue && !m_isSecondLook) {
        m_isSecondLook = true;
        watchDeadline(now + milliseconds(1));
        return;
    }
    m_isSecondLook = false;
    if (isDue) {
        const std::optional<Clock::time_point> headDue = m_queue.headDue();
        if (headDue && *headDue <= now) {
            breakDown({Kind::CommandTimeout,
                       u"%1: the server does not answer"_s.arg(m_endpoint.display())});
            return;
        }
        expireOverdue(now);
    }
    if (const auto next = nextDue())
        watchDeadline(*next);
}

void RedisConnection::expireOverdue(Clock::time_point now)
{
    const RedisError late{Kind::CommandTimeout,
                          u"%1: no answer in time"_s.arg(m_endpoint.display())};
    for (PendingCommand &pending : m_queue.takeOverdue(now))
        m_deliveries.push_back({std::move(pending), late});
    std::erase_if(m_waiting, [&](WaitingCommand &waiting) {
        if (waiting.pending.deadline > now)
            return false;
        // Never written, so whatever comes later, it is not carried out behind the caller's back.
        m_deliveries.push_back({std::move(waiting.pending), late});
        return true;
    });
    wakeSoon();
}

} // namespace Recloser
