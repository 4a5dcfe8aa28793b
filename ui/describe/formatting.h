// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <chrono>

namespace Recloser {

/// "0.4 ms", "412 ms", "2.41 s", "1 min 5 s".
QString formatDuration(std::chrono::microseconds duration);
/// Time left as a countdown: "7.3 s", "1:05", "2 h 3 min". Rounded up, so that it never shows zero
/// before it is.
QString formatCountdown(std::chrono::milliseconds left);
/// "812 B", "1.2 kB", "3.4 MB"; powers of 1000.
QString formatSize(qint64 bytes);

} // namespace Recloser
