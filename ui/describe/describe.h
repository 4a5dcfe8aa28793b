// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/model/storeerror.h"
#include "ui/describe/formatting.h"

#include <QString>

namespace Recloser {

/// An error or state in words: what happened, and what to do next (may be empty).
struct Sentence
{
    QString headline;
    QString hint;

    bool operator==(const Sentence &) const = default;
};

Sentence describe(const SendError &error);
Sentence describe(const StoreError &error);
/// How an exchange ended: "503 Service Unavailable", "Exception · time-out waiting for the first
/// byte", "Not sent: circuit ... is open".
Sentence describe(const Exchange &exchange);
/// Where the key comes from and what is wrong with its pattern; the headline is empty when it
/// simply matched.
Sentence describe(const KeyResult &key);
/// The rule that ended it: "all 4 attempts used up", "404 is not tried again".
QString describeEnding(const Exchange &exchange);
/// What the call did to its circuit: "closed the circuit", "opened the circuit again", "late: did
/// not count"; empty where nothing changed.
QString describeCircuitChange(const Exchange &exchange);
QString describeWait(const Attempt &attempt, const RetryPolicy &policy);
/// "closed", "open", "half-open".
QString stateName(BreakerState state);
/// Short word for the result of an attempt: "503", "time-out", "refused".
QString shortResult(const std::expected<Response, SendError> &result);

} // namespace Recloser
