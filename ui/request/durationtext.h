// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace Recloser {

/// A duration as people type it: "200 ms", "1.5 s", "1 min 5 s", "2 h", "1:05" (minutes and
/// seconds), a plain number of seconds, "0" or "none". Empty optional: not understood, negative, or
/// longer than 24 days.
std::optional<std::chrono::milliseconds> parseDuration(const QString &text);

/// The same, exactly: "200 ms", "1.25 s", "1 min 5 s"; zero is "0 s". parseDuration() reads it
/// back.
QString durationText(std::chrono::milliseconds duration);

} // namespace Recloser
