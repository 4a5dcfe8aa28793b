// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <chrono>

namespace Recloser {

using std::chrono::microseconds;

/// Round steps of time (1, 2, 5 times a power of ten; of minutes and hours from 60 s on) such that
/// at most `most` ticks fit.
microseconds tickStep(microseconds span, int most);
/// A tick's time in words: 0 has no unit.
QString tickText(microseconds time, microseconds step);

} // namespace Recloser
