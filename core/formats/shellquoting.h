// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/shellwords.h"

namespace Recloser {

/// The word as it must be written so that the shell's program gets `word`; without quotes where
/// none are needed. NUL cannot be in a word and is left out.
QString quotedFor(Shell shell, const QString &word);

/// What stands at the end of a line that goes on in the next.
QString lineContinuation(Shell shell);

} // namespace Recloser
