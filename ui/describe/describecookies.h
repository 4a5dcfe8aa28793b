// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/cookiereport.h"
#include "ui/describe/describe.h"

namespace Recloser {

/// What became of a cookie, and what to do about it: "refused: Secure, but it came over http".
Sentence describe(CookieVerdict verdict);

} // namespace Recloser
