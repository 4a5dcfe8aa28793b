// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/circuitlayout.h"
#include "core/redis/layouts/values.h"

#include <QStringList>

namespace Recloser {

/// Where a value stands. Plain value.
struct ValueSource
{
    enum class Kind { Existence, String, Json, Hash };

    KeyTemplate key;
    Kind kind = Kind::String;
    /// Path into JSON, or field of a hash.
    QString field;

    bool operator==(const ValueSource &) const = default;
};

/// What a user's decoder says, checked. Plain value.
struct CustomRules
{
    enum class Compare { AtLeast, Above };
    enum class Means { OpenedAt, Until, Remaining };

    KeyTemplate anchor;
    Archetype archetype = Archetype::Existence;
    /// The state of a B, the count of a C.
    ValueSource state;
    QStringList open;
    QStringList halfOpen;
    QStringList closed;
    std::optional<ValueSource> time;
    TimeUnit unit = TimeUnit::Seconds;
    Means means = Means::OpenedAt;
    std::optional<std::chrono::milliseconds> reset;
    std::optional<qint64> threshold;
    Compare compare = Compare::AtLeast;

    bool operator==(const CustomRules &) const = default;
};

/// Gives `layout` the functions that follow `rules`.
void applyRules(CircuitLayout &layout, const CustomRules &rules);

} // namespace Recloser
