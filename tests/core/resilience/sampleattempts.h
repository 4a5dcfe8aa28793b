// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

namespace Recloser {

inline Attempt answered(int number, int status, const QList<RawHeader> &headers = {})
{
    Attempt attempt;
    attempt.number = number;
    Response response;
    response.status = status;
    response.headers = headers;
    attempt.result = response;
    return attempt;
}

inline Attempt raised(int number, SendError::Kind kind,
                      SendError::Reach reach = SendError::Reach::Unknown)
{
    Attempt attempt;
    attempt.number = number;
    attempt.result = std::unexpected(SendError{kind, {}, {}, reach});
    return attempt;
}

} // namespace Recloser
