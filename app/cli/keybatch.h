// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/breakerkey.h"

#include <expected>

namespace Recloser {

/// What ended a batch before its input did.
struct BatchError
{
    QString what; ///< "stdin line 3"
    QString why;
    QString remedy;
};

/// Answers JSON lines of stdin on stdout, each as soon as it came: another program may ask line by
/// line. `policy` has the pattern of lines without one.
/// @return whether every URL has a key
std::expected<bool, BatchError> answerBatch(KeyReader &reader, BreakerPolicy policy);

} // namespace Recloser
