// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QString>

namespace Recloser {

/// Which version of HTTP an attempt spoke and why that one: "HTTP/1.1: the server did not take
/// HTTP/2". Empty where it is not known.
QString describeVersion(const Exchange &exchange, const Attempt &attempt);

} // namespace Recloser
