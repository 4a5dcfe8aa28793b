// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"

#include <expected>
#include <vector>

namespace Recloser {

/// A compression that a body can come with (RFC 9110 section 8.4.1, RFC 7932, RFC 8878).
enum class ContentCoding { Gzip, Deflate, Brotli, Zstd };

/// As in Content-Encoding: "gzip", "deflate", "br", "zstd".
QString codingName(ContentCoding coding);

/// The Accept-Encoding of requests that have none of their own.
QByteArray acceptedCodings();

/// A coding of Transfer-Encoding that nobody knows (RFC 9112 section 6.1): what it was put upon
/// cannot be told from a body. Empty: there is none.
QByteArray unknownTransferCoding(const Response &head);

/// Which codings of the body that belongs to `head` can be undone, in the order of undoing: from
/// the last one that was applied to the first one that nobody knows. None for a part (206) of a
/// coded body, which is no coded body itself (RFC 9110 section 14.4). Those of Transfer-Encoding
/// are undone first. The error is for more codings than anybody means.
std::expected<std::vector<ContentCoding>, QString> codingsToUndo(const Response &head);

} // namespace Recloser
