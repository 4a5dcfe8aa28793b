// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QJsonArray>
#include <QStringList>

namespace Recloser {

/// What went out, for people: each request's head, its lines behind "> ", those that the transport
/// added behind "+ ", and how it ended behind "< ". `shown` is redacted.
QStringList sentLines(const Exchange &shown);

/// The requests of one attempt, redirects among them, as `attempts` of `send --json` has them.
QJsonArray sentJson(const Exchange &shown, const Attempt &attempt);

} // namespace Recloser
