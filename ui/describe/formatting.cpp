// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/formatting.h"

#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;

QString formatDuration(std::chrono::microseconds duration)
{
    const double ms = double(duration.count()) / 1000.0;
    if (ms < 9.95)
        return QString::number(ms, 'f', 1) + u" ms"_s;
    if (ms < 999.5)
        return QString::number(std::round(ms), 'f', 0) + u" ms"_s;
    const double seconds = ms / 1000.0;
    if (seconds < 9.995)
        return QString::number(seconds, 'f', 2) + u" s"_s;
    if (seconds < 59.95)
        return QString::number(seconds, 'f', 1) + u" s"_s;
    const auto whole = qint64(std::llround(seconds));
    if (whole < 3600)
        return u"%1 min %2 s"_s.arg(whole / 60).arg(whole % 60);
    return u"%1 h %2 min"_s.arg(whole / 3600).arg(whole % 3600 / 60);
}

QString formatCountdown(std::chrono::milliseconds left)
{
    const qint64 ms = qMax<qint64>(0, left.count());
    if (ms < 60'000)
        return QString::number(std::ceil(double(ms) / 100.0) / 10.0, 'f', 1) + u" s"_s;
    const qint64 seconds = (ms + 999) / 1000;
    if (seconds < 3600)
        return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (seconds < 86'400)
        return u"%1 h %2 min"_s.arg(seconds / 3600).arg(seconds % 3600 / 60);
    return u"%1 d %2 h"_s.arg(seconds / 86'400).arg(seconds % 86'400 / 3600);
}

QString formatSize(qint64 bytes)
{
    if (bytes < 1000)
        return u"%1 B"_s.arg(bytes);
    double value = double(bytes);
    static constexpr const char *units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    size_t unit = 0;
    value /= 1000.0;
    while (value >= 999.5 && unit + 1 < std::size(units)) {
        value /= 1000.0;
        ++unit;
    }
    return QString::number(value, 'f', value < 9.95 ? 1 : 0) + u' '
        + QLatin1StringView(units[unit]);
}

} // namespace Recloser
