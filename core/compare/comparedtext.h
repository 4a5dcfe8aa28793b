// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/bodycompare.h"

namespace Recloser {

/// What its type and its first bytes say about a body.
BodySideNotes notesOf(const ComparedBody &body);

/// The body as UTF-8: itself where it is that, without its byte order mark.
std::expected<HeldBytes, StoreError> decodedText(const HeldBytes &bytes, BodySideNotes &notes,
                                                 const std::stop_token &stop);

/// JSON or XML over lines, with the first fault noted; anything else as it is.
std::expected<HeldBytes, StoreError> laidOutText(const HeldBytes &text, BodySideNotes &notes,
                                                 const std::stop_token &stop);

} // namespace Recloser
