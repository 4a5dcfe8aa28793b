// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitstanding.h"

namespace Recloser {

using namespace Qt::StringLiterals;

Standing standingOf(const Circuit &circuit)
{
    if (!circuit.isStateKnown)
        return circuit.unreadable.isEmpty() ? Standing::StateUnknown : Standing::Unreadable;
    switch (circuit.forced.kind) {
    case CircuitOverride::Kind::None:
        break;
    case CircuitOverride::Kind::ForcedOpen:
        return Standing::ForcedOpen;
    case CircuitOverride::Kind::ForcedClosed:
        return Standing::ForcedClosed;
    case CircuitOverride::Kind::MetricsOnly:
        return Standing::MetricsOnly;
    case CircuitOverride::Kind::ForcedHalfOpen:
        return Standing::ForcedHalfOpen;
    }
    switch (circuit.state) {
    case BreakerState::Closed:
        return Standing::Closed;
    case BreakerState::HalfOpen:
        return circuit.ttl == TimeToLive::Finite || circuit.isCallInFlight ? Standing::HalfOpen
                                                                           : Standing::ProbeDue;
    case BreakerState::Open:
        break;
    }
    if (circuit.isElapsed)
        return Standing::Elapsed;
    if (circuit.ttl == TimeToLive::Never)
        return Standing::NeverExpires;
    if (circuit.cause == OpeningCause::Throttled)
        return Standing::Throttled;
    return circuit.ttl == TimeToLive::Unknown ? Standing::UnknownDuration : Standing::Open;
}

bool isForeign(const Circuit &circuit)
{
    // Only layouts fill in the exact bytes of the name.
    return !circuit.service.isNull();
}

QString identityOf(const Circuit &circuit)
{
    if (!isForeign(circuit))
        return circuit.key;
    return u'\x1' + circuit.layout + u'\x1' + QString::fromLatin1(circuit.prefix) + u'\x1'
        + QString::fromLatin1(circuit.service);
}

bool isShown(const Circuit &circuit)
{
    return circuit.state != BreakerState::Closed
        || circuit.forced.kind != CircuitOverride::Kind::None || !circuit.isStateKnown;
}

} // namespace Recloser
