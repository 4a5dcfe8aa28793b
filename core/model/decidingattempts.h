// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

namespace Recloser {

/// The attempts that retries and circuits look at: without those whose answer only asked for
/// authentication that the next one gave. Numbered from 1; they are one try of the call together
/// (RFC 9110 section 11.4).
QList<Attempt> decidingAttempts(const QList<Attempt> &attempts);

} // namespace Recloser
