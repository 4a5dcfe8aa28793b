// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/builtinlayouts.h"

namespace Recloser {

const QList<CircuitLayout> &builtinLayouts()
{
    static const QList<CircuitLayout> layouts{
        fyndLayout(),       circuitboxLayout(), leocarmoLayout(),          gabrielanhaiaLayout(),
        lasierLayout(),     litellmLayout(),    pybreakerLayout(),         aiobreakerLayout(),
        gobreakerLayout(),  stoplight5Layout(), purgatoryLayout(),         ksaverasLayout(),
        stoplight4Layout(), ganeshaLayout(),    circuitBreakerBoxLayout(), stfnLayout(),
        cb2Layout(),        faultyLayout(),     algoyounesLayout(),
    };
    return layouts;
}

} // namespace Recloser
