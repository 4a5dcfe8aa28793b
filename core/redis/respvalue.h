// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/rediserror.h"

#include <QByteArray>
#include <QMetaType>

#include <expected>
#include <vector>

namespace Recloser {

/// One value of the RESP2 protocol (https://redis.io/docs/latest/develop/reference/protocol-spec/).
/// Plain value; null bulk strings and null arrays are both Null.
struct RespValue
{
    enum class Type { Null, SimpleString, Error, Integer, Bulk, Array };

    Type type = Type::Null;
    /// Text of SimpleString, Error and Bulk; any bytes.
    QByteArray bytes;
    qint64 integer = 0;
    std::vector<RespValue> elements;

    bool isNull() const { return type == Type::Null; }
    bool isString() const { return type == Type::Bulk || type == Type::SimpleString; }

    bool operator==(const RespValue &) const = default;
};

/// A value, or why there is none. Error replies of the server are errors here too; only errors
/// nested in an array stay RespValues of type Error.
using RedisReply = std::expected<RespValue, RedisError>;

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::RespValue)
