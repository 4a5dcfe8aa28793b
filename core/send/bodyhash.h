// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/digesthash.h"
#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"

#include <QFuture>

#include <expected>

namespace Recloser {

/// In hexadecimal digits; BodyUnreadable.
using BodyHashResult = std::expected<QByteArray, SendError>;

/// The hash of a body, its files read piece by piece. What is short and in memory is hashed at
/// once, all else in a thread of the pool. Always delivers a value.
QFuture<BodyHashResult> hashOfBody(const QList<BodySegment> &body, DigestAlgorithm algorithm);

} // namespace Recloser
