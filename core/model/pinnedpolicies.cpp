// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/pinnedpolicies.h"

namespace Recloser {

PolicyOverrides pinned(const QList<PolicyLayer> &layers, const PolicyOverrides &own,
                       const Policies &wanted)
{
    const Preset preset = presetOf(layers, own);
    const PolicyOverrides now = completed(policiesOf(layers, own), preset);
    const PolicyOverrides then = completed(wanted, preset);
    PolicyOverrides result = own;
    visitPolicyOverrides([&](QStringView, auto member) {
        if (now.*member != then.*member)
            result.*member = then.*member;
    });
    return result;
}

} // namespace Recloser
