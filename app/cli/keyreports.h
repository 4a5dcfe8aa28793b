// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/keyarguments.h"

namespace Recloser {

/// `key --explain`: the pattern as a tree in plain words.
/// @return RequestFailed when Python does not take the pattern
ExitCode reportExplanation(const KeyArguments &arguments);

/// `key --lint`: the findings, the worst first, and the stability matrix.
/// @return RequestFailed when a finding is an error
ExitCode reportFindings(const KeyArguments &arguments);

/// `key --check`: the keys that are not those a file expects.
/// @return RequestFailed when there are any, Usage when a file cannot be read
ExitCode reportDifferences(const KeyArguments &arguments);

} // namespace Recloser
