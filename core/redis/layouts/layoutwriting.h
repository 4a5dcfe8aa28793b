// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/client.h"
#include "core/redis/layouts/circuitlayout.h"

#include <expected>
#include <functional>

namespace Recloser {

using LayoutWritten = std::move_only_function<void(std::expected<void, RedisError>)>;

/// Sends the commands of a safe action, which somebody has seen and agreed to, in one write and in
/// their order. Calls back once, in a later turn: with the first error, InvalidCommand for an
/// action that is only to be copied. Dropped when `context` dies.
void performAction(RedisClient &connection, const LayoutAction &action, const QObject *context,
                   LayoutWritten callback);

} // namespace Recloser
