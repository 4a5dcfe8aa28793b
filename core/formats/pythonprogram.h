// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/copyas.h"
#include "core/formats/outgoing.h"

namespace Recloser {

/// A program for Python 3.8 and later with `requests` 2.
CopiedRequest pythonRequests(const Outgoing &request);

/// The same with aiohttp 3.
CopiedRequest pythonAiohttp(const Outgoing &request);

/// The same with `asyncio_requests` 2 around the text of its call (toFyndCall()).
QString pythonAsyncioRequests(const QString &call);

} // namespace Recloser
