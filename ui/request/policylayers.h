// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"

namespace Recloser {

/// "guarded"
QString presetName(Preset preset);

/// "guarded preset", "settings", "folder shop", "file store.http"; the request's own is "this
/// request".
QString sourceTitle(const PolicySource &source);

/// The same with the whole path where there is one.
QString sourceDetail(const PolicySource &source);

} // namespace Recloser
