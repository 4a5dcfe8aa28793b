// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringView>

#include <optional>

namespace Recloser {

/// Of the messages that a WebSocket connection takes, where nothing else is said.
constexpr qint64 usualMessageSize = 64LL * 1024 * 1024;
/// What may be said at most.
constexpr qint64 mostMessageSize = 1'000'000'000;

/// The bytes of "128 MB", "900kB", "64MiB" or "5000", in [1, mostMessageSize]; nothing for what
/// says no such size.
std::optional<qint64> messageSizeOf(QStringView text);

} // namespace Recloser
