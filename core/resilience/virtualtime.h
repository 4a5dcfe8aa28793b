// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/response.h"

#include <QTimeZone>

namespace Recloser {

/// A replay counts microseconds since 1970; what it replays through has clocks of its own.
inline std::chrono::milliseconds storeTime(microseconds time)
{
    return std::chrono::floor<std::chrono::milliseconds>(time);
}

inline QDateTime wallTime(microseconds time)
{
    return QDateTime::fromMSecsSinceEpoch(storeTime(time).count(), QTimeZone::UTC);
}

inline Clock::time_point timePoint(microseconds time)
{
    return Clock::time_point(time);
}

} // namespace Recloser
