// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/handshake.h"

#include "core/redis/respcodec.h"

#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

namespace {

/// What a refused step means for the connection; nothing when it may go on without.
std::optional<RedisError> refusal(RedisHandshake::Step step, RedisError error)
{
    // Sent on accept, before any command is looked at, so it arrives as the answer to the first.
    if (error.kind == Kind::MaxClients)
        return error;
    switch (step) {
    case RedisHandshake::Step::SetName:
        return std::nullopt; // a courtesy to whoever reads CLIENT LIST
    case RedisHandshake::Step::Auth:
        // Whatever the words, these credentials do not open this server.
        if (error.kind == Kind::ServerError || error.kind == Kind::UnknownCommand)
            error.kind = Kind::WrongPassword;
        return error;
    case RedisHandshake::Step::Select:
        if (error.kind == Kind::ServerError || error.kind == Kind::UnknownCommand)
            error.kind = Kind::NoSuchDatabase;
        return error;
    case RedisHandshake::Step::Ping:
        // PING is refused while snapshots fail, although reading works; and it may be renamed.
        if (error.kind == Kind::Misconfigured || error.kind == Kind::UnknownCommand)
            return std::nullopt;
        return error;
    }
    return error;
}

} // namespace

RedisHandshake::RedisHandshake(const RedisEndpoint &endpoint)
{
    if (!endpoint.user.isEmpty())
        say(Step::Auth, {"AUTH"_ba, endpoint.user.toUtf8(), endpoint.password.toUtf8()});
    else if (!endpoint.password.isEmpty())
        say(Step::Auth, {"AUTH"_ba, endpoint.password.toUtf8()});
    say(Step::SetName, {"CLIENT"_ba, "SETNAME"_ba, "recloser"_ba});
    if (endpoint.database != 0) // a viewer's ACL often does not allow SELECT
        say(Step::Select, {"SELECT"_ba, QByteArray::number(endpoint.database)});
    say(Step::Ping, {"PING"_ba});
}

void RedisHandshake::say(Step step, const QByteArrayList &argv)
{
    m_steps.push_back(step);
    appendCommand(m_bytes, argv);
}

std::expected<RedisHandshake::Progress, RedisError> RedisHandshake::take(const RespValue &reply)
{
    if (reply.type == RespValue::Type::Error) {
        if (auto error = refusal(step(), errorFromReply(reply.bytes)))
            return std::unexpected(*error);
    } else if (!reply.isString() || reply.bytes != (step() == Step::Ping ? "PONG" : "OK")) {
        return std::unexpected(
            RedisError{Kind::Protocol, u"an answer to the greeting that Redis does not give"_s});
    }
    ++m_next;
    return m_next == m_steps.size() ? Progress::Done : Progress::Waiting;
}

} // namespace Recloser
