// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/environmentfile.h"

namespace Recloser {

/// What a `.env` file says.
struct DotenvFile
{
    QList<EnvironmentVariable> variables;
    QList<EnvironmentProblem> problems;
};

/// Reads `NAME=value` lines as the dotenv packages do: `export` before the name, `#` comments, and
/// values in single quotes or back-ticks as they are, in double quotes with `\n`, over several
/// lines in any of them. Without quotes a value ends at ` #` or the line's end. Never fails.
DotenvFile readDotenv(const QByteArray &bytes);

} // namespace Recloser
