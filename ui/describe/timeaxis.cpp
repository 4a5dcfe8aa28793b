// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/timeaxis.h"

#include <algorithm>
#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

microseconds tickStep(microseconds span, int most)
{
    most = std::max(most, 1);
    const auto fits = [&](microseconds step) { return span / step <= most; };
    for (microseconds decade = 10us; decade <= 10s; decade *= 10) {
        for (const int factor : {1, 2, 5}) {
            if (fits(decade * factor) && decade * factor < 60s)
                return decade * factor;
        }
    }
    for (const microseconds step : {microseconds(1min), microseconds(2min), microseconds(5min),
                                    microseconds(10min), microseconds(20min), microseconds(1h)}) {
        if (fits(step))
            return step;
    }
    microseconds step = 2h;
    while (!fits(step))
        step *= 2;
    return step;
}

QString tickText(microseconds time, microseconds step)
{
    if (time == 0us)
        return u"0"_s;
    const auto number = [](double value, double smallest) {
        const int decimals = std::max(0, int(std::ceil(-std::log10(smallest) - 1e-9)));
        return QString::number(value, 'f', decimals);
    };
    if (step >= 1h)
        return u"%1 h"_s.arg(time / 1h);
    if (step >= 1min)
        return u"%1 min"_s.arg(time / 1min);
    if (step >= 100ms || time >= 10s)
        return number(double(time.count()) / 1e6, double(step.count()) / 1e6) + u" s"_s;
    return number(double(time.count()) / 1e3, double(step.count()) / 1e3) + u" ms"_s;
}

} // namespace Recloser
