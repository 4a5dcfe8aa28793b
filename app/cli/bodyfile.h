// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"

#include <expected>

namespace Recloser {

/// Whether a body could be written to `path`, asked before anything is sent; the system's reason
/// when not.
std::expected<void, QString> checkBodyFile(const QString &path);

/// Replaces the file as a whole, so that it never holds half a body; pipes and devices are written
/// as they stand. The system's reason when it cannot.
[[nodiscard]] std::expected<void, QString> writeBodyFile(const QString &path,
                                                         const ResponseBody &body);

/// On stdout, in pieces. False when not all of it could be read or written.
[[nodiscard]] bool printBody(const ResponseBody &body);

} // namespace Recloser
