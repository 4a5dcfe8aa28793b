// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/circuitlayout.h"

#include <QJsonObject>
#include <QJsonValue>

#include <expected>

namespace Recloser {

/// What is wrong with a decoder that a user wrote, and where. Plain value.
struct LayoutFault
{
    /// A path such as "decoders[1].state.open"; empty for the whole.
    QString place;
    QString problem;

    bool operator==(const LayoutFault &) const = default;
};

/// A decoder as plain data:
///
///     {"name": "shop", "title": "Shop", "archetype": "A" | "B" | "C",
///      "key": "cb:{name}:state",            one {name}, a leading '*' for any prefix
///      "state": {"source": "existence" | "string" | "json" | "hash", "field": "a.b",
///                "open": ["open"], "half_open": ["half"], "closed": ["closed"]},       B
///      "count": {"source": "string", "compare": ">=" | ">", "threshold": 5},           C
///      "time": {"key": "cb:{name}:opened_at", "source": "string", "field": "",
///               "unit": "s" | "ms" | "us" | "rfc3339", "means": "opened_at" | "until" |
///               "remaining"},
///      "reset_seconds": 30}
///
/// Without "time" the time to live of "key" is the time left. `field` is a path into JSON or a
/// field of a hash; `state`, `count` and `time` may have a `key` of their own. A name is made of
/// lower-case letters, digits, '.', '_' and '-'. Members that are not known are faults.
std::expected<CircuitLayout, LayoutFault> layoutFromJson(const QJsonObject &json);

/// One decoder, an array of them, or {"decoders": [...]}; names must be unique and none of the
/// built-in ones.
std::expected<QList<CircuitLayout>, LayoutFault> layoutsFromJson(const QJsonValue &json);

} // namespace Recloser
