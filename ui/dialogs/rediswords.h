// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/probe.h"
#include "ui/describe/describe.h"

namespace Recloser {

/// What went wrong with Redis and what to do about it. Never with a password.
Sentence describe(const RedisError &error);

/// "Name look-up", "Right to write (SET)".
QString stepName(RedisProbeStep::Name name);
/// Whether the connection is of no use when this step fails.
bool endsTest(RedisProbeStep::Name name);
/// What it means that this step failed, and what to do; empty when it did not.
QString stepAdvice(const RedisProbeStep &step);
/// "Works", "Works for reading", "Does not work": the test as a whole.
Sentence describeProbe(const QList<RedisProbeStep> &steps);

} // namespace Recloser
