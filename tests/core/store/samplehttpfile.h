// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpfile.h"

namespace Recloser {

/// A file with most of what we write ourselves.
inline const QByteArray sample = QByteArrayLiteral(R"(@base = http://www.store1.com:8001

### Search the store
# @name store-search
# @breaker-key [w].+(?=/)
# @breaker preset=fynd open=10s fallback=path off
# @retry max=3 delay=200ms backoff=exponential jitter=full
# @timeout 15 s
# @note ask before sending
GET {{base}}/m_search
    ?productId=11211
#   &debug=1
    &page=2
Accept: application/json
# X-Trace: on

### Add to the store
POST {{base}}/store_add HTTP/1.1
Content-Type: application/json
Authorization: Basic {{user}} {{password}}

{ "name": "Kaushil" }

> {% client.test("added", () => client.assert(response.status === 201)) %}
)");

} // namespace Recloser
