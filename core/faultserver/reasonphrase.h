// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Recloser {

/// The usual phrase of a status (RFC 9110, 15, and the IANA registry), empty when there is none.
QByteArray reasonPhrase(int status);

} // namespace Recloser
