// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QString>

namespace Recloser {

/// The request line and headers as sent (those the transport added are known once there is a
/// response) and, for each hop and the response, status line and headers. Bodies are named by their
/// size only.
QString rawText(const Exchange &exchange);

/// "HTTP/1.1 200 OK".
QString statusLineText(const Response &response);

} // namespace Recloser
