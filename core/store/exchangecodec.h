// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

namespace Recloser {

/// The parts of an exchange that history keeps as one value each, as CBOR (RFC 8949) maps with
/// named members, so that a newer version can add members and an older one passes over them. Bodies
/// and the request as written are kept beside them, not here. Decoding never fails: a member that
/// is missing or of another type leaves its default.

/// Everything of the exchange but `spec`, `attempts` and the bytes of the request's body.
QByteArray encodedDetails(const Exchange &exchange);
void decodeDetails(const QByteArray &cbor, Exchange &exchange);

/// Everything of the attempt but its number and the bytes of the response's body.
QByteArray encodedAttempt(const Attempt &attempt);
Attempt decodedAttempt(const QByteArray &cbor);

} // namespace Recloser
