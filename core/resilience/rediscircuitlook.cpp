// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/circuitscripts.h"
#include "core/resilience/rediscircuitfinder.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

// One circuit by its key. Part of RedisCircuitFinder.

void RedisCircuitFinder::look(const QByteArray &redisKey, LookCallback callback)
{
    if (m_layout.circuitOfOverride(redisKey))
        return lookAtOverride(redisKey, std::move(callback));
    // The value comes first, so that the time left is the last word: without it there is no
    // circuit.
    auto value = std::make_shared<QByteArray>();
    if (!m_layout.isFynd()) {
        m_reads.command({"GET"_ba, redisKey}, this, [value](const RedisReply &reply) {
            if (reply)
                *value = reply->bytes;
        });
    }
    m_reads.command(
        {"PTTL"_ba, redisKey}, this,
        [this, redisKey, value, callback = std::move(callback)](const RedisReply &reply) mutable {
            if (!reply)
                return callback(std::unexpected(reply.error()));
            auto circuit = timed(redisKey, *value, milliseconds(reply->integer), m_clock.now());
            if (circuit || m_layout.isFynd() || m_metaReading == Right::Missing)
                return callback(std::move(circuit));
            lookForProbe(redisKey, std::move(callback));
        });
}

void RedisCircuitFinder::lookForProbe(const QByteArray &redisKey, LookCallback callback)
{
    struct Remembered
    {
        Circuit circuit;
        bool awaitsProbe = false;
    };
    auto known = std::make_shared<Remembered>();
    known->circuit = m_layout.circuit(redisKey, {});
    known->circuit.state = BreakerState::HalfOpen;
    known->circuit.ttl = TimeToLive::Unknown;
    m_reads.command(
        {"HMGET"_ba, m_layout.metaKey(redisKey), "half"_ba, "trips"_ba, "reason"_ba, "key"_ba},
        this, [this, known](const RedisReply &reply) {
            if (!reply && isForbidden(reply.error().kind))
                m_metaReading = Right::Missing;
            if (!reply || reply->elements.size() != 4)
                return;
            known->awaitsProbe = reply->elements[0].bytes == "1";
            known->circuit.trips = reply->elements[1].bytes.toInt();
            known->circuit.reason = QString::fromUtf8(reply->elements[2].bytes);
            if (!reply->elements[3].isNull())
                known->circuit.key = QString::fromUtf8(reply->elements[3].bytes);
        });
    m_reads.command({"GET"_ba, m_layout.probeKey(redisKey)}, this,
                    [known](const RedisReply &reply) {
                        if (reply)
                            known->circuit.probe = QString::fromUtf8(reply->bytes);
                    });
    m_reads.command({"PTTL"_ba, m_layout.probeKey(redisKey)}, this,
                    [this, known, callback = std::move(callback)](const RedisReply &reply) mutable {
                        if (!known->awaitsProbe)
                            return callback(std::nullopt);
                        if (reply && reply->integer > 0) {
                            known->circuit.ttl = TimeToLive::Finite;
                            known->circuit.closesAt = m_clock.now()
                                + std::min(milliseconds(reply->integer), farthest)
                                - m_reads.roundTrip() / 2;
                        }
                        callback(known->circuit);
                    });
}

void RedisCircuitFinder::lookAtOverride(const QByteArray &overrideKey, LookCallback callback)
{
    auto forced = std::make_shared<CircuitOverride>();
    m_reads.command({"GET"_ba, overrideKey}, this, [forced](const RedisReply &reply) {
        if (reply)
            *forced = overrideFromValue(reply->bytes);
    });
    m_reads.command({"PTTL"_ba, overrideKey}, this,
                    [this, overrideKey, forced,
                     callback = std::move(callback)](const RedisReply &reply) mutable {
                        if (!reply)
                            return callback(std::unexpected(reply.error()));
                        using Forced = CircuitOverride::Kind;
                        if (reply->integer == -2 || forced->kind == Forced::None)
                            return callback(std::nullopt);
                        Circuit circuit
                            = m_layout.circuit(*m_layout.circuitOfOverride(overrideKey), {});
                        circuit.forced = *forced;
                        circuit.cause = OpeningCause::ByHand;
                        circuit.reason = forced->note;
                        circuit.openedBy = forced->author;
                        circuit.state = forced->kind == Forced::ForcedOpen ? BreakerState::Open
                                                                           : BreakerState::Closed;
                        circuit.ttl = reply->integer < 0 ? TimeToLive::Unknown : TimeToLive::Finite;
                        if (circuit.ttl == TimeToLive::Finite)
                            circuit.closesAt = m_clock.now()
                                + std::min(milliseconds(reply->integer), farthest)
                                - m_reads.roundTrip() / 2;
                        callback(std::move(circuit));
                    });
}

} // namespace Recloser
