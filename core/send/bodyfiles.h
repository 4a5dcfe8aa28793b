// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

qint64 sizeOfBody(const QList<BodySegment> &segments);

/// A request's body as one, to be looked at: bytes stay bytes, a single file is named by its path,
/// several pieces are put together up to 4 MiB. BodyUnreadable for a file that is not there,
/// BodyChanged for one that is not what it was when it was sent; InvalidBody beyond 4 MiB.
std::expected<ResponseBody, SendError> bodyToShow(const QList<BodySegment> &segments);

} // namespace Recloser
