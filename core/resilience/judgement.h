// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

namespace Recloser {

/// What the outcome table says of one attempt.
struct Judgement
{
    BreakerEffect breaker = BreakerEffect::Ignored;
    RetryEffect retry = RetryEffect::No;

    bool operator==(const Judgement &) const = default;
};

/// The first row that fits; without one a status is a success and an error is ignored.
Judgement judge(const OutcomeTable &table, const Attempt &attempt);

/// Every attempt that `narrow` is about is one that `wide` is about, so that a row of `narrow`
/// after one of `wide` never counts.
bool covers(const OutcomeMatch &wide, const OutcomeMatch &narrow);

/// Receiving it twice does no harm: GET, HEAD, OPTIONS, TRACE, PUT, DELETE (RFC 9110
/// section 9.2.2), or a request that carries an Idempotency-Key header.
bool isIdempotent(const ResolvedRequest &request);

} // namespace Recloser
