// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/circuitscripts.h"

#include "core/model/policywords.h"

#include <vector>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

const QByteArray leaseLua = R"(
if redis.call('EXISTS', KEYS[1]) == 1 then
    return {0, redis.call('PTTL', KEYS[1])}
end
local meta = redis.call('HMGET', KEYS[3], 'half', 'gen')
local gen = tonumber(meta[2]) or 0
if meta[1] ~= '1' then
    return {1, gen}
end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then
    return {2, gen}
end
return {3, redis.call('PTTL', KEYS[2])})"_ba;

const QByteArray releaseLua = R"(
if redis.call('GET', KEYS[2]) == ARGV[1] then
    return redis.call('DEL', KEYS[2])
end
return 0)"_ba;

const QByteArray nowLua = R"(
local now = tonumber(ARGV[1])
if not now then
    local time = redis.call('TIME')
    now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function whole(number) return string.format('%.0f', number) end
)"_ba;

const QByteArray handLua = nowLua + R"(
local meta = redis.call('HMGET', KEYS[3], 'gen', 'half')
local known = redis.call('EXISTS', KEYS[3]) == 1
if ARGV[2] == 'close' and redis.call('EXISTS', KEYS[1]) == 0 and meta[2] ~= '1' then
    return 0
end
redis.call('DEL', KEYS[2])
if ARGV[2] == 'open' then
    redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[3])
else
    redis.call('DEL', KEYS[1])
end
if ARGV[2] == 'reset' then
    redis.call('DEL', KEYS[3], KEYS[4])
end
if known or (ARGV[2] ~= 'close' and ARGV[5] == '1') then
    redis.call('HSET', KEYS[3], 'gen', whole((tonumber(meta[1]) or 0) + 1))
    redis.call('HDEL', KEYS[3], 'fails', 'window')
    if ARGV[2] == 'open' then
        redis.call('HSET', KEYS[3], 'open_until', whole(now + tonumber(ARGV[3])))
    elseif ARGV[2] == 'close' then
        redis.call('HSET', KEYS[3], 'half', '0', 'open_until', '0', 'closed_at', whole(now))
    end
    redis.call('PEXPIRE', KEYS[3], 604800000)
end
return 0)"_ba;

const QByteArray settleLua = nowLua + R"(
local effect, token, asked = ARGV[2], ARGV[4], tonumber(ARGV[7])
local used_up, slow, chance = ARGV[5] == '1', ARGV[6] == '1', tonumber(ARGV[8])
local open_for, factor, longest, spread = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local healthy, row, rate, span = tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16])
local least, slow_rate, wants_probe = tonumber(ARGV[17]), tonumber(ARGV[18]), ARGV[19] == '1'

local meta = redis.call('HMGET', KEYS[3], 'gen', 'half', 'trips', 'closed_at', 'open_until', 'fails', 'window')
local gen, half = tonumber(meta[1]) or 0, meta[2] == '1'
local trips, closed_at = tonumber(meta[3]) or 0, tonumber(meta[4]) or 0
local open_until, fails = tonumber(meta[5]) or 0, tonumber(meta[6]) or 0
if ARGV[3] ~= '' and tonumber(ARGV[3]) ~= gen then
    return {3, 0, trips}
end
if token ~= '' and redis.call('GET', KEYS[2]) ~= token then
    return {3, 0, trips}
end

local function keep(...)
    redis.call('HSET', KEYS[3], ...)
    redis.call('PEXPIRE', KEYS[3], 604800000)
end
local function turn()
    redis.call('DEL', KEYS[2])
    redis.call('HDEL', KEYS[3], 'fails', 'window')
    gen = gen + 1
end
local function write(time, cause)
    local value = ARGV[20]
    if ARGV[21] ~= '' then
        value = value .. whole(trips) .. ',"opened_at_ms":' .. whole(now) .. ',"opened_for_ms":' .. whole(time)
            .. ',"cause":"' .. cause .. '"}'
    end
    redis.call('SET', KEYS[1], value, 'PX', whole(time))
end
local function clamped(time) return math.min(math.max(math.floor(time + 0.5), 1), 2073600000) end
local function throttle()
    local time = clamped(asked)
    turn()
    write(time, 'throttled')
    keep('key', ARGV[24], 'gen', whole(gen), 'open_until', whole(now + time), 'reason', ARGV[22], 'error', ARGV[23])
    return {1, time, trips}
end
local function close()
    turn()
    keep('gen', whole(gen), 'half', '0', 'closed_at', whole(now))
    return {2, 0, trips}
end
local function open()
    if redis.call('EXISTS', KEYS[1]) == 0 and not half and trips > 0 then
        if healthy <= 0 then
            trips = 0
        else
            trips = math.max(0, trips - math.floor((now - math.max(closed_at, open_until)) / healthy))
        end
    end
    trips = trips + 1
    local time = math.min(open_for * factor ^ (trips - 1), longest) * (1 + spread * (2 * chance - 1))
    if asked then
        time = math.max(time, asked)
    end
    time = clamped(time)
    turn()
    write(time, 'failures')
    keep('key', ARGV[24], 'gen', whole(gen), 'half', wants_probe and '1' or '0', 'trips', whole(trips), 'open_until', whole(now + time),
        'reason', ARGV[22], 'error', ARGV[23])
    return {1, time, trips}
end

if token ~= '' then
    if effect == 'failure' then
        return open()
    elseif effect == 'success' or (effect == 'throttled' and not asked) then
        return close()
    elseif effect == 'throttled' then
        return throttle()
    end
    redis.call('DEL', KEYS[2])
    return {0, 0, trips}
end
if effect == 'ignored' then
    return {0, 0, trips}
end
local watched = ARGV[25] == '1'
if effect == 'throttled' then
    if not asked or asked <= 0 or watched then
        return {0, 0, trips}
    end
    return throttle()
end

local failed = effect == 'failure'
local reached = false
if rate > 0 or slow_rate > 0 then
    local length = math.max(1, math.floor(span / 10))
    local slot = math.floor(now / length)
    local calls, failures, slows, parts = 0, 0, 0, {}
    local mine = {0, 0, 0}
    for s, c, f, l in string.gmatch(meta[7] or '', '(%d+):(%d+):(%d+):(%d+)') do
        local at = tonumber(s)
        if at == slot then
            mine = {tonumber(c), tonumber(f), tonumber(l)}
        elseif at < slot and at > slot - 10 then
            parts[#parts + 1] = s .. ':' .. c .. ':' .. f .. ':' .. l
            calls, failures, slows = calls + tonumber(c), failures + tonumber(f), slows + tonumber(l)
        end
    end
    mine = {mine[1] + 1, mine[2] + (failed and 1 or 0), mine[3] + (slow and 1 or 0)}
    parts[#parts + 1] = whole(slot) .. ':' .. table.concat(mine, ':')
    calls, failures, slows = calls + mine[1], failures + mine[2], slows + mine[3]
    keep('window', table.concat(parts, ';'))
    reached = calls >= least
        and ((rate > 0 and failures >= rate * calls) or (slow_rate > 0 and slows >= slow_rate * calls))
end
local before = fails
fails = failed and fails + 1 or 0
if fails ~= before then
    keep('fails', whole(fails))
end
if not watched and (reached or (row > 0 and fails >= row) or (failed and used_up)) then
    return open()
end
return {0, 0, trips})"_ba;

QByteArray number(milliseconds time)
{
    return QByteArray::number(qint64(time.count()));
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 17);
}

QByteArray flag(bool isSet)
{
    return isSet ? "1"_ba : "0"_ba;
}

milliseconds duration(const RespValue &value)
{
    return milliseconds(value.bytes.isEmpty() ? value.integer : value.bytes.toLongLong());
}

} // namespace

namespace CircuitScripts {

const RedisScript &lease()
{
    static const RedisScript script(leaseLua);
    return script;
}

const RedisScript &settle()
{
    static const RedisScript script(settleLua);
    return script;
}

const RedisScript &release()
{
    static const RedisScript script(releaseLua);
    return script;
}

const RedisScript &hand()
{
    static const RedisScript script(handLua);
    return script;
}

QByteArrayList leaseArguments(const QByteArray &token, milliseconds lease)
{
    return {token, number(lease)};
}

std::optional<LeaseAnswer> leaseAnswer(const RespValue &reply)
{
    if (reply.elements.size() != 2 || reply.elements[0].integer < 0
        || reply.elements[0].integer > 3)
        return std::nullopt;
    LeaseAnswer answer;
    answer.kind = LeaseAnswer::Kind(reply.elements[0].integer);
    using Kind = LeaseAnswer::Kind;
    if (answer.kind == Kind::Open || answer.kind == Kind::Busy)
        answer.timeLeft = milliseconds(reply.elements[1].integer);
    else
        answer.generation = reply.elements[1].integer;
    return answer;
}

QByteArrayList settleArguments(const RedisLayout &layout, const CircuitRecord &record,
                               const CircuitRules &rules, const CallTicket &ticket,
                               const Settlement &settlement, double chance,
                               std::optional<milliseconds> now)
{
    return {
        now ? number(*now) : ""_ba,
        wordOf(settlement.effect).toUtf8(),
        ticket.generation ? QByteArray::number(*ticket.generation) : ""_ba,
        ticket.lease,
        flag(settlement.attempts == Settlement::Attempts::UsedUp),
        flag(settlement.speed == Settlement::Speed::Slow),
        settlement.retryAfter ? number(*settlement.retryAfter) : ""_ba,
        number(chance),
        number(rules.openFor),
        number(rules.openFactor),
        number(rules.maxOpenFor),
        number(rules.openSpread),
        number(rules.healthyPeriod),
        QByteArray::number(rules.failuresInARow),
        number(rules.failureRate),
        number(rules.rateWindow),
        QByteArray::number(rules.rateCalls),
        number(rules.slowRate),
        flag(rules.probeLease.has_value()),
        layout.isFynd() ? record.url.toUtf8() : layout.valueHead(record),
        layout.isFynd() ? ""_ba : "json"_ba,
        settlement.reason.toUtf8(),
        settlement.error.toUtf8(),
        record.key.toUtf8(),
        flag(ticket.counting == CallTicket::Counting::Watched),
    };
}

std::optional<SettleAnswer> settleAnswer(const RespValue &reply)
{
    if (reply.elements.size() != 3 || reply.elements[0].integer < 0
        || reply.elements[0].integer > 3)
        return std::nullopt;
    SettleAnswer answer;
    answer.change.kind = CircuitChange::Kind(reply.elements[0].integer);
    answer.change.openFor = duration(reply.elements[1]);
    answer.trips = int(duration(reply.elements[2]).count());
    return answer;
}

QByteArrayList handArguments(const RedisLayout &layout, Hand hand, milliseconds duration,
                             const QByteArray &value, std::optional<milliseconds> now)
{
    static const QByteArray words[] = {"open"_ba, "close"_ba, "reset"_ba};
    // In a keyspace of others nothing is remembered of a circuit that needs no memory.
    return {now ? number(*now) : ""_ba, words[int(hand)], number(duration), value,
            flag(!layout.isFynd())};
}

QByteArrayList metaFields()
{
    return {"gen"_ba,   "half"_ba,   "trips"_ba,  "closed_at"_ba, "open_until"_ba,
            "fails"_ba, "window"_ba, "reason"_ba, "error"_ba};
}

CircuitFacts factsFromMeta(const RespValue &reply)
{
    CircuitFacts facts;
    const std::vector<RespValue> &fields = reply.elements;
    if (fields.size() != size_t(metaFields().size()))
        return facts;
    facts.generation = fields[0].bytes.toLongLong();
    facts.awaitsProbe = fields[1].bytes == "1";
    facts.trips = fields[2].bytes.toInt();
    facts.closedAt = milliseconds(fields[3].bytes.toLongLong());
    facts.openUntil = milliseconds(fields[4].bytes.toLongLong());
    facts.failuresInARow = fields[5].bytes.toInt();
    const QByteArrayList slots_ = fields[6].bytes.split(';');
    for (const QByteArray &slot : slots_) {
        const QByteArrayList counts = slot.split(':');
        if (counts.size() == 4)
            facts.window.append(
                {counts[0].toLongLong(), counts[1].toInt(), counts[2].toInt(), counts[3].toInt()});
    }
    facts.reason = QString::fromUtf8(fields[7].bytes);
    facts.error = QString::fromUtf8(fields[8].bytes);
    return facts;
}

QByteArrayList metaOf(const CircuitFacts &facts)
{
    QByteArrayList window;
    for (const CallCounts &counts : facts.window) {
        window.append(QByteArray::number(counts.slot) + ':' + QByteArray::number(counts.calls) + ':'
                      + QByteArray::number(counts.failures) + ':'
                      + QByteArray::number(counts.slow));
    }
    return {"gen"_ba,        QByteArray::number(facts.generation),
            "half"_ba,       flag(facts.awaitsProbe),
            "trips"_ba,      QByteArray::number(facts.trips),
            "closed_at"_ba,  number(facts.closedAt),
            "open_until"_ba, number(facts.openUntil),
            "fails"_ba,      QByteArray::number(facts.failuresInARow),
            "window"_ba,     window.join(';'),
            "reason"_ba,     facts.reason.toUtf8(),
            "error"_ba,      facts.error.toUtf8()};
}

} // namespace CircuitScripts

} // namespace Recloser
