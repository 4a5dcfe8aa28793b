// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"

namespace Recloser {

/// `own` with what it lacks to run with the policies `wanted` over `layers`: how a request of
/// history runs as it did, whatever the settings and files say today. Rows of an outcome table that
/// `wanted` does not have stay below its own.
PolicyOverrides pinned(const QList<PolicyLayer> &layers, const PolicyOverrides &own,
                       const Policies &wanted);

} // namespace Recloser
