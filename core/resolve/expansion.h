// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/scope.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

/// The request with values in the place of its placeholders, still as written otherwise. What is
/// disabled is left as it is. UnresolvedVariable as of resolve().
std::expected<RequestSpec, SendError> expanded(const RequestSpec &spec, const Scope &scope);

} // namespace Recloser
