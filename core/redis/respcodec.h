// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/respvalue.h"

#include <QByteArray>
#include <QByteArrayList>

#include <expected>
#include <memory>
#include <optional>

struct redisReader;
struct redisReadTask;

namespace Recloser {

/// What one reply may cost; whatever is over a bound ends the connection.
struct RespLimits
{
    /// Bytes of one whole reply, strings of all elements together.
    qsizetype replyBytes = 16 * 1024 * 1024;
    /// Arrays within arrays.
    int depth = 16;
    /// Values in one reply, all levels together.
    qsizetype elements = 1'000'000;
    /// A line that is not a bulk string: status, error, number, length.
    qsizetype lineBytes = 64 * 1024;

    bool operator==(const RespLimits &) const = default;
};

/// Appends `argv` as a RESP array of bulk strings. `argv` must not be empty.
void appendCommand(QByteArray &out, const QByteArrayList &argv);

QByteArray encodeCommand(const QByteArrayList &argv);

/// Turns a stream of bytes, cut anywhere, into RESP2 values. Not copyable: hiredis holds the
/// address. After an error the stream has no meaning any more and every next() repeats the error
/// until reset().
class RespReader
{
public:
    explicit RespReader(RespLimits limits = {});
    ~RespReader();
    RespReader(const RespReader &) = delete;
    RespReader &operator=(const RespReader &) = delete;

    void feed(QByteArrayView bytes);
    /// The next complete value, nothing while it is incomplete, Protocol or ReplyTooLarge when it
    /// cannot become one within the limits.
    std::expected<std::optional<RespValue>, RedisError> next();
    void reset();

private:
    struct Free
    {
        void operator()(redisReader *reader) const;
    };
    friend struct RespBuilder;

    void startReply();
    std::optional<RedisError> unfinishedError() const;

    RespLimits m_limits;
    std::unique_ptr<redisReader, Free> m_reader;
    std::optional<RedisError> m_error;
    RespValue m_root;
    qsizetype m_replyBytes = 0;
    qsizetype m_replyElements = 0;
};

} // namespace Recloser
