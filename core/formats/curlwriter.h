// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/copyas.h"
#include "core/formats/outgoing.h"
#include "core/formats/shellwords.h"

namespace Recloser {

/// The request as a curl command, long options, one a line; what parseCurl() reads back as the same
/// request.
QString curlCommand(const Outgoing &request, Shell shell);

/// The request as a command of HTTPie 3, quoted for a POSIX shell.
CopiedRequest httpieCommand(const Outgoing &request);

} // namespace Recloser
