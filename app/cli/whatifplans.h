// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/sendarguments.h"
#include "core/model/policylayers.h"
#include "core/resilience/whatifresult.h"

#include <QCommandLineParser>

namespace Recloser {

/// The rules that `whatif` runs calls with, one or two sets of them.
struct WhatIfPlans
{
    QList<WhatIfPlan> plans;
    /// What each says differently from what lies under it, for its heading: "preset=guarded
    /// openFor=30000".
    QStringList names;
};

void addPlanOptions(QCommandLineParser &parser);

/// From `--plan` files, from the options of `send` and from `--other-preset`, `--other-pattern`
/// and `--other`; `layers` lie under each.
std::expected<WhatIfPlans, ArgumentError> readPlans(const QCommandLineParser &parser,
                                                    const QList<PolicyLayer> &layers);

} // namespace Recloser
