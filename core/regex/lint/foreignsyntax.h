// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"
#include "core/regex/syntax.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Recloser {

/// Something in a pattern that is another language's, or another program's.
struct ForeignPiece
{
    SourceRange range;
    std::string what; ///< UTF-8, a sentence without a full stop
    /// Python's spelling; nothing where there is none.
    std::optional<std::u32string> python;

    bool operator==(const ForeignPiece &) const = default;
};

/// What stands around a pattern that was copied together with it: blanks, quotes, `r'...'`,
/// `re.compile(...)`, `/.../i`. Layer by layer, from the outside; `python` is the whole pattern.
std::optional<ForeignPiece> foreignWrapping(std::u32string_view source);

/// Constructs of PCRE, JavaScript, Java, .NET and POSIX that Python does not have or reads in
/// another way, in the order in which they stand.
std::vector<ForeignPiece> foreignConstructs(std::u32string_view source, PythonVersion version);

/// A name pattern of a shell: `*.store1.com`; its regular expression.
std::optional<ForeignPiece> foreignGlob(std::u32string_view source);

} // namespace Recloser
