// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/streams/messageaids.h"

namespace Recloser {

class RequestTab;

/// What the page of messages of a tab, which outlives it, needs of the rest: the placeholders of
/// its request, the layout of JSON, and Connect.
MessageAids messageAidsOf(RequestTab &tab);

} // namespace Recloser
