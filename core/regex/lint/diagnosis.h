// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/finding.h"
#include "core/regex/search.h"

#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace Recloser {

/// From where a rule speaks. The defaults are KEYS.md's.
struct Thresholds
{
    double wholeUrlShare = 0.8; ///< C1: share of URLs whose key is the URL itself
    double keysPerOrigin = 3; ///< C2: keys in all over origins in all
    std::size_t keysOfOneOrigin = 20; ///< C2
    std::size_t longKey = 512; ///< S2: characters
    std::size_t shortKey = 4; ///< S2: characters
    std::size_t sample = 200; ///< URLs that rules which search again look at

    bool operator==(const Thresholds &) const = default;
};

/// Diagnoses a pattern over a list of URLs that are given one after the other, with bounded memory
/// per URL, so that a million of them may be. One thread; any.
class Diagnosis
{
public:
    /// @param source the pattern as written
    /// @param pattern what parse() made of it for the version that is followed
    /// @param version that version; a valid pattern knows it itself
    Diagnosis(std::u32string_view source, const std::expected<Pattern, PatternError> &pattern,
              const Thresholds &thresholds = {}, PythonVersion version = PythonVersion::Py311);
    ~Diagnosis();
    Diagnosis(Diagnosis &&) noexcept;
    Diagnosis &operator=(Diagnosis &&) noexcept;

    /// The next URL and what search() found in it; without a pattern `result` is not looked at.
    void add(std::u32string_view url, const SearchResult &result);

    /// The findings so far, the worst first. Costs what the rules cost that search again: up to
    /// `sample` URLs times the variants of the pattern; a stop gives what is known until then.
    std::vector<Finding> findings(const std::stop_token &stop = {}) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// What becomes of a URL's key when the URL changes.
enum class KeyChange { Stays, Changes, Vanishes, Appears, NoMatch, TooSlow };

/// One way in which URLs change without their service changing: "+ trailing /", "other port".
struct MatrixRow
{
    std::string change; ///< UTF-8, what is done to the URL
    std::vector<KeyChange> outcomes; ///< of each URL that was asked about
    std::vector<std::u32string> urls; ///< the changed URLs
    std::vector<std::optional<std::u32string>> keys; ///< their keys

    bool operator==(const MatrixRow &) const = default;
};

/// The stability matrix: `pattern` over variants of each of `urls` (KEYS.md section 5, V).
std::vector<MatrixRow> stabilityMatrix(const Pattern &pattern,
                                       const std::vector<std::u32string> &urls,
                                       const std::stop_token &stop = {});

} // namespace Recloser
