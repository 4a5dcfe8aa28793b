// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpfile.h"

namespace Recloser {

/// Which promise of HttpFile these bytes break; empty when they are all kept: writing gives the
/// same bytes; an update without a change changes nothing; an edit of one field touches only the
/// lines of that field, leaves all other requests as they were, is there when the file is read
/// again, and changes nothing when made twice; sections are copied, moved and removed whole.
QString brokenPromise(const QByteArray &bytes);

} // namespace Recloser
