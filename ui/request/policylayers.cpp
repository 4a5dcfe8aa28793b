// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policylayers.h"

#include "core/model/policywords.h"

#include <QCoreApplication>

namespace Recloser {

using namespace Qt::StringLiterals;

QString presetName(Preset preset)
{
    return wordOf(preset);
}

QString presetTitle(Preset preset)
{
    return QCoreApplication::translate("Recloser::PolicyLayers", "%1 preset")
        .arg(presetName(preset));
}

Policies policiesBelow(const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen)
{
    if (chosen)
        return presetPolicies(*chosen);
    Policies policies = presetPolicies(Preset::Fynd);
    for (const PolicyLayer &layer : layers)
        policies = effectivePolicies(policies, layer.overrides);
    return policies;
}

} // namespace Recloser
