// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The way of a command through a cluster.

#include "core/redis/clusterclient.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::milliseconds;

namespace {

/// The specification's own clients follow as many.
constexpr int mostRedirects = 5;
/// Those of a map that was out of date; more come from servers that do not agree yet.
constexpr int quickRedirects = 2;
/// Between the server and its own cursor, in the cursor of a SCAN through all.
constexpr char cursorMark = '|';

RespValue scanPage(const QByteArray &cursor, RespValue keys)
{
    RespValue page{.type = RespValue::Type::Array};
    page.elements.push_back({.type = RespValue::Type::Bulk, .bytes = cursor});
    page.elements.push_back(std::move(keys));
    return page;
}

} // namespace

void ClusterClient::submit(const QByteArrayList &argv, PendingCommand pending,
                           std::optional<milliseconds> timeout)
{
    const bool mayWait = m_isFirstAttempt && state() != State::Backoff && state() != State::Failed
        && state() != State::Disconnected;
    if (state() != State::Ready && !mayWait)
        return deliverLater(
            std::move(pending),
            {Kind::NotConnected, m_lastError ? m_lastError->detail : m_endpoint.display()});
    HeldCommand command{argv, std::move(pending),
                        m_clock.now() + timeout.value_or(m_settings.timeouts.command)};
    if (state() == State::Ready)
        return route(std::move(command));
    if (m_held.size() >= m_settings.limits.pendingCommands)
        return deliverLater(std::move(command.pending),
                            {Kind::TooManyPending, m_endpoint.display()});
    m_held.add(std::move(command));
}

void ClusterClient::route(HeldCommand command)
{
    if (command.argv.value(0).toUpper() == "SCAN" && command.argv.size() > 1)
        return scan(std::move(command));
    const RedisNode owner = ownerOf(command.argv);
    send(std::make_shared<Journey>(Journey{std::move(command), {}}), owner);
}

RedisNode ClusterClient::ownerOf(const QByteArrayList &argv) const
{
    if (const std::optional<QByteArray> key = firstKey(argv)) {
        if (const std::optional<RedisNode> owner = m_slots.master(keySlot(*key)))
            return *owner;
    }
    return anyMaster();
}

void ClusterClient::scan(HeldCommand command)
{
    const QByteArray &cursor = command.argv[1];
    const qsizetype mark = cursor.indexOf(cursorMark);
    const QString name = QString::fromUtf8(cursor.first(std::max<qsizetype>(0, mark)));
    const QList<RedisNode> all = masters();
    // One that is gone meanwhile is over; by name, as then there is always a next one.
    const auto node = std::ranges::find_if(
        all, [&name](const RedisNode &other) { return other.name() >= name; });
    if (node == all.end())
        return deliverLater(std::move(command.pending),
                            scanPage("0"_ba, {.type = RespValue::Type::Array}));
    const auto next = std::next(node);
    const QByteArray after
        = next == all.end() ? "0"_ba : next->name().toUtf8() + cursorMark + "0"_ba;
    command.argv[1] = mark >= 0 && node->name() == name ? cursor.sliced(mark + 1) : "0"_ba;
    command.pending.callback
        = [callback = std::move(command.pending.callback), after,
           here = node->name().toUtf8() + cursorMark](RedisReply reply) mutable {
              // Whatever a server that is away holds is missing, and gap() says so.
              if (!reply && reply.error().kind == Kind::NodeAway)
                  reply = scanPage("0"_ba, {.type = RespValue::Type::Array});
              if (reply && reply->elements.size() == 2) {
                  QByteArray &its = reply->elements[0].bytes;
                  its = its == "0" ? after : here + its;
              }
              callback(std::move(reply));
          };
    send(std::make_shared<Journey>(Journey{std::move(command), {}}), *node);
}

void ClusterClient::send(const JourneyPtr &journey, const RedisNode &node, Asking asking)
{
    journey->node = node;
    RedisConnection &connection = connectionTo(node);
    const PendingCommand &owed = journey->command.pending;
    PendingCommand pending;
    pending.context = owed.context;
    pending.needsContext = owed.needsContext;
    pending.callback = [self = QPointer(this), journey](RedisReply reply) {
        if (self)
            self->take(journey, std::move(reply));
        else
            journey->command.pending.deliver(std::move(reply));
    };
    const auto left = std::chrono::ceil<milliseconds>(journey->command.deadline - m_clock.now());
    // Both leave in this order, and the server forgets it after one command.
    if (asking == Asking::Yes)
        connection.command({"ASKING"_ba}, this, [](const RedisReply &) { });
    connection.submit(journey->command.argv, std::move(pending), std::max(milliseconds(1), left));
}

void ClusterClient::take(const JourneyPtr &journey, RedisReply reply)
{
    if (reply)
        return journey->command.pending.deliver(std::move(reply));
    const RedisError &error = reply.error();
    switch (error.kind) {
    case Kind::Moved:
    case Kind::Ask:
        return redirect(journey, error);
    case Kind::TryAgain:
        return tryAgainLater(journey);
    case Kind::NotConnected:
        if (state() != State::Ready)
            break;
        refreshSoon();
        reply = std::unexpected(
            RedisError{Kind::NodeAway, u"%1: %2"_s.arg(journey->node.name(), error.detail)});
        break;
    case Kind::ClusterDown:
        noteDown(journey->node, error);
        break;
    case Kind::MasterDown:
    case Kind::ReadOnly:
        refreshSoon();
        break;
    default:
        break;
    }
    journey->command.pending.deliver(std::move(reply));
}

void ClusterClient::redirect(const JourneyPtr &journey, const RedisError &error)
{
    const std::optional<ClusterRedirect> to = redirectIn(error, journey->node);
    if (!to || state() != State::Ready)
        return journey->command.pending.deliver(std::unexpected(error));
    if (++journey->redirects > mostRedirects)
        return journey->command.pending.deliver(
            std::unexpected(RedisError{Kind::TooManyRedirects, error.detail}));
    if (error.kind == Kind::Ask)
        return send(journey, to->node, Asking::Yes);
    m_slots.move(to->slot, to->node);
    refreshSoon();
    if (journey->redirects > quickRedirects)
        return sendLater(journey);
    send(journey, to->node);
}

void ClusterClient::tryAgainLater(const JourneyPtr &journey)
{
    if (++journey->redirects > mostRedirects || state() != State::Ready)
        return journey->command.pending.deliver(std::unexpected(RedisError{
            Kind::TryAgain, u"%1: the slot is being moved"_s.arg(journey->node.name())}));
    sendLater(journey);
}

void ClusterClient::sendLater(const JourneyPtr &journey)
{
    m_again.push_back(journey);
    if (m_againCall)
        return;
    m_againCall = m_clock.schedule(m_settings.timeouts.backoffBase / 4, [this] {
        m_againCall.reset();
        for (const JourneyPtr &waiting : std::exchange(m_again, {}))
            send(waiting, ownerOf(waiting->command.argv));
    });
}

} // namespace Recloser
