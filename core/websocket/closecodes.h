// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// The connection ended without a closing frame (RFC 6455 section 7.1.5); never on the wire.
constexpr int abnormalClosure = 1006;

/// What a closing frame's code is called: RFC 6455 section 7.4.1 and IANA's registry, "library" for
/// [3000, 4000), "application" for [4000, 5000); empty for others.
QString closeCodeName(int code);

/// Codes that a client may send (RFC 6455 section 7.4).
bool isSendableCloseCode(int code);

} // namespace Recloser
