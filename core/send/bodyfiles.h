// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/model/senderror.h"

#include <expected>
#include <functional>

namespace Recloser {

qint64 sizeOfBody(const QList<BodySegment> &segments);

/// What stands in place of the content of a file among other pieces.
using FileWords = std::function<QByteArray(const BodySegment &)>;

/// A request's body as one, to be looked at: bytes stay bytes, a single file is named by its path;
/// of several pieces files are told by `words`. BodyUnreadable for a single file that is not there,
/// BodyChanged for one that is not what it was when it was sent.
std::expected<ResponseBody, SendError> bodyToShow(const QList<BodySegment> &segments,
                                                  const FileWords &words);

} // namespace Recloser
