// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/circuitlayout.h"

namespace Recloser {

/// The layouts that are known without being told, those with a documented default first
/// (BREAKER.md section 6).
const QList<CircuitLayout> &builtinLayouts();

// One maker a library; the row of the table is at its definition.

// Existence means open (existencelayouts.cpp).
CircuitLayout fyndLayout();
CircuitLayout circuitboxLayout();
CircuitLayout leocarmoLayout();
CircuitLayout gabrielanhaiaLayout();
CircuitLayout lasierLayout();
CircuitLayout litellmLayout();
// State and time in keys of their own (stringlayouts.cpp).
CircuitLayout pybreakerLayout();
CircuitLayout aiobreakerLayout();
CircuitLayout stfnLayout();
CircuitLayout cb2Layout();
CircuitLayout algoyounesLayout();
CircuitLayout faultyLayout();
// State in JSON or a hash (recordlayouts.cpp, stoplightlayouts.cpp).
CircuitLayout purgatoryLayout();
CircuitLayout gobreakerLayout();
CircuitLayout ksaverasLayout();
CircuitLayout stoplight5Layout();
CircuitLayout stoplight4Layout();
// Counters (counterlayouts.cpp).
CircuitLayout circuitBreakerBoxLayout();
CircuitLayout ganeshaLayout();

} // namespace Recloser
