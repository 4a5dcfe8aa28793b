// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/model/senderror.h"

#include <optional>

namespace Recloser {

/// Beyond these a head is an attack, not an answer; browsers stop at a fraction of it.
constexpr qsizetype mostHeaderLines = 2000;
constexpr qsizetype mostHeaderBytes = 4 * 1024 * 1024;

/// BrokenResponse for what Qt passes over: a status beyond [100, 999], more header lines or bytes
/// than anybody means, a Content-Length that is no length or says two (RFC 9112 section 6.3).
std::optional<SendError> brokenHead(const Response &head);

} // namespace Recloser
