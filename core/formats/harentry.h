// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QJsonObject>

#include <functional>

namespace Recloser {

/// All of a body, wherever it is.
using BodyContent = std::function<QByteArray(const ResponseBody &)>;

/// The requests of an exchange that were on the wire, redirects and failed attempts among them, as
/// entries of an HTTP Archive (HAR 1.2). Give it redacted exchanges unless secrets shall be in it.
/// Attempts without an answer have status 0 and say why in `comment`; `_attempt`, `_key` and
/// `_outcome` are ours. Blocked exchanges have none.
QList<QJsonObject> harEntries(const Exchange &exchange, const BodyContent &content);

/// The members of `log` beside its entries.
QJsonObject harLog();

} // namespace Recloser
