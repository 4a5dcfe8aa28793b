// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"
#include "core/regex/program.h"
#include "core/regex/syntax.h"

#include <string>
#include <vector>

namespace Recloser {

/// What the copies of a Pattern share. Private to core/regex; never changes after parse().
struct CompiledPattern
{
    std::u32string source;
    PythonVersion version = PythonVersion::Py311;
    std::size_t groupCount = 0;
    std::vector<PatternWarning> warnings;
    SyntaxTree syntax;
    Program program;
};

} // namespace Recloser
