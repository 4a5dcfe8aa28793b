// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"
#include "core/regex/searcher.h"
#include "core/regex/syntax.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <stop_token>
#include <string_view>

namespace Recloser {

/// Why a pattern is slow on a subject. A plain value.
struct Slowness
{
    enum class Growth {
        Unknown, ///< the subject is too short to tell
        Polynomial, ///< with the `degree`-th power of the length; 1 is no harm
        Exponential, ///< `factor` times as much for every further character
    };

    NodeId loop = noNode; ///< the Repeat that takes the most steps; noNode when none does
    Growth growth = Growth::Unknown;
    int degree = 0;
    double factor = 0;
    /// How long CPython would take, and let nothing else run meanwhile. An estimate, good to a
    /// factor of four or so; infinity for what is practically for ever (a hundred years and more).
    double pythonSeconds = 0;

    bool operator==(const Slowness &) const = default;
};

/// Looks into how the work grows on ever longer parts of the subject. Does a tenth of a second or
/// so of work itself, whatever the pattern.
///
/// @return or Cancelled; OutOfStack when the subject has 4 Gi characters or more
std::expected<Slowness, GaveUp> slownessOf(const Pattern &pattern, std::u32string_view subject,
                                           const std::stop_token &stop = {});

} // namespace Recloser
