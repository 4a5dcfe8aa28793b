// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/decidingattempts.h"

#include <algorithm>

namespace Recloser {

QList<Attempt> decidingAttempts(const QList<Attempt> &attempts)
{
    const auto isAnswer
        = [](const Attempt &attempt) { return attempt.waitReason == WaitReason::Authentication; };
    // Most calls are asked for nothing.
    if (std::ranges::none_of(attempts, isAnswer))
        return attempts;
    QList<Attempt> deciding;
    for (const Attempt &attempt : attempts) {
        if (!isAnswer(attempt) || deciding.isEmpty()) {
            deciding.append(attempt);
            deciding.last().number = int(deciding.size());
            continue;
        }
        // Together they took as long as both, and waited as the first did.
        Attempt joined = attempt;
        const Attempt &asked = deciding.constLast();
        joined.number = asked.number;
        joined.wait = asked.wait;
        joined.waitReason = asked.waitReason;
        joined.startedAfter = asked.startedAfter;
        joined.timings.total += asked.timings.total;
        deciding.last() = std::move(joined);
    }
    return deciding;
}

} // namespace Recloser
