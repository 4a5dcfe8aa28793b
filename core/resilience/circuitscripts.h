// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/respvalue.h"
#include "core/redis/script.h"
#include "core/resilience/circuitmachine.h"
#include "core/resilience/redislayout.h"

namespace Recloser {

/// The Lua scripts that change a circuit in Redis in one step, and what they take and give. They do
/// what core/resilience/circuitmachine does; a test runs both side by side. Keys are always all
/// four: circuit, probe, meta, override. Times come from the server's TIME unless one is given.
namespace CircuitScripts {

/// SET NX PX of the probe's key, only while the circuit is half-open.
const RedisScript &lease();
/// Takes the end of a call into account.
const RedisScript &settle();
/// Deletes the probe's key if it is ours still.
const RedisScript &release();
/// Opens, closes or resets by hand.
const RedisScript &hand();

QByteArrayList leaseArguments(const QByteArray &token, milliseconds lease);

struct LeaseAnswer
{
    enum class Kind { Open, Closed, Taken, Busy };
    Kind kind = Kind::Closed;
    /// Open and Busy: PTTL of the circuit or of the probe.
    milliseconds timeLeft{0};
    /// Closed and Taken.
    qint64 generation = 0;
};
std::optional<LeaseAnswer> leaseAnswer(const RespValue &reply);

QByteArrayList settleArguments(const RedisLayout &layout, const CircuitRecord &record,
                               const CircuitRules &rules, const CallTicket &ticket,
                               const Settlement &settlement, double chance,
                               std::optional<milliseconds> now);

struct SettleAnswer
{
    CircuitChange change;
    int trips = 0;
};
std::optional<SettleAnswer> settleAnswer(const RespValue &reply);

enum class Hand { Open, Close, Reset };
QByteArrayList handArguments(const RedisLayout &layout, Hand hand, milliseconds duration,
                             const QByteArray &value, std::optional<milliseconds> now);

/// The members of the meta hash that CircuitFacts are made of, in the order of factsFromMeta().
QByteArrayList metaFields();
/// Of an HMGET of metaFields(); the circuit's key, probe and override are not in it.
CircuitFacts factsFromMeta(const RespValue &reply);
/// Name and value of each member, for HSET.
QByteArrayList metaOf(const CircuitFacts &facts);

/// How long the meta hash outlives its last change.
inline constexpr milliseconds metaLifetime = std::chrono::days(7);

} // namespace CircuitScripts

/// The value of an override's key: the kind's word, then author and note as JSON. A bare word is
/// understood too; an unknown one is no override.
QByteArray overrideValue(const CircuitOverride &forced);
CircuitOverride overrideFromValue(const QByteArray &value);

} // namespace Recloser
