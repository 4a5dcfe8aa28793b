// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCborMap>
#include <QCborValue>

#include <optional>

namespace Recloser {

/// Left as it is where the member is missing or no number.
template<typename Duration>
void takeDuration(const QCborMap &map, QLatin1StringView name, std::optional<Duration> &place)
{
    const QCborValue value = map.value(name);
    if (value.isInteger())
        place = Duration(value.toInteger());
}

/// An enum or int that is kept as its number.
template<typename T> T numberFrom(const QCborMap &map, QLatin1StringView name, T otherwise)
{
    return T(map.value(name).toInteger(qint64(otherwise)));
}

} // namespace Recloser
