// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/mediatype.h"
#include "core/text/tablerows.h"

namespace Recloser {

enum class BodyReport { Words, Json };

/// `body --table`: each row of CSV as an array of its fields, each line of JSON as it is; what is
/// wrong goes to stderr, or into the JSON. True if nothing is; nothing once stdout is gone.
std::optional<bool> printTable(QByteArrayView text, const MediaType &type, BodyReport report);

/// `body --parts`: what the parts of a multipart body are and where they stand. As above.
std::optional<bool> printParts(QByteArrayView body, const MediaType &type, BodyReport report);

} // namespace Recloser
